"""The numbered references at the end of a page: authors, title, journal, date, volume, pages, identifiers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import structs

from rarekg.mappings.facts import Issue, Reference
from rarekg.mappings.gard.dates import EARLIEST, iso_date
from rarekg.mappings.gard.lines import Line
from rarekg.mappings.gard.page_context import PageContext
from rarekg.ontology.errors import SourceError

_NUMBERED = re.compile(r"(\d{1,3})\.\s+(.*)")
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_HOST = re.compile(r"https?://[\w.-]+\.(?:gov|org|com|net|edu|int|info|io|[a-z]{2})(?:[/:?#]|$)", re.IGNORECASE)
# Identifiers of publications, the most widely used first: the first one present becomes the id of the node.
_IDENTIFIERS = (
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
# "December, 2013; 25(6):708–S714", or what remains of it without volume or date.
_ISSUE = re.compile(r"(?P<date>[^;]*?) ?; ?(?P<volume>[\w() .-]*?)(?: ?: ?(?P<pages>[\w–, -]+))?\.?$")
_SURNAME = r"(?:(?:de|del|der|den|di|van|von|la|le|el|al|ter) )*+[A-Z][\w'’-]++(?: [A-Z][\w'’-]++)?"
_AUTHORS = re.compile(
    rf"{_SURNAME} [A-Z]{{1,4}}\b(?:\s*+(?:,|&|and)\s*+(?:{_SURNAME} [A-Z]{{1,4}}\b|et al))*+(?:,? et al)?"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LONGEST = 10_000  # characters of an entry; the longest of the site have 400
_ADVICE = "save the complete page again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One entry of the list as printed; ``line`` is its first line."""

    number: int
    text: str
    line: int


def parse_citations(lines: Sequence[Line], path: Path) -> list[Citation]:
    """Return the entries of the list of references, exact repetitions included.

    Raises:
        SourceError: If an entry is truncated or the numbers are out of order.
    """
    citations = [_citation(number, entry, path) for number, entry in _entries(lines, path)]
    _check_order(citations, path)
    for citation in citations:
        _check_complete(citation, path)
    return citations


def _entries(lines: Sequence[Line], path: Path) -> Iterator[tuple[int, list[Line]]]:
    """Yield the number and the lines of each entry; the first line has lost its number."""
    entry: tuple[int, list[Line]] | None = None
    for line in lines:
        if start := _NUMBERED.match(line.text):
            if entry is not None:
                yield entry
            entry = int(start[1]), [replace(line, text=start[2])]
        elif entry is not None:
            entry[1].append(line)
        else:
            raise SourceError("a reference without number", path=path, line=line.number, advice=_ADVICE)
    if entry is not None:
        yield entry


def _citation(number: int, entry: Sequence[Line], path: Path) -> Citation:
    text = " ".join(_text(line) for line in entry)
    if len(text) > _LONGEST:
        what = f"reference {number} of {len(text):,} characters"
        raise SourceError(what, path=path, line=entry[0].number, advice=_ADVICE)
    return Citation(number=number, text=text, line=entry[0].number)


def may_be_truncated(citations: Sequence[Citation]) -> bool:
    """Tell whether only the last entry has no address: it may be cut at the end of a sentence."""
    if len(citations) <= 2:
        return False
    *others, last = (_URL.search(citation.text) for citation in citations)
    return not last and all(others)


def reference_facts(citations: Sequence[Citation], page: PageContext) -> Iterator[Reference | Issue]:
    """Yield a Reference for each entry, and an Issue for each exact repetition and each date that is left out.

    The citation itself keeps the words of a date that is too early for the graph.
    """
    seen: set[int] = set()
    for citation in citations:
        if citation.number in seen:
            message = f"reference {citation.number} is listed twice"
            yield page.issue(citation.line, "duplicate-row", message, "skipped", str(citation.number))
        else:
            reference = _reference(citation, page)
            if reference.date is not None and reference.date < EARLIEST:
                message = f"reference {citation.number} is of {reference.date}, before {EARLIEST}"
                yield page.issue(citation.line, "early-date", message, "kept", reference.date)
                reference = structs.replace(reference, date=None)
            yield reference
        seen.add(citation.number)


