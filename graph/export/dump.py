"""Write a build's graph in any RDF format, whole or in part, as a stream: memory does not grow with the graph.

The order is the store's own, which depends only on the terms and keeps the statements of a subject in a graph together:
the same build gives the same bytes. A format without named graphs gets their union, each triple once.
"""

from collections.abc import Iterator
from functools import partial
from itertools import chain, groupby
from operator import attrgetter
from typing import BinaryIO, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from rarekg.graph.export import parts
from rarekg.graph.export.json_ld import write_json_ld
from rarekg.graph.export.parts import Part, triple_of
from rarekg.graph.export.statement_lines import write_lines
from rarekg.graph.export.stating import stated_by
from rarekg.graph.export.turtle_output import TurtleOutput
from rarekg.graph.home.builds import Build
from rarekg.graph.rdf import prefixed
from rarekg.graph.rdf.formats import DUMPS
from rarekg.graph.rdf.labels import label
from rarekg.graph.rdf.xml import UnwritableError, XmlOutput, expressible
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import prefix_map

LABELLED = frozenset(("turtle", "trig"))  # formats that have comments
ANNOTATED = frozenset(("turtle", "trig", "ntriples", "nquads"))  # formats whose RDF 1.2 programs read


def dump(
    built: Build,
    form: str,
    out: BinaryIO,
    graph: str | None = None,
    *,
    source: str | None = None,
    labels: bool = False,
    annotations: bool = False,
) -> None:
    """Write ``built`` to ``out`` in the format ``form`` of DUMPS.

    Args:
        built: The build.
        form: The name of the format.
        out: What takes the bytes.
        graph: The name or IRI of the only named graph to write.
        source: The key of the only source whose statements to write: those of its graph and, of the plain triples,
            those that nodes in its graph state. What follows is left out: it follows from several sources together.
        labels: Whether each subject of Turtle and TriG has its label in a comment.
        annotations: Whether each node that states a plain triple is its reifier, in the syntax of RDF 1.2.

    Raises:
        QueryError: There is no such graph or source, or the format cannot hold a text, labels or annotations.
    """
    store = Store.read_only(str(built.store))
    if source is not None:
        chosen = parts.of_source(store, source, built)
    else:
        chosen = parts.of_graph(store, graph, built.base) if graph else parts.whole(store)
    whole = graph is None and source is None
    Dump(store, chosen, built.base, whole=whole).write(form, out, labels=labels, annotations=annotations)


class Dump:
    """Statements to be written: ``chosen`` parts of ``store``; ``whole`` says that they are all of it."""

    def __init__(
        self, store: Store, chosen: tuple[Part, ...], base: str, *, whole: bool = False, nodes: Store | None = None
    ) -> None:
        """Take what is to be written; ``base`` is what minted IRIs begin with, ``nodes`` has those for annotations."""
        self._store, self._chosen, self._whole = store, chosen, whole
        self._nodes = store if nodes is None else nodes
        self._stated = NamedNode(Mint(base=base).graph(parts.STATED)[1:-1])

    def write(self, form: str, out: BinaryIO, *, labels: bool = False, annotations: bool = False) -> None:
        """Write the statements to ``out`` as ``form``.

        Raises:
            QueryError: The format cannot hold a text, labels or annotations.
        """
        for wanted, able, what in ((labels, LABELLED, "labels"), (annotations, ANNOTATED, "annotations")):
            if wanted and form not in able:
                raise QueryError(f"{form} has no {what}; take one of {', '.join(sorted(able))}")
        if form in LABELLED:
            self._turtle(form, out, labels, annotations)
        elif form == "jsonld":
            write_json_ld(((part.graph, part.triples(self._store)) for part in self._chosen), out)
        elif form == "nquads":
            self._nquads(out, annotations)
        else:
            self._union(form, out, annotations)

    def _turtle(self, form: str, out: BinaryIO, labels: bool, annotations: bool) -> None:
        output = TurtleOutput(out, partial(label, self._store) if labels else None)
        if form == "trig":
            for part in self._chosen:
                output.begin(part.graph)
                self._serialize(part, output)
                if annotations:
                    self._triples(map(triple_of, self._reified(part.graph)), output)
        else:
            output.begin()
            self._triples(self._by_subject(), output)
            if annotations:
                for part in self._chosen:
                    self._triples(map(triple_of, self._reified(part.graph)), output)
        output.finish()

    def _serialize(self, part: Part, output: TurtleOutput) -> None:
        if part.chosen is None:  # the engine alone is faster than through Python's objects
            target, prefixes = cast(BinaryIO, output), dict(prefix_map())
            self._store.dump(target, RdfFormat.TURTLE, from_graph=part.graph, prefixes=prefixes)
        else:
            self._triples(part.triples(self._store), output)

    def _triples(self, triples: Iterator[Triple], output: TurtleOutput) -> None:
        output.next()
        serialize(triples, cast(BinaryIO, output), RdfFormat.TURTLE, prefixes=dict(prefix_map()))

    def _nquads(self, out: BinaryIO, annotations: bool) -> None:
        self._lines(out, named=True)
        if annotations:
            serialize(chain.from_iterable(self._reified(part.graph) for part in self._chosen), out, RdfFormat.N_QUADS)

    def _union(self, form: str, out: BinaryIO, annotations: bool) -> None:
        if form == "rdfxml":
            try:
                target = cast(BinaryIO, XmlOutput(out))
                prefixed.write(expressible(self._triples_once()), RdfFormat.RDF_XML, target, prefix_map())
            except UnwritableError as error:
                raise QueryError(f"{error}; take another format") from error
            return
        self._lines(out, named=False)
        if annotations:
            reified = chain.from_iterable(self._reified(part.graph) for part in self._chosen)
            serialize(map(triple_of, reified), out, DUMPS[form].engine)

    def _lines(self, out: BinaryIO, *, named: bool) -> None:
        """Write N-Quads if ``named``, else N-Triples: whole graphs by the engine, chosen statements after them."""
        whole = [part.graph for part in self._chosen if part.chosen is None]
        write_lines(self._store, whole, out, named=named)
        for part in self._chosen:
            if part.chosen is not None:
                quads = (Quad(each.subject, each.predicate, each.object, part.graph) for each in part.chosen)
                if named:
                    serialize(quads, out, RdfFormat.N_QUADS)
                else:
                    serialize(iter(part.chosen), out, RdfFormat.N_TRIPLES)

    def _triples_once(self) -> Iterator[Triple]:
        """Yield each triple once: no triple of a build is in two graphs, which its gate has checked."""
        return chain.from_iterable(part.triples(self._store) for part in self._chosen)

    def _by_subject(self) -> Iterator[Triple]:
        """Yield each triple once, all of a subject together; the store has them together within a graph alone."""
        if not self._whole:
            yield from self._triples_once()
            return
        place = {part.graph: number for number, part in enumerate(self._chosen)}
        for part in self._chosen:
            for subject, _ in groupby(part.triples(self._store), attrgetter("subject")):
                quads = list(self._store.quads_for_pattern(subject, None, None, None))
                if min(place[quad.graph_name] for quad in quads) == place[part.graph]:  # type: ignore[index]
                    yield from map(triple_of, quads)

    def _reified(self, graph: NamedNode) -> Iterator[Quad]:
        """Yield which plain triple each node in ``graph`` states."""
        return (each.reified() for each in stated_by(self._nodes, self._stated, graph))
