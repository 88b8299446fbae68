"""Phenotypes and past history of a disease as RDF: what people with it show, and what they went through before."""

from collections.abc import Iterator

from rarekg.mappings.annotation import annotated
from rarekg.mappings.facts import PastHistory, Phenotype
from rarekg.mappings.statements import Mint, Node, node, text

ASSOCIATION = "biolink:DiseaseToPhenotypicFeatureAssociation"
HISTORY = "rkg:DiseaseToPastHistoryAssociation"


def statements(fact: Phenotype, mint: Mint) -> Iterator[str]:
    """Yield the statements of ``fact``; an excluded phenotype has its association and no plain triple."""
    self, shared = annotated(mint, ASSOCIATION, "RO:0002200", fact.phenotype, fact)
    yield from shared
    yield from _onset(self, fact.onset)
    for name in fact.lay_names:
        yield f"{self} {node('rkg:layName')} {text(name, 'en')}"


def history_statements(fact: PastHistory, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to a HP term under HP:0032443, and its association."""
    self, shared = annotated(mint, HISTORY, "rkg:hasPastHistory", fact.history, fact)
    yield from shared
    yield from _onset(self, fact.onset)


def _onset(self: Node, onset: str | None) -> Iterator[str]:
    if onset:
        yield f"{self} {node('biolink:onset_qualifier')} {node(onset)}"
