"""The format of a document: the one that its address names, else the one that the client's Accept prefers."""

from http import HTTPStatus

from starlette.requests import Request

from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.rdf.formats import GRAPH_OFFERS, GRAPHS, HTML


def accepted_format(request: Request, suffix: str, *, html: bool = True) -> str:
    """Return the name of the format; ``suffix`` is the one that the address names, or ''.

    ``html`` is whether there is a page for people.

    Raises:
        Problem: 406 if the client accepts none of the formats, 404 if the address names one that there is not.
    """
    if suffix:
        if suffix == HTML.name and not html:
            raise Problem(HTTPStatus.NOT_FOUND, "unknown", "there is no page for people here, only RDF")
        return suffix
    offers = {**GRAPH_OFFERS, **({HTML.media_type: HTML.name} if html else {})}
    name = accepted(request, offers)
    if name is None:
        kinds = ", ".join([*(form.media_type for form in GRAPHS.values()), *([HTML.media_type] if html else [])])
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", f"this document is available as {kinds}")
    return name
