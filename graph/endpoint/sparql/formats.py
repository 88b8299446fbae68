"""The formats of the response to a query: by the suffix of the address, else by ``format=``, else by ``Accept``."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.negotiation import accepted, media_type
from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.rdf.formats import GRAPH_OFFERS, GRAPHS, HTML, RESULT_OFFERS, RESULTS, SERVED, Format


def _names(formats: Mapping[str, Format[Any]], further: Mapping[str, str]) -> Mapping[str, str]:
    own = {name: form.name for form in formats.values() for name in (form.name, form.suffix)}
    return MappingProxyType({**further, **own})


# What else libraries call the formats: SPARQLWrapper, Jena, RDF4J. Turtle is read as N3 too.
_ROWS = _names(RESULTS, {"srj": "json", "srx": "xml"})
_GRAPH = _names(GRAPHS, {"json": "jsonld", "json-ld": "jsonld", "xml": "rdfxml", "rdf+xml": "rdfxml", "n3": "turtle"})
_PAGE: Mapping[str, str] = MappingProxyType({HTML.media_type: HTML.name})
SUFFIXES = tuple(dict.fromkeys(form.suffix for form in (*SERVED, HTML)))


class Formats(NamedTuple):
    """The formats of either kind of result, None where the client takes none; ``html`` asks for a page for people."""

    rows: str | None
    graph: str | None
    html: bool = False


def by_accept(request: Request) -> Formats:
    """Return the formats that the Accept header of ``request`` prefers, as browsers prefer a page."""
    html = accepted(request, {**RESULT_OFFERS, **GRAPH_OFFERS, **_PAGE}) == HTML.name
    return Formats(accepted(request, RESULT_OFFERS), accepted(request, GRAPH_OFFERS), html)


def by_name(name: str) -> Formats:
    """Return the formats that ``name`` stands for: a suffix, a name or a media type.

    >>> by_name("csv"), by_name("json"), by_name("text/turtle")
    (Formats(rows='csv', graph=None, html=False), Formats(rows='json', graph='jsonld', html=False), \
Formats(rows=None, graph='turtle', html=False))

    Raises:
        Problem: 400 if it stands for none.
    """
    plain = name.strip().lower().replace(" ", "+")  # a plus sign that was not escaped arrives as a space
    if "/" in plain:
        found = Formats(media_type(plain, RESULT_OFFERS), media_type(plain, GRAPH_OFFERS))
        html = found == (None, None, False) and media_type(plain, _PAGE) is not None
    else:
        found, html = Formats(_ROWS.get(plain), _GRAPH.get(plain)), plain == HTML.name
    if found.rows is None and found.graph is None and not html:
        raise bad_request("format", f"format is one of {', '.join(SUFFIXES)} or their media types, not {name[:100]!r}")
    return found._replace(html=html)


def by_names(names: Sequence[str]) -> Formats:
    """Return the formats that several names of one stand for, as SPARQLWrapper sends them: a word and a media type.

    >>> by_names(["tsv", "text/tab-separated-values"]) == by_names(["tsv", "word"]) == by_name("tsv")
    True

    Raises:
        Problem: 400 if they stand for none, or for different ones.
    """
    found, unknown = set[Formats](), list[Problem]()
    for name in names:
        try:
            found.add(by_name(name))
        except Problem as problem:
            unknown.append(problem)
    if not found:
        raise unknown[0]
    if len(found) > 1:
        raise bad_request("format", f"one format is enough, and there are {len(found)} different ones")
    return found.pop()


def by_suffix(suffix: str) -> Formats:
    """Return the formats that the suffix of an address stands for.

    Raises:
        Problem: 404 if it stands for none.
    """
    if suffix not in SUFFIXES:
        message = f"there is no format .{suffix[:100]} here, only {', '.join(SUFFIXES)}"
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", message)
    return by_name(suffix)
