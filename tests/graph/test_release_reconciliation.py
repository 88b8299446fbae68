"""Reconciliation on the pinned releases: every annotated id matches, GARD's ids are counted, extension has the rows."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import commands
import httpx
import pytest
import release
import served
from fetched import fetched

from rarekg.graph.endpoint.search.batch import query_of
from rarekg.graph.endpoint.search.matched import match
from rarekg.graph.endpoint.search.reconciliation import results
from rarekg.graph.home.builds import current
from rarekg.graph.search.reader import SearchIndex

GARD = Path(__file__).parents[3] / "shared" / "data" / "gard" / "rdas__GARD.csv"
# Diseases whose annotations have these ids.
ANNOTATED = {
    "MONDO_0010602": {"OMIM:306700", "OMIM:134500", "ORPHA:98878"},
    "MONDO_0007947": {"OMIM:154700", "ORPHA:558"},
    "MONDO_0018875": {"OMIM:151623", "ORPHA:524"},
    "MONDO_0009061": {"OMIM:219700", "ORPHA:586"},
}
NONE = ("HP:0040285", "0%")  # frequencies of what nobody has


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release.built(tmp_path_factory)


@pytest.fixture(scope="module")
def index(built: Path) -> SearchIndex:
    return SearchIndex(current(built).search)


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[httpx.Client]:
    with served.endpoint(built, changed=commands.UNMEASURED) as endpoint, endpoint.client() as client:
        yield client


@cache
def annotations() -> tuple[dict[str, str], ...]:
    """Return the rows of phenotype.hpoa."""
    with fetched("hpoa").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


def matching(index: SearchIndex, text: str) -> str:
    found = results(index, query_of({"query": text, "type": "disease"}))["result"]
    return found[0]["id"] if found and found[0]["match"] else ""


def test_every_annotated_id_matches_one_disease(index: SearchIndex) -> None:
    ids = {row["database_id"] for row in annotations()}
    assert Counter(identifier.partition(":")[0] for identifier in ids).keys() == {"OMIM", "ORPHA", "DECIPHER"}
    assert [identifier for identifier in sorted(ids) if not matching(index, identifier)] == []
    for disease, theirs in ANNOTATED.items():
        assert {matching(index, identifier) for identifier in theirs} == {disease}


def test_a_moved_id_and_the_current_one_lead_to_the_current_disease(index: SearchIndex) -> None:
    spellings = ("OMIM:146840", "OMIM:147060", "146840", "147060", "MIM 146840", "omim:147060")
    assert {matching(index, text) for text in spellings} == {"MONDO_0007818"}
    assert matching(index, "OMIMPS:147060") == "MONDO_0018037"


def test_gard_ids_match_by_id_or_by_name(index: SearchIndex) -> None:
    if not GARD.is_file():
        pytest.skip("rdas__GARD.csv is not beside this checkout, in ../shared/data/gard")
    with GARD.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    counted, wrong = Counter[str](), list[str]()
    for row in rows:
        found = match(index, row["GardID"], row["Name"], "GARD", ("disease",))
        counted[found.by] += 1
        assert bool(found.by) != bool(found.reason)
        # What a name leads to is the disease of the entry of Orphanet or OMIM that GARD gives as its source.
        source = matching(index, row["SourceID"]) if found.by == "name" else ""
        if source and source.replace("_", ":", 1) != found.curie:
            wrong.append(row["GardID"])
    assert len(rows) == 12004
    # Most without an id are groups of Orphanet, which MONDO's cross-references to GARD leave out.
    assert counted["id"] >= 10_700
    assert counted["id"] + counted["name"] >= 0.97 * len(rows)
    assert wrong == []


def test_an_extension_has_the_rows_of_the_file(client: httpx.Client) -> None:
    wanted = [{"id": name} for name in ("phenotypes", "inheritance", "OMIM")]
    sent = {"extend": json.dumps({"ids": list(ANNOTATED), "properties": wanted})}
    rows = client.post("/reconcile", data=sent).json()["rows"]
    for disease, ids in ANNOTATED.items():
        stated = [row for row in annotations() if row["database_id"] in ids and row["qualifier"] != "NOT"]
        affirmed = [row for row in stated if row["frequency"] not in NONE and not row["frequency"].startswith("0/")]
        for name, aspect in (("phenotypes", "P"), ("inheritance", "I")):
            expected = {row["hpo_id"].replace(":", "_") for row in affirmed if row["aspect"] == aspect}
            assert {cell["id"] for cell in rows[disease][name]} >= expected
        phenotypes = {row["hpo_id"].replace(":", "_") for row in affirmed if row["aspect"] == "P"}
        assert {cell["id"] for cell in rows[disease]["phenotypes"]} == phenotypes
        omim = {identifier for identifier in ids if identifier.startswith("OMIM:")}
        assert {cell["str"] for cell in rows[disease]["OMIM"]} == omim
