"""Write JSON-LD as a stream: one object for each subject of a graph, on a line of its own, with the named context.

The context stands in the file, which is then complete without the endpoint. https://www.w3.org/TR/json-ld11/#named-graphs
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import BinaryIO

from msgspec import json
from pyoxigraph import NamedNode, Triple

from rarekg.graph.rdf.context import context
from rarekg.graph.rdf.json_ld import node

PARTS = 1 << 16  # bytes that are written at once
_subject = attrgetter("subject")


def write_json_ld(graphs: Iterable[tuple[NamedNode, Iterator[Triple]]], out: BinaryIO) -> None:
    """Write ``graphs``, each by its name with its triples grouped by subject, to ``out``."""
    out.write(context().rstrip().removesuffix("}").rstrip().encode() + b',\n "@graph": [')
    held, separator = bytearray(), b"\n"
    for name, triples in graphs:
        held += separator + b' {"@id": ' + json.encode(name.value) + b', "@graph": ['
        between = b"\n"
        for _, statements in groupby(triples, key=_subject):
            held += between + json.encode(node(statements))
            between = b",\n"
            if len(held) >= PARTS:
                out.write(held)
                held = bytearray()
        held += b"\n ]}"
        separator = b",\n"
    out.write(held + b"\n]}\n")
