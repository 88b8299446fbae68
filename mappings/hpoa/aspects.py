"""The column ``aspect``: which kind of annotation a row is, given the branch of HPO that holds its term.

See https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rarekg.mappings.facts import ClinicalCourse, ClinicalModifier, Inheritance, Onset, PastHistory, Phenotype
from rarekg.mappings.resolve.known import Known

HpoAnnotation = Phenotype | Inheritance | Onset | ClinicalCourse | ClinicalModifier | PastHistory
ONSET, MODIFIER = "HP:0003674", "HP:0012823"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationKind:
    """A kind of annotation.

    Attributes:
        fact: The class of its facts.
        term_field: The field of that class for the term.
        branch: The HPO term that is above all terms of this kind.
        has_onset: Whether an annotation of this kind can have an age of onset.
    """

    fact: Callable[..., HpoAnnotation]
    term_field: str
    branch: str
    has_onset: bool = False


# Aspect → its kinds; if there are two, the first whose branch holds the term applies.
ASPECTS: Mapping[str, tuple[AnnotationKind, ...]] = MappingProxyType(
    {
        "P": (AnnotationKind(fact=Phenotype, term_field="phenotype", branch="HP:0000118", has_onset=True),),
        "I": (AnnotationKind(fact=Inheritance, term_field="mode", branch="HP:0000005"),),
        "C": (
            AnnotationKind(fact=Onset, term_field="onset", branch=ONSET),
            AnnotationKind(fact=ClinicalCourse, term_field="course", branch="HP:0031797"),
        ),
        "M": (AnnotationKind(fact=ClinicalModifier, term_field="modifier", branch=MODIFIER),),
        "H": (AnnotationKind(fact=PastHistory, term_field="history", branch="HP:0032443", has_onset=True),),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedTerm:
    """A current term and its kind of annotation; without a kind, ``problem`` is the reason."""

    term: str
    kind: AnnotationKind | None
    problem: str | None = None


@dataclass(slots=True, kw_only=True)
class TermResolver:
    """Resolves a source's HPO ids to current terms; results are cached."""

    known: Known
    _resolved: dict[tuple[str, str], ResolvedTerm] = field(default_factory=dict)
    _in_branch: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def resolve(self, raw: str, aspect: str) -> ResolvedTerm:
        """Return the current term of ``raw`` and its kind under ``aspect``, a key of :data:`ASPECTS`."""
        resolved = self._resolved.get((raw, aspect))
        if resolved is None:
            resolved = self._resolved[raw, aspect] = self._resolve(raw, ASPECTS[aspect])
        return resolved

    def resolve_in_branch(self, raw: str, branch: str) -> str | None:
        """Return the current term of ``raw`` if it is ``branch`` or below it, else None."""
        if (raw, branch) not in self._in_branch:
            current = self.known.current(raw).id
            self._in_branch[raw, branch] = current if current and self.known.is_a(current, branch) else None
        return self._in_branch[raw, branch]

    def _resolve(self, raw: str, kinds: tuple[AnnotationKind, ...]) -> ResolvedTerm:
        current = self.known.current(raw)
        if current.id is None:
            obsolete = current.status == "obsolete"
            problem = "is obsolete and has no successor" if obsolete else "is not a term of this HPO release"
            return ResolvedTerm(term=raw, kind=None, problem=f"{raw} {problem}")
        for kind in kinds:
            if self.known.is_a(current.id, kind.branch):
                return ResolvedTerm(term=current.id, kind=kind)
        branch = f"{kinds[-1].branch} ({self.known.label(kinds[-1].branch)})"
        problem = f"{raw} ({self.known.label(current.id)}) is not below {branch}"
        return ResolvedTerm(term=raw, kind=None, problem=problem)
