"""Saved queries bound to what a request names: by the same rules as on the command line, with the same messages."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.notes import header_note
from rarekg.graph.endpoint.http.query_response import NOTE
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.identified import identified, names, near
from rarekg.graph.endpoint.linked.not_found import unresolved
from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.endpoint.sparql.protocol import FORM, sent_parameters, whole_body
from rarekg.graph.rdf.emptiness import explained
from rarekg.graph.rdf.identification import Identified
from rarekg.graph.resolve.values import Answer, Question, UnresolvedError, answer, ask, iris
from rarekg.ontology.errors import QueryError
from rarekg.queries.catalog import SavedQuery
from rarekg.queries.needs import missing_sources, note
from rarekg.queries.parameters import Value

Values = Mapping[str, Sequence[str]]


class Bound(NamedTuple):
    """The ``values`` of ``query``'s parameters, notes on how they were found, and the note on an empty result."""

    query: SavedQuery
    values: Mapping[str, Sequence[Value]]
    notes: tuple[str, ...]
    if_empty: str

    @property
    def headers(self) -> Mapping[str, str]:
        """The header with the notes, none if there are none."""
        return {NOTE: header_note(self.notes)} if self.notes else {}


async def sent(service: Service, request: Request) -> Sequence[tuple[str, str]]:
    """Return the parameters of a request's address and, of a POST, those of its form.

    Raises:
        Problem: 400 or 413 if they cannot be read, 415 if the body is no form.
    """
    pairs = list(await sent_parameters(service, request.scope["query_string"]))
    if request.method == "POST":
        if not request.headers.get("content-type", "").lower().startswith(FORM):
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media-type", f"values are sent as {FORM}")
        pairs += await sent_parameters(service, await whole_body(request, service.limits))
    return pairs


def grouped(pairs: Iterable[tuple[str, str]], *others: str) -> Values:
    """Return the values of each parameter but ``others``.

    >>> grouped([("saved", "x"), ("disease", "MONDO:0010580"), ("disease", "OMIM:304790")], "saved")
    {'disease': ['MONDO:0010580', 'OMIM:304790']}
    """
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in others:
            values.setdefault(name, []).append(value)
    return values


async def bound(service: Service, request: Request, query: SavedQuery, values: Values) -> Bound:
    """Return ``query`` bound to what ``values`` stand for in the build that is served.

    Raises:
        Problem: 400 if a parameter is unknown or has a wrong number of values, 404 or 300 if a value stands for no
            single thing of the right kind.
    """
    try:
        question = await service.in_thread(_ask, service, query, values, kind="queries")
        known = await identified(service, request, iris(question))
        found = await service.in_thread(_answer, service, query, values, question, known, kind="queries")
    except UnresolvedError as error:
        raise unresolved(error) from error
    except Problem:
        raise
    except QueryError as error:
        raise bad_request("parameter", str(error)) from error
    sources = service.pool.build.manifest.sources
    missing = missing_sources(query, sources)
    reasons = (explained(found.if_empty, sources), note(missing) if missing else "")
    return Bound(query, found.values, found.notes, header_note([*found.notes, *reasons]) if found.if_empty else "")


def _ask(service: Service, query: SavedQuery, values: Values) -> Question:
    return ask(query, values, names(service), service.pool.build.base)


def _answer(
    service: Service, query: SavedQuery, values: Values, question: Question, known: Sequence[Identified]
) -> Answer:
    def suggested(text: str) -> Sequence[tuple[str, str]]:
        return near(service, text)

    return answer(query, values, question, known, suggested, service.pool.build.base)
