"""HPO annotations of a disease as RDF: the plain triple, and the association with frequency, sex and modifiers."""

from functools import lru_cache

from rarekg.mappings.facts import Annotation, Frequency
from rarekg.mappings.rdf.association import association
from rarekg.mappings.rdf.ntriples import Description, Mint, boolean, decimal, integer, node


def translate_annotation(mint: Mint, kind: str, predicate: str, term: str, fact: Annotation) -> list[Description]:
    """Return the association of class ``kind`` with the statements common to all annotations, then the plain triple.

    An excluded ``term`` has an association and no plain triple.
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
    """Return the statements of a frequency, which thousands of annotations share."""
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
