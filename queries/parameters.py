"""The parameters of a saved query, and how a person's text for one becomes an RDF term.

The end of a parameter's variable is its kind: ``?_disease_iri``, ``?_count_integer``, ``?_share_decimal``, and
``?_name``, which takes text. All but the decimal are the notation of BASIL
(https://github.com/the-open-university/basil/wiki/SPARQL-variable-name-convention-for-WEB-API-parameters-mapping).
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
# What a value may have to be: a thing of a kind of the graph; any id that the graph has; one of the default values.
THINGS = ("disease", "phenotype", "gene", "inheritance")
ANY_ID, LISTED = "id", "listed"
KINDS = (*THINGS, ANY_ID, LISTED)

_VARIABLE = re.compile(r"_(?P<name>[a-z][a-z0-9]*+(?:_[a-z0-9]++)*?)(?:_(?P<kind>iri|integer|decimal))?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


class Parameter(Struct, frozen=True, kw_only=True):
    """A parameter of a query.

    ``name`` is its name for people (``disease``), ``variable`` its variable without ``?`` (``_disease_iri``).
    ``default`` holds its default values; ``many`` is true if it takes several values, false if exactly one. ``takes``
    is what its values are (:data:`KINDS` or CURIEs of classes); it is empty if any value is right.
    """

    name: str
    variable: str
    kind: Kind
    many: bool
    default: tuple[str, ...]
    takes: tuple[str, ...] = ()


def parameter(variable: str, default: str | Sequence[str], takes: str | Sequence[str] = ()) -> Parameter:
    """Return the parameter of ``variable``, which takes several values if ``default`` is a list.

    Without ``takes``, one whose name is that of a kind of things (:data:`THINGS`) takes those.

    >>> parameter("_gene_iri", "HGNC:6106").takes
    ('gene',)
    >>> parameter("_gap_iri", "rkg:NoMapping", "rkg:Gap")  # doctest: +NORMALIZE_WHITESPACE
    Parameter(name='gap', variable='_gap_iri', kind='iri', many=False, default=('rkg:NoMapping',),
              takes=('rkg:Gap',))

    Raises:
        QueryError: The variable's name is not that of a parameter, a default is not of its kind, or what it takes is
            neither one of :data:`KINDS` nor the CURIE of a class.
    """
    name, kind = split(variable)
    many = not isinstance(default, str)
    values = tuple(default) if many else (str(default),)
    wanted = (takes,) if isinstance(takes, str) else tuple(takes)
    if kind == "iri" and not wanted and name in THINGS:
        wanted = (name,)
    if unknown := [word for word in wanted if word not in KINDS and ":" not in word]:
        raise QueryError(f"{name} takes {unknown[0]!r}; give one of {', '.join(KINDS)}, or a class such as rkg:Gap")
    made = Parameter(name=name, variable=variable, kind=kind, many=many, default=values, takes=wanted)
    terms(made, values)
    return made


def split(variable: str) -> tuple[str, Kind]:
    """Return name and kind of a parameter's variable.

    >>> split("_disease_iri"), split("_name")
    (('disease', 'iri'), ('name', 'text'))

    Raises:
        QueryError: It is not the name of a parameter's variable.
    """
    match = _VARIABLE.fullmatch(variable)
    if match is None:
        raise QueryError(
            f"?{variable} is not the name of a parameter; write it like ?_disease_iri, ?_count_integer or ?_name"
        )
    kinds: dict[str | None, Kind] = {"iri": "iri", "integer": "integer", "decimal": "decimal", None: "text"}
    return match["name"], kinds[match["kind"]]


def terms(target: Parameter, values: Sequence[Value]) -> tuple[str, ...]:
    """Return ``values`` as terms in SPARQL's notation, each once.

    The engine's own types check and print the terms, so that no value can leave its data block.

    >>> terms(parameter("_disease_iri", "MONDO:0010580"), ["OMIM:304790"])
    ('<https://omim.org/entry/304790>',)
    >>> terms(parameter("_count_integer", "10"), ["7"])
    ('"7"^^<http://www.w3.org/2001/XMLSchema#integer>',)

    Raises:
        QueryError: There are too few or too many values, or one is not of the parameter's kind.
    """
    form, read = _KINDS[target.kind]
    example = target.default[0] if target.default else ""
    if not values or (len(values) > 1 and not target.many):
        count = "several values" if target.many else "exactly one value"
        raise QueryError(
            one_line(
                f"parameter {target.name} takes {count} and was given {len(values)}; give {form}, such as {example}"
            )
        )
    printed: dict[str, None] = {}
    for value in values:
        try:
            printed[str(_iri_term(target, value) if isinstance(value, NamedNode) else read(value))] = None
        except ValueError as error:
            message = f"parameter {target.name}: {error}; give {form}, such as {example}"
            raise QueryError(one_line(message)) from error
    return tuple(printed)


def _iri_term(target: Parameter, value: NamedNode) -> NamedNode:
    if target.kind != "iri":
        raise ValueError(f"{value} is an IRI")
    return value


def _iri(value: str) -> NamedNode:
    prefix, colon, rest = value.partition(":")
    if colon and (rest.startswith("//") or (prefix == "urn" and rest)):
        return NamedNode(_encodable(value))
    if colon and converter().standardize_prefix(prefix) is None:
        raise ValueError(f"{value!r} is neither an IRI nor a CURIE with a prefix of ontology/prefixes.ttl")
    return NamedNode(_encodable(expand(value)))


def _integer(value: str) -> Literal:
    if not _INTEGER.fullmatch(value):
        raise ValueError(f"{value!r} is not a whole number")
    return Literal(value, datatype=NamedNode(XSD + "integer"))


def _decimal(value: str) -> Literal:
    if not _DECIMAL.fullmatch(value):
        raise ValueError(f"{value!r} is not a decimal number")
    return Literal(value, datatype=NamedNode(XSD + "decimal"))


def _text(value: str) -> Literal:
    return Literal(_encodable(value))


def _encodable(value: str) -> str:
    """Return ``value``; raise ValueError if it holds half a surrogate pair, which cannot be encoded."""
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise ValueError("the value is not valid Unicode text")
    return value


_KINDS: Mapping[Kind, tuple[str, Callable[[str], NamedNode | Literal]]] = MappingProxyType(
    {
        "iri": ("an IRI or a CURIE", _iri),
        "integer": ("a whole number", _integer),
        "decimal": ("a decimal number", _decimal),
        "text": ("text", _text),
    }
)
