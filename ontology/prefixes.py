"""Convert between CURIEs and IRIs with the table of prefixes in ``prefixes.ttl``."""

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files

from curies import Converter, Record
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from rarekg.ontology.remembering import remembered

SH = "http://www.w3.org/ns/shacl#"
ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
PADDED_TO = "https://w3id.org/rarekg/vocab#paddedTo"


@cache
def converter() -> Converter:
    """Return the ``curies`` converter of the table, with the sources' spellings of prefixes as synonyms."""
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
    """Return prefix → namespace IRI, for printing Turtle.

    >>> prefix_map()["MONDO"]
    'http://purl.obolibrary.org/obo/MONDO_'
    """
    return {row[SH + "prefix"][0]: row[SH + "namespace"][0] for row in _rows()}


@remembered(2 << 20)
def expand(curie: str) -> str:
    """Return the IRI of ``curie``, whose prefix can have any spelling in the table.

    >>> expand("HP:0000964")
    'http://purl.obolibrary.org/obo/HP_0000964'
    >>> expand("Orphanet:37042")
    'http://www.orpha.net/ORDO/Orphanet_37042'
    >>> expand("HP:964")
    Traceback (most recent call last):
    ValueError: 'HP:964' is not a valid HP id

    Raises:
        ValueError: If the prefix is unknown or the local id does not match its pattern in the table.
    """
    prefix, _, local = standardize(curie).partition(":")
    return prefix_map()[prefix] + (local.lstrip("0") if prefix in padded() else local)


@remembered(8 << 20)
def standardize(curie: str) -> str:
    """Return ``curie`` with the table's spelling of its prefix and padding of its number.

    >>> standardize("MIM:304790"), standardize("GARD:1850")
    ('OMIM:304790', 'GARD:0001850')

    Raises:
        ValueError: As :func:`expand`.
    """
    raw, _, local = curie.partition(":")
    entry = _lookup(raw)
    if entry is None:
        raise ValueError(f"{curie!r} has no prefix of prefixes.ttl")
    prefix, padding, pattern = entry
    if padding is not None and local.isascii() and local.isdigit():
        local = local.lstrip("0").rjust(padding, "0")
    if not local or (pattern is not None and not pattern.match(local)):
        raise ValueError(f"{curie!r} is not a valid {prefix} id")
    return f"{prefix}:{local}"


def compress(iri: str) -> str | None:
    """Return the CURIE of ``iri``, or None if it has no namespace of the table or no valid local id.

    >>> compress("http://purl.obolibrary.org/obo/MONDO_0010580")
    'MONDO:0010580'
    >>> compress("https://www.example.org/") is None
    True
    """
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


@remembered(1 << 18)
def _lookup(raw: str) -> tuple[str, int | None, re.Pattern[str] | None] | None:
    """Return the standard spelling, padding and pattern of the prefix ``raw``, or None if it is unknown."""
    prefix = converter().standardize_prefix(raw)
    return None if prefix is None else (prefix, padded().get(prefix), _patterns().get(prefix))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        row[SH + "prefix"][0]: re.compile(row[SH + "pattern"][0].removesuffix("$") + r"\Z", re.ASCII)
        for row in _rows()
        if row[SH + "pattern"]
    }


@cache
def padded() -> dict[str, int]:
    """Return the prefixes whose numbers have leading zeros in CURIEs and none in IRIs, with their number of digits.

    >>> padded()["GARD"]
    7
    """
    return {row[SH + "prefix"][0]: int(row[PADDED_TO][0]) for row in _rows() if row[PADDED_TO]}
