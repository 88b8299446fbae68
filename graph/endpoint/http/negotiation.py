"""Which media type and which content coding a client gets, by its Accept headers (RFC 9110, section 12.5).

A part of a header that cannot be read is passed over, so that no header is worse than a 406.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from starlette.requests import Request

from rarekg.ontology.remembering import remembered

LONGEST = 4096  # characters of a header that are read

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_RANGE = re.compile(rf"({_TOKEN})/({_TOKEN})")
# More than the RFC allows, because libraries send it: `.2` in Java, `0.3333`.
_QUALITY = re.compile(r"(?:0?\.[0-9]{1,20}|0\.?|1(?:\.0{0,20})?)")
# A comma or semicolon in a quoted parameter, as in profile="…", separates nothing.
_PART = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*+")++')
_PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*+")++')
# Quotation marks as they should stand: around the value of a parameter, between = and the next semicolon.
_QUOTED = re.compile(r'(?:[^"]|(?<==)"(?:[^"\\]|\\.)*+"(?=[ \t]*+(?:;|\Z)))*+')


def field(request: Request, name: str) -> str | None:
    """Return the value of the header field ``name``, a list: all its lines, joined (RFC 9110, section 5.3)."""
    lines = request.headers.getlist(name)
    return ", ".join(lines) if lines else None


def accepted(request: Request, offers: Mapping[str, str]) -> str | None:
    """Return :func:`media_type` for the Accept header of ``request``."""
    return media_type(field(request, "accept"), offers)


def media_type(accept: str | None, offers: Mapping[str, str]) -> str | None:
    """Return the value of the offer that ``accept`` prefers, None if it accepts none.

    Args:
        accept: The header's value; without one, or with an empty one, everything is accepted. Of the ranges that match
            an offer the most specific gives its quality.
        offers: A value for each media type, the server's favourite first.

    >>> media_type("text/*, text/turtle;q=0.5", {"text/turtle": "turtle", "text/html": "html"})
    'html'
    >>> media_type("image/png", {"text/turtle": "turtle"}) is None
    True
    """
    if accept is None or not accept.strip():
        return next(iter(offers.values()))
    qualities = _qualities(accept[:LONGEST])
    best, chosen = 0.0, None
    for offer, value in offers.items():
        kind, _, subtype = offer.partition("/")
        ranges = ((kind, subtype), (kind, "*"), ("*", "*"))  # the most specific first
        quality = next((qualities[media_range] for media_range in ranges if media_range in qualities), 0.0)
        if quality > best:
            best, chosen = quality, value
    return chosen


def coding(accept_encoding: str | None, offers: Sequence[str]) -> str:
    """Return the content coding of ``offers`` that the client prefers; ``identity`` if it accepts none.

    >>> coding("gzip, br;q=0.5", ["br", "gzip"]), coding("*;q=0", ["gzip"]), coding(None, ["gzip"])
    ('gzip', 'identity', 'identity')
    """
    if not accept_encoding:
        return "identity"
    qualities = dict(_codings(accept_encoding))
    rest = qualities.get("*", 0.0)
    best = max(offers, key=lambda offer: qualities.get(offer, rest))
    quality = qualities.get(best, rest)
    return best if quality > 0 and quality >= qualities.get("identity", 0.0) else "identity"


@remembered(1 << 19)  # browsers and libraries send few different ones
def _qualities(accept: str) -> Mapping[tuple[str, str], float]:
    """Return the quality of each media range; its other parameters do not narrow what is offered here."""
    qualities: dict[tuple[str, str], float] = {}
    for part in _members(accept):
        name, *parameters = [text.strip() for text in _PARAMETER.findall(part)] or [""]
        match = _MEDIA_RANGE.fullmatch("*/*" if name == "*" else name)  # the star alone is what Java sends
        quality = _weight(parameters)
        if match and quality is not None and (match[1] != "*" or match[2] == "*"):
            media_range = match[1].lower(), match[2].lower()
            qualities[media_range] = max(quality, qualities.get(media_range, 0.0))
    return MappingProxyType(qualities)


def _members(accept: str) -> Iterator[str]:
    """Yield the members of the list; where quotation marks stand as they should not, every comma separates."""
    for part in _PART.findall(accept):
        yield from part.split(",") if "," in part and not _QUOTED.fullmatch(part) else (part,)


def _codings(header: str) -> Iterator[tuple[str, float]]:
    for part in header[:LONGEST].split(","):
        name, *parameters = (text.strip() for text in part.split(";"))
        quality = _weight(parameters)
        if quality is not None:
            yield name.lower(), quality


def _weight(parameters: Sequence[str]) -> float | None:
    """Return the quality that the parameters give, 1 without one, None if it is malformed."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return float(value) if _QUALITY.fullmatch(value.strip()) else None
    return 1.0
