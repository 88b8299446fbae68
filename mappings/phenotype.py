"""Phenotypes and past history of a disease as RDF: what people with it show, and what they went through before."""

from collections.abc import Iterator

from rarekg.mappings.annotation import annotated
from rarekg.mappings.facts import PastHistory, Phenotype
from rarekg.mappings.statements import Mint, Node, node, text

ASSOCIATION = "biolink:DiseaseToPhenotypicFeatureAssociation"
HISTORY = "rkg:DiseaseToPastHistoryAssociation"


def statements(fact: Phenotype, mint: Mint) -> Iterator[str]:
    """Return the statements of ``fact``; an excluded phenotype has its association and no plain triple."""
    self, said = annotated(mint, ASSOCIATION, "RO:0002200", fact.phenotype, fact)
    said += _onset(self, fact.onset)
    said += [f"{self} {node('rkg:layName')} {text(name, 'en')}" for name in fact.lay_names]
    return iter(said)


def history_statements(fact: PastHistory, mint: Mint) -> Iterator[str]:
    """Return the plain triple to a HP term under HP:0032443, and its association."""
    self, said = annotated(mint, HISTORY, "rkg:hasPastHistory", fact.history, fact)
    return iter(said + _onset(self, fact.onset))


def _onset(self: Node, onset: str | None) -> list[str]:
    return [f"{self} {node('biolink:onset_qualifier')} {node(onset)}"] if onset else []
