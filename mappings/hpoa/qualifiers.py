"""The columns ``qualifier``, ``frequency``, ``onset``, ``sex`` and ``modifier``, which qualify a row's annotation.

See https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rarekg.mappings.facts import Frequency
from rarekg.mappings.hpoa.aspects import MODIFIER, ONSET, TermResolver
from rarekg.mappings.reading import frequency
from rarekg.mappings.reading.issues import Issues

NEGATED: Mapping[str, bool] = MappingProxyType({"": False, "NOT": True})
SEXES: Mapping[str, str] = MappingProxyType({"male": "PATO:0000384", "female": "PATO:0000383"})


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifierReader:
    """Reads the qualifying cells of a row.

    An invalid cell is reported in ``issues`` and ignored; its row is kept.
    """

    terms: TermResolver
    issues: Issues

    def frequency(self, line: int, qualifier: str, cell: str) -> tuple[bool, Frequency | None]:
        """Return whether the row excludes its term, and the frequency.

        A row excludes its term by NOT or by the class Excluded (HP:0040285); 0/n and 0 % are what somebody saw in n
        people, not an exclusion. Beside NOT they are reported and left out, because the graph has either the one or the
        other. ``qualifier`` is a key of :data:`NEGATED`.
        """
        negated = NEGATED[qualifier]
        try:
            parsed = frequency.read(cell)
        except ValueError as error:
            self._ignore("unusable-frequency", line, cell, str(error))
            return negated, None
        excluded = parsed is not None and parsed.term == frequency.EXCLUDED
        if negated and parsed is not None and not excluded:
            kind = "contradictory-frequency" if parsed.upper else "repeated-exclusion"
            self._ignore(kind, line, cell, f"the row is negated and has a frequency, {cell}")
            return True, None
        return negated or excluded, parsed

    def onset(self, line: int, cell: str, has_onset: bool) -> str | None:
        """Return the age of onset, None for an aspect that has none."""
        onset = self.terms.resolve_in_branch(cell, ONSET) if has_onset else None
        if onset is None:
            problem = f"{cell} is not an age of onset" if has_onset else f"an onset, {cell}, does not fit the aspect"
            self._ignore("unusable-onset", line, cell, problem)
        return onset

    def sex(self, line: int, cell: str) -> str | None:
        """Return PATO's male or female, in whatever case the cell has it."""
        sex = SEXES.get(cell.casefold())
        if sex is None:
            self._ignore("unusable-sex", line, cell, f"{cell!r} is neither male nor female")
        return sex

    def modifiers(self, line: int, cell: str) -> tuple[str, ...]:
        """Return the distinct clinical modifiers that ``;`` separates."""
        modifiers: dict[str, None] = {}
        for raw in filter(None, map(str.strip, cell.split(";"))):
            if (current := self.terms.resolve_in_branch(raw, MODIFIER)) is None:
                self._ignore("unusable-modifier", line, raw, f"{raw} is not a clinical modifier")
            else:
                modifiers[current] = None
        return tuple(modifiers)

    def _ignore(self, kind: str, line: int, cell: str, problem: str) -> None:
        self.issues.note(kind, line, f"{problem}; the row is kept without it", action="kept", value=cell)
