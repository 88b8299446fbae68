"""Tables are matched with the graph by the Reconciliation Service API, version 0.2, and no request breaks it.

The checks are those of its JSON schemas (https://reconciliation-api.github.io/specs/0.2/schemas/).
"""

import json
from typing import Any

import httpx
import pytest
import served
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rarekg.graph.endpoint.search import batch, reconciliation
from rarekg.graph.home.builds import Build
from rarekg.graph.search.reader import SearchIndex
from rarekg.ontology.errors import QueryError

IPEX, OMENN, HAIR_LOSS = "MONDO_0010580", "MONDO_0011338", "HP_0001596"
OBO = "http://purl.obolibrary.org/obo/"
# Halves of surrogate pairs too, which JSON can spell.
TEXT = st.lists(st.characters() | st.sampled_from(["\ud800", "\udfff"]), max_size=8).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture(scope="session")
def index(built: Build) -> SearchIndex:
    return SearchIndex(built.search)


def reconcile(client: httpx.Client, asked: object) -> dict[str, Any]:
    answer = client.post("/reconcile", data={"queries": json.dumps(asked)})
    assert answer.status_code == 200, answer.text
    payload: dict[str, Any] = answer.json()
    assert json.loads(client.get("/reconcile", params={"queries": json.dumps(asked)}).text) == payload
    return payload


def types_are_right(types: object) -> bool:
    return isinstance(types, list) and all(set(kind) == {"id", "name"} for kind in types)


