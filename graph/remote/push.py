"""Load a build into a remote store: in chunks, resumed where an earlier push ended, compared by counts at the end.

A graph is a set of triples and has no blank nodes, so a chunk that arrives twice does no harm. The first chunk of a
graph replaces what was there, if anything was; the others add to it.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from pyoxigraph import Store

from rarekg.graph.home.builds import Build
from rarekg.graph.remote.chunks import Chunk, chunks
from rarekg.graph.remote.client import RemoteClient
from rarekg.graph.remote.counts import counts, having
from rarekg.graph.remote.failures import RemoteStoreError, shown
from rarekg.graph.remote.journal import Journal, Progress, opened
from rarekg.ontology.errors import QueryError

Protocol = Literal["graph-store", "update"]
# Triples in a request. Virtuoso 7 compiles no INSERT DATA of 5,000: "memory exhausted".
CHUNK: Mapping[Protocol, int] = {"graph-store": 50_000, "update": 4_000}
SAMPLE = 20  # triples of each graph that tell an equal graph from another one of the same size
Show = Callable[[str, int, int], object]


class Step(NamedTuple):
    """A graph that is to be sent: how many chunks have arrived, and whether the first one replaces something."""

    graph: str
    total: int
    arrived: int
    replace: bool


class Pushed(NamedTuple):
    """What a push did: the triples that it sent, and all that the build has, which are at the store now."""

    sent: int
    quads: int


def push(
    built: Build,
    client: RemoteClient,
    home: Path,
    protocol: Protocol,
    *,
    chunk: int | None = None,
    replace: bool = False,
    show: Show = lambda graph, arrived, total: None,
) -> Pushed:
    """Load ``built`` into the store of ``client``; ``home`` keeps how far it has come.

    Args:
        built: The build.
        client: The store, with the address that ``protocol`` needs.
        home: Where the journal is kept.
        protocol: PUT and POST of graphs, or INSERT DATA.
        chunk: Triples in a request; CHUNK by default. A push that is resumed keeps the number that it began with.
        replace: Whether to replace graphs of the same names that hold something else, and to delete the others of an
            earlier build.
        show: Called with a graph's IRI, the triples of it that have arrived, and all that it has.

    Raises:
        QueryError: The store holds other graphs of these names; it says other numbers at the end; it cannot be used.
    """
    target = client.addresses.graphs if protocol == "graph-store" else client.addresses.update
    with opened(home, target, built.id, chunk or CHUNK[protocol]) as journal:
        store, there = Store.read_only(str(built.store)), counts(client)
        if not journal.read().arrived and _same(built, store, client, there):
            journal.write(_complete(journal.read(), built.manifest.graphs))
        steps = tuple(_steps(built.manifest.graphs, there, journal.read(), replace=replace))
        stray = _stray(built, there)
        _refuse(client, steps, stray, there, replace=replace)
        for graph in stray:
            _delete(client, protocol, graph)
        sent = sum(_send(client, protocol, store, journal, step, show) for step in steps)
        _compare(client, built.manifest.graphs, counts(client) if sent else there)
    return Pushed(sent, built.manifest.quads)


def _steps(graphs: Mapping[str, int], there: Mapping[str, int], progress: Progress, *, replace: bool) -> Iterator[Step]:
    """Yield what is left to do; ``arrived`` is -1 for a graph that holds what this push did not send."""
    for graph, total in graphs.items():
        arrived, found = progress.arrived.get(graph), there.get(graph, 0)
        least = min((arrived or 0) * progress.chunk, total)
        # The last request may have been carried out although its answer never came.
        most = min(((arrived or 0) + 1) * progress.chunk, total)
        if arrived is None and not found:
            yield Step(graph, total, 0, replace=False)
        elif arrived is None or found > most:
            yield Step(graph, total, 0 if replace else -1, replace=True)
        elif found < least:  # the store has lost what it had
            yield Step(graph, total, 0, replace=found > 0)
        elif least < total:
            yield Step(graph, total, arrived, replace=arrived == 0 and found > 0)


def _refuse(
    client: RemoteClient, steps: tuple[Step, ...], stray: tuple[str, ...], there: Mapping[str, int], *, replace: bool
) -> None:
    others = [step.graph for step in steps if step.arrived < 0]
    if (others or stray) and not replace:
        graph = (*others, *stray)[0]
        rest = f" and {len(others) + len(stray) - 1} more" if len(others) + len(stray) > 1 else ""
        raise QueryError(
            f"{shown(client.addresses.query)} has the graph {graph} with {there[graph]:,} triples{rest}, which this "
            "push did not send; --replace replaces the graphs of this build and deletes others of an earlier one"
        )


def _stray(built: Build, there: Mapping[str, int]) -> tuple[str, ...]:
    """Return the graphs at the target that have names of ours and are not of ``built``, as of a source left out."""
    return tuple(
        graph
        for graph in sorted(there)
        if graph.startswith(f"{built.base}graph/") and graph not in built.manifest.graphs
    )


def _same(built: Build, store: Store, client: RemoteClient, there: Mapping[str, int]) -> bool:
    """Return whether the store has every graph already, by the counts and some triples of each."""
    graphs = built.manifest.graphs
    if any(there.get(graph) != total for graph, total in graphs.items()):
        return False
    samples = {graph: _sample(store, graph, total) for graph, total in graphs.items()}
    return all(having(client, graph, sample) == len(sample) for graph, sample in samples.items())


def _sample(store: Store, graph: str, total: int) -> list[str]:
    """Return some triples from all over a graph that have IRIs only, as engines keep texts in ways of their own."""
    lines = (chunk.triples.splitlines() for chunk in chunks(store, graph, max(1, total // SAMPLE)))
    fit = (next((line for line in part if line.endswith(b"> .") and b"^^" not in line), b"") for part in lines)
    return [line.decode().removesuffix(" .") for line in fit if line]


def _complete(progress: Progress, graphs: Mapping[str, int]) -> Progress:
    for graph, total in graphs.items():
        progress = progress.after(graph, -(-total // progress.chunk))
    return progress


def _send(client: RemoteClient, protocol: Protocol, store: Store, journal: Journal, step: Step, show: Show) -> int:
    """Send what is left of a graph; return how many triples that were."""
    progress, sent = journal.read().after(step.graph, step.arrived), 0
    journal.write(progress)
    for number, part in enumerate(chunks(store, step.graph, progress.chunk, step.arrived), step.arrived):
        _add(client, protocol, step.graph, part, replace=step.replace and number == 0)
        progress, sent = progress.after(step.graph, number + 1), sent + part.size
        journal.write(progress)
        show(step.graph, step.arrived * progress.chunk + sent, step.total)
    return sent


def _add(client: RemoteClient, protocol: Protocol, graph: str, chunk: Chunk, *, replace: bool) -> None:
    if protocol == "graph-store":
        client.add(graph, chunk.triples, replace=replace)
    else:
        if replace:
            _delete(client, protocol, graph)
        client.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{chunk.triples.decode()}}} }}")


def _delete(client: RemoteClient, protocol: Protocol, graph: str) -> None:
    if protocol == "graph-store":
        client.delete(graph)
    else:
        client.update(f"DROP SILENT GRAPH <{graph}>")


def _compare(client: RemoteClient, graphs: Mapping[str, int], there: Mapping[str, int]) -> None:
    """Raise unless the store says of each graph the number of triples that it has in the build."""
    wrong = [graph for graph, total in graphs.items() if there.get(graph, 0) != total]
    if wrong:
        rest = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise RemoteStoreError(
            client.addresses.query,
            f"says that the graph {wrong[0]} has {there.get(wrong[0], 0):,} triples, where the build has "
            f"{graphs[wrong[0]]:,}{rest}",
            advice="run the command again; if that does not help, with --replace",
        )
