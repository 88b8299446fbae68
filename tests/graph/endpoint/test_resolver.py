"""Documents, tables, the editor and the command line take a text for the same thing, or refuse it alike."""

import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import commands
import httpx
import pytest
import served
from resolving import CASES, QUERIES, Case

from rarekg.graph.home.builds import current
from rarekg.graph.inspect.resolution import resolve_in
from rarekg.graph.resolve.values import UnresolvedError
from rarekg.graph.search.codes import code
from rarekg.graph.search.reader import SearchIndex
from rarekg.ontology.prefixes import expand
from rarekg.queries.catalog import find

FOUND = [case for case in CASES if case.thing]
MISSED = [case for case in CASES if not case.thing]


@pytest.fixture(scope="module")
def site(linked_home: Path) -> Iterator[served.Endpoint]:
    with served.endpoint(linked_home) as running:
        yield running


@pytest.fixture
def client(site: served.Endpoint) -> Iterator[httpx.Client]:
    with site.client() as opened:
        yield opened


def asked(client: httpx.Client, kind: str, text: str, path: str = "/saved/{}.csv") -> httpx.Response:
    name, parameter, _ = QUERIES[kind]
    return client.get(path.format(name), params={parameter: text}, headers={"Accept": "application/json"})


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.text)
def test_a_text_leads_to_the_document_on_its_thing(client: httpx.Client, case: Case) -> None:
    path = "/resource?iri=" + quote(case.text, safe="") if "://" in case.text else "/" + quote(case.text)
    for address in (f"/describe?thing={quote(case.text)}", path):
        answer = client.get(address, headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert answer.status_code == 200
        ends = {answer.url.path, *(f"/{link}" for link in _successors(answer))}
        assert ends & {f"/{case.thing}", f"/{case.thing}.ttl"}


def _successors(answer: httpx.Response) -> list[str]:
    """Return the ids to which a document on an obsolete term points."""
    return [answer.links["successor-version"]["url"].strip("/")] if "successor-version" in answer.links else []


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.text)
def test_a_text_is_bound_to_its_thing_in_tables_and_in_the_editor(client: httpx.Client, case: Case) -> None:
    usual, given = asked(client, case.kind, case.thing), asked(client, case.kind, case.text)
    assert (given.status_code, given.text) == (200, usual.text)
    noted = given.headers.get("rarekg-note", "").split("; the result is empty")[0]
    assert (case.thing in noted) == ("is MONDO" in noted or "is HP" in noted or "is HGNC" in noted)
    name, parameter, _ = QUERIES[case.kind]
    table = client.get("/table.csv", params={"saved": name, parameter: case.text})
    assert table.text == usual.text
    editor = client.get("/editor", params={"saved": name, parameter: case.text})
    assert f"{{ &lt;{expand(case.thing)}&gt; }}" in editor.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_the_command_line_resolves_it_alike(linked_home: Path, client: httpx.Client, case: Case) -> None:
    """What it binds is compared here; that its process does so is tested with a few texts."""
    name, parameter, _ = QUERIES[case.kind]
    built, web = current(linked_home), asked(client, case.kind, case.text)
    if case.thing:
        answer = resolve_in(built, find(name), {parameter: [case.text]})
        assert [value.value for value in answer.values[parameter] if not isinstance(value, str)] == [expand(case.thing)]
        return
    with pytest.raises(UnresolvedError) as refusal:
        resolve_in(built, find(name), {parameter: [case.text]})
    assert str(refusal.value) == web.json()["detail"]
    assert refusal.value.near == web.json()["near"]


@pytest.mark.parametrize("case", MISSED, ids=lambda case: case.text)
def test_what_stands_for_nothing_is_refused_everywhere(client: httpx.Client, case: Case) -> None:
    headers = {"Accept": "application/json"}
    for answer in (
        asked(client, case.kind, case.text),
        client.get("/" + quote(case.text), headers=headers),
        client.get(f"/describe?thing={quote(case.text)}", headers=headers),
    ):
        assert answer.status_code == case.status
        assert case.near in answer.json()["near"] if case.near else answer.json()["near"] == []


@pytest.mark.parametrize("kind", QUERIES)
def test_a_thing_of_another_kind_is_refused_with_its_kind(linked_home: Path, client: httpx.Client, kind: str) -> None:
    for other, (_, _, thing) in QUERIES.items():
        if other != kind:
            answer = asked(client, kind, thing)
            assert (answer.status_code, answer.json()["kind"]) == (404, "kind")
            assert f"{thing} (" in answer.json()["detail"]
    name, parameter, _ = QUERIES[kind]
    thing = QUERIES["gene" if kind != "gene" else "disease"][2]
    message = commands.one_line(commands.run("query", name, "-p", f"{parameter}={thing}", home=linked_home))
    assert message == f"rarekg: {asked(client, kind, thing).json()['detail']}"


def test_every_id_that_the_search_index_knows_leads_to_one_thing(linked_home: Path, client: httpx.Client) -> None:
    """A mere cross-reference is refused by tables, with the thing that the search finds as the suggestion."""
    index = SearchIndex(current(linked_home).search)
    rows = index.select(
        "SELECT code.prefix, code.local, thing.curie, thing.kind FROM code JOIN thing ON thing.id = code.thing "
        "WHERE thing.kind IN ('disease', 'phenotype', 'gene', 'inheritance') ORDER BY 1, 2, 3",
        (),
        tuple[str, str, str, str],
    )
    of_one = {row[:2]: row[2:] for row in rows if sum(other[:2] == row[:2] for other in rows) == 1}
    chosen = random.Random(17).sample(sorted(of_one.items()), 60)
    followed = 0
    for (prefix, local), (curie, kind) in chosen:
        for text in (f"{prefix}:{local}", f"{prefix.lower()}_{local}"):
            table, document = asked(client, kind, text), client.get(f"/describe?thing={text}")
            if table.status_code == 200:
                followed += 1
                usual = asked(client, kind, curie)
                assert table.text == usual.text, text
                assert document.status_code == 303, text
            else:
                assert (table.status_code, table.json()["near"]) == (404, [curie]), (text, table.text)
    assert followed > 60
    assert all(code(curie).local for _, (curie, _) in chosen)
