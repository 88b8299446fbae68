"""Commands that make a graph and list its parts: build, validate, builds, sources."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rarekg.graph.cli.options import BuildId, Home, LockFile, chosen_home, console_of_errors, listed, pairs

if TYPE_CHECKING:
    from rich.console import Console

    from rarekg.graph.home.builds import Build
    from rarekg.graph.home.lock import Lock
    from rarekg.graph.pipeline.plan import Plan
    from rarekg.graph.validation.findings import GateError

SHOWN = 10  # findings on the terminal; the file has all of them


def build(
    only: Annotated[str, typer.Option(help="Sources, comma-separated, and those they need; all by default.")] = "",
    page: Annotated[
        list[Path] | None,
        typer.Option(help="A saved page of GARD, instead of the shipped restatement of one; repeatable."),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(metavar="NAME=FILE", help="A file that replaces a source's own; repeatable.")
    ] = None,
    mappings: Annotated[
        list[Path] | None, typer.Option(help="An SSSOM table that takes precedence over MONDO's mappings; repeatable.")
    ] = None,
    exclude_iea: Annotated[
        bool, typer.Option("--exclude-iea", help="Leave out annotations made by software (evidence IEA).")
    ] = False,
    disease: Annotated[str | None, typer.Option(help="The disease that the pages describe, as a CURIE.")] = None,
    base: Annotated[str | None, typer.Option(help="The beginning of the IRIs minted here.")] = None,
    keep: Annotated[int, typer.Option(min=0, help="The number of older builds to keep.")] = 3,
    floors: Annotated[
        bool, typer.Option(help="Refuse sources with fewer or more facts than a sound release has (floors, ceilings).")
    ] = True,
    inference: Annotated[bool, typer.Option(help="Add inferred statements.")] = True,
    locked: Annotated[
        bool,
        typer.Option("--locked", help="Read the files of the lock file, and pinned ones of other sources."),
    ] = False,
    lock: LockFile = None,
    force: Annotated[bool, typer.Option("--force", help="Build even if the same graph was built already.")] = False,
    home: Home = None,
) -> None:
    """Build the graph, check it, and make it the current one."""
    from rarekg.graph.pipeline.build import build as build_graph
    from rarekg.graph.pipeline.progress import Steps
    from rarekg.graph.validation.findings import GateError

    folder, console = chosen_home(home), console_of_errors()
    if lock and not locked:
        raise typer.BadParameter("needs --locked", param_hint="--lock")
    named = _lock(folder, lock) if locked else None
    given = _given(source or [], page or [], mappings or [])
    options = {"floors": floors, "inference": inference, "exclude_iea": exclude_iea}
    plan = _plan(folder, listed(only), given, named, disease, base, options)
    try:
        built, made = build_graph(folder, plan, Steps(console), keep=keep, again=force)
    except GateError as error:
        _show(error, console)
        raise
    outcome = "built" if made else "already built (--force builds it again)"
    typer.echo(f"{built.id}: {outcome}, {built.manifest.quads:,} quads in {built.folder}")


def validate(build: BuildId = None, home: Home = None) -> None:
    """Check a published build again, all its files and all rules; exit code 1 if it is damaged or breaks one."""
    from tempfile import TemporaryDirectory

    from rarekg.graph.home.builds import find
    from rarekg.graph.pipeline.gate import recheck

    built = find(chosen_home(home), build)
    files = _validated_files(built)
    with TemporaryDirectory() as work:
        findings = recheck(built, Path(work))
    for finding in findings:
        typer.echo(str(finding))
    outcome = f"breaks a rule in {len(findings):,} places" if findings else "the graph conforms"
    typer.echo(f"{built.id}: {files}; {outcome}", err=True)
    raise typer.Exit(1 if findings else 0)


def _validated_files(built: "Build") -> str:
    """Read all files of ``built`` and return what is known of them; end with 1 if the rules cannot be checked."""
    from rarekg.graph.home.integrity import damage

    found = damage(built, "all")
    for wrong in found:
        typer.echo(str(wrong))
    if found:
        are = "1 file is not" if len(found) == 1 else f"{len(found):,} files are not"
        typer.echo(f"{built.id}: damaged, {are} as built; run `rarekg build` to build it again", err=True)
        raise typer.Exit(1)
    count = len(built.manifest.files)
    return f"{count:,} files are as built" if count else "built by an older version, without checksums of its files"


def builds(home: Home = None) -> None:
    """List the builds, newest first; the current one is marked, and those that are known to be damaged."""
    from rarekg.graph.home import verified
    from rarekg.graph.home.builds import current, published
    from rarekg.graph.home.integrity import check

    folder = chosen_home(home)
    serving = current(folder).folder
    for built in published(folder):
        mark = "*" if built.folder.resolve() == serving else " "
        sources, (_, found) = " ".join(built.manifest.sources), check(built, verified.read(built), "none")
        damaged = "  (damaged)" if found else ""
        typer.echo(f"{mark} {built.id}  {built.finished[:19]}Z  {built.manifest.quads:>12,} quads  {sources}{damaged}")


def sources(build: BuildId = None, home: Home = None) -> None:
    """List the sources with version, licence, counts and attribution."""
    from rarekg.graph.home.builds import find

    manifest = find(chosen_home(home), build).manifest
    for key, source in manifest.sources.items():
        typer.echo(f"{key}: {source.title}, {source.version}")
        typer.echo(f"  homepage     {source.homepage}")
        typer.echo(f"  licence      {source.licence.name}, {source.licence.url}")
        for kind, counted in (("facts", source.facts), ("issues", source.issues)):
            counts = ", ".join(f"{count:,} {name}" for name, count in counted.items())
            typer.echo(f"  {kind:<12} {counts or 'none'}")
        quads = manifest.graphs.get(f"{manifest.base}graph/{key}", 0)
        typer.echo(f"  quads        {quads:,}")
        typer.echo(f"  attribution  {' '.join(source.licence.attribution.split())}")


def _plan(
    home: Path,
    only: list[str],
    given: Mapping[str, list[Path]],
    lock: "Lock | None",
    disease: str | None,
    base: str | None,
    options: Mapping[str, bool],
) -> "Plan":
    from rarekg.graph.home.code_hash import building
    from rarekg.graph.pipeline.inputs import MAPPINGS, chosen, fillable, inputs
    from rarekg.graph.pipeline.plan import Plan
    from rarekg.mappings import catalog
    from rarekg.mappings.rdf.ntriples import BASE

    infos = catalog.sources()
    requested = [*only, MAPPINGS] if only and MAPPINGS in given else only
    fillable(infos, requested, given, lock)
    described = _disease(disease) if disease else None
    minted_below = _base(base) if base else BASE
    return Plan(
        inputs=inputs(infos, chosen(infos, requested), given, home, lock),
        base=minted_below,
        code=building(),
        disease=described,
        **options,
    )


def _disease(curie: str) -> str:
    from rarekg.mappings.resolve.registries import wrong_kind
    from rarekg.ontology.prefixes import standardize

    try:
        standard = standardize(curie)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--disease") from error
    if (reason := wrong_kind(standard, "disease")) is not None:
        raise typer.BadParameter(reason, param_hint="--disease")
    return standard


def _lock(home: Path, given: Path | None) -> "Lock":
    from rarekg.graph.home.lock import lock_file, read
    from rarekg.graph.pipeline.inputs import known_sources
    from rarekg.mappings import catalog

    path = lock_file(home, given)
    lock = read(path)
    known_sources(lock, catalog.sources(), path)
    return lock


def _base(given: str) -> str:
    from pyoxigraph import NamedNode

    try:
        NamedNode(given)
    except ValueError as error:
        raise typer.BadParameter(f"{given!r} is not an IRI: {error}", param_hint="--base") from error
    if not given.endswith("/"):
        raise typer.BadParameter(f"{given!r} does not end in /", param_hint="--base")
    return given


def _given(sources: list[str], pages: list[Path], mappings: list[Path]) -> dict[str, list[Path]]:
    from rarekg.graph.pipeline.inputs import MAPPINGS, PAGES

    given: dict[str, list[Path]] = {}
    for name, file in pairs(sources, "--source"):
        given.setdefault(name, []).append(Path(file))
    for key, files in ((PAGES, pages), (MAPPINGS, mappings)):
        if files:
            given.setdefault(key, []).extend(files)
    return given


def _show(error: "GateError", console: "Console") -> None:
    for finding in error.findings[:SHOWN]:
        console.print(str(finding), markup=False, soft_wrap=True)
    if len(error.findings) > SHOWN:
        console.print(f"… and {len(error.findings) - SHOWN:,} more")
