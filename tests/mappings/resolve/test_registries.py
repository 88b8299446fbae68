"""Which prefixes identify diseases or phenotypes."""

import pytest

from rarekg.mappings.resolve.registries import PREFIXES, Kind, wrong_kind
from rarekg.ontology.prefixes import prefix_map


@pytest.mark.parametrize(
    "curie",
    [
        *("MONDO:0010580", "OMIM:304790", "OMIMPS:203655", "ORPHA:37042", "DECIPHER:1", "GARD:0001850", "DOID:0090110"),
        *("UMLS:C0342288", "MESH:C580192", "NCIT:C124843", "SCTID:237618001", "ICD10CM:E31.0", "icd11.foundation:7"),
    ],
)
def test_registries_and_terminologies_identify_diseases(curie: str) -> None:
    assert wrong_kind(curie, "disease") is None
    assert wrong_kind(curie, "disease", "phenotype") is None
    assert wrong_kind(curie, "phenotype") is not None


def test_hpo_identifies_phenotypes_and_no_diseases() -> None:
    assert wrong_kind("HP:0001250", "phenotype") is None
    assert wrong_kind("HP:0001250", "disease", "phenotype") is None
    reason = "HP:0001250 is not the id of a disease: HP is no registry or terminology of diseases"
    assert wrong_kind("HP:0001250", "disease") == reason


@pytest.mark.parametrize("curie", ["PMID:1", "rdfs:label", "HGNC:6106", "NCBIGene:50943", "RO:0002200"])
@pytest.mark.parametrize("kinds", [("disease",), ("phenotype",), ("disease", "phenotype")])
def test_publications_genes_people_and_properties_are_neither(curie: str, kinds: tuple[Kind, ...]) -> None:
    reason = wrong_kind(curie, *kinds)
    assert reason is not None
    assert reason.startswith(f"{curie} is not the id of a {' or '.join(kinds)}: ")


def test_every_prefix_is_in_the_table_and_has_one_kind() -> None:
    assert PREFIXES["disease"].isdisjoint(PREFIXES["phenotype"])
    assert frozenset().union(*PREFIXES.values()) <= prefix_map().keys()
