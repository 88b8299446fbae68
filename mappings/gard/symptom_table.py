"""The symptom table of a page as rows: a name, lay names and an HPO id, in groups of one frequency."""

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
_OTHER_GROUP = re.compile(r".*\bof (?:people|patients|individuals)\b.*\bsymptoms?\b", re.IGNORECASE)
_FURNITURE = re.compile(
    r"\[ ?(?:more|less) ?\]|Medical Terms?(?: Other Names)?|Other Names|Learn More:?(?: HPO ID)?|HPO ID"
    r"|Medical Terms?\s+Other Names\s+Learn More:?\s+HPO ID|View (?:All|Less)",
    re.IGNORECASE,
)
# Four digits or more, or the prefix, make the last word an id, so that a malformed one is not taken for a name.
_ROW_END = re.compile(r"(?P<names>.*?)\s*(?<!\S)(?P<id>HPO?[:_]\S+|[A-Z]?\d{4,}\w*)$", re.IGNORECASE)
_ADVICE = "save the page again, whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomRow:
    """One row: ``group`` is its frequency as ``30%-79%``, ``id`` the raw HPO id, ``line`` where that id stands."""

    group: str
    name: str
    lay_names: tuple[str, ...]
    id: str
    line: int


def symptom_rows(layout: Layout, path: Path) -> Iterator[SymptomRow]:
    """Yield the rows of the table; SourceError where one is cut or they are not as many as the table says."""
    group: str | None = None
    names: list[Line] = []
    found: list[SymptomRow] = []
    for line in layout.table:
        if (named := _group(line.text)) is not None:
            _complete(names, path)
            group = named
        elif not _FURNITURE.fullmatch(line.text):
            end = _ROW_END.match(line.text)
            if group is None:
                raise SourceError("a symptom stands before any frequency", path=path, line=line.number, advice=_ADVICE)
            if end is None or end["names"]:
                names.append(Line(number=line.number, text=end["names"] if end else line.text))
            if end is not None:
                found.append(_row(group, names, end["id"], line, path))
                names = []
    _complete(names, path)
    _counted(found, layout, path)
    yield from found


def _group(text: str) -> str | None:
    if found := _GROUP.match(text):
        return f"{int(found[1])}%-{int(found[2])}%" if found[2] else f"{int(found[1])}%"
    if _NO_FREQUENCY.match(text):
        return "not available"
    return text if _OTHER_GROUP.match(text) else None


def _row(group: str, names: Sequence[Line], id_: str, line: Line, path: Path) -> SymptomRow:
    texts = list(dict.fromkeys(name.text for name in names))
    if not texts:
        raise SourceError(f"the row of {id_} has no name", path=path, line=line.number, advice=_ADVICE)
    return SymptomRow(group=group, name=texts[0], lay_names=tuple(texts[1:]), id=id_, line=line.number)


def _complete(names: Sequence[Line], path: Path) -> None:
    if names:
        raise SourceError(
            f"the row of {names[0].text!r} has no HPO id", path=path, line=names[0].number, advice=_ADVICE
        )


def _counted(found: Sequence[SymptomRow], layout: Layout, path: Path) -> None:
    distinct = {(row.group, row.id, row.name, row.lay_names) for row in found}
    if layout.rows is not None and layout.rows not in (len(found), len(distinct)):
        raise SourceError(
            f"the table says {layout.rows} rows and has {len(found)}",
            path=path,
            line=layout.table_end,
            advice=_ADVICE,
        )
