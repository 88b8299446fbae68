"""Profile entries: what all rows about one disease and one phenotype say together, as numbers.

The rows stay as their sources have them; an entry is ours. It pools the people that rows count, keeps the classes that
rows state, and weighs both as one number, the typicality. Cohorts of different rows may overlap, and sources do not
say so: the number of people is then too high, and the interval too narrow.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from rarekg.graph.inference.closure import GRAPH
from rarekg.graph.inference.wilson import wilson
from rarekg.mappings.facts import DiagnosticFeature, Fact, Frequency, Inheritance, Phenotype
from rarekg.mappings.rdf.diagnostic_feature import feature
from rarekg.mappings.rdf.ntriples import Mint, decimal, double, integer, node

# The constants were chosen on published patients, where a wide range of them ranks diseases equally well
# (tests/benchmarks/patients.py); 4 people are what the interval of Wilson adds, nearly.
STATED_PEOPLE = 10  # people that a row with a class, a percentage or an exclusion weighs as much as
PRIOR_PEOPLE, PRIOR_SHARE = 4, 0.4  # people beside those counted, and the share of them that is affected

_Key = TypeVar("_Key")


@dataclass(slots=True)
class ProfileEntry:
    """The rows of one pair: people ``affected`` of those ``counted``, the ``stated`` classes and percentages.

    ``rows``, ``excluded`` and ``affirmed`` count all rows, those that exclude the phenotype, and those that saw it in
    somebody or state it without a number. ``classes`` are the HP terms of the classes that rows state, that of an
    exclusion included; ``publications`` are numbers.
    """

    rows: int = 0
    excluded: int = 0
    affirmed: int = 0
    affected: int = 0
    counted: int = 0
    stated: list[Frequency] = field(default_factory=list)
    classes: dict[str, None] = field(default_factory=dict)
    publications: set[int] = field(default_factory=set)

    def add(self, frequency: Frequency | None, *, excluded: bool = False) -> None:
        """Add a row; one that is ``excluded`` counts no people, whatever its frequency."""
        self.rows += 1
        if frequency is not None and frequency.term:
            self.classes[frequency.term] = None
        if excluded:
            self.excluded += 1
            return
        self.affirmed += frequency is None or frequency.upper > 0
        if frequency is None:
            return
        if frequency.count is not None and frequency.total is not None:
            self.affected += frequency.count
            self.counted += frequency.total
        else:
            self.stated.append(frequency)

    @property
    def typicality(self) -> float:
        """How typical the phenotype is of the disease, between 0 and 1.

        (k + w·Σm + a·p) / (n + w·c + a) for k of n people and for c rows with a class, a percentage or an exclusion.
        The m are the middles of their bounds, 0 for an exclusion; w = STATED_PEOPLE, a = PRIOR_PEOPLE, p = PRIOR_SHARE.
        So people decide where many were counted, and classes where there are few.

        >>> round(ProfileEntry(rows=1, affected=1, counted=1).typicality, 3)
        0.52
        """
        middles = sum(float(frequency.lower + frequency.upper) / 2 for frequency in self.stated)
        people = self.counted + STATED_PEOPLE * (len(self.stated) + self.excluded)
        affected = self.affected + STATED_PEOPLE * middles
        return (affected + PRIOR_PEOPLE * PRIOR_SHARE) / (people + PRIOR_PEOPLE)

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """The 95 % interval of the share of people, or the bounds of what is stated where nobody was counted."""
        if self.counted:
            return wilson(self.affected, self.counted)
        if self.stated:
            return min(one.lower for one in self.stated), max(one.upper for one in self.stated)
        return None

    @property
    def rank(self) -> float:
        """The place in a list, the highest first: the lower bound of the share, then -1 where no frequency is stated.

        Below all others are phenotypes that no row affirms: -2 if they were looked for and not seen, -3 if excluded.
        """
        if self.affirmed:
            return float(self.bounds[0]) if self.bounds else -1.0
        return -3.0 if self.excluded else -2.0


@dataclass(slots=True)
class Profiles:
    """The rows about phenotypes and modes of inheritance observed so far, by disease, in some 16 bytes each."""

    _rows: defaultdict[str, "array[int]"] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    _terms: dict[str, int] = field(default_factory=dict)
    _publications: dict[str, int] = field(default_factory=dict)
    _frequencies: dict[Frequency, int] = field(default_factory=dict)
    _modes: set[str] = field(default_factory=set)
    # The source and the key of each diagnostic feature, by disease and phenotype: few pairs have one.
    _features: defaultdict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def observe(self, fact: Fact) -> None:
        """Record a row about a phenotype or a mode of inheritance, or a diagnostic feature; ignore other facts."""
        if isinstance(fact, Phenotype):
            term = fact.phenotype
        elif isinstance(fact, Inheritance):
            self._modes.add(term := fact.mode)
        else:
            if isinstance(fact, DiagnosticFeature):
                self._features[fact.disease, fact.phenotype].append((fact.origin.source, fact.origin.key))
            return
        row, cited = self._rows[fact.disease], fact.origin.references
        # A number for the frequency, 0 for none, and a last bit for an exclusion.
        frequency = 0 if fact.frequency is None else _number(self._frequencies, fact.frequency) + 1
        row.extend((_number(self._terms, term), 2 * frequency + fact.excluded, len(cited)))
        row.extend(_number(self._publications, reference) for reference in cited)

    def entries(self) -> Iterator[tuple[str, str, ProfileEntry]]:
        """Yield each pair of a disease and a phenotype or mode of inheritance with its entry, in the order of rows."""
        terms, frequencies = list(self._terms), [None, *self._frequencies]
        for disease, rows in self._rows.items():
            profile: defaultdict[int, ProfileEntry] = defaultdict(ProfileEntry)
            at = 0
            while at < len(rows):
                term, frequency, cited = rows[at : at + 3]
                at += 3
                entry = profile[term]
                entry.add(frequencies[frequency // 2], excluded=frequency % 2 == 1)
                entry.publications.update(rows[at : at + cited])
                at += cited
            for term, entry in profile.items():
                yield disease, terms[term], entry

    def ranks(self) -> Iterator[tuple[str, str, float]]:
        """Yield disease, term and rank of each pair."""
        return ((disease, term, entry.rank) for disease, term, entry in self.entries())

    def quads(self, mint: Mint) -> Iterator[str]:
        """Yield the entries as N-Quads in the graph ``inferred``, one block for each."""
        ending = f" {mint.graph(GRAPH)} .\n"
        for disease, phenotype, entry in self.entries():
            if phenotype in self._modes:
                continue
            self_ = mint.hashed("profile", disease, phenotype)
            statements = [
                f"{node('rdf:type')} {node('rkg:ProfileEntry')}",
                f"{node('rkg:ofDisease')} {mint.node(disease)}",
                f"{node('rkg:ofPhenotype')} {node(phenotype)}",
                f"{node('rkg:rows')} {integer(entry.rows)}",
                f"{node('rkg:typicality')} {double(Decimal(f'{entry.typicality:.6f}'))}",
                *_people(entry),
                *_rows(entry),
                *(
                    f"{node('rkg:diagnosticFeature')} {feature(source, key, mint)}"
                    for source, key in self._features.get((disease, phenotype), ())
                ),
            ]
            yield f"{self_} " + f"{ending}{self_} ".join(statements) + ending


def _rows(entry: ProfileEntry) -> Iterator[str]:
    """Yield the classes, the number of exclusions and of publications, each if there is one."""
    for term in entry.classes:
        yield f"{node('rkg:statedClass')} {node(term)}"
    if entry.excluded:
        yield f"{node('rkg:excludedRows')} {integer(entry.excluded)}"
    if entry.publications:
        yield f"{node('rkg:publicationCount')} {integer(len(entry.publications))}"


def _people(entry: ProfileEntry) -> Iterator[str]:
    """Yield the people and their share, if any were counted, and the bounds of the share, if any are known."""
    if entry.counted:
        share = Decimal(f"{entry.affected / entry.counted:.6f}")
        yield f"{node('rkg:peopleAffected')} {integer(entry.affected)}"
        yield f"{node('rkg:peopleCounted')} {integer(entry.counted)}"
        yield f"{node('rkg:share')} {decimal(share)}"
    if entry.bounds is not None:
        lower, upper = entry.bounds
        yield f"{node('rkg:shareLower')} {decimal(lower)}"
        yield f"{node('rkg:shareUpper')} {decimal(upper)}"


def _number(numbers: dict[_Key, int], key: _Key) -> int:
    return numbers.setdefault(key, len(numbers))
