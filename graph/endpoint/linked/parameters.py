"""What a request names beside the thing: the format by a suffix, the number of a page."""

from http import HTTPStatus

from starlette.requests import Request

from rarekg.graph.endpoint.linked.addresses import SUFFIXES
from rarekg.graph.endpoint.numbers import whole_number
from rarekg.graph.endpoint.problem import Problem, bad_request

LAST_PAGE = 10_000_000


def page_number(request: Request) -> int:
    """Return the 1-based ``?page=`` number (default 1).

    >>> page_number(Request({"type": "http", "query_string": b"page=3"}))
    3

    Raises:
        Problem: 400 if it is not one positive integer.
    """
    values = request.query_params.getlist("page") or ["1"]
    number = whole_number(values[0], 1, LAST_PAGE) if len(values) == 1 else None
    if number is None:
        raise bad_request("protocol", "page is one whole number, 1 or more")
    return number


def suffix_format(request: Request) -> str:
    """Return the name of the format that the path's suffix names, '' without suffix.

    Raises:
        Problem: 404 if no format has the suffix.
    """
    suffix = request.path_params.get("suffix")
    if suffix is None:
        return ""
    if suffix not in SUFFIXES or SUFFIXES[suffix] == "csv":
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"there is no format .{suffix} here")
    return SUFFIXES[suffix]
