"""What the whole build says about the rows of its sources, against loops over the files: no more and no less."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
import release
import yaml
from fetched import fetched
from pyoxigraph import NamedNode, QuerySolutions, Store

from rarekg.graph.home.builds import current
from rarekg.mappings.resources import resources
from rarekg.ontology.prefixes import expand, prefix_map

REGISTRY = Path(__file__).parents[3] / "shared" / "data" / "infores_catalog.yaml"
INFORES = prefix_map()["infores"]
PLAIN = {NamedNode(expand(f"biolink:{name}")) for name in ("gene_associated_with_condition", "has_mode_of_inheritance")}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.read_only(str(current(release.built(tmp_path_factory)).store))


@cache
def rows() -> tuple[dict[str, str], ...]:
    """Return the statements of phenotype.hpoa: of rows that differ only in name and curation, one."""
    with fetched("hpoa").open(encoding="utf-8", newline="") as file:
        table = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        found = {tuple(v for k, v in row.items() if k not in ("disease_name", "biocuration")): row for row in table}
    return tuple(found.values())


def select(store: Store, query: str, *, union: bool = True) -> QuerySolutions:
    solutions = store.query(query, prefixes=dict(prefix_map()), use_default_graph_as_union=union)
    assert isinstance(solutions, QuerySolutions)
    return solutions


def number(store: Store, pattern: str) -> int:
    return int(next(select(store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"))["n"].value)


def of_hpoa(pattern: str) -> str:
    return f"GRAPH <https://w3id.org/rarekg/graph/hpoa> {{ {pattern} }}"


def grouped(name: str) -> str:
    """Return the query for how many associations of hpoa have each value of Biolink's property ``name``."""
    return f"SELECT ?v (COUNT(*) AS ?n) {{ {of_hpoa(f'?a biolink:{name} ?v')} }} GROUP BY ?v"


def test_a_class_is_the_sources_own(store: Store) -> None:
    classes = Counter(row["frequency"] for row in rows() if row["frequency"].startswith("HP:"))
    found = select(store, grouped("frequency_qualifier"))
    assert {row["v"].value: int(row["n"].value) for row in found} == {expand(k): n for k, n in classes.items()}
    assert classes["HP:0040280"] == 650


def test_people_are_numbers(store: Store) -> None:
    counted = [row["frequency"] for row in rows() if "/" in row["frequency"]]
    people = "?a biolink:has_count ?k ; biolink:has_total ?n ; biolink:has_quotient ?q"
    assert number(store, of_hpoa(people)) == len(counted)
    percentages = sum(row["frequency"].endswith("%") for row in rows())
    assert number(store, of_hpoa("?a biolink:has_percentage ?p")) == len(counted) + percentages
    wrong = "?a biolink:has_percentage ?p FILTER(DATATYPE(?p) != xsd:double)"
    assert number(store, of_hpoa(wrong)) == 0


def absent() -> list[ElementTree.Element]:
    """Return the rows of product 4 that are criteria or signs, and have the frequency Excluded."""
    rows = ElementTree.parse(fetched("orphanet-phenotypes")).iter("HPODisorderAssociation")
    named = (row for row in rows if row.findtext("DiagnosticCriteria/Name"))
    return [row for row in named if (row.findtext("HPOFrequency/Name") or "").startswith("Excluded")]


def test_only_not_and_the_class_excluded_negate(store: Store) -> None:
    excluded = [row for row in rows() if row["qualifier"] == "NOT" or row["frequency"] == "HP:0040285"]
    assert number(store, "?a a biolink:Association ; biolink:negated true") == len(excluded) == 727
    # Beside the rows: the criteria of Orphanet that are the absence of a finding.
    assert number(store, "?a a rkg:DiagnosticFeature ; biolink:negated true") == len(absent()) == 37
    unseen = [row for row in rows() if row["frequency"].startswith("0/") and row["qualifier"] != "NOT"]
    assert number(store, "?a biolink:has_count 0 FILTER NOT EXISTS { ?a biolink:negated true }") == len(unseen) == 2915


def test_each_resource_is_in_the_registry_or_declared(store: Store) -> None:
    kinds = ("primary_knowledge_source", "aggregator_knowledge_source", "supporting_data_source")
    named = {
        row["k"].value for kind in kinds for row in select(store, f"SELECT DISTINCT ?k {{ ?a biolink:{kind} ?k }}")
    }
    declared = {INFORES + name for name, resource in resources().items() if resource.declared}
    if not REGISTRY.exists():
        pytest.skip("infores_catalog.yaml is not beside this checkout, in ../shared/data")
    listed = {entry["id"] for entry in yaml.safe_load(REGISTRY.read_text(encoding="utf-8"))["information_resources"]}
    registered = {INFORES + identifier.removeprefix("infores:") for identifier in listed}
    assert named <= registered | declared
    assert not registered & declared
    described = "SELECT DISTINCT ?k { ?dataset prov:hadPrimarySource ?k . ?k rdfs:label ?l ; dcterms:license ?licence }"
    assert named <= {row["k"].value for row in select(store, described)}


