"""Plain triples and associations, as sets of pairs."""

from itertools import product

import pytest

from rarekg.graph.validation.model.pairs import MISSING, UNSUPPORTED, Pairs
from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import iri
from rarekg.graph.validation.model.vocabulary import vocabulary

IPEX, FOXP3, ECZEMA = iri("MONDO:0010580"), iri("HGNC:6106"), iri("HP:0000964")
PHENOTYPE = vocabulary().associations[iri("biolink:DiseaseToPhenotypicFeatureAssociation")]
CAUSAL = vocabulary().associations[iri("biolink:CausalGeneToDiseaseAssociation")]


def found(triples: list[tuple[bytes, str, bytes]], phenotype: list[bool], *, causal: bool = False) -> list[str]:
    report = Report("https://w3id.org/rarekg/")
    pairs = Pairs(report)
    handlers = dict(pairs.handlers())
    for subject, predicate, object_ in triples:
        handlers[iri(predicate)](subject, object_)
    for affirmed in phenotype:
        pairs.association(PHENOTYPE, IPEX, ECZEMA, affirmed)
    if causal:
        pairs.association(CAUSAL, FOXP3, IPEX, True)
    pairs.finish()
    return sorted(f"{one.check.removeprefix('model: ')}: {one.focus} {one.value}" for one in report.findings())


@pytest.mark.parametrize(
    ("triple", "rows"), [*product([True, False], [[], [True], [False], [True, False], [False, False]])]
)
def test_a_triple_stands_if_and_only_if_a_row_affirms_it(triple: bool, rows: list[bool]) -> None:
    stated = [(IPEX, "RO:0002200", ECZEMA)] if triple else []
    rule = UNSUPPORTED if triple else MISSING
    assert found(stated, rows) == ([] if triple == any(rows) else [f"{rule}: MONDO:0010580 HP:0000964"])


def test_a_causal_gene_has_a_triple_in_each_direction() -> None:
    cause, link = (IPEX, "RO:0004003", FOXP3), (FOXP3, "biolink:gene_associated_with_condition", IPEX)
    assert found([cause, link], [], causal=True) == []
    assert found([link], [], causal=True) == [f"{MISSING}: MONDO:0010580 HGNC:6106"]
    assert found([cause], [], causal=True) == [f"{MISSING}: HGNC:6106 MONDO:0010580"]
    assert found([(FOXP3, "RO:0004003", IPEX), link], [], causal=True) == [
        f"{UNSUPPORTED}: HGNC:6106 MONDO:0010580",
        f"{MISSING}: MONDO:0010580 HGNC:6106",
    ]
