"""The command that downloads the sources: pinned releases, the newest ones, or those of a lock file."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rarekg.graph.cli.options import Home, LockFile, chosen_home, console_of_errors, listed, pairs
from rarekg.graph.fetch.deadline import SECONDS, deadline
from rarekg.graph.fetch.limits import Limits

if TYPE_CHECKING:
    from rich.console import Console

    from rarekg.graph.home.lock import Lock
    from rarekg.mappings.catalog import SourceInfo

DEFAULTS = Limits()


def fetch(
    only: Annotated[str, typer.Option(help="Sources, comma-separated, and those they need; all by default.")] = "",
    latest: Annotated[
        bool, typer.Option("--latest", help="Fetch the newest releases from their publishers, and lock them.")
    ] = False,
    locked: Annotated[bool, typer.Option("--locked", help="Fetch exactly the files that the lock file names.")] = False,
    lock: LockFile = None,
    url: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=URL", help="An address to ask for a source's newest release; repeatable."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, help="The longest time without an answer, in seconds.")
    ] = DEFAULTS.timeout,
    attempts: Annotated[int, typer.Option(min=1, help="How often a download is tried.")] = DEFAULTS.attempts,
    max_bytes: Annotated[int, typer.Option(min=1, help="The largest size of a file.")] = DEFAULTS.max_bytes,
    longest: Annotated[
        float, typer.Option("--deadline", min=0.1, help="The longest time for everything, in seconds.")
    ] = SECONDS,
    home: Home = None,
) -> None:
    """Fetch the sources into the cache: pinned releases, or the newest or locked ones."""
    from rarekg.graph.fetch.cache import fetch as fetch_pinned
    from rarekg.graph.pipeline.inputs import chosen
    from rarekg.mappings import catalog

    urls = _addresses(url or [])
    _check_use(latest, locked, lock, urls)
    keys = chosen(catalog.sources(), listed(only))
    infos, folder, console = [catalog.sources()[key] for key in keys], chosen_home(home), console_of_errors()
    if not latest and not locked:
        _name_unpinned([info for info in infos if info.key in listed(only)], console)
    with deadline(longest):
        if latest or locked:
            limits = Limits(timeout=timeout, attempts=attempts, max_bytes=max_bytes)
            fetched = _fetch_locked(infos, folder, lock, urls, limits, console, newest=latest)
            infos = [info for info in infos if info.key not in fetched.sources]
        if (not latest and not locked) or any(info.pinned for info in infos):
            fetch_pinned(infos, folder, console=console)


def _name_unpinned(asked: "Sequence[SourceInfo]", console: "Console") -> None:
    """Say which of the sources that the user has ``asked`` for have a newest release alone."""
    for key in (info.key for info in asked if info.pinned is None and info.latest):
        line = f"{key} has no pinned release; `rarekg fetch --latest --only {key}` brings the newest one"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _fetch_locked(
    infos: "Sequence[SourceInfo]",
    home: Path,
    given: Path | None,
    urls: Mapping[str, Sequence[str]],
    limits: Limits,
    console: "Console",
    *,
    newest: bool,
) -> "Lock":
    """Fetch the newest files and lock them, or fetch the locked ones; return the lock."""
    from rarekg.graph.fetch.latest import fetch_latest
    from rarekg.graph.fetch.locked import fetch_locked
    from rarekg.graph.home.lock import lock_file, read
    from rarekg.graph.pipeline.inputs import known_sources
    from rarekg.mappings import catalog

    path = lock_file(home, given)
    if newest:
        unread = sorted(urls.keys() - {info.key for info in infos})
        if unread:
            raise typer.BadParameter(f"{unread[0]} is not among the sources that are fetched", param_hint="--url")
        return fetch_latest(infos, home, lock=path, urls=urls, limits=limits, console=console)
    lock = read(path)
    known_sources(lock, catalog.sources(), path)
    fetch_locked(infos, home, lock, limits=limits, console=console)
    return lock


def _check_use(latest: bool, locked: bool, lock: Path | None, urls: Mapping[str, Sequence[str]]) -> None:
    if latest and locked:
        raise typer.BadParameter("is not possible together with --latest", param_hint="--locked")
    if lock and not latest and not locked:
        raise typer.BadParameter("needs --latest or --locked", param_hint="--lock")
    if urls and not latest:
        raise typer.BadParameter("needs --latest", param_hint="--url")


def _addresses(given: Sequence[str]) -> dict[str, list[str]]:
    urls: dict[str, list[str]] = {}
    for key, url in pairs(list(given), "--url"):
        if not re.match(r"https?://[^/\s]+", url):
            raise typer.BadParameter(f"{url!r} is no address that begins with http:// or https://", param_hint="--url")
        urls.setdefault(key, []).append(url)
    return urls
