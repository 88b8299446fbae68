"""The whole build of the pinned releases: its counts and six well-known diseases against loops over the files."""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import commands
import httpx
import pytest
import release
import served
import zstandard
from fetched import fetched, known
from pyoxigraph import QuerySolutions, Store

from rarekg.graph.home.builds import current
from rarekg.mappings.facts import Annotation
from rarekg.mappings.sources import hpoa
from rarekg.ontology.prefixes import compress, prefix_map

# Term → its label, the ids in HPO's annotations that are this disease, and genes by symbol.
DISEASES = {
    "MONDO:0004976": ("amyotrophic lateral sclerosis", {"ORPHA:803"}, {"SOD1", "TARDBP"}),
    "MONDO:0009889": ("autosomal recessive polycystic kidney disease", {"ORPHA:731"}, {"PKHD1"}),
    "MONDO:0010602": ("hemophilia A", {"OMIM:306700", "OMIM:134500", "ORPHA:98878"}, {"F8"}),
    "MONDO:0007947": ("Marfan syndrome", {"OMIM:154700", "ORPHA:558"}, {"FBN1"}),
    "MONDO:0018875": ("Li-Fraumeni syndrome", {"OMIM:151623", "ORPHA:524"}, {"TP53"}),
    "MONDO:0009061": ("cystic fibrosis", {"OMIM:219700", "ORPHA:586"}, {"CFTR"}),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release.built(tmp_path_factory)


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return Store.read_only(str(current(built).store))


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[httpx.Client]:
    with served.endpoint(built, changed=commands.UNMEASURED) as endpoint, endpoint.client() as client:
        yield client


@cache
def annotations() -> tuple[dict[str, str], ...]:
    """Return the rows of phenotype.hpoa, each one once."""
    with fetched("hpoa").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return tuple({tuple(row.values()): row for row in rows}.values())


def count(store: Store, source: str, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <https://w3id.org/rarekg/graph/{source}> {{ {pattern} }} }}"
    rows = store.query(query, prefixes=dict(prefix_map()))
    assert isinstance(rows, QuerySolutions)
    return int(next(rows)["n"].value)


def test_definitions_and_successors_are_those_of_the_ontologies(store: Store) -> None:
    text = zstandard.ZstdDecompressor().stream_reader(fetched("mondo").read_bytes()).read()
    mondo = [term for term in json.loads(text).values() if term["label"]]
    stanzas = fetched("hpo").read_text(encoding="utf-8").split("\n[Term]\n")[1:]
    defined, live = "?term IAO:0000115 ?text", "FILTER NOT EXISTS { ?term owl:deprecated true }"
    assert count(store, "mondo", defined) == sum("description" in term for term in mondo)
    assert count(store, "mondo", f"{defined} {live}") == sum("description" in t for t in mondo if not t["deprecated"])
    assert count(store, "hpo", defined) == sum("\ndef: " in stanza for stanza in stanzas)
    assert count(store, "mondo", "?term rdfs:label ?x " + live) == sum(not term["deprecated"] for term in mondo)
    assert count(store, "hpo", "?term rdfs:label ?x") == len(stanzas)
    succeeded = sum(bool(term.get("replaced_by")) for term in json.loads(text).values() if term["deprecated"])
    assert count(store, "mondo", "?term IAO:0100001 ?successor") == succeeded


def test_genes_and_their_locations_are_those_of_hgnc(store: Store) -> None:
    with fetched("hgnc").open(encoding="utf-8", newline="") as file:
        genes = list(csv.DictReader(file, delimiter="\t"))
    assert count(store, "hgnc", "?gene rdfs:label ?symbol") == len(genes)
    nowhere = ("reserved", "mitochondria", "unplaced", "assembly", "locus")
    placed = [gene for gene in genes if gene["location"] and not gene["location"].endswith(nowhere)]
    assert count(store, "hgnc", "?gene rkg:cytogeneticLocation ?location") == len(placed)


def test_every_row_of_every_aspect_is_one_association(store: Store) -> None:
    kinds = {
        "P": "biolink:DiseaseToPhenotypicFeatureAssociation",
        "I": "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation",
    }
    for aspect, kind in kinds.items():
        rows = {tuple(row.values())[:1] + tuple(row.values())[2:-1] for row in annotations() if row["aspect"] == aspect}
        assert count(store, "hpoa", f"?row a {kind}") == len(rows)
    with fetched("hpo-genes").open(encoding="utf-8", newline="") as file:
        pairs = {(row["ncbi_gene_id"], row["disease_id"]) for row in csv.DictReader(file, delimiter="\t")}
    assert count(store, "hpo-genes", "?row biolink:primary_knowledge_source ?source") == len(pairs)


def test_every_annotated_disease_is_where_all_mappings_put_it(store: Store) -> None:
    """The reader is given every mapping; a build must have read them too when it comes to the annotations."""
    facts = hpoa.read(fetched("hpoa"), known())
    placed = {fact.origin.subject or fact.disease: fact.disease for fact in facts if isinstance(fact, Annotation)}
    rows = store.query(
        "SELECT DISTINCT ?own ?node { GRAPH <https://w3id.org/rarekg/graph/hpoa> {"
        " ?row oban:association_has_subject ?node . OPTIONAL { ?row biolink:original_subject ?own } } }",
        prefixes=dict(prefix_map()),
    )
    assert isinstance(rows, QuerySolutions)
    found = {
        row["own"].value if row["own"] else compress(row["node"].value): compress(row["node"].value) for row in rows
    }
    assert found == placed


@pytest.mark.parametrize("term", DISEASES)
def test_a_well_known_disease_is_one_complete_page(client: httpx.Client, term: str) -> None:
    label, ids, genes = DISEASES[term]
    answer = client.get(f"/{term}", headers={"Accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == 200
    stated = {row["hpo_id"] for row in annotations() if row["database_id"] in ids and row["aspect"] == "P"}
    shown = re.findall(r'<th scope="row(?:group)?"[^>]*><a href="/(HP:\d+)"', answer.text)
    assert label in answer.text
    assert stated
    assert sorted(shown) == sorted(stated)
    assert genes <= set(re.findall(r'<strong><a href="/HGNC:\d+"[^>]*>([^<]+)</a></strong>', answer.text))


@pytest.mark.parametrize("term", DISEASES)
def test_the_ids_and_names_of_a_well_known_disease_lead_to_its_page(client: httpx.Client, term: str) -> None:
    label, ids, _ = DISEASES[term]
    for words in (label, *ids):
        found = client.get("/search", params={"q": words}, headers={"Accept": "application/json"}).json()
        assert found["hits"][0]["curie"] == term, words
