"""What may have been meant by an id or a name that the graph does not know."""

from rarekg.graph.search.codes import code, near
from rarekg.graph.search.hits import search
from rarekg.graph.search.reader import SearchIndex
from rarekg.ontology.prefixes import converter

NEAR = 5


def nearest(names: SearchIndex, name: str) -> list[tuple[str, str]]:
    """Return CURIE and label of the things whose ids are one slip from ``name``, else of what it may be a name of.

    An id with a known prefix is no name. Of a path or an IRI, the last part is what is read.
    """
    ids = {row.curie: row.label for curie in near(name) for row in names.by_code(code(curie))}
    prefix, colon, _ = name.partition(":")
    is_id = bool(colon) and converter().standardize_prefix(prefix) is not None
    hits = () if ids else search(names, name if is_id else name.rpartition("/")[2].replace("_", " "), limit=NEAR)
    found = ids or {hit.curie: hit.label for hit in hits if hit.how == "id" or not is_id}
    return list(found.items())[:NEAR]
