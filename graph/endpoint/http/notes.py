"""The headers with notes about an answer, and what becomes of parameters that an address does not have."""

import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from starlette.requests import Request

from rarekg.graph.endpoint.problem import bad_request

MOST_BYTES = 1000


def header_note(sentences: Iterable[str]) -> str:
    """Return ``sentences`` as the value of the header ``Rarekg-Note``: ASCII, one line, at most MOST_BYTES.

    >>> header_note(["Ménière disease is MONDO:0007972", "the result is empty"])
    'Meniere disease is MONDO:0007972; the result is empty'
    """
    joined = " ".join("; ".join(filter(None, sentences)).split())
    plain = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode()
    printable = "".join(character for character in plain if character.isprintable())
    return printable if len(printable) <= MOST_BYTES else f"{printable[: MOST_BYTES - 3]}..."


def ignored(names: Iterable[str]) -> Mapping[str, str]:
    """Return the header that names the parameters without a meaning here, each once, as many as fit.

    >>> ignored(["timeout", "a b", "timeout"])
    {'Ignored-Parameters': 'timeout, a%20b'}
    """
    listed = ""
    for name in dict.fromkeys(names):
        longer = f"{listed}{', ' if listed else ''}{quote(name, safe='')}"
        if len(longer) > MOST_BYTES:
            break
        listed = longer
    return {"Ignored-Parameters": listed} if listed else {}


def refuse_others(request: Request, *names: str) -> None:
    """Check that ``request`` has no parameters but those called ``names``.

    >>> refuse_others(Request({"type": "http", "query_string": b"page=2"}), "page")

    Raises:
        Problem: 400 that names the first other one.
    """
    for name in request.query_params:
        if name not in names:
            takes = f"it takes {', '.join(names)}" if names else "it takes none"
            raise bad_request("parameter", f"there is no parameter {name!r} here; {takes}")
