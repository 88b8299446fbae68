"""The command that loads a build into a store of its own: push."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rarekg.graph.cli.options import BuildId, Home, chosen_home, console_of_errors

if TYPE_CHECKING:
    from rarekg.graph.remote.client import Addresses, Limits

Shown = Callable[[str, int, int], object]


def push(
    to: Annotated[str, typer.Option("--to", metavar="URL", help="The address of the store, as http://127.0.0.1:7878.")],
    protocol: Annotated[
        Literal["graph-store", "update"] | None,
        typer.Option(help="PUT and POST of graphs, or INSERT DATA; the first that the store is known to have."),
    ] = None,
    query_url: Annotated[str, typer.Option(help="Where it takes queries, if that is not where its kind does.")] = "",
    update_url: Annotated[str, typer.Option(help="Where it takes updates.")] = "",
    graph_store_url: Annotated[str, typer.Option(help="Where it takes graphs, before ?graph=.")] = "",
    chunk: Annotated[
        int | None, typer.Option(min=1, help="Triples in a request: 50000 by default, 4000 in an update.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds for which the store may send nothing.")] = 300,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace graphs of the same names, and delete those of an earlier build.")
    ] = False,
    build: BuildId = None,
    home: Home = None,
) -> None:
    """Load a build into a remote store, resume a push that was broken off, and compare the counts."""
    from rarekg.graph.home.integrity import sound
    from rarekg.graph.remote.client import Limits, connected
    from rarekg.graph.remote.push import push as pushed

    folder, limits = chosen_home(home), Limits(silence=timeout)
    built = sound(folder, build)
    chosen = _addresses(to, query_url, update_url, graph_store_url, limits)
    how = protocol or ("graph-store" if chosen.graphs else "update")
    if how == "graph-store" and not chosen.graphs:
        raise typer.BadParameter(
            "this store is of no known kind: name where it takes graphs", param_hint="--graph-store-url"
        )
    with connected(chosen, limits=limits) as client, _progress(built.manifest.quads) as show:
        done = pushed(built, client, folder, how, chunk=chunk, replace=replace, show=show)
    there = done.quads - done.sent
    already = f"; {there:,} of them were there already" if there else ""
    typer.echo(f"{built.id}: {done.quads:,} quads in {len(built.manifest.graphs)} graphs{already}")


def _addresses(to: str, query: str, update: str, graphs: str, limits: "Limits") -> "Addresses":
    """Return the addresses given, and where one is not, the one that a store of this kind has."""
    from rarekg.graph.remote.client import Addresses, connected
    from rarekg.graph.remote.layouts import addresses

    with connected(Addresses(query=to), limits=limits) as client:
        known = addresses(to, client.server(to))
    return Addresses(query=query or known.query, update=update or known.update, graphs=graphs or known.graphs)


@contextmanager
def _progress(total: int) -> Iterator[Shown]:
    """Yield what shows how far a push has come: a bar on a terminal, a line for each graph elsewhere."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console, done = console_of_errors(), dict[str, int]()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)

        def show(graph: str, arrived: int, whole: int) -> None:
            name, done[graph] = graph.rpartition("/")[2], arrived
            bar.update(task, description=name, completed=sum(done.values()))
            if arrived == whole and not console.is_terminal:
                console.print(f"{name}: {whole:,} triples", soft_wrap=True)

        yield show
