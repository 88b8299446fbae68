"""The kinds of things that are minted for the graph, by what their local ids begin with.

A worker process reads it, so it imports nothing.
"""

# mappings/rdf/ntriples.py and graph/pipeline/metadata.py mint them.
MINTED = (
    *("association", "mapping", "prevalence", "resource", "question", "answer", "category", "disease"),
    *("page", "reference", "graph", "dataset", "partition", "mapping-set", "agent", "rights", "profile"),
    *("definition", "criterion", "review", "prefix", "linkset", "uri-space", "build"),
)
# A mapping set has 20,000 mappings: each leads to its set, and the dump of the graph has them all.
_LARGE = "mapping-set"


def is_node(iri: str, base: str) -> bool:
    """Return whether ``iri`` was minted below ``base``, so that its statements belong to what it is linked to.

    >>> is_node("https://w3id.org/rarekg/association/0123", "https://w3id.org/rarekg/")
    True
    >>> is_node("http://purl.obolibrary.org/obo/HP_0000964", "https://w3id.org/rarekg/")
    False
    """
    if not iri.startswith(base):
        return False
    kind = iri[len(base) :].partition("/")[0]
    return kind in MINTED and kind != _LARGE
