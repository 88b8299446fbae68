"""The catalogue of saved queries: which questions there are, what each asks for, and how it is given that.

A query is one file, ``<topic>/<name>.rq``. It begins with a header in lines marked ``#+``, YAML as in grlc
(https://github.com/CLARIAH/grlc#decorator-syntax), and is valid SPARQL as it stands: each parameter has its default in
``VALUES ?_disease_iri { MONDO:0010580 }``, and binding replaces what stands between those braces and nothing else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

import yaml
from msgspec import Struct

from rarekg.ontology.errors import QueryError, one_line
from rarekg.ontology.structs import convert, read_only
from rarekg.queries.parameters import Parameter, Value, parameter, split, terms
from rarekg.queries.structure import DataBlock, data_blocks, form, variables

Form = Literal["select", "construct", "ask"]

PACKAGE = "rarekg.queries"  # the queries for users

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The header of a query file; ``defaults`` maps a parameter's name to its value, or to several."""

    summary: str
    description: str
    tags: tuple[str, ...]
    defaults: Mapping[str, str | tuple[str, ...]]

    def __post_init__(self) -> None:
        """Make the defaults read-only."""
        read_only(self)


class SavedQuery(Struct, frozen=True, kw_only=True):
    """One question and the SPARQL that answers it.

    ``name`` is unique in the catalogue. ``summary`` is the question in English, one line; ``description`` says what the
    columns of the answer mean. ``defaults`` maps a parameter's name to its values where none are given. ``text`` is
    the file as it stands.
    """

    name: str
    topic: str
    summary: str
    description: str
    tags: tuple[str, ...]
    defaults: Mapping[str, tuple[str, ...]]
    parameters: tuple[Parameter, ...]
    form: Form
    text: str

    def __post_init__(self) -> None:
        """Make the defaults read-only."""
        read_only(self)


@cache
def load(package: str = PACKAGE) -> tuple[SavedQuery, ...]:
    """Return the queries in the folders of ``package``, by topic (the folder) and name.

    Raises:
        QueryError: A file breaks a rule of the catalogue.
    """
    found: dict[str, SavedQuery] = {}
    for topic, name, text in _files(package):
        query = read(name, topic, text)
        if name in found:
            raise QueryError(f"{topic}/{name}.rq: {found[name].topic} has a query of that name already; rename one")
        found[name] = query
    return tuple(found.values())


def find(name: str, package: str = PACKAGE) -> SavedQuery:
    """Return the query of ``package`` called ``name``.

    Raises:
        QueryError: There is none; the message names those with a similar name.
    """
    known = {query.name: query for query in load(package)}
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.5)
        advice = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
        raise QueryError(one_line(f"there is no saved query {name!r}; {advice}", limit=2000))
    return known[name]


def bind(query: SavedQuery, values: Mapping[str, Value | Sequence[Value]]) -> str:
    """Return the SPARQL text of ``query`` bound to ``values``; a parameter without a value has its default.

    Args:
        query: The query to bind.
        values: By a parameter's name (``disease``) or variable (``_disease_iri``), its value or values: text as a
            person writes it, or an IRI as a term, which is bound unchanged.

    Raises:
        QueryError: A key is unknown or given twice, a value is missing, or it is not of its parameter's kind.
    """
    given: dict[str, str] = {}
    for key, value in values.items():
        wanted = _parameter(query, key)
        if wanted.variable in given:
            raise QueryError(f"{query.name}: parameter {wanted.name} is given twice; give it once")
        given[wanted.variable] = " ".join(terms(wanted, (value,) if isinstance(value, Value) else tuple(value)))
    text = query.text
    for block in reversed(_data_blocks(text)):
        if block.variable in given:
            text = f"{text[: block.start]} {given[block.variable]} {text[block.end :]}"
    return text


@lru_cache(maxsize=256)  # pages bind the same few queries for each request
def _data_blocks(text: str) -> tuple[DataBlock, ...]:
    return data_blocks(text)


def read(name: str, topic: str, text: str) -> SavedQuery:
    """Return the query in ``text``, the contents of ``<topic>/<name>.rq``; QueryError where it breaks a rule."""
    try:
        if not _NAME.fullmatch(name):
            raise QueryError("the file's name is not words in lower case with hyphens between")
        header = _header(text)
        parameters = tuple(_parameters(text, header.defaults))
        return SavedQuery(
            name=name,
            topic=topic,
            summary=header.summary,
            description=header.description.strip(),
            tags=header.tags,
            defaults={found.name: found.default for found in parameters},
            parameters=parameters,
            form=_form(text),
            text=text,
        )
    except QueryError as error:
        raise QueryError(one_line(f"{topic}/{name}.rq: {error}")) from error


def _files(package: str) -> Iterator[tuple[str, str, str]]:
    for topic in sorted(files(package).iterdir(), key=lambda entry: entry.name):
        if topic.is_dir():
            for file in sorted(topic.iterdir(), key=lambda entry: entry.name):
                if file.name.endswith(".rq"):
                    yield topic.name, file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")


def _header(text: str) -> _Header:
    """Return the header, whose values are all text: YAML's own types would make numbers of some ids."""
    lines = [line.removeprefix("#+").removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)  # constructs str, list and dict only
    except yaml.YAMLError as error:
        raise QueryError(f"the header is no YAML: {error}") from error
    try:
        found = convert(header, _Header)
    except ValueError as error:
        raise QueryError(f"the header does not have the form of one: {error}") from error
    if not found.summary.endswith("?"):
        raise QueryError("the summary must be one question")
    if not found.description.strip():
        raise QueryError("the description must be text")
    return found


def _parameters(text: str, defaults: Mapping[str, str | tuple[str, ...]]) -> Iterator[Parameter]:
    asked = [variable for variable in variables(text) if variable.startswith("_")]
    names = [split(variable)[0] for variable in asked]
    if sorted(names) != sorted(defaults):
        raise QueryError(f"the query has parameters {names} and the header defaults for {list(defaults)}")
    filled = {block.variable for block in data_blocks(text)}
    for variable, name in zip(asked, names, strict=True):
        if variable not in filled:
            raise QueryError(f"?{variable} has no data block; write VALUES ?{variable} {{ {defaults[name]} }}")
        yield parameter(variable, defaults[name])


def _form(text: str) -> Form:
    found = form(text)
    if found not in ("select", "construct", "ask"):
        raise QueryError("it is no SELECT, CONSTRUCT or ASK query")
    return cast(Form, found)


def _parameter(query: SavedQuery, key: str) -> Parameter:
    for known in query.parameters:
        if key.removeprefix("?") in (known.name, known.variable):
            return known
    takes = ", ".join(f"{known.name} (such as {' '.join(known.default)})" for known in query.parameters)
    raise QueryError(one_line(f"{query.name} has no parameter {key!r}; it takes {takes or 'none'}"))
