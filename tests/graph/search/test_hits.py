"""Search finds the intended thing, exact matches first, and no text makes it fail."""

from pathlib import Path

import commands
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.home.builds import Build
from rarekg.graph.search.codes import Code
from rarekg.graph.search.hits import Hit, search
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.things import KINDS
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import compress

IPEX = "MONDO:0010580"


@pytest.fixture(scope="session")
def index(built: Build) -> SearchIndex:
    return SearchIndex(built.search)


def first(index: SearchIndex, query: str) -> Hit:
    return search(index, query)[0]


@pytest.mark.parametrize(
    "query",
    [
        *("OMIM:304790", "omim 304790", "304790", "ORPHA:37042", "Orphanet_37042", "37042", "MESH:C580192"),
        *("GARD:0001850", "GARD:1850", "gard 0001850", "1850", "0001850", IPEX, "mondo_10580"),
        "http://purl.obolibrary.org/obo/MONDO_0010580",
    ],
)
def test_a_disease_is_found_by_each_of_its_ids(index: SearchIndex, query: str) -> None:
    assert (first(index, query).curie, first(index, query).how) == (IPEX, "id")


@pytest.mark.parametrize(
    ("query", "curie", "how"),
    [
        ("IPEX", IPEX, "exact"),
        ("ipex syndrome", IPEX, "exact"),
        ("Omenn", "MONDO:0011338", "prefix"),
        ("aldrich", "MONDO:0010518", "words"),
        ("syndrome wiskott", "MONDO:0010518", "words"),
        ("wiskot aldrich sindrome", "MONDO:0010518", "spelling"),
        ("ipxe", IPEX, "spelling"),
        ("xlaad thing that nothing is called", IPEX, "some"),
        ("hair loss", "HP:0001596", "exact"),
        ("Alopecia", "HP:0001596", "exact"),
        ("x linked recesive", "HP:0001419", "spelling"),
        ("infantile ons", "HP:0003593", "prefix"),
    ],
)
def test_a_hit_names_the_way_it_was_matched(index: SearchIndex, query: str, curie: str, how: str) -> None:
    hit = first(index, query)
    assert (hit.curie, hit.how) == (curie, how)


def test_merged_and_obsolete_ids_lead_to_what_replaced_them(index: SearchIndex) -> None:
    assert first(index, "HP:0000976").curie == "HP:0000964"
    assert first(index, "HP:0001111").curie == "HP:0001596"
    assert not [hit for hit in search(index, "old finding", limit=100) if hit.curie == "HP:0001111"]


def test_surer_readings_come_first_and_scores_never_rise(index: SearchIndex) -> None:
    for query in ("alopecia", "diabetes mellitus", "immune", "syndrome", "a"):
        hits = search(index, query, limit=100)
        assert hits
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        readings = [("id", "exact", "prefix", "words", "spelling", "some").index(hit.how) for hit in hits]
        assert readings == sorted(readings)
        assert len({hit.iri for hit in hits}) == len(hits)


def test_kinds_narrow_a_search(index: SearchIndex) -> None:
    assert {hit.kind for hit in search(index, "alopecia", limit=50)} == {"disease", "phenotype"}
    for kind in KINDS:
        assert {hit.kind for hit in search(index, "alopecia", (kind,), limit=50)} <= {kind}
    assert search(index, "alopecia", ("phenotype",))[0].curie == "HP:0001596"
    assert search(index, "304790", ("phenotype",)) == ()


def test_the_limit_is_enforced(index: SearchIndex) -> None:
    assert [len(search(index, "a", limit=limit)) for limit in (-1, 0, 1, 2)] == [0, 0, 1, 2]


@pytest.mark.parametrize(
    "query",
    [
        *(
            '"',
            '"ipex',
            "ipex*",
            "^ipex",
            "a AND",
            "OR",
            "NOT NOT",
            "NEAR(a b, 5)",
            "folded:ipex",
            "{kind}: x",
            "-",
            "(()",
        ),
        *(
            "x' OR 1=1 --",
            "%",
            "\0",
            "ipex\0",
            "🙂🙂",
            "\ud800",
            "　",
            "ﷺ" * 50,
            "a " * 5000,
            "x" * 10_000,
            "9" * 10_000,
        ),
        *("http://purl.obolibrary.org/obo/HP_" + "9" * 5000, "HP:" + "\udfff", "İ" * 300, "c̈" * 400),
    ],
)
def test_hostile_text_is_only_text(index: SearchIndex, query: str) -> None:
    assert len(search(index, query)) <= 10


@given(query=st.text(max_size=60))
def test_any_text_is_a_query(index: SearchIndex, query: str) -> None:
    for hit in search(index, query):
        assert 0 < hit.score <= 100
        assert compress(hit.iri) == hit.curie


@given(query=st.text(alphabet='ipex"*^():{}-+ ORANDNEAR\0', max_size=40))
def test_the_syntax_of_full_text_queries_means_nothing(index: SearchIndex, query: str) -> None:
    assert isinstance(search(index, query), tuple)


def test_things_can_be_listed_by_kind(index: SearchIndex) -> None:
    modes = [row.curie for row in index.things(("inheritance",))]
    assert modes == ["HP:0000005", "HP:0001417", "HP:0001419"]
    assert index.count(("inheritance",)) == 3
    everything = [row.curie for row in index.things(KINDS, limit=1000)]
    assert len(set(everything)) == len(everything) == index.count()
    assert index.things(KINDS, offset=2, limit=3) == index.things(KINDS, limit=5)[2:]


def test_a_build_without_an_index_is_reported(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="rarekg build"):
        SearchIndex(tmp_path / "search.sqlite")


def test_ids_of_other_registries_are_kept_apart(index: SearchIndex) -> None:
    assert [row.curie for row in index.by_code(Code("OMIM", "304790"))] == [IPEX]
    assert index.by_code(Code("ORPHA", "304790")) == []


def test_the_command_prints_hits_or_one_line(home: Path) -> None:
    done = commands.run("search", "ipex", home=home)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].split()[:2] == [IPEX, "disease"]
    assert commands.run("search", "--kind", "phenotype", "hair", "loss", home=home).stdout.startswith("HP:0001596")
    assert "nothing matches" in commands.one_line(commands.run("search", "qqqqqqqqqqqqq", home=home))
