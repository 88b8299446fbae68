"""Suggestions for an id or a name that is not in the graph, only where something is near to it."""

from rapidfuzz.distance import OSA

from rarekg.graph.search.codes import code, near
from rarekg.graph.search.fold import fold
from rarekg.graph.search.hits import Hit, search
from rarekg.graph.search.reader import SearchIndex
from rarekg.ontology.spelling import prefixed, usual

NEAR = 5
SHORTEST = 5  # letters of a word that is searched for among longer names
LETTERS_AN_ERROR = 6  # letters for each typing error: shorter words and symbols all differ by a letter or two


def nearest(names: SearchIndex, name: str) -> list[tuple[str, str]]:
    """Return CURIE and label of things whose ids are one typing error from ``name``, else of things so named.

    An id with a known prefix is only compared with ids. Of a path or an IRI, the last segment is compared.
    """
    if prefixed(name) or usual(name):
        spelled = usual(name) or name
        ids = {row.curie: row.label for curie in (spelled, *near(spelled)) for row in names.by_code(code(curie))}
        return list(ids.items())[:NEAR]
    words = name.strip("/").rpartition("/")[2].replace("_", " ")
    hits = (hit for hit in search(names, words, limit=4 * NEAR) if is_near(words, hit))
    return list({hit.curie: hit.label for hit in hits}.items())[:NEAR]


def is_near(text: str, hit: Hit) -> bool:
    """Return whether ``hit`` is what ``text`` may mean: its words are in the name, with few letters that differ.

    >>> from types import SimpleNamespace
    >>> def named(name): return SimpleNamespace(name=name, how="words")
    >>> is_near("docs", named("DOCK6")), is_near("wiskott", named("Wiskott-Aldrich syndrome"))
    (False, True)
    >>> is_near("eczmatoid dermatitis", named("Eczematoid dermatitis")), is_near("FOXP33", named("FOXP3"))
    (True, True)
    """
    if hit.how == "id":
        return True
    asked, found = fold(text), fold(hit.name)
    if len(asked) >= SHORTEST and all(any(_close(word, other) for other in found.split()) for word in asked.split()):
        return True
    return _close(asked, found)


def _close(word: str, other: str) -> bool:
    return OSA.distance(word, other) <= len(word) // LETTERS_AN_ERROR