def identifiers(text: str) -> tuple[str, ...]:
    """Return the CURIEs of the publications in a citation, the preferred one first.

    >>> identifiers("A paper. J Med. 2009. doi:10.1000/182. https://www.ncbi.nlm.nih.gov/pubmed/19122524.")
    ('PMID:19122524', 'DOI:10.1000/182')
    """
    curies = (f"{prefix}:{local}" for prefix, form in _IDENTIFIERS for local in form.findall(text))
    return tuple(dict.fromkeys(curie.rstrip(".").replace("pmc", "PMC").replace("nbk", "NBK") for curie in curies))


def reference_id(citation: Citation, page_id: str) -> str:
    """Return the id of a publication, a local id if the citation has no identifier.

    >>> reference_id(Citation(number=3, text="A talk. 2009.", line=7), "page/GARD_0001850")
    'reference/GARD_0001850-3'
    """
    curies = identifiers(citation.text)
    return curies[0] if curies else f"reference/{page_id.removeprefix('page/')}-{citation.number}"


def _text(line: Line) -> str:
    """Return the text of a line, followed by link addresses that it does not print."""
    hidden = [link.url for link in line.links if _URL.match(link.url) and link.url not in line.text]
    return " ".join([line.text, *(f"{url}{'.' if line.text.endswith('.') else ''}" for url in hidden)])


def _check_order(citations: Sequence[Citation], path: Path) -> None:
    numbered: dict[int, str] = {}
    for citation in citations:
        if numbered.setdefault(citation.number, citation.text) != citation.text or citation.number > len(numbered):
            what = f"reference {citation.number} is out of order"
            raise SourceError(what, path=path, line=citation.line, advice=_ADVICE)


def _check_complete(citation: Citation, path: Path) -> None:
    """Refuse a truncated entry: each ends in a full stop and has a year or an address with a complete host."""
    url = _URL.search(citation.text)
    cut_host = url is not None and _HOST.match(url[0].rstrip(".")) is None
    if not citation.text.endswith((".", ".)")) or cut_host or not (url or _YEAR.search(citation.text)):
        raise SourceError(f"reference {citation.number} is cut", path=path, line=citation.line, advice=_ADVICE)


def _reference(citation: Citation, page: PageContext) -> Reference:
    urls = [url.rstrip(".,;)") for url in _URL.findall(citation.text)]
    prose = " ".join(_ACCESSED.sub("", _PRINTED_ID.sub("", _URL.sub("", citation.text))).split()).strip(" .;")
    authors, title, journal, published = _split_citation(prose)
    issue = _ISSUE.fullmatch(published)
    return Reference(
        id=reference_id(citation, page.id),
        citation=citation.text,
        authors=authors,
        title=title,
        journal=journal,
        date=iso_date(issue["date"] if issue else published),
        volume=(issue["volume"] or None) if issue else None,
        pages=issue["pages"] if issue else None,
        url=urls[0] if urls else None,
        identifiers=identifiers(citation.text)[1:],
        page=page.id,
        number=citation.number,
    )


def _split_citation(prose: str) -> tuple[str | None, str | None, str | None, str]:
    """Return authors, title, journal, and the rest with date, volume and pages."""
    parts = [part.strip() for part in re.split(r"(?<=[.?!])\s+", prose) if part.strip(" .")]
    published = parts.pop() if len(parts) > 1 and _YEAR.search(parts[-1]) else ""
    parts = [part if part.endswith(("?", "!")) else part.rstrip(".") for part in parts]
    authors = parts.pop(0) if len(parts) > 1 and _AUTHORS.fullmatch(parts[0]) else None
    journal = parts.pop() if len(parts) > 1 else None
    return authors, ". ".join(parts).replace("?. ", "? ").replace("!. ", "! ") or None, journal, published
