"""The formats of query results in words, for a client that named none of them."""

from collections.abc import Mapping
from typing import Any

from rarekg.graph.rdf.formats import GRAPHS, RESULTS, Format


def offered(formats: Mapping[str, Format[Any]]) -> str:
    """Return the media types of ``formats``, each with the suffix that names it too.

    >>> offered(RESULTS).partition(",")[0]
    'application/sparql-results+json (json)'
    """
    return ", ".join(f"{form.media_type} ({form.suffix})" for form in formats.values())


def offered_for(*, graph: bool) -> str:
    """Return the sentence on the formats of one kind of result: of a graph, or of rows and booleans."""
    if graph:
        return f"a graph (CONSTRUCT, DESCRIBE) can be had as {offered(GRAPHS)}"
    return f"a table (SELECT, ASK) can be had as {offered(RESULTS)}"
