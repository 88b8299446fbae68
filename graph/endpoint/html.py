"""What the endpoint shows to browsers, where whoever runs it has pages for people; without them it is plain."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.problem import Problem

if TYPE_CHECKING:
    from rarekg.graph.endpoint.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Html:
    """``editor`` makes the page on which queries are written, ``problem`` one that says why there is no answer.

    ``problem`` gives status, headers and body; None where this request's problem is better told in plain text.
    """

    editor: Callable[["Service", Request], Awaitable[Response]]
    problem: Callable[["Service", Request, Problem], Awaitable[Response | None]]
