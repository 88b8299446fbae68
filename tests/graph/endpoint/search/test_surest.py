"""Of several things with one id, that to which the id is related most surely matches; a name, what is called so."""

import pytest

from rarekg.graph.endpoint.search import reconciliation
from rarekg.graph.endpoint.search.batch import query_of
from rarekg.graph.search.codes import Code, code
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.thing import Naming, Thing
from rarekg.graph.search.writer import write

OWN, WITHDRAWN, EXACT, LOOSE, HEIR, SERIES, TIED = (
    *("ORPHA:1", "ORPHA:2", "MONDO:0000003", "MONDO:0000004", "MONDO:0000005", "MONDO:0000006", "MONDO:0000007"),
)


def thing(
    curie: str, name: str, *codes: str, loose: str = "", former: str = "", terms: str = "", hidden: bool = False
) -> Thing:
    names: dict[str, Naming] = {name: "label", f"{name} too": "related", f"kind of {former}": "related"}
    return Thing(
        iri=f"http://example.org/{curie}",
        curie=curie,
        kind="disease",
        label=name,
        description=None,
        weight=1,
        names=names,
        codes=frozenset(map(code, filter(None, (curie, *codes, loose, former)))),
        loose=frozenset(map(code, filter(None, (loose,)))),
        former={former: "old"} if former else {},
        terms=(terms,) if terms else (),
        hidden=hidden,
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    path = tmp_path_factory.mktemp("surest") / "search.sqlite"
    things = (
        thing(OWN, "own disease", terms=TIED),
        thing(WITHDRAWN, "withdrawn disease", hidden=True),
        thing(EXACT, "exact disease", "OMIM:600001", "ORPHA:1"),
        thing(LOOSE, "loose disease", "ORPHA:2", loose="OMIM:600001"),
        thing(HEIR, "heir", "OMIM:600002", former="ORPHA:3"),
        thing(SERIES, "series", "OMIMPS:600002", loose="ORPHA:3"),
        thing(TIED, "own disease too"),
        thing("MONDO:0000008", "twin", "OMIM:600003"),
        thing("MONDO:0000009", "twins", "OMIM:600003"),
    )
    write(things, (), path)
    return SearchIndex(path)


@pytest.mark.parametrize(
    ("asked", "matching", "others"),
    [
        ("ORPHA:1", OWN, {EXACT, TIED}),  # its own id, before an exact match and the term that it is tied to
        ("ORPHA:2", LOOSE, {WITHDRAWN}),  # what was withdrawn, after what an ontology matches to it
        ("ORPHA:3", HEIR, {SERIES}),  # what replaced it, before a cross-reference
        ("OMIM:600001", EXACT, {LOOSE}),
        ("600002", HEIR, {SERIES}),  # the number of a series is written with PS
        ("OMIMPS:600002", SERIES, set()),
        ("OMIM:600003", None, {"MONDO:0000008", "MONDO:0000009"}),  # two exact matches: a person decides
        ("own disease", OWN, {TIED}),
        ("own disease too", TIED, {OWN}),  # a label, before a related synonym of another disease
    ],
)
def test_the_surest_thing_matches_and_comes_first(
    index: SearchIndex, asked: str, matching: str | None, others: set[str]
) -> None:
    queries: list[dict[str, object]] = [{"query": asked}]
    if ":" in asked:
        queries.append({"query": "something else", "properties": [{"pid": asked.split(":")[0], "v": asked}]})
    for sent in queries:
        found = reconciliation.results(index, query_of(sent))["result"]
        ids = [entry["id"].replace("_", ":") for entry in found]
        assert [entry["match"] for entry in found] == [matching is not None, *[False] * (len(ids) - 1)]
        assert matching is None or ids[0] == matching
        # A column's id brings no term that a disease is tied to.
        assert others - {matching, TIED} <= set(ids) <= others | {matching}


def test_relations_are_ordered_in_the_index(index: SearchIndex) -> None:
    assert [(row.curie, row.relation) for row in index.by_code(Code("ORPHA", "2"))] == [(LOOSE, 2), (WITHDRAWN, 4)]
    assert [(row.curie, row.relation) for row in index.by_code(Code("", "600002"))] == [(HEIR, 2), (SERIES, 6)]
    assert index.tied == {TIED: (OWN,)}
