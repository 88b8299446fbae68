"""Which media type and which compression a client gets, by its Accept headers (RFC 9110, section 12.5).

A part of a header that cannot be read is passed over, so that nothing a client writes there is worse than a 406.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from starlette.requests import Request

LONGEST = 4096  # characters of a header that are looked at

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_RANGE = re.compile(rf"({_TOKEN})/({_TOKEN})")
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
# A comma or semicolon in a quoted parameter, as in profile="…", separates nothing.
_PART = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*+")++')
_PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*+")++')


def field(request: Request, name: str) -> str | None:
    """Return the value of the header field ``name``, a list: all its lines, joined (RFC 9110, section 5.3)."""
    lines = request.headers.getlist(name)
    return ", ".join(lines) if lines else None


def accepted(request: Request, offers: Mapping[str, str]) -> str | None:
    """Return :func:`media_type` of the Accept header of ``request``."""
    return media_type(field(request, "accept"), offers)


def media_type(accept: str | None, offers: Mapping[str, str]) -> str | None:
    """Return the value of the offer that ``accept`` likes best, None where it takes none of them.

    ``offers`` maps media types to what stands for them, the server's favourite first. No header, or an empty one, takes
    anything. Of ranges that match an offer the most specific gives its quality.
    """
    if accept is None or not accept.strip():
        return next(iter(offers.values()))
    wanted = _qualities(accept[:LONGEST])
    best, chosen = 0.0, None
    for offer, value in offers.items():
        kind, _, subtype = offer.partition("/")
        ranges = ((kind, subtype), (kind, "*"), ("*", "*"))  # the most specific first
        quality = next((wanted[found] for found in ranges if found in wanted), 0.0)
        if quality > best:
            best, chosen = quality, value
    return chosen


def coding(accept_encoding: str | None, offers: Sequence[str]) -> str:
    """Return the content coding of ``offers`` that the client likes best; ``identity`` where there is none."""
    if not accept_encoding:
        return "identity"
    wanted = dict(_codings(accept_encoding))
    rest = wanted.get("*", 0.0)
    best = max(offers, key=lambda offer: wanted.get(offer, rest))
    quality = wanted.get(best, rest)
    return best if quality > 0 and quality >= wanted.get("identity", 0.0) else "identity"


@lru_cache(maxsize=256)  # browsers and libraries send few different ones
def _qualities(accept: str) -> Mapping[tuple[str, str], float]:
    """Return the quality of each media range; parameters other than it do not narrow what is offered here."""
    found: dict[tuple[str, str], float] = {}
    for part in _PART.findall(accept):
        name, *parameters = [text.strip() for text in _PARAMETER.findall(part)] or [""]
        match = _MEDIA_RANGE.fullmatch(name)
        quality = _weight(parameters)
        if match and quality is not None and (match[1] != "*" or match[2] == "*"):
            wanted = match[1].lower(), match[2].lower()
            found[wanted] = max(quality, found.get(wanted, 0.0))
    return MappingProxyType(found)


def _codings(header: str) -> Iterator[tuple[str, float]]:
    for part in header[:LONGEST].split(","):
        name, *parameters = (text.strip() for text in part.split(";"))
        quality = _weight(parameters)
        if quality is not None:
            yield name.lower(), quality


def _weight(parameters: Sequence[str]) -> float | None:
    """Return the quality that the parameters give, 1 without one, None where it is not a quality."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return float(value) if _QUALITY.fullmatch(value.strip()) else None
    return 1.0
