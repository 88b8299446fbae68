"""The page of first queries: the answers are those of the build, and the table of other IRIs computes them."""

import json
import re
from collections.abc import Mapping
from functools import cache

import biolink
import pytest
import release
from answers import PAGE, Answer, answered, answers
from fetched import pinned
from msgspec.structs import replace
from pyoxigraph import NamedNode, QuerySolutions, Store
from rdflib.plugins.sparql import prepareQuery

from rarekg.graph.home.builds import current
from rarekg.ontology.prefixes import prefix_map

TEXT = PAGE.read_text(encoding="utf-8")
ANSWERS = answers(TEXT)
QUERIES = re.findall(r"^```sparql\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
REWRITES = re.findall(r"^\| ([^|]+) \| `([^`]+)` \| `([^`]+)` \| ([^|]+) \| `([^`]+)` \|$", TEXT, re.MULTILINE)
PREFIXES = replace(
    biolink.SCHEMA,
    member="biolink_model/prefixmaps/biolink_model_prefix_map.json",
    file="biolink_model_prefix_map.json",
    sha256="7874fc3288032685fac9c659cedede8e43fbeceef0e0b052f7b15490713b0875",
    size=13822,
)


@cache
def prefixes() -> Mapping[str, str]:
    """Return the namespace of each prefix of Biolink."""
    found: dict[str, str] = json.loads(pinned(PREFIXES).read_bytes())
    return found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.read_only(str(current(release.built(tmp_path_factory)).store))


def test_there_are_ten_questions_and_every_query_has_its_answer() -> None:
    assert re.findall(r"^## (\d+)\. ", TEXT, re.MULTILINE) == [str(number) for number in range(1, 11)]
    assert [answer.query for answer in ANSWERS] == QUERIES


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: re.sub(r"\W+", " ", answer.query)[-40:])
def test_the_answer_is_that_of_the_build(store: Store, answer: Answer) -> None:
    assert answer.table == answered(store, answer.query, answer.rows), "run `make docs`"


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: re.sub(r"\W+", " ", query)[-40:])
def test_a_query_declares_its_prefixes_as_the_graph_has_them(query: str) -> None:
    declared = dict(re.findall(r"^PREFIX ([\w.]+): <(.+)>$", query, re.MULTILINE))
    assert declared == {prefix: prefix_map()[prefix] for prefix in declared}
    body = re.sub(r"^PREFIX .*$|<[^>]*>|\"[^\"]*\"", "", query, flags=re.MULTILINE)
    assert {prefix for prefix, _ in re.findall(r"\b([A-Za-z][\w.]*):(\w)", body)} == declared.keys()
    prepareQuery(query)  # a second engine reads it too


def test_an_answer_ends_before_the_next_question() -> None:
    page = "```sparql\nASK {}\n```\n\n<!-- answer: 2 rows -->\n| a |\n|---|\n| 1 |\n"
    assert [answer.table for answer in answers(f"{page}\nProse\n\n{page}")] == ["| a |\n|---|\n| 1 |\n"] * 2


def test_the_answers_state_what_is_known_of_the_diseases() -> None:
    """Facts that do not depend on a release, so that an empty answer cannot be written into the page."""
    tables = "".join(answer.table for answer in ANSWERS)
    for row in (
        "| MONDO:0009061 | cystic fibrosis |",
        "| MONDO:0010580 | HGNC:6106 | FOXP3 | true |",
        "| HP:0000007 | Autosomal recessive inheritance | infores:omim |",
        "| Goiter | excluded |  |",
        "| Goiter | not seen | 3 |",
        "| infores:orphanet | Orphanet |",
        "| HGNC:6106 | true |",
    ):
        assert row in tables
    assert all(answer.table.count("\n") > 2 for answer in ANSWERS)


@pytest.mark.parametrize(("thing", "here", "there", "whose", "expression"), REWRITES)
def test_a_rewrite_makes_the_other_iri(thing: str, here: str, there: str, whose: str, expression: str) -> None:
    query = f"SELECT ?there {{ VALUES ?here {{ <{here}> }} BIND({expression} AS ?there) }}"
    rows = Store().query(query)
    assert isinstance(rows, QuerySolutions)
    assert [row["there"] for row in rows] == [NamedNode(there)]
    assert here.startswith(tuple(prefix_map().values()))
    prepareQuery(query)


def test_the_iris_of_biolink_are_those_of_its_prefix_map() -> None:
    theirs = [there for _, _, there, whose, _ in REWRITES if whose.startswith("Biolink")]
    assert len(theirs) == 2
    assert {prefixes()["OMIM"], prefixes()["UMLS"]} == {re.sub(r"C?\d+$", "", there) for there in theirs}
    assert prefixes()["ORDO"] + "Orphanet_" == prefix_map()["ORPHA"]
    same = {"MONDO", "HP", "HGNC", "NCBIGene", "ENSEMBL", "PMID", "UniProtKB", "MESH", "NCIT"}
    assert {prefix: prefixes()[prefix] for prefix in same} == {prefix: prefix_map()[prefix] for prefix in same}
