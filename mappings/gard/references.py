"""The numbered references at the end of a page: authors, title, journal, date, volume, pages, identifiers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rarekg.mappings.facts import Issue, Reference
from rarekg.mappings.gard.dates import iso_date
from rarekg.mappings.gard.lines import Line
from rarekg.mappings.gard.page_context import PageContext
from rarekg.ontology.errors import SourceError

_NUMBERED = re.compile(r"(\d{1,3})\.\s+(.*)")
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_HOST = re.compile(r"https?://[\w.-]+\.(?:gov|org|com|net|edu|int|info|io|[a-z]{2})(?:[/:?#]|$)", re.IGNORECASE)
# What identifies a publication, the most widely used first: the first one found is the node's id.
_IDS = (
    (
        "PMID",
        re.compile(r"(?:pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(?:\?term=)?|\bPMID:?\s*)([1-9]\d{0,8})\b", re.IGNORECASE),
    ),
    ("PMC", re.compile(r"\b(PMC\d{1,9})\b", re.IGNORECASE)),
    ("NBK", re.compile(r"\b(NBK\d{1,8})\b", re.IGNORECASE)),
    ("DOI", re.compile(r"\b(?:doi:\s*|doi\.org/)(10\.\d{4,9}/[^\s;,<>\"]+)", re.IGNORECASE)),
)
_PRINTED_ID = re.compile(r"\b(?:PMID|PMCID|doi):\s*\S+", re.IGNORECASE)
_ACCESSED = re.compile(r"\b(?:Accessed|Updated|Last updated|Retrieved)\b.*$", re.IGNORECASE)
# "December, 2013; 25(6):708–S714" and what is left of it when volume or date are missing.
_ISSUE = re.compile(r"(?P<date>[^;]*?)\s*;\s*(?P<volume>[\w() .-]*?)(?:\s*:\s*(?P<pages>[\w–, -]+))?\.?$")
_SURNAME = r"(?:(?:de|del|der|den|di|van|von|la|le|el|al|ter)\s+)*[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+)?"
_AUTHORS = re.compile(
    rf"{_SURNAME} [A-Z]{{1,4}}\b(?:\s*(?:,|&|and)\s*(?:{_SURNAME} [A-Z]{{1,4}}\b|et al))*(?:,? et al)?"
)
_ADVICE = "save the page again, whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One entry of the list as it stands, ``number`` as printed and ``line`` where it begins."""

    number: int
    text: str
    line: int


def citations(lines: Sequence[Line], path: Path) -> list[Citation]:
    """Return the entries of the list, one repeated exactly kept twice; SourceError where it is cut or out of order."""
    found: list[Citation] = []
    for line in lines:
        start = _NUMBERED.match(line.text)
        if start is not None:
            found.append(Citation(number=int(start[1]), text=_text(start[2], line), line=line.number))
        elif found:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {_text(line.text, line)}")
        else:
            raise SourceError("a reference without number", path=path, line=line.number, advice=_ADVICE)
    _in_order(found, path)
    for citation in found:
        _whole(citation, path)
    return found


def ends_early(found: Sequence[Citation]) -> bool:
    """Tell whether the last entry alone has no address: it may be cut where the end of a sentence hides it."""
    return len(found) > 2 and not _URL.search(found[-1].text) and all(_URL.search(one.text) for one in found[:-1])


def references(found: Sequence[Citation], page: PageContext) -> Iterator[Reference | Issue]:
    """Yield each entry as a fact; one that is repeated exactly is reported."""
    seen: set[int] = set()
    for citation in found:
        if citation.number in seen:
            message = f"reference {citation.number} is there twice"
            yield page.issue(citation.line, "duplicate-row", message, "skipped", str(citation.number))
        else:
            yield _reference(citation, page)
        seen.add(citation.number)


def identifiers(text: str) -> tuple[str, ...]:
    """Return the CURIEs of the publications that a citation names, the one to use as its id first."""
    found = (f"{prefix}:{local}" for prefix, form in _IDS for local in form.findall(text))
    return tuple(dict.fromkeys(one.rstrip(".").replace("pmc", "PMC").replace("nbk", "NBK") for one in found))


def reference_id(citation: Citation, page_id: str) -> str:
    """Return the id of a publication, a local one where the page gives none."""
    known = identifiers(citation.text)
    return known[0] if known else f"reference/{page_id.removeprefix('page/')}-{citation.number}"


def _text(text: str, line: Line) -> str:
    """Return the text of a line with the addresses that only its links have."""
    hidden = [link.url for link in line.links if _URL.match(link.url) and link.url not in text]
    return " ".join([text, *(f"{url}{'.' if text.endswith('.') else ''}" for url in hidden)])


def _in_order(found: Sequence[Citation], path: Path) -> None:
    numbered: dict[int, str] = {}
    for citation in found:
        if numbered.setdefault(citation.number, citation.text) != citation.text or citation.number > len(numbered):
            raise SourceError(
                f"reference {citation.number} is out of order", path=path, line=citation.line, advice=_ADVICE
            )


def _whole(citation: Citation, path: Path) -> None:
    """Refuse an entry that is cut: each ends in a full stop and has a date or an address, the latter's site in full."""
    url = _URL.search(citation.text)
    dated = re.search(r"\b(?:1[89]|20)\d\d\b", citation.text) is not None
    cut_site = url is not None and _HOST.match(url[0].rstrip(".")) is None
    if not citation.text.endswith((".", ".)")) or cut_site or not (url or dated):
        raise SourceError(f"reference {citation.number} is cut", path=path, line=citation.line, advice=_ADVICE)


def _reference(citation: Citation, page: PageContext) -> Reference:
    urls = [url.rstrip(".,;)") for url in _URL.findall(citation.text)]
    prose = _ACCESSED.sub("", _PRINTED_ID.sub("", _URL.sub("", citation.text))).strip(" .;")
    authors, title, journal, printed = _parts(prose)
    known = identifiers(citation.text)
    issue = _ISSUE.fullmatch(printed)
    return Reference(
        id=reference_id(citation, page.id),
        citation=citation.text,
        authors=authors,
        title=title,
        journal=journal,
        date=iso_date(issue["date"] if issue else printed),
        volume=(issue["volume"] or None) if issue else None,
        pages=issue["pages"] if issue else None,
        url=urls[0] if urls else None,
        identifiers=known[1:],
        page=page.id,
        number=citation.number,
    )


def _parts(prose: str) -> tuple[str | None, str | None, str | None, str]:
    """Return authors, title, journal and what follows them: date, volume and pages."""
    parts = [part.strip() for part in re.split(r"(?<=[.?!])\s+", prose) if part.strip(" .")]
    printed = parts.pop() if len(parts) > 1 and re.search(r"\b(?:1[89]|20)\d\d\b", parts[-1]) else ""
    parts = [part if part.endswith(("?", "!")) else part.rstrip(".") for part in parts]
    authors = parts.pop(0) if len(parts) > 1 and _AUTHORS.fullmatch(parts[0]) else None
    journal = parts.pop() if len(parts) > 1 else None
    return authors, ". ".join(parts).replace("?. ", "? ").replace("!. ", "! ") or None, journal, printed
