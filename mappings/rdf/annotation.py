"""What a source says of a disease by a term of HPO, as RDF: the plain triple, and how often, in whom, who says so."""

from functools import lru_cache

from rarekg.mappings.facts import Annotation, Frequency
from rarekg.mappings.rdf.ntriples import Description, Mint, association, boolean, decimal, integer, node


def annotated(mint: Mint, kind: str, predicate: str, term: str, fact: Annotation) -> list[Description]:
    """Return the association of class ``kind`` with all that annotations have in common, then the plain triple.

    An excluded ``term`` has its association and no plain triple.
    """
    disease, object_ = mint.node(fact.disease), node(term)
    self, said = association(mint, kind, disease, object_, fact.origin)
    if fact.frequency:
        said += _frequency(fact.frequency)
    if fact.sex:
        said.append(f"{node('biolink:sex_qualifier')} {node(fact.sex)}")
    for modifier in fact.modifiers:
        said.append(f"{node('rkg:modifier')} {node(modifier)}")
    if fact.excluded:
        said.append(f"{node('biolink:negated')} {boolean(True)}")
        return [(self, said)]
    return [(self, said), (disease, [f"{node(predicate)} {object_}"])]


@lru_cache(maxsize=1 << 11)
def _frequency(frequency: Frequency) -> tuple[str, ...]:
    """Return the predicates and objects of a frequency, which thousands of annotations have in common."""
    said = [
        f"{node('biolink:frequency_qualifier')} {node(frequency.term)}",
        f"{node('rkg:frequencyLower')} {decimal(frequency.lower)}",
        f"{node('rkg:frequencyUpper')} {decimal(frequency.upper)}",
    ]
    if frequency.count is not None:
        said.append(f"{node('biolink:has_count')} {integer(frequency.count)}")
    if frequency.total is not None:
        said.append(f"{node('biolink:has_total')} {integer(frequency.total)}")
    if frequency.percentage is not None:
        said.append(f"{node('biolink:has_percentage')} {decimal(frequency.percentage)}")
    return tuple(said)
