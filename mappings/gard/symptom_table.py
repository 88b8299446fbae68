"""The rows of a page's symptom table: name, lay names and HPO id, grouped by frequency."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rarekg.mappings.gard.layout import Layout
from rarekg.mappings.gard.lines import Line
from rarekg.ontology.errors import SourceError

_GROUP = re.compile(
    r"(\d{1,3})\s?%(?:\s?[-–]\s?(\d{1,3})\s?%)?\s+of\s+(?:people|patients|individuals)\b", re.IGNORECASE
)
_NO_FREQUENCY = re.compile(r"(?:percent|frequency)\b.*\bnot available\b", re.IGNORECASE)
_OTHER_GROUP = re.compile(r"(?>.*?\bof (?:people|patients|individuals)\b).*?\bsymptoms?\b", re.IGNORECASE)
# Column headings and buttons of the table.
_FURNITURE = re.compile(
    r"\[ ?(?:more|less) ?\]|Medical Terms?(?: Other Names)?|Other Names|Learn More:?(?: HPO ID)?|HPO ID"
    r"|Medical Terms?\s+Other Names\s+Learn More:?\s+HPO ID|View (?:All|Less)",
    re.IGNORECASE,
)
# Four digits or more, or HPO's prefix, mark the last word as an id, so that a malformed id is not read as a name.
_ID = re.compile(r"HPO?[:_].|(?:[A-Z]\w*+:)?(?=\w++\Z)[A-Z]?\d{4}|(?=\w++\Z)[A-Z]\w*_[A-Z]?\d{4}", re.IGNORECASE)
_ADVICE = "save the complete page again"


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomRow:
    """One row: ``group`` is its frequency as ``30%-79%``, ``id`` the raw HPO id, ``line`` the line of that id."""

    group: str
    name: str
    lay_names: tuple[str, ...]
    id: str
    line: int


def symptom_rows(layout: Layout, path: Path) -> Iterator[SymptomRow]:
    """Yield the rows of the symptom table.

    Raises:
        SourceError: If a row is truncated, or the number of rows differs from the one that the table states.
    """
    group: str | None = None
    names: list[Line] = []
    rows: list[SymptomRow] = []
    for line in layout.table:
        if (heading := _frequency_group(line.text)) is not None:
            _check_no_names(names, path)
            group = heading
        elif not _FURNITURE.fullmatch(line.text):
            if group is None:
                raise SourceError("a symptom before any frequency", path=path, line=line.number, advice=_ADVICE)
            name, id_ = _row_end(line.text)
            if name:
                names.append(Line(number=line.number, text=name))
            if id_:
                rows.append(_row(group, names, id_, line, path))
                names = []
    _check_no_names(names, path)
    _check_count(rows, layout, path)
    yield from rows


def _row_end(text: str) -> tuple[str, str]:
    """Return a line's words before the id that ends it, and the id; "" for what it does not have."""
    before, _, last = text.rpartition(" ")
    return (before, last) if _ID.match(last) else (text, "")


def _frequency_group(text: str) -> str | None:
    if bounds := _GROUP.match(text):
        return f"{int(bounds[1])}%-{int(bounds[2])}%" if bounds[2] else f"{int(bounds[1])}%"
    if _NO_FREQUENCY.match(text):
        return "not available"
    return text if _OTHER_GROUP.match(text) else None


def _row(group: str, names: Sequence[Line], id_: str, line: Line, path: Path) -> SymptomRow:
    texts = list(dict.fromkeys(name.text for name in names))
    if not texts:
        raise SourceError(f"the row of {id_} has no name", path=path, line=line.number, advice=_ADVICE)
    return SymptomRow(group=group, name=texts[0], lay_names=tuple(texts[1:]), id=id_, line=line.number)


def _check_no_names(names: Sequence[Line], path: Path) -> None:
    """Refuse a row that ends without an id."""
    if names:
        what = f"the row of {names[0].text!r} has no HPO id"
        raise SourceError(what, path=path, line=names[0].number, advice=_ADVICE)


def _check_count(rows: Sequence[SymptomRow], layout: Layout, path: Path) -> None:
    distinct = {(row.group, row.id, row.name, row.lay_names) for row in rows}
    if layout.rows is not None and layout.rows not in (len(rows), len(distinct)):
        what = f"the table states {layout.rows} rows and has {len(rows)}"
        raise SourceError(what, path=path, line=layout.table_end, advice=_ADVICE)
