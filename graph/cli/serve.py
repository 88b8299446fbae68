"""The commands ``serve`` and ``up``, with an option for each limit, made from the table of limits."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rarekg.graph.cli.options import Home, chosen_home
from rarekg.graph.endpoint.limits import Limits, Row, table

if TYPE_CHECKING:
    from rarekg.graph.endpoint.beside import Beside as RemoteBuild

HOST, PORT = "127.0.0.1", 8000


Host = Annotated[str, typer.Option(envvar="RAREKG_HOST", help="The address to listen on.")]
Port = Annotated[int, typer.Option(envvar="RAREKG_PORT", min=0, max=65535, help="The port; 0 takes a free one.")]
PublicUrl = Annotated[
    str,
    typer.Option(envvar="RAREKG_PUBLIC_URL", help="The start of this service's addresses, behind a proxy."),
]
AllowedHosts = Annotated[
    str,
    typer.Option(envvar="RAREKG_ALLOWED_HOSTS", help="The hosts answered for, comma-separated; others get 421."),
]
TrustedProxy = Annotated[
    str,
    typer.Option(envvar="RAREKG_TRUSTED_PROXY", help="Addresses whose X-Forwarded-For is trusted, comma-separated."),
]

Store = Annotated[
    str,
    typer.Option(envvar="RAREKG_STORE", help="Where a store that holds the build of --build answers SPARQL queries."),
]
Beside = Annotated[
    Path | None,
    typer.Option("--build", help="The folder of the build in --store: its manifest and its search index."),
]


def _limited(command: Callable[..., None]) -> Callable[..., None]:
    """Give ``command`` an option for each limit in place of its ``**limits``."""
    signature = inspect.signature(command)
    own = [option for option in signature.parameters.values() if option.kind is not inspect.Parameter.VAR_KEYWORD]
    options = [_option(row) for row in table()]
    command.__signature__ = signature.replace(parameters=[*own, *options])  # type: ignore[attr-defined]
    command.__annotations__ = {option.name: option.annotation for option in (*own, *options)}
    return command


def _option(row: Row) -> inspect.Parameter:
    text = f"{row.bounds[0].upper()}{row.bounds[1:]}{f' ({row.unit})' if row.unit else ''}."
    option = typer.Option(row.option, envvar=row.variable, min=0, help=text)
    annotation: object = Annotated[type(row.default), option]
    return inspect.Parameter(row.name, inspect.Parameter.KEYWORD_ONLY, default=row.default, annotation=annotation)


@_limited
def serve(
    home: Home = None,
    host: Host = HOST,
    port: Port = PORT,
    public_url: PublicUrl = "",
    allowed_hosts: AllowedHosts = "",
    trusted_proxy: TrustedProxy = "",
    store: Store = "",
    build: Beside = None,
    **limits: int,
) -> None:
    """Serve the current build, and each newer one as soon as it is published: SPARQL, documents, pages, search."""
    from rarekg.graph.endpoint.http.service import Service
    from rarekg.graph.endpoint.linked.routes import routes
    from rarekg.graph.endpoint.pages import routes as people
    from rarekg.graph.endpoint.pages.search_results import results
    from rarekg.graph.endpoint.search import routes as search
    from rarekg.graph.endpoint.server import hosts
    from rarekg.graph.endpoint.server.serving import serve as run

    bounds = Limits(**limits)
    remote = _remote(store, build, bounds)
    service = Service(chosen_home(home), bounds, people.html(), public_url, hosts.read(allowed_hosts), remote)
    mounted = [*search.routes(service, results), *people.routes(service), *routes(service, people.pages())]
    run(service, host, port, trusted_proxy, mounted)


def _remote(store: str, build: Path | None, limits: Limits) -> "RemoteBuild | None":
    """Return the build of ``--build`` with the store of ``--store``, None without them.

    Raises:
        BadParameter: One of them is missing.
        QueryError: The store does not hold that build, or cannot be asked.
    """
    if bool(store) is not (build is not None):
        given, missing = ("--store", "--build") if store else ("--build", "--store")
        raise typer.BadParameter(f"{missing} is missing, and both belong together", param_hint=given)
    if build is None:
        return None
    from rarekg.graph.endpoint.beside import Beside

    return Beside(build, store, limits.verify_every)


@_limited
def up(
    home: Home = None,
    host: Host = HOST,
    port: Port = PORT,
    public_url: PublicUrl = "",
    allowed_hosts: AllowedHosts = "",
    trusted_proxy: TrustedProxy = "",
    **limits: int,
) -> None:
    """Fetch missing sources, build the graph unless it was built already, and serve it."""
    from rarekg.graph.cli.build import build
    from rarekg.graph.cli.fetch import fetch

    fetch(home=home)
    build(home=home)
    serve(home, host, port, public_url, allowed_hosts, trusted_proxy, **limits)
