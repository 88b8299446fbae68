"""Suggestions for an id or a name that is not in the graph."""

from rarekg.graph.search.codes import code, near
from rarekg.graph.search.hits import search
from rarekg.graph.search.reader import SearchIndex
from rarekg.ontology.prefixes import converter

NEAR = 5


def nearest(names: SearchIndex, name: str) -> list[tuple[str, str]]:
    """Return CURIE and label of things whose ids are one typing error from ``name``, else of things so named.

    A CURIE with a known prefix is only compared with ids. Of a path or an IRI, the last segment is compared.
    """
    ids = {row.curie: row.label for curie in near(name) for row in names.by_code(code(curie))}
    prefix, colon, _ = name.partition(":")
    is_id = bool(colon) and converter().standardize_prefix(prefix) is not None
    hits = () if ids else search(names, name if is_id else name.rpartition("/")[2].replace("_", " "), limit=NEAR)
    suggestions = ids or {hit.curie: hit.label for hit in hits if hit.how == "id" or not is_id}
    return list(suggestions.items())[:NEAR]
