"""JSONP is a call of the function that a client names, and of nothing else that it could name."""

import json

import httpx
import pytest
import served
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.search.jsonp import callback, script

PATHS = (
    "/reconcile",
    '/reconcile?queries={"q": {"query": "ipex"}}',
    '/reconcile?extend={"ids": ["MONDO_0010580"], "properties": [{"id": "genes"}]}',
    "/reconcile/suggest/entity?prefix=ipe",
    "/reconcile/suggest/type?prefix=d",
    "/reconcile/suggest/property?prefix=om",
    "/reconcile/extend/propose?type=disease",
    "/reconcile/flyout?id=HP_0001596",
)
WRONG = ("alert(1)", "a;b", "a.", ".a", "a b", "1a", "a[b]", "a[-1]", "é", "a\n", "</script>", "a" * 201)


@pytest.mark.parametrize("path", PATHS)
def test_each_response_is_a_script_if_it_is_asked_for(client: httpx.Client, path: str) -> None:
    plain, joint = client.get(path), "&" if "?" in path else "?"
    answer = client.get(f"{path}{joint}callback=jQuery1_2.done[0]")
    assert answer.headers["content-type"].startswith("application/javascript")
    assert answer.headers["x-content-type-options"] == "nosniff"
    beginning, end = "/**/jQuery1_2.done[0](", ");"
    assert (answer.text[: len(beginning)], answer.text[-2:]) == (beginning, end)
    assert json.loads(answer.text[len(beginning) : -2]) == plain.json()
    for wrong in WRONG:
        refused = client.get(path, params={**httpx.URL(path).params, "callback": wrong})
        assert refused.status_code == 400
        assert refused.text.startswith("callback is the name of a function")


def test_a_form_may_name_the_function_too(client: httpx.Client) -> None:
    answer = client.post("/reconcile", data={"queries": '{"q": {"query": "ipex"}}', "callback": "done"})
    assert answer.text.startswith('/**/done({"q":')


@given(name=st.text(max_size=30))
def test_only_paths_of_identifiers_are_functions(name: str) -> None:
    parts = name.replace("[", ".[").split(".")
    whole = all(
        part.isidentifier() or (part[:1] == "[" and part[-1:] == "]" and part[1:-1].isdigit())
        for part in (part.replace("$", "_") for part in parts)
    )
    try:
        assert callback({"callback": name}) == name
        assert not name or (whole and name.isascii())
    except Problem:
        assert name


@given(payload=st.dictionaries(st.text(), st.text(), max_size=3))
def test_a_script_is_ascii_and_has_the_payload(payload: dict[str, str]) -> None:
    text = script("done", payload)
    assert text.isascii()
    assert json.loads(text.removeprefix("/**/done(").removesuffix(");")) == payload


def test_an_error_is_no_script(endpoint: served.Endpoint) -> None:
    with endpoint.client() as client:
        answer = client.get("/reconcile", params={"queries": "x", "callback": "done"})
        assert (answer.status_code, answer.text[:7]) == (400, "queries")
