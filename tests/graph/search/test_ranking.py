"""The diseases of a phenotype in the order in which pages list them, compared with a query over the graph."""

import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store
from rdf import statements

from rarekg.graph.home.builds import Build
from rarekg.graph.inference.profile import Profiles
from rarekg.graph.search import writer
from rarekg.graph.search.ranking import Ranked, Ranking
from rarekg.graph.search.reader import SearchIndex
from rarekg.mappings.facts import Frequency, Inheritance, Origin, Phenotype
from rarekg.mappings.rdf.ntriples import BASE, Mint, Node
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import expand

ECZEMA, RECESSIVE = "HP:0000964", "HP:0001419"


def annotation(disease: str, often: Frequency | None = None, *, excluded: bool = False, key: str = "") -> Phenotype:
    origin = Origin(source="hpoa", key=(disease, key))
    return Phenotype(disease=disease, phenotype=ECZEMA, origin=origin, frequency=often, excluded=excluded)


def between(lower: str, upper: str) -> Frequency:
    return Frequency(term="HP:0040282", lower=Decimal(lower), upper=Decimal(upper))


def people(count: int, total: int) -> Frequency:
    share = Decimal(f"{count / total:.6f}")
    return Frequency(lower=share, upper=share, count=count, total=total)


def ranked(*facts: Phenotype | Inheritance) -> list[Ranked]:
    ranking, profiles, mint = Ranking(), Profiles(), Mint()
    for fact in facts:
        profiles.observe(fact)
        ranking.observe(fact, Node(next(statements(fact, mint)).split(" ")[0]))
    return list(ranking.rows(profiles.ranks()))


def order(*facts: Phenotype) -> str:
    """Return the last digits of the diseases of ``facts`` in the order of the list."""
    return "".join(dict.fromkeys(row.disease[-1] for row in ranked(*facts)))


def test_the_surest_come_first_and_equals_by_id() -> None:
    facts = (
        annotation("MONDO:0000005"),
        annotation("MONDO:0000004", people(1, 1)),
        annotation("MONDO:0000003", between("0.3", "0.79")),
        annotation("MONDO:0000002", people(28, 28)),
        annotation("MONDO:0000001", between("0.3", "0.79")),
        annotation("MONDO:0000006", between("0.8", "0.99")),
    )
    assert order(*facts) == order(*reversed(facts)) == "261345"


def test_diseases_without_it_come_last_the_excluding_ones_after_those_that_did_not_see_it() -> None:
    facts = (
        annotation("MONDO:0000001", excluded=True),
        annotation("MONDO:0000002", people(0, 9)),
        annotation("MONDO:0000003"),
        annotation("MONDO:0000004", between("0.01", "0.04")),
    )
    assert order(*facts) == "4321"


def test_people_of_all_rows_of_a_disease_are_counted_together() -> None:
    """1 of 1 and 0 of 9 people are 1 of 10, which is less than 2 of 5; each alone would be first and last."""
    one, none, rival = (
        annotation("MONDO:0000001", people(1, 1)),
        annotation("MONDO:0000001", people(0, 9), key="x"),
        annotation("MONDO:0000002", people(2, 5)),
    )
    rows = ranked(one, none, rival, one)
    assert [(row.position, row.disease[-1]) for row in rows] == [(0, "2"), (1, "1"), (1, "1")]
    nodes = {f"<{BASE}association/{row.association.hex()}>" for row in rows}
    assert nodes == {next(statements(fact, Mint())).split(" ")[0] for fact in (one, none, rival)}


def test_modes_of_inheritance_are_ranked_and_other_annotations_are_not() -> None:
    mode = Inheritance(disease="MONDO:0000001", mode=RECESSIVE, origin=Origin(source="hpoa", key=("x",)))
    assert [row.term for row in ranked(mode)] == [RECESSIVE]


def test_the_ranking_of_a_build_matches_its_graph(store: Store, built: Build) -> None:
    found = SearchIndex(built.search)
    rows = store.query(
        f"SELECT ?term ?disease (MAX(COALESCE(?lower, -1)) AS ?best) {{ GRAPH ?g {{ "
        f"?entry <{expand('rkg:ofDisease')}> ?disease ; <{expand('rkg:ofPhenotype')}> ?term }} "
        f"OPTIONAL {{ ?entry <{expand('rkg:shareLower')}> ?lower }} }} GROUP BY ?term ?disease"
    )
    assert isinstance(rows, QuerySolutions)
    by_term: dict[str, list[tuple[float, str]]] = {}
    for row in rows:
        by_term.setdefault(row["term"].value, []).append((-float(row["best"].value), row["disease"].value))
    assert len(by_term) > 3
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
    facts = [annotation(f"MONDO:000000{number}", key=str(at)) for number in range(5) for at in range(2)]
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
