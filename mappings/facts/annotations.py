"""Statements about a disease with a term of HPO, and their frequency."""

from decimal import Decimal

from msgspec import Struct

from rarekg.mappings.facts.provenance import Origin


class Frequency(Struct, frozen=True, kw_only=True):
    """The frequency of a phenotype in people with the disease, in the notation of the source.

    ``term`` is the HP frequency class (HP:0040280 … HP:0040285), ``count`` of ``total`` people are people counted,
    ``percentage`` is from 0 to 100; a frequency has exactly one of the three. ``lower`` and ``upper`` are shares of 1,
    inclusive, so that all notations can be compared.
    """

    lower: Decimal
    upper: Decimal
    term: str | None = None
    count: int | None = None
    total: int | None = None
    percentage: Decimal | None = None


class Annotation(Struct, frozen=True, kw_only=True):
    """A statement about a disease with a term of HPO; each subclass adds the field for the term.

    ``excluded`` is True if the source states that the disease does *not* have it: by NOT or by the class Excluded.
    ``sex`` is a PATO CURIE; ``modifiers`` are HP terms under HP:0012823.
    """

    disease: str
    origin: Origin
    excluded: bool = False
    frequency: Frequency | None = None
    sex: str | None = None
    modifiers: tuple[str, ...] = ()

    @property
    def unseen(self) -> bool:
        """Whether the source looked for it in people with the disease and found it in none: 0/n or 0 %."""
        return not self.excluded and self.frequency is not None and not self.frequency.upper

    @property
    def affirmed(self) -> bool:
        """Whether the source states that people with the disease have it: neither excluded nor unseen."""
        return not (self.excluded or self.unseen)


class Phenotype(Annotation, frozen=True, kw_only=True):
    """A phenotype (HP term under HP:0000118), its age of ``onset`` (under HP:0003674), the source's ``lay_names``."""

    phenotype: str
    onset: str | None = None
    lay_names: tuple[str, ...] = ()


class Inheritance(Annotation, frozen=True, kw_only=True):
    """A mode of inheritance (HP term under HP:0000005) of a disease."""

    mode: str


class Onset(Annotation, frozen=True, kw_only=True):
    """An age of onset (HP term under HP:0003674) of a disease as a whole.

    ``from_age`` and ``to_age`` are the bounds of the source's own age group in years, where it has bounds; an age
    before birth is negative. The term may have others.
    """

    onset: str
    from_age: Decimal | None = None
    to_age: Decimal | None = None


class ClinicalCourse(Annotation, frozen=True, kw_only=True):
    """The course or the end of a disease (HP term under HP:0031797 that is no onset)."""

    course: str


class ClinicalModifier(Annotation, frozen=True, kw_only=True):
    """A clinical modifier (HP term under HP:0012823) of a disease as a whole."""

    modifier: str


class PastHistory(Annotation, frozen=True, kw_only=True):
    """A past medical event of people with the disease, or of the pregnancy (HP term under HP:0032443)."""

    history: str
    onset: str | None = None
