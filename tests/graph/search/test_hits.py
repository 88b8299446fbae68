"""Search finds the intended thing, exact matches first, and no text makes it fail."""

from pathlib import Path

import commands
import pytest
import sealed
import served
import tied
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.home.builds import Build
from rarekg.graph.search import writer
from rarekg.graph.search.codes import Code
from rarekg.graph.search.hits import Hit, left_out, search
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.thing import KINDS
from rarekg.graph.search.things import Things
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


@pytest.fixture(scope="session")
def two_nodes(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """Return the index of the facts of tests/support/tied.py."""
    things, file = Things(), tmp_path_factory.mktemp("tied") / "search.sqlite"
    for fact in tied.FACTS:
        things.observe(fact)
    writer.write(things.things(), [], file)
    return SearchIndex(file)


@pytest.mark.parametrize(
    "query", ["ORPHA:803", "Amyotrophic lateral sclerosis of Orphanet", "amyotrophic", "amyotrofic", "sclerosis"]
)
def test_a_term_is_found_before_the_disease_that_is_tied_to_it(two_nodes: SearchIndex, query: str) -> None:
    hits = [hit for hit in search(two_nodes, query) if hit.curie in (tied.ALS, tied.ORPHA)]
    assert [(hit.curie, hit.phenotypes, hit.terms) for hit in hits] == [
        (tied.ALS, 2, ()),
        (tied.ORPHA, 2, (tied.ALS,)),
    ]
    assert hits[0].score >= hits[1].score


@pytest.mark.parametrize(
    ("query", "how", "was"),
    [
        ("MONDO:0000506", "id", "MONDO:0000506 obsolete Caroli disease"),
        ("MONDO:0000507", "id", "MONDO:0000507 obsolete Caroli's disease"),
        ("obsolete Caroli's disease", "exact", "MONDO:0000506 obsolete Caroli disease"),
        ("Caroli disease", "exact", "MONDO:0000506 obsolete Caroli disease"),
        ("MONDO:0010913", "id", ""),
        ("bile duct dilatation", "exact", ""),
    ],
)
def test_an_obsolete_id_or_name_leads_to_its_last_successor(
    two_nodes: SearchIndex, query: str, how: str, was: str
) -> None:
    hit = first(two_nodes, query)
    assert (hit.curie, hit.how, hit.was) == ("MONDO:0010913", how, was)


def test_what_is_hidden_is_found_by_its_id_or_when_everything_is_asked_for(two_nodes: SearchIndex) -> None:
    for query, curie in (("motor neuron disease, dog", tied.ANIMAL), ("lost disease", tied.LOST)):
        assert curie not in [hit.curie for hit in search(two_nodes, query)]
        assert search(two_nodes, query, everything=True)[0].curie == curie
        assert search(two_nodes, curie)[0].curie == curie
        assert left_out(two_nodes, query, (), search(two_nodes, query)) == 1
    assert search(two_nodes, "1010421") == ()
    assert search(two_nodes, "1010421", everything=True)[0].curie == tied.ANIMAL
    assert left_out(two_nodes, "amyotrophic", (), search(two_nodes, "amyotrophic")) == 0


def test_lists_and_counts_leave_out_what_is_hidden(two_nodes: SearchIndex) -> None:
    listed = [row.curie for row in two_nodes.things(("disease",))]
    assert len(listed) == two_nodes.count(("disease",))
    assert {tied.WITHDRAWN, tied.ORPHA, "MONDO:0100001"} <= {*listed}
    assert not {tied.ANIMAL, tied.LOST, "MONDO:0100002"} & {*listed}


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
    assert "Eczematoid dermatitis (was HP:0000976)" in commands.run("search", "HP:0000976", home=home).stdout


def test_the_command_says_what_it_leaves_out(tmp_path: Path, two_nodes: SearchIndex) -> None:
    build = served.publish(tmp_path, "tied")
    (build / "search.sqlite").write_bytes(two_nodes.path.read_bytes())
    sealed.seal(build)
    done = commands.run("search", "motor neuron disease, dog", home=tmp_path)
    assert (
        done.stderr == "rarekg: 1 match is left out, such as a disease of animals or a withdrawn term; --all shows it\n"
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert commands.run("search", "--all", "motor neuron disease, dog", home=tmp_path).stdout.startswith(tied.ANIMAL)
    alone = commands.run("search", "--kind", "disease", "lost", "disease", home=tmp_path)
    assert "1 match is left out" in alone.stderr
    assert (alone.returncode, alone.stdout) == (0, "MONDO:0000998    disease      host disease\n")
    lines = commands.run("search", "ORPHA:803", home=tmp_path).stdout.splitlines()
    assert lines == [
        "MONDO:0004976    disease      amyotrophic lateral sclerosis; 2 phenotypes",
        "ORPHA:803        disease      Amyotrophic lateral sclerosis of Orphanet; 2 phenotypes; tied to MONDO:0004976",
    ]
    assert "obsolete Monge disease (Monge disease); 1 phenotype" in (
        commands.run("search", "monge disease", home=tmp_path).stdout
    )
