"""What a source says of a disease by a term of HPO, as RDF: the plain triple, and how often, in whom, who says so."""

from functools import lru_cache

from rarekg.mappings.facts import Annotation, Frequency
from rarekg.mappings.rdf.ntriples import Description, Mint, association, boolean, decimal, integer, node


def translate_annotation(mint: Mint, kind: str, predicate: str, term: str, fact: Annotation) -> list[Description]:
    """Return the association of class ``kind`` with all that annotations have in common, then the plain triple.

    An excluded ``term`` has its association and no plain triple.
    """
    disease, object_ = mint.node(fact.disease), node(term)
    self, statements = association(mint, kind, disease, object_, fact.origin)
    if fact.frequency:
        statements += _frequency(fact.frequency)
    if fact.sex:
        statements.append(f"{node('biolink:sex_qualifier')} {node(fact.sex)}")
    for modifier in fact.modifiers:
        statements.append(f"{node('rkg:modifier')} {node(modifier)}")
    if fact.excluded:
        statements.append(f"{node('biolink:negated')} {boolean(True)}")
        return [(self, statements)]
    return [(self, statements), (disease, [f"{node(predicate)} {object_}"])]


@lru_cache(maxsize=1 << 11)
def _frequency(frequency: Frequency) -> tuple[str, ...]:
    """Return the predicates and objects of a frequency, which thousands of annotations have in common."""
    statements = [
        f"{node('biolink:frequency_qualifier')} {node(frequency.term)}",
        f"{node('rkg:frequencyLower')} {decimal(frequency.lower)}",
        f"{node('rkg:frequencyUpper')} {decimal(frequency.upper)}",
    ]
    if frequency.count is not None:
        statements.append(f"{node('biolink:has_count')} {integer(frequency.count)}")
    if frequency.total is not None:
        statements.append(f"{node('biolink:has_total')} {integer(frequency.total)}")
    if frequency.percentage is not None:
        statements.append(f"{node('biolink:has_percentage')} {decimal(frequency.percentage)}")
    return tuple(statements)
