"""The diseases of a phenotype in the order in which pages list them, compared with a query over the graph."""

import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from pyoxigraph import NamedNode, QuerySolutions, Store
from rdf import statements

from rarekg.graph.home.builds import Build
from rarekg.graph.search import writer
from rarekg.graph.search.ranking import Ranked, Ranking
from rarekg.graph.search.reader import SearchIndex
from rarekg.mappings.facts import Frequency, Inheritance, Origin, Phenotype
from rarekg.mappings.rdf.ntriples import BASE, Mint, Node
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import expand

ECZEMA, RECESSIVE = "HP:0000964", "HP:0001419"


def annotation(disease: str, upper: str | None, key: str = "") -> Phenotype:
    often = None if upper is None else Frequency(term="HP:0040283", lower=Decimal("0.01"), upper=Decimal(upper))
    origin = Origin(source="hpoa", key=(disease, key))
    return Phenotype(disease=disease, phenotype=ECZEMA, origin=origin, frequency=often)


def ranked(*facts: Phenotype | Inheritance) -> list[Ranked]:
    ranking, mint = Ranking(), Mint()
    for fact in facts:
        ranking.observe(fact, Node(next(statements(fact, mint)).split(" ")[0]))
    return list(ranking.rows())


def test_the_most_frequent_come_first_and_equals_by_id() -> None:
    rows = ranked(
        annotation("MONDO:0000004", None),
        annotation("MONDO:0000003", "0.29"),
        annotation("MONDO:0000002", "0.99"),
        annotation("MONDO:0000001", "0.29"),
    )
    assert [(row.position, row.disease[-1]) for row in rows] == [(0, "2"), (1, "1"), (2, "3"), (3, "4")]


def test_frequencies_are_ranked_by_value_whichever_objects_hold_them() -> None:
    often, same = annotation("MONDO:0000002", "0.5"), annotation("MONDO:0000001", "0.50")
    assert often.frequency is not same.frequency
    assert [row.disease[-1] for row in ranked(often, same)] == ["1", "2"]
    shared = replace(annotation("MONDO:0000001", None), frequency=often.frequency)
    assert [row.disease[-1] for row in ranked(often, shared)] == ["1", "2"]


def test_a_frequency_is_ranked_by_its_value_when_it_was_observed() -> None:
    # Each fact is gone before the next is made, so that all of them, and their frequencies, may be at one address.
    ranking, mint = Ranking(), Mint()
    for number, upper in enumerate(("0.1", "0.9", "0.5", "0.3", "0.7"), 1):
        fact = annotation(f"MONDO:000000{number}", upper)
        ranking.observe(fact, Node(next(statements(fact, mint)).split(" ")[0]))
        del fact
    assert "".join(row.disease[-1] for row in ranking.rows()) == "25341"


def test_the_highest_frequency_of_a_disease_ranks_all_its_associations() -> None:
    one, other, rival = (
        annotation("MONDO:0000001", "0.04"),
        annotation("MONDO:0000001", "0.99", "x"),
        annotation("MONDO:0000002", "0.5"),
    )
    rows = ranked(one, other, rival, one)
    assert [(row.position, row.disease[-1]) for row in rows] == [(0, "1"), (0, "1"), (1, "2")]
    nodes = {f"<{BASE}association/{row.association.hex()}>" for row in rows}
    assert nodes == {next(statements(fact, Mint())).split(" ")[0] for fact in (one, other, rival)}


def test_modes_of_inheritance_are_ranked_and_other_annotations_are_not() -> None:
    mode = Inheritance(disease="MONDO:0000001", mode=RECESSIVE, origin=Origin(source="hpoa", key=("x",)))
    assert [row.term for row in ranked(mode)] == [RECESSIVE]


def test_the_ranking_of_a_build_matches_its_graph(store: Store, built: Build) -> None:
    found = SearchIndex(built.search)
    rows = store.query(
        f"SELECT ?term ?disease (MAX(COALESCE(?upper, -1)) AS ?best) {{ GRAPH ?g {{ ?x a ?kind ; "
        f"<{expand('oban:association_has_object')}> ?term ; <{expand('oban:association_has_subject')}> ?disease . "
        f"OPTIONAL {{ ?x <{expand('rkg:frequencyUpper')}> ?upper }} }} VALUES ?kind {{ "
        f"<{expand('biolink:DiseaseToPhenotypicFeatureAssociation')}> "
        f"<{expand('biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation')}> }} }} GROUP BY ?term ?disease"
    )
    assert isinstance(rows, QuerySolutions)
    by_term: dict[str, list[tuple[float, str]]] = {}
    for row in rows:
        by_term.setdefault(row["term"].value, []).append((-float(row["best"].value), row["disease"].value))
    assert len(by_term) > 5
    for term, diseases in by_term.items():
        curie = f"HP:{term[-7:]}"
        listed = found.ranked(curie, 0, 1000)
        assert [expand(disease) for disease in listed] == [disease for _, disease in sorted(diseases)]
        assert found.ranked_count(curie) == len(diseases)
        for disease, associations in listed.items():
            for each in associations:
                node = NamedNode(f"{BASE}association/{each}")
                ends = {quad.object for quad in store.quads_for_pattern(node, None, None)}
                assert {NamedNode(term), NamedNode(expand(disease))} <= ends


def test_pages_of_the_list_follow_each_other(tmp_path: Path) -> None:
    facts = [annotation(f"MONDO:000000{number}", "0.5", str(at)) for number in range(5) for at in range(2)]
    writer.write([], ranked(*facts), tmp_path / "search.sqlite")
    found = SearchIndex(tmp_path / "search.sqlite")
    pages = [found.ranked(ECZEMA, offset, 2) for offset in (0, 2, 4)]
    assert [disease[-1] for page in pages for disease in page] == ["0", "1", "2", "3", "4"]
    assert {len(associations) for page in pages for associations in page.values()} == {2}
    assert (found.ranked_count(ECZEMA), found.ranked_count("HP:0000001")) == (5, 0)


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    writer.write([], [], path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(QueryError, match=r"another version of rarekg; make a new one with `rarekg build`"):
        SearchIndex(path)
