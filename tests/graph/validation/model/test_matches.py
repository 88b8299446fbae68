"""Mappings: nodes and triples together, and which ids one thing may have."""

import pytest

from rarekg.graph.validation.model.matches import GENES, KIND, NO_NODE, NO_TRIPLE, REGISTRY, SERIES, Matches
from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import iri

NODE = b"<https://w3id.org/rarekg/mapping/01>"


def found(*triples: tuple[str, str, str], mapped: tuple[str, str, str] | None = None) -> list[str]:
    report = Report("https://w3id.org/rarekg/")
    matches = Matches(report)
    for subject, predicate, object_ in triples:
        for handled, handle in matches.handlers():
            if handled == iri(predicate):
                handle(iri(subject), iri(object_))
    if mapped:
        ends = zip(("Source", "Property", "Target"), map(iri, mapped), strict=True)
        node = [
            (iri("rdf:type"), iri("owl:Axiom")),
            *((iri(f"owl:annotated{end}"), value) for end, value in ends),
            (iri("sssom:mapping_justification"), iri("semapv:LexicalMatching")),
            (iri("biolink:primary_knowledge_source"), iri("infores:mondo")),
        ]
        matches.node(NODE, node)
    matches.finish({hash(b" ".join(map(iri, triple)) + b" .\n") for triple in triples})
    return sorted(one.check.removeprefix("model: ") for one in report.findings())


def test_a_mapping_and_its_triple_go_together() -> None:
    close = ("ORPHA:37042", "skos:closeMatch", "MONDO:0010580")
    assert found(close, mapped=close) == []
    assert found(("MONDO:0010580", "skos:closeMatch", "ORPHA:37042"), close, mapped=close) == []
    assert found(close) == [NO_NODE]
    assert found(mapped=close) == [NO_TRIPLE]
    broad = ("ORPHA:37042", "skos:broadMatch", "MONDO:0010580")
    assert found(broad, mapped=("MONDO:0010580", "skos:broadMatch", "ORPHA:37042")) == [NO_NODE, NO_TRIPLE]


@pytest.mark.parametrize("subject", ["MONDO:0010580", "HP:0000964", "HGNC:6106", "PMID:1"])
def test_what_a_registry_says_of_its_own_ids_may_have_no_node(subject: str) -> None:
    assert found((subject, "skos:exactMatch", "UMLS:C0342288")) == []
    assert found(("GARD:0001850", "skos:exactMatch", "UMLS:C0342288")) == [NO_NODE]


@pytest.mark.parametrize(
    ("subject", "object_", "rules"),
    [
        ("MONDO:0010580", "OMIM:304790", []),
        ("HGNC:6106", "OMIM:300292", []),
        ("HGNC:6106", "NCBIGene:50943", []),
        ("MONDO:0010580", "HGNC:6106", [KIND]),
        ("MONDO:0010580", "HP:0000964", [KIND]),
        ("HGNC:6106", "ORPHA:37042", [KIND]),
        ("HGNC:6106", "PMID:1", [KIND]),
        ("MONDO:0010580", "MONDO:0011338", [REGISTRY]),
        ("HGNC:6106", "HGNC:6008", [REGISTRY]),
    ],
)
def test_an_exact_match_joins_what_can_be_one_thing(subject: str, object_: str, rules: list[str]) -> None:
    assert found((subject, "skos:exactMatch", object_)) == rules


def test_an_id_belongs_to_one_gene_or_to_diseases_of_one_kind() -> None:
    def both(one: str, other: str, shared: str) -> list[str]:
        return found((one, "skos:exactMatch", shared), (other, "skos:exactMatch", shared))

    assert both("HGNC:6106", "HGNC:6008", "OMIM:300292") == [GENES]
    assert both("HGNC:6106", "MONDO:0010580", "OMIM:304790") == [KIND]
    assert both("MONDO:0010580", "HGNC:6106", "UMLS:C0342288") == [KIND]
    assert both("MONDO:0010580", "MONDO:0011338", "OMIM:304790") == []  # contested: the rule of identity


def test_no_disease_is_an_entry_and_a_series() -> None:
    entry, series = (("MONDO:0010580", "skos:exactMatch", f"{prefix}:304790") for prefix in ("OMIM", "OMIMPS"))
    assert found(entry) == found(series) == []
    assert found(entry, series) == [SERIES]
    assert found(entry, (series[0], "skos:broadMatch", series[2])) == []
