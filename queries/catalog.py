"""The catalogue of saved queries: their questions, their parameters, and how values are bound to them.

A query is one file, ``<topic>/<name>.rq``. It begins with a header, YAML in lines marked ``#+``, and is valid SPARQL as
it stands: each parameter has its default in ``VALUES ?_disease_iri { MONDO:0010580 }``, and binding replaces the text
between those braces and nothing else. grlc, whose headers look alike, cannot run it: it replaces the variable itself,
the one after ``VALUES`` too (https://github.com/CLARIAH/grlc), and wants a list where ``defaults`` is a map.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

_NAME = re.compile(r"[a-z0-9]++(?:-[a-z0-9]++)*+")


class _Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The header of a query file; ``defaults`` and ``takes`` map a parameter's name to one value, or to several."""

    summary: str
    description: str
    tags: tuple[str, ...]
    defaults: Mapping[str, str | tuple[str, ...]]
    needs: tuple[str, ...] = ()
    takes: Mapping[str, str | tuple[str, ...]] = {}
    empty: str = ""

    def __post_init__(self) -> None:
        """Make the mappings read-only."""
        read_only(self)


class SavedQuery(Struct, frozen=True, kw_only=True):
    """One question and the SPARQL that answers it.

    ``name`` is unique in the catalogue. ``summary`` is the question in English, one line; ``description`` explains the
    columns of the result. ``defaults`` maps a parameter's name to its default values. ``needs`` are the keys of sources
    that have what is asked for, any of which suffices; it is empty if that does not depend on one. ``empty`` says what
    a result without rows means, with ``{name}`` for what is asked about. ``text`` is the whole file.
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
    needs: tuple[str, ...] = ()
    empty: str = ""

    def __post_init__(self) -> None:
        """Make the defaults read-only."""
        read_only(self)


@cache
def load(package: str = PACKAGE) -> tuple[SavedQuery, ...]:
    """Return the queries in the folders of ``package``, by topic (the folder) and name.

    Raises:
        QueryError: A file breaks a rule of the catalogue.
    """
    queries: dict[str, SavedQuery] = {}
    for topic, name, text in _files(package):
        query = read(name, topic, text)
        if name in queries:
            raise QueryError(f"{topic}/{name}.rq: {queries[name].topic} has a query of that name already; rename one")
        queries[name] = query
    return tuple(queries.values())


def find(name: str, package: str = PACKAGE) -> SavedQuery:
    """Return the query of ``package`` called ``name``.

    >>> find("phenotypes-by-frequency").summary
    'Which phenotypes does a disease have, the most frequent first?'

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

    >>> bound = bind(find("names-of-disease"), {"disease": "MONDO:0010518"})
    >>> "VALUES ?_disease_iri { <http://purl.obolibrary.org/obo/MONDO_0010518> }" in bound
    True

    Raises:
        QueryError: A key is unknown or given twice, a value is missing, or it is not of its parameter's kind.
    """
    bound: dict[str, str] = {}
    for key, value in values.items():
        known = target(query, key)
        if known.variable in bound:
            raise QueryError(f"{query.name}: parameter {known.name} is given twice; give it once")
        bound[known.variable] = " ".join(terms(known, (value,) if isinstance(value, Value) else tuple(value)))
    text = query.text
    for block in reversed(_data_blocks(text)):
        if block.variable in bound:
            text = f"{text[: block.start]} {bound[block.variable]} {text[block.end :]}"
    return text


@lru_cache(maxsize=256)  # pages bind the same few queries for each request
def _data_blocks(text: str) -> tuple[DataBlock, ...]:
    return data_blocks(text)


def read(name: str, topic: str, text: str) -> SavedQuery:
    """Return the query in ``text``, the contents of ``<topic>/<name>.rq``.

    Raises:
        QueryError: It breaks a rule of the catalogue.
    """
    try:
        if not _NAME.fullmatch(name):
            raise QueryError("the file's name must be words in lower case, joined by hyphens")
        header = _header(text)
        parameters = tuple(_parameters(text, header))
        return SavedQuery(
            name=name,
            topic=topic,
            summary=header.summary,
            description=header.description.strip(),
            tags=header.tags,
            defaults={known.name: known.default for known in parameters},
            parameters=parameters,
            form=_form(text),
            text=text,
            needs=header.needs,
            empty=_empty(header.empty, header.defaults),
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
        raise QueryError(f"the header is not YAML: {error}") from error
    try:
        checked = convert(header, _Header)
    except ValueError as error:
        raise QueryError(f"the header does not have the form of one: {error}") from error
    if not checked.summary.endswith("?"):
        raise QueryError("the summary must be one question")
    if not checked.description.strip():
        raise QueryError("the description must be text")
    if len(set(checked.needs)) < len(checked.needs) or not all(map(_NAME.fullmatch, checked.needs)):
        raise QueryError("needs must be keys of sources, each once, as [orphanet-prevalence, orphapackets]")
    return checked


def _parameters(text: str, header: _Header) -> Iterator[Parameter]:
    defaults = header.defaults
    used = [variable for variable in variables(text) if variable.startswith("_")]
    names = [split(variable)[0] for variable in used]
    if sorted(names) != sorted(defaults):
        raise QueryError(f"the query has parameters {names} and the header defaults for {list(defaults)}")
    if unknown := sorted(header.takes.keys() - defaults.keys()):
        raise QueryError(f"takes names {unknown[0]!r}, and the query has no such parameter")
    filled = {block.variable for block in data_blocks(text)}
    for variable, name in zip(used, names, strict=True):
        if variable not in filled:
            raise QueryError(f"?{variable} has no data block; write VALUES ?{variable} {{ {defaults[name]} }}")
        yield parameter(variable, defaults[name], header.takes.get(name, ()))


def _empty(text: str, names: Iterable[str]) -> str:
    """Return ``text``, the sentence on an empty result, after checking the parameters that it names."""
    try:
        text.format_map(dict.fromkeys(names, ""))
    except (LookupError, ValueError) as error:
        raise QueryError(f"empty is no sentence with parameters in braces: {error}") from error
    return text


def _form(text: str) -> Form:
    keyword = form(text)
    if keyword not in ("select", "construct", "ask"):
        raise QueryError("it must be a SELECT, CONSTRUCT or ASK query")
    return cast(Form, keyword)


def target(query: SavedQuery, key: str) -> Parameter:
    """Return the parameter of ``query`` whose name or variable is ``key``.

    >>> target(find("names-of-disease"), "disease").variable
    '_disease_iri'

    Raises:
        QueryError: It has none; the message names those that it has.
    """
    for known in query.parameters:
        if key.removeprefix("?") in (known.name, known.variable):
            return known
    takes = ", ".join(f"{known.name} (such as {' '.join(known.default)})" for known in query.parameters)
    raise QueryError(one_line(f"{query.name} has no parameter {key!r}; it takes {takes or 'none'}"))
