"""CURIEs and IRIs: valid and invalid identifiers, round trips."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from rarekg.ontology.prefixes import compress, converter, expand, prefix_map, standardize

# A source's spelling, the graph's CURIE, the IRI; as documented by each registry and in model.md.
VALID = [
    ("HP:0000964", "HP:0000964", "http://purl.obolibrary.org/obo/HP_0000964"),
    ("HPO:0000964", "HP:0000964", "http://purl.obolibrary.org/obo/HP_0000964"),
    ("MONDO:0010580", "MONDO:0010580", "http://purl.obolibrary.org/obo/MONDO_0010580"),
    ("RO:0002200", "RO:0002200", "http://purl.obolibrary.org/obo/RO_0002200"),
    ("ECO:0000304", "ECO:0000304", "http://purl.obolibrary.org/obo/ECO_0000304"),
    ("PATO:0000384", "PATO:0000384", "http://purl.obolibrary.org/obo/PATO_0000384"),
    ("NCIT:C15431", "NCIT:C15431", "http://purl.obolibrary.org/obo/NCIT_C15431"),
    ("CHEBI:1", "CHEBI:1", "http://purl.obolibrary.org/obo/CHEBI_1"),
    ("OMIM:304790", "OMIM:304790", "https://omim.org/entry/304790"),
    ("MIM:304790", "OMIM:304790", "https://omim.org/entry/304790"),
    ("OMIMPS:226300", "OMIMPS:226300", "https://omim.org/phenotypicSeries/PS226300"),
    ("ORPHA:37042", "ORPHA:37042", "http://www.orpha.net/ORDO/Orphanet_37042"),
    ("Orphanet:37042", "ORPHA:37042", "http://www.orpha.net/ORDO/Orphanet_37042"),
    ("DECIPHER:16", "DECIPHER:16", "https://www.deciphergenomics.org/syndrome/16"),
    ("GARD:0001850", "GARD:0001850", "https://rarediseases.info.nih.gov/diseases/1850"),
    ("GARD:1850", "GARD:0001850", "https://rarediseases.info.nih.gov/diseases/1850"),
    ("GARD:00001850", "GARD:0001850", "https://rarediseases.info.nih.gov/diseases/1850"),
    ("HGNC:6106", "HGNC:6106", "http://identifiers.org/hgnc/6106"),
    ("NCBIGene:50943", "NCBIGene:50943", "http://identifiers.org/ncbigene/50943"),
    ("ENSEMBL:ENSG00000049768", "ENSEMBL:ENSG00000049768", "http://identifiers.org/ensembl/ENSG00000049768"),
    ("UniProtKB:Q9BZS1", "UniProtKB:Q9BZS1", "http://purl.uniprot.org/uniprot/Q9BZS1"),
    ("PMID:19122524", "PMID:19122524", "http://www.ncbi.nlm.nih.gov/pubmed/19122524"),
    ("PMC:PMC4047515", "PMC:PMC4047515", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4047515"),
    ("NBK:NBK1118", "NBK:NBK1118", "https://www.ncbi.nlm.nih.gov/books/NBK1118"),
    ("UMLS:C0342288", "UMLS:C0342288", "http://linkedlifedata.com/resource/umls/id/C0342288"),
    ("MESH:C580192", "MESH:C580192", "http://id.nlm.nih.gov/mesh/C580192"),
    ("doi:10.1093/nar/gkt1026", "DOI:10.1093/nar/gkt1026", "https://doi.org/10.1093/nar/gkt1026"),
    ("biolink:Disease", "biolink:Disease", "https://w3id.org/biolink/vocab/Disease"),
    ("infores:gard", "infores:gard", "https://w3id.org/biolink/infores/gard"),
    ("rkg:hasOnset", "rkg:hasOnset", "https://w3id.org/rarekg/vocab#hasOnset"),
]

INVALID = [
    *("", ":", "HP", "HP:", ":0000001", "0000001", "HP 0000001", "NOPE:0000001", "hp:0000001", " HP:0000001"),
    *("HP:1", "HP:00000001", "HP:000000a", "HP:0000001 ", "HP:0000001\n", "HP:HP:0000001", "HP_0000001", "HP:-000001"),
    *("HP:٠٠٠٠٠٠١", "OMIM:３０４７９０", "PMID:²"),  # digits outside ASCII
    *("OMIM:30479", "OMIM:3047900", "OMIM:%304790", "ORPHA:", "ORPHA:C016", "PMID:0", "PMID:012", "PMID:1.5"),
    *("GARD:0", "GARD:0000000", "GARD:12345678", "GARD:-1", "GARD:1e3", "HGNC:FOXP3", "ENSEMBL:ENSG1", "MESH:580192"),
    *(
        "UMLS:342288",
        "NCIT:15431",
        "DOI:11.1/x",
        "DOI:10.1/x",
        "ICD10CM:D 89",
        "http://purl.obolibrary.org/obo/HP_0000001",
    ),
]


@pytest.mark.parametrize(("written", "curie", "iri"), VALID)
def test_an_identifier_in_all_its_spellings(written: str, curie: str, iri: str) -> None:
    assert standardize(written) == curie
    assert expand(written) == expand(curie) == iri
    assert compress(iri) == curie
    assert NamedNode(iri).value == iri


@pytest.mark.parametrize("written", INVALID)
def test_an_invalid_identifier_is_refused(written: str) -> None:
    for read in (expand, standardize):
        with pytest.raises(ValueError, match=re.escape(repr(written))):
            read(written)


@pytest.mark.parametrize(
    "iri",
    [
        "http://purl.obolibrary.org/obo/HP_1",
        "http://purl.obolibrary.org/obo/UBERON_0000001",
        "http://purl.obolibrary.org/obo/",
        "https://rarediseases.info.nih.gov/diseases/",
        "https://rarediseases.info.nih.gov/diseases/1850/ipex",
        "https://omim.org/",
        "https://example.org/",
        "HP:0000001",
        "",
    ],
)
def test_other_iris_have_no_curie(iri: str) -> None:
    assert compress(iri) is None


@given(st.integers(1, 9_999_999), st.integers(0, 9))
def test_gard_numbers_are_read_in_every_padding(number: int, zeros: int) -> None:
    written = f"GARD:{'0' * zeros}{number}"
    assert standardize(written) == f"GARD:{number:07d}"
    assert expand(written) == f"https://rarediseases.info.nih.gov/diseases/{number}"
    assert compress(expand(written)) == standardize(written)


@given(st.text())
def test_any_text_is_an_identifier_or_refused(written: str) -> None:
    try:
        iri = expand(written)
    except ValueError:
        return
    assert compress(iri) == standardize(written)


def test_namespaces_differ() -> None:
    namespaces = sorted(prefix_map().values())
    assert len(set(namespaces)) == len(namespaces)
    assert all(namespace[-1] in "/#_:" or namespace.endswith("/PS") for namespace in namespaces)


def test_the_longest_namespace_wins() -> None:
    """OMIM's entries and series share a beginning, as do all OBO ontologies."""
    assert compress("https://omim.org/phenotypicSeries/PS226300") == "OMIMPS:226300"
    assert compress("https://w3id.org/biolink/infores/gard") == "infores:gard"


def test_curies_accepts_the_whole_table() -> None:
    assert set(converter().bimap) == set(prefix_map())
    assert converter().expand("HP:0000001") == expand("HP:0000001")


def test_files_declare_prefixes_as_in_the_table() -> None:
    declarations = 0
    todo: list[Traversable] = [files("rarekg.ontology"), files("rarekg.queries"), files("rarekg.graph.endpoint")]
    while todo:
        for entry in todo.pop().iterdir():
            if entry.is_dir():
                todo.append(entry)
            elif entry.name.endswith((".ttl", ".rq")):
                text = entry.read_text(encoding="utf-8")
                for prefix, namespace in re.findall(r"(?mi)^\s*@?prefix\s+(\S*):\s+<([^>]*)>", text):
                    assert prefix_map().get(prefix) == namespace, entry.name
                    declarations += 1
    assert declarations > 30
