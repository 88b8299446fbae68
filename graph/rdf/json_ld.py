"""RDF as JSON-LD: one object for each thing, with the names of the context."""

import json
import re
from collections.abc import Iterable
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from rarekg.graph.rdf import turtle
from rarekg.graph.rdf.context import Term, terms
from rarekg.ontology.prefixes import expand

_TYPE, _STRING = expand("rdf:type"), expand("xsd:string")
_INTEGER, _BOOLEAN = expand("xsd:integer"), expand("xsd:boolean")
_CANONICAL = re.compile(r"0|-?[1-9][0-9]{0,14}")  # JSON's numbers keep 15 digits
_UNNAMED = Term("", "")


def json_ld(triples: Iterable[Triple], context: str) -> str:
    """Return ``triples`` as JSON-LD 1.1 with the context that is served at the address ``context``.

    What is said once is one value, what is said more than once a list, ``@type`` always a list.
    """
    nodes: dict[str, dict[str, Any]] = {}
    for triple in triples:
        subject = _id(triple.subject)  # type: ignore[arg-type]
        add(nodes.setdefault(subject, {"@id": subject}), triple)
    return json.dumps({"@context": context, "@graph": list(nodes.values())}, ensure_ascii=False, indent=1) + "\n"


def node(triples: Iterable[Triple]) -> dict[str, Any]:
    """Return ``triples``, at least one and all of one subject, as one object."""
    made: dict[str, Any] = {}
    for triple in triples:
        if not made:
            made["@id"] = _id(triple.subject)  # type: ignore[arg-type]
        add(made, triple)
    return made


def add(made: dict[str, Any], triple: Triple) -> None:
    """Add what ``triple`` says to the object of its subject."""
    if triple.predicate.value == _TYPE and isinstance(triple.object, NamedNode):
        made.setdefault("@type", []).append(_id(triple.object))
    else:
        term = terms().get(triple.predicate.value, _UNNAMED)
        _add(made, term.name or _id(triple.predicate), _value(triple.object, term))


def _add(made: dict[str, Any], name: str, value: object) -> None:
    if name not in made:
        made[name] = value
    elif isinstance(made[name], list):
        made[name].append(value)
    else:
        made[name] = [made[name], value]


def _id(term: NamedNode | BlankNode) -> str:
    """Return the CURIE of a thing, its whole IRI without a prefix, or the name of a blank node."""
    if isinstance(term, BlankNode):
        return str(term)
    name = turtle.name(term)
    return term.value if name.startswith("<") else name


def _value(term: object, described: Term) -> object:
    """Return a value as short as the type of its property allows."""
    if isinstance(term, NamedNode | BlankNode):
        return _id(term) if described.type == "@id" else {"@id": _id(term)}
    assert isinstance(term, Literal)
    text, datatype = term.value, term.datatype.value
    if term.language:
        return {"@language": term.language, "@value": text}
    if not described.type:
        if datatype == _STRING:
            return text
        if datatype == _INTEGER and _CANONICAL.fullmatch(text):
            return int(text)
        if datatype == _BOOLEAN and text in ("true", "false"):
            return text == "true"
    if described.type == datatype:
        return text
    return {"@value": text} if datatype == _STRING else {"@type": _id(term.datatype), "@value": text}
