"""A name in the path leads to the one thing that has it, with the note and the format; several are a list."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import served
import tied

from rarekg.mappings.facts import Fact, Gene
from rarekg.ontology.terms import Synonym, Term

ECZEMA, ATOPIC = "HP:0000964", "MONDO:0004980"
FACTS: tuple[Fact, ...] = (
    Term(id="HP:0000118", label="Phenotypic abnormality"),
    Term(id=ECZEMA, label="Eczema", parents=("HP:0000118",)),
    Term(id=ATOPIC, label="atopic eczema", synonyms=(Synonym(text="eczema", scope="exact"),)),
    Gene(id="HGNC:6106", symbol="FOXP3", name="forkhead box P3"),
)


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    home: Path = tmp_path_factory.mktemp("names")
    tied.publish(home, FACTS)
    with served.endpoint(home) as running, running.client() as opened:
        yield opened


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/FOXP3", "/HGNC:6106"),
        ("/foxp3.jsonld", "/HGNC:6106.jsonld"),
        ("/forkhead%20box%20P3", "/HGNC:6106"),
        ("/FOXP3/", "/HGNC:6106"),
        ("/describe?thing=FOXP3", "/HGNC:6106"),
        ("/describe?thing=hgnc_6106&format=nt", "/HGNC:6106.nt"),
    ],
)
def test_a_name_of_one_thing_is_303(programs: httpx.Client, path: str, location: str) -> None:
    answer = programs.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, location)
    assert ("is HGNC:6106 (FOXP3)" in answer.headers.get("rarekg-note", "")) == ("hgnc" not in path)


@pytest.mark.parametrize("path", ["/eczema", "/Eczema.ttl", "/describe?thing=ECZEMA"])
def test_a_name_of_several_things_is_300_with_their_list(programs: httpx.Client, path: str) -> None:
    json, text, page = (
        programs.get(path, headers={"Accept": accept}) for accept in ("application/json", "text/plain", "text/html")
    )
    assert {json.status_code, text.status_code, page.status_code} == {300}
    assert sorted(json.json()["near"]) == [ECZEMA, ATOPIC]
    assert all(f"{curie} (" in text.text and f'href="/{curie}"' in page.text for curie in (ECZEMA, ATOPIC))


def test_in_a_table_the_kind_decides(programs: httpx.Client) -> None:
    for name, parameter, curie in (
        ("names-of-disease", "disease", ATOPIC),
        ("diseases-with-phenotype", "phenotype", ECZEMA),
    ):
        answer = programs.get(f"/saved/{name}.csv", params={parameter: "eczema"})
        assert f"'eczema' is {curie}" in answer.headers["rarekg-note"]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/hp:964", "/HP:0000964"),
        ("/HP_0000964.ttl", "/HP:0000964.ttl"),
        ("/HP:0000964/", "/HP:0000964"),
        ("/hp:964?page=2", "/HP:0000964?page=2"),
        ("/diseases/", "/diseases"),
        ("/saved/", "/saved"),
    ],
)
def test_another_spelling_is_301(programs: httpx.Client, path: str, location: str) -> None:
    answer = programs.get(path)
    assert (answer.status_code, answer.headers["location"]) == (301, location)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "name one thing"),
        ("?thing=", "name one thing"),
        ("?thing=FOXP3&format=x", "format is one of"),
        ("?thing=HP:x", "no"),
    ],
)
def test_a_question_that_is_none_is_400(programs: httpx.Client, query: str, message: str) -> None:
    answer = programs.get(f"/describe{query}")
    assert (answer.status_code, message in answer.text) == (400, True)