def candidates(payload: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the candidates for one query, after checking each against the schema."""
    result = payload[key]["result"]
    for candidate in result:
        assert isinstance(candidate["id"], str)
        assert isinstance(candidate["name"], str)
        assert isinstance(candidate["score"], int | float)
        assert isinstance(candidate["match"], bool)
        assert isinstance(candidate.get("description", ""), str)
        assert types_are_right(candidate["type"])
    assert [entry["score"] for entry in result] == sorted((entry["score"] for entry in result), reverse=True)
    return list(result)


def test_the_manifest_has_what_the_schema_asks_for(endpoint: served.Endpoint, client: httpx.Client) -> None:
    payload = client.get("/reconcile").json()
    assert "0.2" in payload["versions"]
    assert all(isinstance(payload[name], str) for name in ("name", "identifierSpace", "schemaSpace", "documentation"))
    assert types_are_right(payload["defaultTypes"])
    assert "{{id}}" in payload["view"]["url"]
    assert {"url", "width", "height"} <= set(payload["preview"])
    assert "${id}" in payload["suggest"]["entity"]["flyout_service_path"]
    for kind, prefix in (("entity", "ipe"), ("type", "dis"), ("property", "OM")):
        where = payload["suggest"][kind]
        result = client.get(where["service_url"] + where["service_path"], params={"prefix": prefix}).json()["result"]
        assert result
        assert all(isinstance(entry["id"], str) and isinstance(entry["name"], str) for entry in result)
    assert client.get("/reconcile").headers["access-control-allow-origin"] == "*"


def test_what_the_manifest_points_to_is_there(client: httpx.Client) -> None:
    payload = client.get("/reconcile").json()
    entity = payload["suggest"]["entity"]
    flyout = (entity["flyout_service_url"] + entity["flyout_service_path"]).replace("${id}", HAIR_LOSS)
    assert client.get(flyout).json()["id"] == HAIR_LOSS
    assert "Alopecia" in client.get(flyout).json()["html"]
    preview = client.get(payload["preview"]["url"].replace("{{id}}", HAIR_LOSS))
    assert preview.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in preview.headers["content-security-policy"]
    assert client.get(payload["view"]["url"].replace("{{id}}", IPEX)).headers["location"] == "/MONDO:0010580"
    assert client.get(payload["view"]["url"].replace("{{id}}", IPEX), follow_redirects=True).status_code == 200
    assert client.get("/reconcile/preview?id=HP:9999999").status_code == 404
    assert client.get("/reconcile/preview?id=<script>").status_code == 404


def test_a_column_is_matched(client: httpx.Client) -> None:
    payload = reconcile(
        client,
        {
            "q0": {"query": "IPEX syndrome", "type": "disease", "limit": 3},
            "q1": {"query": "hair loss", "type": ["phenotype"]},
            "q2": {"query": "omenn syndrom"},
            "q3": {"query": "OMIM:304790"},
            "q4": {"query": "qqqqqqqq"},
            "q5": {"query": "alopecia", "type": "no such type"},
            "q6": {"query": "OMIM:304790", "type": "phenotype"},
            "q7": {"query": "OMIM:304790", "type": "phenotype", "type_strict": "should"},
            "q8": {"query": "OMIM:304790", "type": ["disease", "phenotype"], "type_strict": "all"},
            "q9": {"query": "HP:0001596", "type": ["disease", "phenotype"], "type_strict": "any"},
        },
    )
    assert set(payload) == {f"q{at}" for at in range(10)}
    assert [(entry["id"], entry["match"]) for entry in candidates(payload, "q0")][:1] == [(IPEX, True)]
    assert [(entry["id"], entry["match"]) for entry in candidates(payload, "q1")][:1] == [(HAIR_LOSS, True)]
    # What is only begun or misspelt is a candidate, and a person decides.
    assert [(entry["id"], entry["match"]) for entry in candidates(payload, "q2")][:1] == [(OMENN, False)]
    assert [(entry["id"], entry["match"]) for entry in candidates(payload, "q3")] == [(IPEX, True)]
    assert candidates(payload, "q4") == candidates(payload, "q5") == []
    # Types hold for ids as well; only `should` looks elsewhere, and leaves the choice to a person.
    assert candidates(payload, "q6") == candidates(payload, "q8") == []
    assert [(entry["id"], entry["match"]) for entry in candidates(payload, "q7")] == [(IPEX, False)]
    assert [(entry["id"], entry["match"]) for entry in candidates(payload, "q9")] == [(HAIR_LOSS, True)]


def test_an_id_in_another_column_decides(client: httpx.Client) -> None:
    payload = reconcile(
        client,
        {
            "id": {"query": "some misleading name", "properties": [{"pid": "OMIM", "v": "304790"}]},
            "only": {"properties": [{"pid": "Orphanet", "v": ["39041", {"id": "ORPHA:39041"}]}]},
            "none": {"query": "omenn", "properties": [{"pid": "OMIM", "v": 999999}, {"pid": "colour", "v": True}]},
        },
    )
    assert [(entry["id"], entry["match"]) for entry in candidates(payload, "id")][:1] == [(IPEX, True)]
    assert [(entry["id"], entry["match"]) for entry in candidates(payload, "only")] == [(OMENN, True)]
    assert candidates(payload, "none")[0]["id"] == OMENN


def test_a_name_that_two_things_have_is_no_match(index: SearchIndex) -> None:
    both = reconciliation.results(index, batch.Query(text="alopecia"))["result"]
    names = [candidate["id"] for candidate in both if candidate["name"].casefold() == "alopecia"]
    assert [candidate["match"] for candidate in both if candidate["id"] in names] == [len(names) == 1] * len(names)


def test_the_limit_is_enforced_and_an_invalid_one_is_the_default(index: SearchIndex) -> None:
    for limit, most in ((1, 1), (3, 3), (0, 5), (-1, 5), (10**9, batch.MOST_CANDIDATES), (float("nan"), 5), (True, 5)):
        query = batch.queries(json.dumps({"q": {"query": "a", "limit": limit}}))["q"]
        assert query.limit == most
        assert len(reconciliation.results(index, query)["result"]) <= most


@pytest.mark.parametrize(
    "text",
    [
        '{"q": {"query": "a", "type_strict": "none"}}',
        '{"q": {"type": [1]}}',
        "",
        "[]",
        "1",
        '{"q": 1}',
        "{",
        '{"q": {"query": 1}}',
        '{"q": {"properties": "x"}}',
        "[" * 50_000,
    ],
)
def test_what_is_no_batch_is_refused(client: httpx.Client, text: str) -> None:
    with pytest.raises(QueryError):
        batch.queries(text)
    assert client.post("/reconcile", data={"queries": text}).status_code == 400


def test_batches_have_a_size_and_a_form(client: httpx.Client) -> None:
    many = {str(at): {"query": "x"} for at in range(batch.MOST_QUERIES + 1)}
    assert client.post("/reconcile", data={"queries": json.dumps(many)}).status_code == 400
    assert client.post("/reconcile", json={"q0": {"query": "x"}}).status_code == 415
    assert client.put("/reconcile").status_code == 405


@given(
    sent=st.dictionaries(
        TEXT,
        st.dictionaries(st.sampled_from(["query", "type", "limit", "properties", "type_strict"]), JSON, max_size=4),
        max_size=3,
    )
)
def test_any_batch_is_answered_or_refused(index: SearchIndex, sent: dict[str, dict[str, Any]]) -> None:
    try:
        queries = batch.queries(json.dumps(sent))
    except QueryError:
        return
    assert queries.keys() == json.loads(json.dumps(sent)).keys()
    answers = {key: reconciliation.results(index, query) for key, query in queries.items()}
    assert all(len(answers[key]["result"]) <= query.limit for key, query in queries.items())
    json.dumps(answers, ensure_ascii=False, allow_nan=False).encode()  # as it is sent


def test_search_answers_in_json(client: httpx.Client) -> None:
    payload = client.get("/search", params={"q": "ipxe", "limit": 3}).json()
    assert payload["query"] == "ipxe"
    hit = payload["hits"][0]
    assert (hit["curie"], hit["kind"], hit["name"], hit["how"]) == ("MONDO:0010580", "disease", "IPEX", "spelling")
    assert client.get(hit["document"]).status_code == 200
    assert len(client.get("/search", params={"q": "a", "limit": 2}).json()["hits"]) == 2
    kinds = {hit["kind"] for hit in client.get("/search", params={"q": "alopecia", "kind": "phenotype"}).json()["hits"]}
    assert kinds == {"phenotype"}
    for wrong in ({"kind": "x"}, {"limit": "0"}, {"limit": "x"}, {"limit": "1000"}):
        assert client.get("/search", params={"q": "a", **wrong}).status_code == 400


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_any_text_can_be_searched_for(endpoint: served.Endpoint, text: str) -> None:
    with endpoint.client() as client:
        for path, name in (("/search", "q"), ("/reconcile/suggest/entity", "prefix"), ("/reconcile/flyout", "id")):
            assert client.get(path, params={name: text}).status_code in (200, 404)


def test_a_very_long_text_is_only_its_beginning(client: httpx.Client) -> None:
    assert client.get("/search", params={"q": "ipex" + " " * 5_000 + "x" * 5_000}).json()["hits"]


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        *((text, "MONDO:0010580") for text in ("OMIM 304790", "304790", "MIM:304790", "Orphanet_37042", "GARD:1850")),
        *((text, "MONDO:0010580") for text in ("GARD:0001850", "orpha:37042", f"{OBO}MONDO_0010580", IPEX)),
        ("HP:0000976", "HP:0000964"),  # merged
        ("HP:0001111", "HP:0001596"),  # obsolete, with a successor
    ],
)
def test_an_id_in_any_spelling_leads_to_the_current_thing(client: httpx.Client, text: str, curie: str) -> None:
    found = candidates(reconcile(client, {"q": {"query": text}}), "q")
    space = client.get("/reconcile").json()["identifierSpace"]
    assert [(space + entry["id"], entry["match"]) for entry in found] == [(OBO + curie.replace(":", "_"), True)]
    for path in ("/reconcile/flyout", "/reconcile/preview", "/reconcile/view"):
        assert client.get(path, params={"id": text}).status_code in ((404,) if text.isdigit() else (200, 303))


def test_ids_in_columns_have_any_spelling_too(client: httpx.Client) -> None:
    values = (
        ("ORPHA", "Orphanet_37042"),
        ("OMIM", 304790.0),
        ("GARD", "GARD:1850"),
        ("iri", OBO + IPEX),
        ("UMLS", "c0342288"),
    )
    asked = {pid: {"query": "?", "properties": [{"pid": pid, "v": value}]} for pid, value in values}
    payload = reconcile(client, asked)
    assert {pid: [(entry["id"], entry["match"]) for entry in candidates(payload, pid)] for pid in asked} == {
        pid: [(IPEX, True)] for pid in asked
    }
    other = {"q": {"properties": [{"pid": "OMIM", "v": "ORPHA:37042"}, {"pid": "OMIM", "v": ""}]}}
    assert candidates(reconcile(client, other), "q") == []


def test_one_query_of_version_0_1_is_answered(client: httpx.Client) -> None:
    for sent in ("IPEX syndrome", '{"query": "IPEX syndrome", "type": "disease"}'):
        answer = client.get("/reconcile", params={"query": sent}).json()
        assert [(entry["id"], entry["match"]) for entry in answer["result"]][:1] == [(IPEX, True)]
    both = client.get("/reconcile", params={"query": "a", "queries": "{}"})
    assert (both.status_code, both.text) == (400, "send one of queries, query and extend, not queries and query\n")
