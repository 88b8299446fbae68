"""The format of a document: the one that its address names, else the one that the client's Accept prefers."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request

from rarekg.graph.endpoint.http.negotiation import accepted, field, media_type
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.rdf.formats import DATASET_OFFERS, DOCUMENTS, GRAPH_OFFERS, HTML, RDF


def accepted_format(request: Request, suffix: str, *, html: bool = True, table: bool = False) -> str:
    """Return the name of the format; ``suffix`` is the one that the address names, or ''.

    ``html`` is whether there is a page for people, ``table`` whether there may be a table as CSV.

    Raises:
        Problem: 406 if the client accepts none of the formats, 404 if the address names one that there is not.
    """
    if suffix:
        if suffix == HTML.name and not html:
            raise Problem(HTTPStatus.NOT_FOUND, "unknown", "there is no page for people here, only RDF")
        return suffix
    csv = DOCUMENTS["csv"]
    triples = {**GRAPH_OFFERS, **({HTML.media_type: HTML.name} if html else {})}
    triples |= {csv.media_type: csv.name} if table else {}
    name = _dataset(field(request, "accept"), triples) or accepted(request, triples)
    if name is None:
        kinds = ", ".join([*(form.media_type for form in RDF.values()), *([HTML.media_type] if html else [])])
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", f"this document is available as {kinds}")
    return name


def _dataset(accept: str | None, triples: Mapping[str, str]) -> str | None:
    """Return the format with named graphs that ``accept`` asks for, None if it names one of ``triples`` as well.

    Clients that take anything list both, and look into the default graph alone, where a dataset has nothing.

    >>> _dataset("application/trig, */*;q=0.1", GRAPH_OFFERS), _dataset("application/trig, text/turtle", GRAPH_OFFERS)
    ('trig', None)
    """
    named = ",".join(part for part in (accept or "").split(",") if not part.strip().startswith("*"))
    return None if not named or media_type(named, triples) else media_type(named, DATASET_OFFERS)