def test_who_passes_a_row_on_is_named_beside_who_states_it(store: Store) -> None:
    names = {"OMIM": "omim", "ORPHA": "orphanet", "DECIPHER": "decipher"}
    expected = Counter(
        "hpo-annotations" if row["evidence"] == "PCS" else names[row["database_id"].partition(":")[0]] for row in rows()
    )
    found = select(
        store, f"SELECT ?k (COUNT(*) AS ?n) {{ {of_hpoa('?a biolink:primary_knowledge_source ?k')} }} GROUP BY ?k"
    )
    assert {row["k"].value.removeprefix(INFORES): int(row["n"].value) for row in found} == expected
    passed_on = sum(count for name, count in expected.items() if name != "hpo-annotations")
    assert number(store, of_hpoa("?a biolink:aggregator_knowledge_source infores:hpo-annotations")) == passed_on


def test_every_association_has_predicate_level_and_agent(store: Store) -> None:
    every = number(store, "?a a biolink:Association")
    assert every == number(store, "?a oban:association_has_subject ?x") > 290_000
    for name in ("predicate", "knowledge_level", "agent_type", "primary_knowledge_source"):
        assert number(store, f"?a biolink:{name} ?v . ?a oban:association_has_subject ?x") == every


def test_no_triple_is_in_two_graphs(store: Store) -> None:
    """A triple and its copy follow each other in the store's order by predicate, object and subject."""
    predicates = {row["p"] for row in select(store, "SELECT DISTINCT ?p { GRAPH ?g { ?s ?p ?o } }")}
    # Of associations and profile entries only one graph can have anything, because their IRIs contain it.
    often = {NamedNode(expand(f"oban:association_has_{end}")) for end in ("subject", "object")}
    checked = 0
    for predicate in predicates - often:
        assert isinstance(predicate, NamedNode)
        if predicate.value.startswith((prefix_map()["rkg"], prefix_map()["biolink"])) and predicate not in PLAIN:
            continue
        last = None
        for quad in store.quads_for_pattern(None, predicate, None, None):
            assert quad.triple != last, quad
            last = quad.triple
            checked += 1
    assert checked > 1_000_000


def test_no_two_genes_are_one_by_exact_matches(store: Store) -> None:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, NamedNode(expand("skos:exactMatch")), None, None):
        one, other = str(quad.subject), str(quad.object)
        neighbours[one].add(other)
        neighbours[other].add(one)
    for start in [node for node in neighbours if "/hgnc/" in node]:
        genes = {node for node in component(start, neighbours) if "/hgnc/" in node}
        assert genes == {start}


def component(start: str, neighbours: dict[str, set[str]]) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        new = neighbours[todo.pop()] - found
        found |= new
        todo.extend(new)
    return found


def pooled() -> Iterator[tuple[str, str, int, int]]:
    """Yield source's disease, phenotype and the people of each pair that people were counted for, by a plain loop."""
    people: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows():
        if (
            row["aspect"] == "P"
            and row["qualifier"] != "NOT"
            and (match := re.fullmatch(r"(\d+)/(\d+)", row["frequency"]))
        ):
            pair = people[row["database_id"], row["hpo_id"]]
            pair[0] += int(match[1])
            pair[1] += int(match[2])
    for (disease, phenotype), (affected, counted) in people.items():
        yield disease, phenotype, affected, counted


def test_the_people_of_all_pairs_are_those_of_all_rows(store: Store) -> None:
    every = select(
        store, "SELECT (SUM(?k) AS ?affected) (SUM(?n) AS ?counted) { ?e rkg:peopleAffected ?k ; rkg:peopleCounted ?n }"
    )
    sums = next(every)
    expected = [sum(column) for column in zip(*((k, n) for _, _, k, n in pooled()), strict=True)]
    assert [int(sums["affected"].value), int(sums["counted"].value)] == expected
    assert number(store, "?e a rkg:ProfileEntry ; rkg:typicality ?t FILTER(?t <= 0 || ?t >= 1)") == 0


def test_every_human_disease_publication_and_phenotype_has_its_type(store: Store) -> None:
    human = "?d rkg:subsumedBy MONDO:0700096"
    assert number(store, human) == number(store, human + " ; a biolink:Disease")
    below = "?p rkg:subsumedBy HP:0000118"
    assert number(store, below) == number(store, below + " ; a biolink:PhenotypicFeature")
    cited = {row["p"] for row in select(store, "SELECT DISTINCT ?p { ?a biolink:publications ?p }")}
    assert cited <= {row["p"] for row in select(store, "SELECT ?p { ?p a biolink:Publication }")}
    kinds = {str(publication).rpartition("/")[0] for publication in cited}
    assert not [kind for kind in kinds if "omim.org" in kind or "ORDO" in kind]


def test_the_days_of_curation_are_those_of_people(store: Store) -> None:
    days = [re.findall(r"(\S+?)\[(\d{4}-\d\d-\d\d)\]", row["biocuration"].replace(";", " ")) for row in rows()]
    recent = sum(max((day for who, day in row if who != "ORPHA:orphadata"), default="") >= "2024-07-01" for row in days)
    since = 'FILTER(?day >= "2024-07-01"^^xsd:date)'
    found = number(store, f"?a rkg:curatedOn ?day {since}")
    assert abs(found - recent) <= 2  # two statements were curated twice, and the loop knows one row of each
    assert number(store, 'GRAPH ?g { ?a rkg:curation ?entry } FILTER(CONTAINS(?entry, "orphadata"))') == 0
