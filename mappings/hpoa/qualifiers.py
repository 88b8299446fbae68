"""The cells that qualify a row of HPO's annotations: how often it holds or that it never does, when, in whom, how."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rarekg.mappings.facts import Frequency
from rarekg.mappings.hpoa.aspects import MODIFIER, ONSET, Terms
from rarekg.mappings.reading import frequency
from rarekg.mappings.reading.issues import Issues

NEGATED: Mapping[str, bool] = MappingProxyType({"": False, "NOT": True})
SEXES: Mapping[str, str] = MappingProxyType({"male": "PATO:0000384", "female": "PATO:0000383"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifiers:
    """Read such cells with ``terms``; a cell that is none leaves its row as it is and is noted in ``issues``."""

    terms: Terms
    issues: Issues

    def frequency(self, line: int, qualifier: str, cell: str) -> tuple[bool, Frequency | None]:
        """Return whether the row denies its term, and how often it holds.

        ``qualifier`` is one of :data:`NEGATED`. A row denies its term by NOT, or by a frequency of none.
        """
        negated = NEGATED[qualifier]
        try:
            found = frequency.read(cell)
        except ValueError as error:
            self._unused("unusable-frequency", line, cell, str(error))
            return negated, None
        if found is None or found.term == frequency.EXCLUDED:
            return negated or found is not None, found
        if negated:
            self._unused("contradictory-frequency", line, cell, f"NOT, but with a frequency of {cell}")
            return True, None
        return False, found

    def onset(self, line: int, cell: str, dated: bool) -> str | None:
        """Return the age of onset; a row that is not ``dated`` has none."""
        found = self.terms.below(cell, ONSET) if dated else None
        if found is None:
            what = f"{cell} is no age of onset" if dated else f"the row has an onset, {cell}, and its aspect has none"
            self._unused("unusable-onset", line, cell, what)
        return found

    def sex(self, line: int, cell: str) -> str | None:
        """Return PATO's male or female."""
        found = SEXES.get(cell.casefold())
        if found is None:
            self._unused("unusable-sex", line, cell, f"{cell!r} is neither male nor female")
        return found

    def modifiers(self, line: int, cell: str) -> tuple[str, ...]:
        """Return the clinical modifiers that ``cell`` joins by ``;``."""
        found: dict[str, None] = {}
        for raw in filter(None, map(str.strip, cell.split(";"))):
            if (today := self.terms.below(raw, MODIFIER)) is None:
                self._unused("unusable-modifier", line, raw, f"{raw} is no clinical modifier")
            else:
                found[today] = None
        return tuple(found)

    def _unused(self, kind: str, line: int, cell: str, what: str) -> None:
        self.issues.note(kind, line, f"{what}; the row is kept without it", action="kept", value=cell)
