"""What a saved query asks for: its parameters, and how a person's text for one becomes an RDF term.

The end of a parameter's variable says what it takes, as in grlc
(https://github.com/CLARIAH/grlc#parameter-mapping): ``?_disease_iri``, ``?_count_integer``, ``?_share_decimal``, and
``?_name``, which takes text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal as OneOf

from msgspec import Struct
from pyoxigraph import Literal, NamedNode

from rarekg.ontology.errors import QueryError, one_line
from rarekg.ontology.prefixes import converter, expand

XSD = "http://www.w3.org/2001/XMLSchema#"
Kind = OneOf["iri", "integer", "decimal", "text"]
Value = str | NamedNode  # text as a person writes it, or an IRI as a term

_VARIABLE = re.compile(r"_(?P<name>[a-z][a-z0-9]*(?:_[a-z0-9]+)*?)(?:_(?P<kind>iri|integer|decimal))?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


class Parameter(Struct, frozen=True, kw_only=True):
    """One thing that a query asks for.

    ``name`` is what people call it (``disease``), ``variable`` its variable without ``?`` (``_disease_iri``).
    ``default`` holds the values it has where none are given; ``many`` says whether it takes several or exactly one.
    """

    name: str
    variable: str
    kind: Kind
    many: bool
    default: tuple[str, ...]


def parameter(variable: str, default: str | Sequence[str]) -> Parameter:
    """Describe the parameter of ``variable``; a list as ``default`` says that it takes several values.

    QueryError where the variable's name is not that of a parameter, or a default is not of its kind.
    """
    parts = split(variable)
    many = not isinstance(default, str)
    values = tuple(default) if many else (str(default),)
    found = Parameter(name=parts[0], variable=variable, kind=parts[1], many=many, default=values)
    terms(found, values)
    return found


def split(variable: str) -> tuple[str, Kind]:
    """Return name and kind of a parameter's variable: ``_disease_iri`` is ``disease`` and ``iri``."""
    match = _VARIABLE.fullmatch(variable)
    if match is None:
        raise QueryError(
            f"?{variable} is no name for a parameter; write it like ?_disease_iri, ?_count_integer or ?_name"
        )
    kinds: dict[str | None, Kind] = {"iri": "iri", "integer": "integer", "decimal": "decimal", None: "text"}
    return match["name"], kinds[match["kind"]]


def terms(wanted: Parameter, values: Sequence[Value]) -> tuple[str, ...]:
    """Return ``values`` as terms in SPARQL's notation, each once.

    The engine's own types check and print the terms, so that no value can end the place it is put in.

    Raises:
        QueryError: There are too few or too many values, or one is not of the parameter's kind.
    """
    form, read = _KINDS[wanted.kind]
    example = wanted.default[0] if wanted.default else ""
    if not values or (len(values) > 1 and not wanted.many):
        count = "several values" if wanted.many else "exactly one value"
        raise QueryError(
            one_line(
                f"parameter {wanted.name} takes {count} and was given {len(values)}; give {form}, such as {example}"
            )
        )
    found: dict[str, None] = {}
    for value in values:
        try:
            found[str(_iri_term(wanted, value) if isinstance(value, NamedNode) else read(value))] = None
        except ValueError as error:
            message = f"parameter {wanted.name}: {error}; give {form}, such as {example}"
            raise QueryError(one_line(message)) from error
    return tuple(found)


def _iri_term(wanted: Parameter, value: NamedNode) -> NamedNode:
    if wanted.kind != "iri":
        raise ValueError(f"{value} is an IRI")
    return value


def _iri(value: str) -> NamedNode:
    prefix, colon, rest = value.partition(":")
    if colon and (rest.startswith("//") or (prefix == "urn" and rest)):
        return NamedNode(_encodable(value))
    if colon and converter().standardize_prefix(prefix) is None:
        raise ValueError(f"{value!r} is no IRI, and no CURIE with a prefix of ontology/prefixes.ttl")
    return NamedNode(_encodable(expand(value)))


def _integer(value: str) -> Literal:
    if not _INTEGER.fullmatch(value):
        raise ValueError(f"{value!r} is no whole number")
    return Literal(value, datatype=NamedNode(XSD + "integer"))


def _decimal(value: str) -> Literal:
    if not _DECIMAL.fullmatch(value):
        raise ValueError(f"{value!r} is no decimal number")
    return Literal(value, datatype=NamedNode(XSD + "decimal"))


def _text(value: str) -> Literal:
    return Literal(_encodable(value))


def _encodable(value: str) -> str:
    """Return ``value``; ValueError where it holds half a surrogate pair, which no encoding can carry."""
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise ValueError("the value is no valid Unicode text")
    return value


_KINDS: Mapping[Kind, tuple[str, Callable[[str], NamedNode | Literal]]] = MappingProxyType(
    {
        "iri": ("an IRI or a CURIE", _iri),
        "integer": ("a whole number", _integer),
        "decimal": ("a decimal number", _decimal),
        "text": ("text", _text),
    }
)
