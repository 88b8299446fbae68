"""The links from the graph to registries and other ontologies: how many of which kind, as VoID's linksets.

https://www.w3.org/TR/void/#linkset. A linkset is a part of the dataset whose graph has the links; what it leads to is
described by the beginning of its IRIs alone, as no more is known of it here.
"""

from collections import Counter
from collections.abc import Iterator
from typing import IO, NamedTuple, cast

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from rarekg.mappings.rdf.ntriples import Mint, integer, iri, node, text
from rarekg.ontology.prefixes import compress, expand, prefix_map

PREDICATES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "oboInOwl:hasDbXref")


class Links(NamedTuple):
    """The links of one graph, with one predicate, from things of one prefix to things of another."""

    graph: str
    predicate: str
    subjects: str
    objects: str


class _Rows:
    """The file to which the engine writes rows of graph, subject and object as TSV: it counts them by their stems.

    The stem of an IRI goes to its last separator; IRIs of one stem have one prefix, of which an example tells.
    """

    def __init__(self) -> None:
        """Begin without rows."""
        self.found: Counter[tuple[bytes, bytes, bytes]] = Counter()
        self.examples: dict[bytes, bytes] = {}
        self._rest = b""

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            graph, subject, object_ = line.split(b"\t")
            stems = _stem(subject), _stem(object_)
            if (graph, *stems) not in self.found:
                self.examples.setdefault(stems[0], subject)
                self.examples.setdefault(stems[1], object_)
            self.found[(graph, *stems)] += 1
        return len(data)

    def flush(self) -> None:
        """Do nothing; every row is counted when the engine has returned."""


def counted(store: Store, before: str) -> Counter[Links]:
    """Return the number of links of each kind in ``store``, whose graphs' IRIs start with ``before``.

    A thing without a prefix of the table is in no linkset.
    """
    links: Counter[Links] = Counter()
    for predicate in PREDICATES:
        rows = _Rows()
        found = store.query(f"SELECT ?g ?s ?o {{ GRAPH ?g {{ ?s <{expand(predicate)}> ?o }} FILTER(isIRI(?o)) }}")
        assert isinstance(found, QuerySolutions)
        found.serialize(cast(IO[bytes], rows), QueryResultsFormat.TSV)
        prefixes = {stem: _prefix(example) for stem, example in rows.examples.items()}
        for (graph, subject, object_), number in rows.found.items():
            subjects, objects = prefixes[subject], prefixes[object_]
            if subjects and objects and subjects != objects:
                links[Links(graph[1:-1].decode().removeprefix(before), predicate, subjects, objects)] += number
    return links


def statements(mint: Mint, links: Counter[Links]) -> Iterator[str]:
    """Yield the linksets of ``links`` as N-Triples without their full stops."""
    for prefix in sorted({prefix for each in links for prefix in (each.subjects, each.objects)}):
        space = prefix_map()[prefix]
        yield f"{_space(mint, prefix)} {node('rdf:type')} {node('void:Dataset')}"
        yield f"{_space(mint, prefix)} {node('rdfs:label')} {text(f'things whose IRI has the prefix {prefix}', 'en')}"
        yield f"{_space(mint, prefix)} {node('void:uriSpace')} {text(space)}"
    for each, number in sorted(links.items()):
        linkset = mint.hashed("linkset", *each)
        label = f"{each.predicate} from {each.subjects} to {each.objects} in {each.graph}"
        yield f"{mint.dataset(each.graph)} {node('void:subset')} {linkset}"
        yield f"{linkset} {node('rdf:type')} {node('void:Linkset')}"
        yield f"{linkset} {node('rdfs:label')} {text(label, 'en')}"
        yield f"{linkset} {node('void:linkPredicate')} {node(each.predicate)}"
        yield f"{linkset} {node('void:subjectsTarget')} {_space(mint, each.subjects)}"
        yield f"{linkset} {node('void:objectsTarget')} {_space(mint, each.objects)}"
        yield f"{linkset} {node('void:triples')} {integer(number)}"


def _stem(iri: bytes) -> bytes:
    return iri[: max(iri.rfind(b"/"), iri.rfind(b"_"), iri.rfind(b"#"), iri.rfind(b"=")) + 1]


def _prefix(example: bytes) -> str:
    return (compress(example[1:-1].decode()) or "").partition(":")[0]


def _space(mint: Mint, prefix: str) -> str:
    return iri(f"{mint.base}uri-space/{prefix}")
