"""The command that writes the graph, a part of it, or what it holds on one thing, as RDF."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

import typer

from rarekg.graph.cli.options import BuildId, Home, chosen_home
from rarekg.graph.cli.tables import FORMS
from rarekg.graph.cli.tables import write as write_tables

Form = Literal["nquads", "trig", "turtle", "ntriples", "rdfxml", "jsonld", "parquet", "csv", "kgx", "sssom"]


def dump(
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            help="An RDF format: that of the file's name, or nquads, by default. For tables: parquet, csv, kgx, sssom.",
        ),
    ] = None,
    graph: Annotated[str | None, typer.Option(help="The only named graph to write, such as hpo.")] = None,
    source: Annotated[
        str | None, typer.Option(help="The only source to write, with the plain triples that it states.")
    ] = None,
    about: Annotated[str | None, typer.Option(help="The only thing to write about, by an id or a name.")] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Put labels into comments of Turtle and TriG.")] = False,
    annotations: Annotated[
        bool, typer.Option("--annotations", help="Say which node states which plain triple, as RDF 1.2 can.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="A file such as x.ttl.gz, or a pipe; for tables a folder."),
    ] = None,
    compress: Annotated[
        Literal["gz", "zst"] | None, typer.Option(help="Compress what goes to standard output or a pipe.")
    ] = None,
    build: BuildId = None,
    home: Home = None,
) -> None:
    """Write the graph in an RDF format, or its facts as tables; formats without named graphs get their union."""
    from rarekg.graph.export.compression import compressed
    from rarekg.graph.export.dump import dump as dumped
    from rarekg.graph.export.target import SSSOM, target
    from rarekg.graph.export.thing_dump import dump_thing
    from rarekg.graph.home.integrity import sound
    from rarekg.graph.inspect.resolution import find
    from rarekg.graph.tables.sssom import write_sssom

    if sum(each is not None for each in (graph, source, about)) > 1:
        raise typer.BadParameter("--graph, --source and --about exclude each other; take one")
    part = graph or source or about or labels or annotations
    if form in FORMS:
        _check_whole(form, part or compress)
        write_tables(form, sound(chosen_home(home), build), output)
        return
    chosen = target(output, form, compress)
    if chosen.form == SSSOM:
        _check_whole(SSSOM, part)
    built = sound(chosen_home(home), build)
    iri, messages = find(built, about) if about is not None else ("", ())
    for message in messages:
        typer.echo(f"rarekg: {message}", err=True)
    with _written(output) as file, compressed(chosen.compression, file) as out:
        if chosen.form == SSSOM:
            write_sssom(built, out)
        elif about is not None:
            dump_thing(built, iri, chosen.form, out, labels=labels, annotations=annotations)
        else:
            dumped(built, chosen.form, out, graph, source=source, labels=labels, annotations=annotations)


def _check_whole(form: str, limited: object) -> None:
    if limited:
        raise typer.BadParameter(f"{form} is made of the whole build; leave out what limits or changes a dump of RDF")


@contextmanager
def _written(output: Path | None) -> Iterator[BinaryIO]:
    """Yield the file at ``output``, or standard output."""
    from rarekg.graph.inspect.output import opened

    if output is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
    else:
        with opened(output) as file:
            yield file
