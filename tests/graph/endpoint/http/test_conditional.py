"""Conditional requests, caching and compression follow one set of rules, for every kind of response."""

import httpx
import pytest
import served
from codings import expanded
from fronts import BROWSER, Front
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.http.compression import CODINGS, SMALLEST
from rarekg.graph.endpoint.http.entity_tags import names

REVALIDATE, VARY = "public, max-age=0, must-revalidate", "Accept, Accept-Encoding"
OPAQUE = '"TAG"'  # stands for the entity tag of the response without its W/
# If-None-Match, one line or several, and whether it names the current response (RFC 9110, section 13.1.2).
CONDITIONS = {
    "the weak tag": (["W/" + OPAQUE], True),
    "the same, strong": ([OPAQUE], True),
    "in a list": ([f'"a", W/{OPAQUE}, W/"b"'], True),
    "in a list without spaces": ([f'"a",,{OPAQUE}'], True),
    "after a tag with a comma": ([f'"a,b", {OPAQUE}'], True),
    "in a second line": (['"a"', OPAQUE], True),
    "any": (["*"], True),
    "another tag": (['"other"'], False),
    "no tag": ([""], False),
    "without quotes": ([OPAQUE.strip('"')], False),
    "inside another tag, between commas": ([f'"a,{OPAQUE[1:-1]},b"'], False),
    "with a small w": (["w/" + OPAQUE], False),
    "with something before it": ([f"x{OPAQUE}"], False),
    "with something after it": ([f"{OPAQUE}x"], False),
    "with a space inside": ([f"W/ {OPAQUE}"], False),
    "any, in a list": (['*, "a"'], False),
    "any, in quotes": (['"*"'], False),
}


def send(
    client: httpx.Client, front: Front, method: str = "GET", headers: list[tuple[str, str]] | None = None
) -> httpx.Response:
    return client.request(method, front.path, headers=[("Accept", front.accept), *(headers or [])])


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_client_that_has_the_response_gets_304(client: httpx.Client, front: Front, condition: str) -> None:
    full = send(client, front)
    assert full.status_code == 200
    lines, matched = CONDITIONS[condition]
    opaque = full.headers["etag"].removeprefix("W/")
    sent = [("If-None-Match", line.replace(OPAQUE, opaque).replace(OPAQUE[1:-1], opaque[1:-1])) for line in lines]
    for method in ("GET", "HEAD"):
        again = send(client, front, method, sent)
        assert again.status_code == (304 if matched else 200)
        assert again.content == (b"" if matched or method == "HEAD" else full.content)
        for name in ("etag", "vary", "cache-control", "content-location"):
            assert again.headers.get(name) == full.headers.get(name)
        assert "date" in again.headers
        if matched:
            assert not {"content-type", "content-length", "content-encoding", "link"} & set(again.headers)


def test_the_rules_for_caches_are_the_same(client: httpx.Client, front: Front) -> None:
    headers = send(client, front).headers
    assert (headers["cache-control"], headers["vary"]) == (REVALIDATE, VARY)
    assert headers["etag"].startswith('W/"')


def test_head_is_get_without_a_body(client: httpx.Client, front: Front) -> None:
    for coding in ("identity", "gzip"):
        got, head = (send(client, front, method, [("Accept-Encoding", coding)]) for method in ("GET", "HEAD"))
        assert (head.status_code, head.content) == (200, b"")
        assert {**head.headers, "date": ""} == {**got.headers, "date": ""}


@pytest.mark.parametrize("coding", CODINGS)
def test_a_body_is_compressed_as_the_client_accepts(client: httpx.Client, front: Front, coding: str) -> None:
    plain = send(client, front).content
    for _ in range(2):  # made, then from the cache
        sent = {"Accept": front.accept, "Accept-Encoding": coding}
        with client.stream("GET", front.path, headers=sent) as response:
            body = b"".join(response.iter_raw())
        if len(plain) < SMALLEST:
            assert ("content-encoding" in response.headers, body) == (False, plain)
        else:
            assert response.headers["content-encoding"] == coding
            assert expanded(body, coding) == plain


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/store?graph=http://example.org/none", "*/*", 404),
        ("/sparql?query=SELECT*{BIND(1%20AS%20?x)BIND(2%20AS%20?x)}", "*/*", 400),
        ("/sparql?query=SELECT*{?s%20?p%20?o}", "text/turtle", 406),
        ("/MONDO:0010581", "*/*", 404),
        ("/MONDO:0010581", BROWSER, 404),
        ("/diseases?page=99", "*/*", 404),
        ("/diseases?page=99", BROWSER, 404),
        ("/.well-known/void", "image/png", 406),
        ("/OMIM:304790", "*/*", 303),
        ("/OMIM:304790", BROWSER, 303),
        ("/dataset/hpo", "*/*", 303),
    ],
)
def test_any_matches_only_what_there_is(client: httpx.Client, path: str, accept: str, status: int) -> None:
    assert client.get(path, headers={"Accept": accept, "If-None-Match": "*"}).status_code == status
    assert client.get(path, headers={"Accept": accept}).status_code == status


def test_any_ends_a_stream_before_its_body(endpoint: served.Endpoint, client: httpx.Client) -> None:
    large = "SELECT*{{SELECT?a{?a%20?p%20?o}LIMIT%20200}{SELECT?b{?b%20?p%20?o}LIMIT%20200}}"
    again = client.get(f"/sparql?query={large}", headers={"If-None-Match": "*"})
    assert (again.status_code, again.content) == (304, b"")
    served.until(lambda: endpoint.metric("rarekg_spool_bytes") == 0)
    assert len(client.get(f"/sparql?query={large}").content) > 1 << 20


def test_a_document_that_names_its_address_is_cached_by_address(client: httpx.Client) -> None:
    sent = {"Accept": "text/turtle"}
    first = {host: client.get("/", headers={**sent, "Host": host}) for host in ("one.test", "two.test")}
    assert all(f"http://{host}" in response.text for host, response in first.items())
    assert first["one.test"].headers["etag"] != first["two.test"].headers["etag"]


def test_any_does_not_hide_that_a_query_fails_after_its_first_part(endpoint: served.Endpoint) -> None:
    large = "/sparql?query=SELECT*{{SELECT?a{?a%20?p%20?o}LIMIT%20200}{SELECT?b{?b%20?p%20?o}LIMIT%20200}}"
    with endpoint.like("--max-result-bytes", "300000") as bounded, bounded.client() as client:
        with pytest.raises(httpx.RemoteProtocolError):
            client.get(large)
        refused = client.get(large, headers={"If-None-Match": "*"})
        assert (refused.status_code, "300000" in refused.text) == (413, True)
        served.until(lambda: bounded.metric("rarekg_spool_bytes") == 0)


TAGS = st.text("ab,*/W!", max_size=4).map(lambda text: f'"{text}"')


@given(st.lists(st.tuples(st.sampled_from(["", "W/"]), TAGS, st.sampled_from([",", " , ", "\t,", ",,"]))), TAGS)
def test_a_list_names_the_tags_that_were_put_into_it(listed: list[tuple[str, str, str]], tag: str) -> None:
    header = "".join(map("".join, listed))
    assert names(header, tag) == (tag in [opaque for _, opaque, _ in listed])


@given(st.text('ab",W/ *', max_size=30))
def test_any_header_can_be_read(header: str) -> None:
    assert names(header, '"c"') is False


def test_a_long_header_takes_no_time() -> None:
    for unit in ('"', '"a",', ",", "W/", 'a"'):
        assert not names(unit * 200_000, '"b"')
