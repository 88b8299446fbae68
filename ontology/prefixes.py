"""CURIE ↔ IRI, by the one table in ``prefixes.ttl``."""

import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from curies import Converter, Record
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

SH = "http://www.w3.org/ns/shacl#"
ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
PADDED_TO = "https://w3id.org/rarekg/vocab#paddedTo"


@cache
def converter() -> Converter:
    """Return the ``curies`` converter of the table, prefix spellings of the sources included."""
    return Converter(
        [
            Record(
                prefix=row[SH + "prefix"][0],
                uri_prefix=row[SH + "namespace"][0],
                prefix_synonyms=sorted(row[ALT_LABEL]),
                pattern=next(iter(row[SH + "pattern"]), None),
            )
            for row in _rows()
        ]
    )


@cache
def prefix_map() -> dict[str, str]:
    """Return prefix → namespace IRI, for printing Turtle."""
    return {row[SH + "prefix"][0]: row[SH + "namespace"][0] for row in _rows()}


@lru_cache(maxsize=1 << 12)
def expand(curie: str) -> str:
    """Return the IRI of ``curie``.

    A prefix may be in any spelling that the table lists. Raises ValueError where the prefix is unknown or the
    local id has not the form that the table gives for it.
    """
    prefix, _, local = standardize(curie).partition(":")
    return prefix_map()[prefix] + (local.lstrip("0") if prefix in _padded() else local)


@lru_cache(maxsize=1 << 15)
def standardize(curie: str) -> str:
    """Return ``curie`` with the table's spelling of its prefix and padding of its number.

    Raises ValueError as :func:`expand` does.
    """
    raw, _, local = curie.partition(":")
    form = _form(raw)
    if form is None:
        raise ValueError(f"{curie!r} has no prefix that prefixes.ttl knows")
    prefix, padding, pattern = form
    if padding is not None and local.isascii() and local.isdigit():
        local = local.lstrip("0").rjust(padding, "0")
    if not local or (pattern is not None and not pattern.match(local)):
        raise ValueError(f"{curie!r} has not the form of a {prefix} id")
    return f"{prefix}:{local}"


def compress(iri: str) -> str | None:
    """Return the CURIE of ``iri``, or None where no namespace of the table fits or the rest is no valid local id."""
    parsed = converter().parse_uri(iri)
    if parsed is None:
        return None
    try:
        return standardize(f"{parsed.prefix}:{parsed.identifier}")
    except ValueError:
        return None


@cache
def _rows() -> list[dict[str, list[str]]]:
    rows: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    table = files("rarekg.ontology").joinpath("prefixes.ttl").read_bytes()
    for quad in parse(table, format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            rows[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return [rows[subject] for subject in sorted(rows)]


@lru_cache(maxsize=1 << 10)
def _form(raw: str) -> tuple[str, int | None, re.Pattern[str] | None] | None:
    """Return the table's spelling of the prefix ``raw``, its padding and pattern; None where the table has it not."""
    prefix = converter().standardize_prefix(raw)
    return None if prefix is None else (prefix, _padded().get(prefix), _patterns().get(prefix))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        row[SH + "prefix"][0]: re.compile(row[SH + "pattern"][0].removesuffix("$") + r"\Z", re.ASCII)
        for row in _rows()
        if row[SH + "pattern"]
    }


@cache
def _padded() -> dict[str, int]:
    return {row[SH + "prefix"][0]: int(row[PADDED_TO][0]) for row in _rows() if row[PADDED_TO]}
