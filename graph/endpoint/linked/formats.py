"""Which format of a document a client gets: the one its address names, else the one that its Accept likes best."""

from http import HTTPStatus

from starlette.requests import Request

from rarekg.graph.endpoint.http import negotiation
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.rdf.formats import GRAPH_OFFERS, GRAPHS, HTML


def chosen(request: Request, named: str, *, html: bool = True) -> str:
    """Return the format of the document that ``request`` asks for; ``named`` is the one its address names, or ''.

    ``html`` says whether there is a page for people. Problem where the client takes none of the formats, or the
    address names one that there is not.
    """
    offers = {**GRAPH_OFFERS, **({HTML.media_type: HTML.name} if html else {})}
    if named:
        if named == "html" and not html:
            raise Problem(HTTPStatus.NOT_FOUND, "unknown", "there is no page for people here, only RDF")
        return named
    found = negotiation.media_type(request.headers.get("accept"), offers)
    if found is None:
        kinds = ", ".join([*(form.media_type for form in GRAPHS.values()), *([HTML.media_type] if html else [])])
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", f"this document is there as {kinds}")
    return found
