"""HPO annotations of a disease as RDF: the plain triple, and the association with frequency, sex and modifiers."""

from decimal import Decimal
from functools import lru_cache

from rarekg.mappings.facts import Annotation, Frequency
from rarekg.mappings.rdf.association import association
from rarekg.mappings.rdf.ntriples import Description, Mint, boolean, decimal, double, integer, node

_PLACES = Decimal("0.000001")  # of a percentage


def translate_annotation(mint: Mint, kind: str, predicate: str, term: str, fact: Annotation) -> list[Description]:
    """Return the association of class ``kind`` with the statements common to all annotations, then the plain triple.

    A ``term`` that the source excludes, or saw in none of the people it examined, has an association and no plain
    triple; only the excluded one is negated.
    """
    disease, object_ = mint.node(fact.disease), node(term)
    described = association(mint, kind, disease, object_, fact.origin)
    statements = described.statements
    if fact.frequency:
        statements += _frequency(fact.frequency)
    if fact.sex:
        statements.append(f"{node('biolink:sex_qualifier')} {node(fact.sex)}")
    for modifier in fact.modifiers:
        statements.append(f"{node('rkg:modifier')} {node(modifier)}")
    if fact.excluded:
        statements.append(f"{node('biolink:negated')} {boolean(True)}")
    if not fact.affirmed:
        return [described]
    return [described, Description(disease, [f"{node(predicate)} {object_}"], "stated")]


@lru_cache(maxsize=1 << 11)
def _frequency(frequency: Frequency) -> tuple[str, ...]:
    """Return the statements of a frequency, which thousands of annotations share.

    The four quantifiers are Biolink's (https://biolink.github.io/biolink-model/FrequencyQuantifier/).
    """
    statements = [
        f"{node('rkg:frequencyLower')} {decimal(frequency.lower)}",
        f"{node('rkg:frequencyUpper')} {decimal(frequency.upper)}",
    ]
    if frequency.term is not None:
        statements.append(f"{node('biolink:frequency_qualifier')} {node(frequency.term)}")
    if frequency.count is not None and frequency.total is not None:
        percentage = (100 * Decimal(frequency.count) / frequency.total).quantize(_PLACES)
        statements += [
            f"{node('biolink:has_count')} {integer(frequency.count)}",
            f"{node('biolink:has_total')} {integer(frequency.total)}",
            f"{node('biolink:has_quotient')} {double(frequency.lower)}",
            f"{node('biolink:has_percentage')} {double(percentage)}",
        ]
    if frequency.percentage is not None:
        statements.append(f"{node('biolink:has_percentage')} {double(frequency.percentage)}")
    return tuple(statements)
