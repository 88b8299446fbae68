"""The header of a page: title, other names, categories, address."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rarekg.mappings.gard.lines import Line
from rarekg.mappings.gard.section_starts import is_boundary, is_prose, section_start
from rarekg.mappings.resolve.term_names import normalize
from rarekg.ontology.errors import SourceError

_BANNER = re.compile(r"Genetic and Rare Diseases Information Center", re.IGNORECASE)
_BANNER_WITHIN = 40  # lines; menus of the site can precede it
_LABEL = re.compile(r"(Other Names|Categories|(?:This disease is )?grouped under)\s*:\s*(.*)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://rarediseases\.info\.nih\.gov/(?:diseases|gard)/(\d{1,7})(?:/\S*)?", re.IGNORECASE)
_UNFOLD = re.compile(r"\bSee (?:More|Less)$", re.IGNORECASE)
_TITLE_LIMIT = 300
_MOST_NAMES = 300  # each sentence is held against all of them; the pages of the site have 60 at most
_ADVICE = "save the complete page of one disease of rarediseases.info.nih.gov"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The fields above the first section; ``number`` is GARD's id of the disease, if the page shows its address."""

    title: str
    line: int
    names: tuple[str, ...]
    categories: tuple[str, ...]
    url: str | None
    number: int | None


def read_header(lines: Sequence[Line], url: str | None, path: Path) -> tuple[Header, Sequence[Line]]:
    """Return the header of a page and the lines below it.

    Args:
        lines: The lines of the page.
        url: The page's address, if its markup has one.
        path: The file, for errors.

    Raises:
        SourceError: If this is not a page of the site or it has no title.
    """
    title_at = _title_index(lines, path)
    fields: dict[str, list[str]] = {"other names": [], "categories": []}
    address, body = _read_fields([*lines[:title_at], *lines[title_at + 1 :]], title_at, fields)
    match = _ADDRESS.match(url or address or "")
    header = Header(
        title=lines[title_at].text,
        line=lines[title_at].number,
        names=_split_names(fields["other names"], lines[title_at], path),
        categories=_split_names(fields["categories"], lines[title_at], path),
        url=match[0] if match else None,
        number=int(match[1]) if match else None,
    )
    return header, body


def _title_index(lines: Sequence[Line], path: Path) -> int:
    banner = next((i for i, line in enumerate(lines[:_BANNER_WITHIN]) if _BANNER.search(line.text)), None)
    if banner is None:
        raise SourceError("not a GARD page: the centre's name is not at its top", path=path, line=1, advice=_ADVICE)
    for index in range(banner + 1, len(lines)):
        line = lines[index]
        start = section_start(line)
        if not line.text or _ADDRESS.match(line.text) or (start and start.kind == "ignored"):
            continue
        if start or _LABEL.match(line.text) or is_prose(line) or is_boundary(line) or not _is_title(line.text):
            raise SourceError("the page has no title", path=path, line=line.number, advice=_ADVICE)
        return index
    raise SourceError("the page ends before its title", path=path, line=lines[-1].number, advice=_ADVICE)


def _is_title(text: str) -> bool:
    return len(text) <= _TITLE_LIMIT and normalize(text) != ""


def _read_fields(
    lines: Sequence[Line], title_at: int, fields: dict[str, list[str]]
) -> tuple[str | None, Sequence[Line]]:
    """Fill ``fields`` from the labelled lines below the title; return the page's address and the lines of the body."""
    address = next((line.text for line in lines[:title_at] if _ADDRESS.match(line.text)), None)
    values: list[str] | None = None
    for i in range(title_at, len(lines)):
        line = lines[i]
        start = section_start(line)
        if label := _LABEL.match(line.text):
            values = fields["other names" if label[1].lower() == "other names" else "categories"]
            values.append(label[2])
        elif _ADDRESS.match(line.text):
            address = address or line.text
        elif start is not None and start.kind != "ignored":
            return address, lines[i:]
        elif not line.text:
            values = None
        elif start is None:
            if values is None or is_prose(line) or is_boundary(line):
                return address, lines[i:]
            values.append(line.text)
    return address, ()


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that differ in more than case, accents and punctuation, each in its first spelling.

    >>> distinct_names(["IPEX syndrome", "Ipex Syndrome", "XLAAD"])
    ('IPEX syndrome', 'XLAAD')
    """
    spellings: dict[str, str] = {}
    for name in names:
        spellings.setdefault(normalize(name), name)
    return tuple(name for key, name in spellings.items() if key)


def _split_names(values: list[str], title: Line, path: Path) -> tuple[str, ...]:
    """Return the distinct names in ``values``; a page lists the first ones twice, folded and unfolded."""
    names = distinct_names(name.strip(" .") for value in values for name in _UNFOLD.sub("", value).split(";"))
    if len(names) > _MOST_NAMES or any(len(name) > _TITLE_LIMIT for name in names):
        what = f"more than {_MOST_NAMES} names below the title, or one of more than {_TITLE_LIMIT} characters"
        raise SourceError(what, path=path, line=title.number, advice=_ADVICE)
    return names
