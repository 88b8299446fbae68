"""What a request asks for beside the thing itself: the format by a suffix, the number of a page."""

from http import HTTPStatus

from starlette.requests import Request

from rarekg.graph.endpoint.linked.addresses import SUFFIXES
from rarekg.graph.endpoint.problem import Problem, bad_request

MOST = 10_000_000


def page_number(request: Request) -> int:
    """Return the page that ``?page=`` names, from 1, which it is without that; Problem where that is no such number."""
    given = request.query_params.getlist("page") or ["1"]
    text = given[0]
    if len(given) > 1 or not (text.isascii() and text.isdigit() and len(text) <= 8 and 1 <= int(text) <= MOST):
        raise bad_request("protocol", "page is one whole number, 1 or more")
    return int(text)


def suffix_format(request: Request) -> str:
    """Return the format that the path's suffix names, '' where it has none; Problem 404 for one that names none."""
    suffix = request.path_params.get("suffix")
    if suffix is None:
        return ""
    if suffix not in SUFFIXES or SUFFIXES[suffix] == "csv":
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"there is no format .{suffix} here")
    return SUFFIXES[suffix]
