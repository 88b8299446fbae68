"""What follows from the facts: which term is below which, what a disease has in the wider sense, how telling a term is.

The facts are observed as they stream past to the loader, so the store is not read again. What follows is written as
text in large blocks, because there are more inferred statements than any source has.
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
# Phenotypes are lifted to here and not to the root of HPO, which also heads modes of inheritance and frequencies.
ABNORMALITY = "HP:0000118"

Closure = Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Inference:
    """The hierarchy and the phenotypes observed so far.

    A phenotype is kept as a number of four bytes, so that ten times the annotations stay small beside the loader.
    """

    _parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _annotated: defaultdict[str, "array[int]"] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    _numbers: dict[str, int] = field(default_factory=dict)
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _missed: set[str] = field(default_factory=set)

    def observe(self, fact: Fact) -> None:
        """Remember ``fact`` where something follows from it: a current term, a phenotype that is not excluded.

        ValueError for a term that comes when what is below it has been told.
        """
        if isinstance(fact, Phenotype):
            if not fact.excluded:
                number = self._numbers.setdefault(fact.phenotype, len(self._numbers))
                self._annotated[fact.disease].append(number)
        elif isinstance(fact, Term) and not fact.obsolete:
            if fact.id in self._missed:
                raise ValueError(f"{fact.id} comes after a term below it: a source must need those it builds on")
            self._parents[fact.id] = fact.parents

    def hierarchy(self, mint: Mint) -> Iterator[str]:
        """Yield each term that is new since the last time with all above it, as N-Quads in the graph ``inferred``.

        Blocks of whole lines, ordered as the facts were. SourceError where the is-a hierarchy runs in a circle.
        """
        new = closure(self._parents, self._above)
        self._missed.update(parent for found in self._parents.values() for parent in found)
        self._above.update(new)
        self._missed -= self._above.keys()
        self._parents.clear()
        line_ends = _line_ends(mint, {term for ancestors in new.values() for term in ancestors})
        for term, ancestors in new.items():
            yield _block(f"{node(term)} {node('rkg:subsumedBy')} ", map(line_ends.__getitem__, ancestors))

    def propagated(self, mint: Mint) -> Iterator[str]:
        """Yield what follows from the phenotypes along the hierarchy, which was told before; form as of that."""
        above, ending = self._above, _ending(mint)
        line_ends = _line_ends(mint, above)
        counts: Counter[str] = Counter()
        for disease, phenotypes in self._lifted(above):
            counts.update(phenotypes)
            start = f"{mint.node(disease)} {node('rkg:hasPropagatedPhenotype')} "
            yield _block(start, map(line_ends.__getitem__, phenotypes))
        for term, count in counts.items():
            yield f"{node(term)} {node('rkg:annotatedDiseaseCount')} {integer(count)}{ending}"
            content = information_content(count, counts[ABNORMALITY])
            yield f"{node(term)} {node('rkg:informationContent')} {decimal(content)}{ending}"

    def _lifted(self, above: Closure) -> Iterator[tuple[str, list[str]]]:
        """Yield each disease with its phenotypes and all above them, where the ontologies of the build know them."""
        abnormal = {term for term, ancestors in above.items() if ABNORMALITY in ancestors}
        lifted = [[term for term in above.get(phenotype, ()) if term in abnormal] for phenotype in self._numbers]
        for disease, numbers in self._annotated.items():
            # A dict and not a set, so that the order is the same in every process.
            yield disease, list(dict.fromkeys(chain.from_iterable(map(lifted.__getitem__, numbers))))


def closure(parents: Mapping[str, Iterable[str]], known: Closure = MappingProxyType({})) -> Closure:
    """Return each term of ``parents`` with itself and every term above it.

    Parents that are terms neither of ``parents`` nor of the closure that is ``known`` do not count. SourceError, naming
    the terms, where a term is above itself.
    """
    current = {term: [parent for parent in found if parent in parents] for term, found in parents.items()}
    above: dict[str, tuple[str, ...]] = {}
    try:
        for term in TopologicalSorter(current).static_order():
            inherited = (above.get(parent) or known.get(parent, ()) for parent in parents[term])
            above[term] = tuple(dict.fromkeys(chain((term,), *inherited)))
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        raise SourceError(f"is-a runs in a circle: {circle}", advice="use another release of the ontology") from error
    return above


def information_content(annotated: int, corpus: int) -> Decimal:
    """Return −ln(``annotated`` / ``corpus``), rounded to six decimals so that every machine writes the same text.

    ``annotated`` of the ``corpus`` annotated diseases carry the term or a descendant of it; 0 < annotated ≤ corpus.
    Resnik's measure (https://arxiv.org/abs/cmp-lg/9511007) with diseases as the events.
    """
    return Decimal(f"{log(corpus / annotated):.6f}")


def _ending(mint: Mint) -> str:
    return f" {mint.graph(GRAPH)} .\n"


def _line_ends(mint: Mint, terms: Iterable[str]) -> dict[str, str]:
    return {term: f"{node(term)}{_ending(mint)}" for term in terms}


def _block(start: str, ends: Iterable[str]) -> str:
    lines = start.join(ends)
    return start + lines if lines else ""
