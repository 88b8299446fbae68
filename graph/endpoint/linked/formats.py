"""Which format of a document a client gets: the one its address names, else the one that its Accept likes best."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request

from rarekg.graph.endpoint.http.negotiation import media_type
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.rdf.formats import GRAPH_OFFERS, GRAPHS
from rarekg.graph.rdf.formats import content_type as rdf_content_type

# The media type of what is no RDF.
OTHERS: Mapping[str, str] = {"html": "text/html", "csv": "text/csv"}


def chosen(request: Request, named: str, *, html: bool) -> str:
    """Return the format of the document that ``request`` asks for; ``named`` is the one its address names, or ''.

    ``html`` says whether there is a page for people. Problem where the client takes none of the formats, or the
    address names one that there is not.
    """
    offers = {**GRAPH_OFFERS, **({OTHERS["html"]: "html"} if html else {})}
    if named:
        if named == "html" and not html:
            raise Problem(HTTPStatus.NOT_FOUND, "unknown", "there is no page for people here, only RDF")
        return named
    found = media_type(request.headers.get("accept"), offers)
    if found is None:
        kinds = ", ".join([*(types[0] for types in GRAPHS.values()), *([OTHERS["html"]] if html else [])])
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", f"this document is there as {kinds}")
    return found


def content_type(name: str) -> str:
    """Return the Content-Type of a document in the format ``name``."""
    return f"{OTHERS[name]}; charset=utf-8" if name in OTHERS else rdf_content_type(name)


def type_of(name: str) -> str:
    """Return the media type of the format ``name``, without parameters."""
    return OTHERS[name] if name in OTHERS else GRAPHS[name][0]
