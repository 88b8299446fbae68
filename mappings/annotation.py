"""What a source says of a disease by a term of HPO, as RDF: the plain triple, and how often, in whom, who says so."""

from collections.abc import Iterator

from rarekg.mappings.facts import Annotation, Frequency
from rarekg.mappings.statements import Mint, Node, association, boolean, decimal, integer, node


def annotated(mint: Mint, kind: str, predicate: str, term: str, fact: Annotation) -> tuple[Node, Iterator[str]]:
    """Return the node of the association of class ``kind`` and the statements that all annotations make.

    An excluded ``term`` has its association and no plain triple.
    """
    disease, object_ = mint.node(fact.disease), node(term)
    self, shared = association(mint, kind, disease, object_, fact.origin)
    return self, _statements(self, f"{disease} {node(predicate)} {object_}", shared, fact)


def _statements(self: Node, plain: str, shared: Iterator[str], fact: Annotation) -> Iterator[str]:
    if not fact.excluded:
        yield plain
    yield from shared
    if fact.excluded:
        yield f"{self} {node('biolink:negated')} {boolean(True)}"
    if fact.frequency:
        yield from _frequency(self, fact.frequency)
    if fact.sex:
        yield f"{self} {node('biolink:sex_qualifier')} {node(fact.sex)}"
    for modifier in fact.modifiers:
        yield f"{self} {node('rkg:modifier')} {node(modifier)}"


def _frequency(self: Node, frequency: Frequency) -> Iterator[str]:
    yield f"{self} {node('biolink:frequency_qualifier')} {node(frequency.term)}"
    yield f"{self} {node('rkg:frequencyLower')} {decimal(frequency.lower)}"
    yield f"{self} {node('rkg:frequencyUpper')} {decimal(frequency.upper)}"
    if frequency.count is not None:
        yield f"{self} {node('biolink:has_count')} {integer(frequency.count)}"
    if frequency.total is not None:
        yield f"{self} {node('biolink:has_total')} {integer(frequency.total)}"
    if frequency.percentage is not None:
        yield f"{self} {node('biolink:has_percentage')} {decimal(frequency.percentage)}"
