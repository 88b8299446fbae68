"""Inferences along the hierarchy: the closure of terms, propagated phenotypes, information content.

The facts are observed as they stream past to the loader, so the store is not read again. Inferences are written as text
in large blocks, because there are more of them than statements of any source.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from math import log
from types import MappingProxyType

from rarekg.mappings.facts import Fact, Phenotype
from rarekg.mappings.rdf.ntriples import Mint, decimal, integer, node
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Term

GRAPH = "inferred"
# Phenotypes are propagated up to this term, not to the root of HPO, which is also above modes of inheritance.
ABNORMALITY = "HP:0000118"

Closure = Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Inference:
    """The hierarchy and the annotated phenotypes observed so far.

    An annotation is a number of four bytes, so that ten times as many remain small compared with the loader.
    """

    _parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _annotated: defaultdict[str, "array[int]"] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    _numbers: dict[str, int] = field(default_factory=dict)
    _closure: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _absent: set[str] = field(default_factory=set)

    def observe(self, fact: Fact) -> None:
        """Record a current term, or a phenotype that the source affirms; ignore other facts.

        Raises:
            ValueError: A term comes after :meth:`hierarchy` has written a term below it.
        """
        if isinstance(fact, Phenotype):
            if fact.affirmed:
                number = self._numbers.setdefault(fact.phenotype, len(self._numbers))
                self._annotated[fact.disease].append(number)
        elif isinstance(fact, Term) and not fact.obsolete:
            if fact.id in self._absent:
                raise ValueError(f"{fact.id} comes after a term below it: list its source under needs in the toml")
            self._parents[fact.id] = fact.parents

    def hierarchy(self, mint: Mint) -> Iterator[str]:
        """Yield the closure of the terms observed since the last call, as N-Quads in the graph ``inferred``.

        Each string is a block of whole lines; the order is that of the facts.

        Raises:
            SourceError: The is-a hierarchy has a cycle.
        """
        new = closure(self._parents, self._closure)
        self._absent.update(parent for parents in self._parents.values() for parent in parents)
        self._closure.update(new)
        self._absent -= self._closure.keys()
        self._parents.clear()
        line_ends = _line_ends(mint, {term for ancestors in new.values() for term in ancestors})
        for term, ancestors in new.items():
            yield _block(f"{node(term)} {node('rkg:subsumedBy')} ", map(line_ends.__getitem__, ancestors))

    def propagated(self, mint: Mint) -> Iterator[str]:
        """Yield propagated phenotypes, counts of annotated diseases and information content, in blocks of N-Quads.

        Call :meth:`hierarchy` first.
        """
        ending = _ending(mint)
        line_ends = _line_ends(mint, self._closure)
        counts: Counter[str] = Counter()
        for disease, phenotypes in self._propagated():
            counts.update(phenotypes)
            start = f"{mint.node(disease)} {node('rkg:hasPropagatedPhenotype')} "
            yield _block(start, map(line_ends.__getitem__, phenotypes))
        for term, count in counts.items():
            yield f"{node(term)} {node('rkg:annotatedDiseaseCount')} {integer(count)}{ending}"
            content = information_content(count, counts[ABNORMALITY])
            yield f"{node(term)} {node('rkg:informationContent')} {decimal(content)}{ending}"

    def _propagated(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each disease with its phenotypes and their ancestors, of the terms that the build's ontologies have."""
        abnormal = {term for term, ancestors in self._closure.items() if ABNORMALITY in ancestors}
        above = (self._closure.get(phenotype, ()) for phenotype in self._numbers)
        propagated = [[term for term in ancestors if term in abnormal] for ancestors in above]
        for disease, numbers in self._annotated.items():
            # A dict instead of a set, so that the order is the same in every process.
            yield disease, list(dict.fromkeys(chain.from_iterable(map(propagated.__getitem__, numbers))))


def closure(parents: Mapping[str, Iterable[str]], known: Closure = MappingProxyType({})) -> Closure:
    """Return each term of ``parents`` with itself and all its ancestors: the reflexive transitive closure of is-a.

    Parents that are neither in ``parents`` nor in the closure ``known`` are ignored.

    >>> closure({"HP:0000964": ["HP:0001574"], "HP:0001574": ["HP:0000118"], "HP:0000118": []})["HP:0000964"]
    ('HP:0000964', 'HP:0001574', 'HP:0000118')

    Raises:
        SourceError: A term is its own ancestor; the message has the cycle.
    """
    new = {term: [parent for parent in found if parent in parents] for term, found in parents.items()}
    ancestors: dict[str, tuple[str, ...]] = {}
    try:
        for term in TopologicalSorter(new).static_order():
            inherited = (ancestors.get(parent) or known.get(parent, ()) for parent in parents[term])
            ancestors[term] = tuple(dict.fromkeys(chain((term,), *inherited)))
    except CycleError as error:
        cycle = " → ".join(reversed(error.args[1]))
        raise SourceError(f"is-a has a cycle: {cycle}", advice="use another release of the ontology") from error
    return ancestors


def information_content(annotated: int, corpus: int) -> Decimal:
    """Return −ln(``annotated`` / ``corpus``), rounded to six decimals so that every machine writes the same text.

    ``annotated`` of the ``corpus`` annotated diseases have the term or a descendant of it; 0 < annotated ≤ corpus.
    This is Resnik's measure (https://arxiv.org/abs/cmp-lg/9511007) with diseases as the events.

    >>> information_content(annotated=1, corpus=100)
    Decimal('4.605170')
    """
    return Decimal(f"{log(corpus / annotated):.6f}")


def _ending(mint: Mint) -> str:
    return f" {mint.graph(GRAPH)} .\n"


def _line_ends(mint: Mint, terms: Iterable[str]) -> dict[str, str]:
    return {term: f"{node(term)}{_ending(mint)}" for term in terms}


def _block(start: str, ends: Iterable[str]) -> str:
    lines = start.join(ends)
    return start + lines if lines else ""
