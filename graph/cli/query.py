"""Commands that read a graph: queries, query, search, describe, dump."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rarekg.graph.cli.options import BuildId, Home, chosen_home, values_of
from rarekg.graph.endpoint.limits import Limits
from rarekg.ontology.errors import QueryError

if TYPE_CHECKING:
    from rarekg.graph.home.builds import Build
    from rarekg.queries.catalog import SavedQuery

MAX_MEMORY = Limits().max_memory
Kind = Literal["disease", "phenotype", "gene", "inheritance", "term"]
Dumped = Literal["nquads", "trig", "turtle", "ntriples", "rdfxml", "jsonld"]


def queries() -> None:
    """List the saved queries with their questions and parameters."""
    from rarekg.queries import catalog

    for query in catalog.load():
        takes = " ".join(f"{parameter.name}={' '.join(parameter.default)}" for parameter in query.parameters)
        typer.echo(f"{query.name}{f'  [{takes}]' if takes else ''}\n    {query.summary}")


def query(
    name: Annotated[str | None, typer.Argument(help="The name of a saved query; `rarekg queries` lists them.")] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--parameter",
            metavar="NAME=VALUE",
            help="A parameter's value, an id or a name; repeatable. NAME=@FILE takes one from each line of a file.",
        ),
    ] = None,
    file: Annotated[Path | None, typer.Option(help="A file with a SPARQL query; - reads standard input.")] = None,
    form: Annotated[
        Literal["table", "json", "csv", "tsv", "xml", "turtle", "ntriples", "rdfxml", "jsonld"],
        typer.Option("--format", help="The format of the result; a graph has one of the last four."),
    ] = "table",
    limit: Annotated[
        int | None, typer.Option(min=0, help="The largest number of rows in a table, 20 by default; 0 for all.")
    ] = None,
    wide: Annotated[bool, typer.Option("--wide", help="Show every column of a table, uncut.")] = False,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that the query may take.")] = 60,
    max_memory: Annotated[int, typer.Option(min=0, help="Bytes of memory that the query may take.")] = MAX_MEMORY,
    build: BuildId = None,
    home: Home = None,
) -> None:
    """Run a saved query, or one from a file, over the union of all graphs."""
    from rarekg.graph.home.integrity import sound
    from rarekg.graph.inspect.query import run_query
    from rarekg.graph.inspect.table import LIMIT, Layout

    if (name is None) == (file is None):
        raise typer.BadParameter("give either the name of a saved query or --file", param_hint="NAME")
    if form != "table" and (wide or limit is not None):
        raise typer.BadParameter(f"--limit and --wide are for tables; {form} has every row and column")
    given = values_of(parameter or [], "-p")
    if name is None:
        text, if_empty = _own(file, given), ""
        built = sound(chosen_home(home), build)
    else:
        saved = _checked(name, given)
        built = sound(chosen_home(home), build)
        text, if_empty = _resolved(built, saved, given)
    layout = Layout(LIMIT if limit is None else limit, wide)
    empty = run_query(built, text, form, timeout=timeout, max_memory=max_memory, layout=layout)
    if empty and if_empty:
        typer.echo(f"rarekg: {if_empty}", err=True)


def search(
    words: Annotated[list[str], typer.Argument(help="A name, a part of one, or an id; misspelt words are corrected.")],
    kind: Annotated[Kind | None, typer.Option(help="The kind of thing to find; every kind by default.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="The largest number of results.")] = 10,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Find diseases of animals, terms that are no diseases, and withdrawn terms too."),
    ] = False,
    build: BuildId = None,
    home: Home = None,
) -> None:
    """Find diseases, phenotypes and genes by name or id, best match first; exit code 1 if there is none."""
    from rarekg.graph.home.integrity import sound
    from rarekg.graph.search.hits import left_out, notes
    from rarekg.graph.search.hits import search as searched
    from rarekg.graph.search.reader import SearchIndex

    index, text, kinds = SearchIndex(sound(chosen_home(home), build).search), " ".join(words), (kind,) if kind else ()
    hits = searched(index, text, kinds, limit, everything=everything)
    for hit in hits:
        named = f" (was {hit.was})" if hit.was else "" if hit.name == hit.label else f" ({hit.name})"
        typer.echo("; ".join([f"{hit.curie:<16} {hit.kind:<12} {hit.label}{named}", *notes(hit)]))
    hidden = "" if everything else _hidden(left_out(index, text, kinds, hits))
    if not hits:
        raise QueryError(hidden or f"nothing matches {text!r}; try fewer words, or another spelling")
    if hidden:
        typer.echo(f"rarekg: {hidden}", err=True)


def describe(
    name: Annotated[
        str, typer.Argument(help="An id such as MONDO:0010580, an IRI, a local id, or the name or symbol of one thing.")
    ],
    form: Annotated[
        Dumped, typer.Option("--format", help="The RDF format; Turtle is written for reading, the others for programs.")
    ] = "turtle",
    build: BuildId = None,
    home: Home = None,
) -> None:
    """Print the statements about one thing."""
    from rarekg.graph.export.thing_dump import dump_thing
    from rarekg.graph.home.integrity import sound
    from rarekg.graph.inspect.description import describe as described
    from rarekg.graph.inspect.resolution import find

    built = sound(chosen_home(home), build)
    iri, messages = find(built, name)
    for message in messages:
        typer.echo(f"rarekg: {message}", err=True)
    if form == "turtle":
        typer.echo(described(built, iri))
    else:
        dump_thing(built, iri, form, sys.stdout.buffer)
        sys.stdout.flush()


def _hidden(number: int) -> str:
    """Return the sentence on the ``number`` of matches that a search leaves out, '' for none."""
    if not number:
        return ""
    count, them = ("1 match is", "it") if number == 1 else (f"{number} matches are", "them")
    return f"{count} left out, such as a disease of animals or a withdrawn term; --all shows {them}"


def _checked(name: str, given: Mapping[str, list[str]]) -> "SavedQuery":
    """Return the saved query ``name``, after checking that it has the parameters ``given``."""
    from rarekg.queries import catalog

    saved = catalog.find(name)
    for key in given:
        catalog.target(saved, key)
    return saved


def _resolved(built: "Build", saved: "SavedQuery", given: Mapping[str, list[str]]) -> tuple[str, str]:
    """Return ``saved`` bound to what ``given`` stands for in ``built``, and what a result without rows means.

    Print how the things were found, and which sources the query needs that ``built`` lacks.
    """
    from rarekg.graph.inspect.resolution import resolve_in
    from rarekg.graph.rdf.emptiness import explained
    from rarekg.queries import catalog
    from rarekg.queries.needs import missing_sources, note

    if missing := missing_sources(saved, built.manifest.sources):
        typer.echo(f"rarekg: {note(missing)}", err=True)
    values, messages, if_empty = resolve_in(built, saved, given)
    for message in messages:
        typer.echo(f"rarekg: {message}", err=True)
    return catalog.bind(saved, values), explained(if_empty, built.manifest.sources)


def _own(file: Path | None, given: Mapping[str, list[str]]) -> str:
    if given:
        raise typer.BadParameter("only saved queries have parameters", param_hint="-p")
    try:
        return (sys.stdin.buffer.read() if file == Path("-") or file is None else file.read_bytes()).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: not text in UTF-8") from error
