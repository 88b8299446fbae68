"""Which kind of statement a row of HPO's annotations is: its aspect says, and where its term stands in HPO."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rarekg.mappings.facts import ClinicalCourse, ClinicalModifier, Inheritance, Onset, PastHistory, Phenotype
from rarekg.mappings.resolve.known import Known

Statement = Phenotype | Inheritance | Onset | ClinicalCourse | ClinicalModifier | PastHistory
ONSET, MODIFIER = "HP:0003674", "HP:0012823"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Terms under ``branch`` go into the field ``slot`` of the facts that ``make`` makes.

    ``dated`` tells whether such a fact can have an age of onset of its own.
    """

    make: Callable[..., Statement]
    slot: str
    branch: str
    dated: bool = False


# The letters are those of the column `aspect`; where one has two kinds, the first whose branch holds the term counts.
ASPECTS: Mapping[str, tuple[Kind, ...]] = MappingProxyType(
    {
        "P": (Kind(make=Phenotype, slot="phenotype", branch="HP:0000118", dated=True),),
        "I": (Kind(make=Inheritance, slot="mode", branch="HP:0000005"),),
        "C": (
            Kind(make=Onset, slot="onset", branch=ONSET),
            Kind(make=ClinicalCourse, slot="course", branch="HP:0031797"),
        ),
        "M": (Kind(make=ClinicalModifier, slot="modifier", branch=MODIFIER),),
        "H": (Kind(make=PastHistory, slot="history", branch="HP:0032443", dated=True),),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A term as the graph uses it, and the kind of statement it makes; ``problem`` says why it makes none."""

    term: str
    kind: Kind | None
    problem: str | None = None


@dataclass(slots=True, kw_only=True)
class Terms:
    """Find today's term for a source's id of HPO, each once."""

    known: Known
    _placed: dict[tuple[str, str], Placed] = field(default_factory=dict)
    _below: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def placed(self, raw: str, aspect: str) -> Placed:
        """Return what ``raw`` is today, as a statement of ``aspect``, one of :data:`ASPECTS`."""
        found = self._placed.get((raw, aspect))
        if found is None:
            found = self._placed[raw, aspect] = self._place(raw, ASPECTS[aspect])
        return found

    def below(self, raw: str, branch: str) -> str | None:
        """Return what ``raw`` is today where that stands under ``branch``, else None."""
        if (raw, branch) not in self._below:
            today = self.known.standing(raw).id
            self._below[raw, branch] = today if today and self.known.is_a(today, branch) else None
        return self._below[raw, branch]

    def _place(self, raw: str, kinds: tuple[Kind, ...]) -> Placed:
        standing = self.known.standing(raw)
        if standing.id is None:
            problem = "is obsolete and has no successor" if standing.status == "obsolete" else "is no term of this HPO"
            return Placed(term=raw, kind=None, problem=f"{raw} {problem}")
        for kind in kinds:
            if self.known.is_a(standing.id, kind.branch):
                return Placed(term=standing.id, kind=kind)
        wanted = f"{kinds[-1].branch} ({self.known.label(kinds[-1].branch)})"
        return Placed(term=raw, kind=None, problem=f"{raw} ({self.known.label(standing.id)}) is not below {wanted}")
