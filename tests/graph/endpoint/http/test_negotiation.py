"""The negotiation of media type and coding, by well-formed and malformed headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.http.compression import CODINGS
from rarekg.graph.endpoint.http.negotiation import coding, media_type
from rarekg.graph.rdf.formats import GRAPH_OFFERS, GRAPHS, RESULT_OFFERS, RESULTS


@pytest.mark.parametrize(
    ("accept", "rows", "graph"),
    [
        (None, "json", "turtle"),
        ("", "json", "turtle"),
        ("*/*", "json", "turtle"),
        ("text/*", "csv", "turtle"),
        ("application/*", "json", "ntriples"),
        ("application/sparql-results+xml", "xml", None),
        ("TEXT/CSV", "csv", None),
        ("text/csv;q=0.5, text/tab-separated-values", "tsv", None),
        ("text/csv;q=0.5, */*;q=0.4", "csv", "turtle"),
        ("text/csv; q=0, */*", "json", "turtle"),
        ("application/json", "json", "jsonld"),
        ("application/xml", "xml", "rdfxml"),
        ("text/plain", None, "ntriples"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "xml", "rdfxml"),
        ('application/ld+json;profile="http://x/;q=0,y", text/turtle;q=0.9', None, "jsonld"),
        ("text/turtle;charset=utf-8", None, "turtle"),
        ("application/rdf+xml , text/n3", None, "rdfxml"),
        ("image/png", None, None),
        ("image/*;q=1.0", None, None),
        ("application/sparql-results+json,text/turtle;q=0.9", "json", "turtle"),
        # What Java sends by itself, and what computes its qualities.
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "json", "turtle"),
        ("text/csv;q=0.3333, text/tab-separated-values;q=0.33334", "tsv", None),
        ('a/b;x="1, text/csv", text/turtle', None, "turtle"),
    ],
)
def test_the_best_match_is_sent(accept: str | None, rows: str | None, graph: str | None) -> None:
    assert (media_type(accept, RESULT_OFFERS), media_type(accept, GRAPH_OFFERS)) == (rows, graph)


@pytest.mark.parametrize(
    "accept",
    [
        ";",
        ",,,",
        "q=1",
        "text",
        "/",
        "*/csv",
        "text/csv;q=2",
        "text/csv;q=x",
        "text/csv;q=-1",
        "text/csv q=1",
        '"',
        "é/é",
    ],
)
def test_what_cannot_be_read_takes_nothing(accept: str) -> None:
    assert media_type(accept, RESULT_OFFERS) is None
    assert media_type(f"{accept}, text/csv", RESULT_OFFERS) == "csv"
    assert media_type(f"text/csv, {accept}", RESULT_OFFERS) == "csv"


@pytest.mark.parametrize(
    "member",
    ['x"', '"x', 'a/b;x="q', 'a/b;x="\\', 'a/b;x=q"', '"a"/b', "a/b/c", "text/csv;q=0.5.5", "text /csv", "*/*/*"],
)
@pytest.mark.parametrize("good", ["text/csv", 'text/csv;profile="y"', 'text/csv;profile="a,b";q=0.9', "text/csv;q=.1"])
def test_one_malformed_member_does_not_spoil_the_others(member: str, good: str) -> None:
    for accept in (f"{member}, {good}", f"{good}, {member}", f"image/png, {member}, {good}, {member}"):
        assert media_type(accept, RESULT_OFFERS) == "csv"


@given(st.text(alphabet=st.sampled_from('abc/*;,=q01. "\\é+-'), max_size=60))
def test_no_header_is_worse_than_not_acceptable(header: str) -> None:
    assert media_type(header, RESULT_OFFERS) in (None, *RESULTS)
    assert media_type(header, GRAPH_OFFERS) in (None, *GRAPHS)
    assert coding(header, CODINGS) in (*CODINGS, "identity")


def test_a_long_header_takes_no_time() -> None:
    for unit in ("a/b;", ",", '"', 'a/b;c="\\', ";q=1", "*/*,"):
        media_type(unit * 100_000, RESULT_OFFERS)
        coding(unit * 100_000, CODINGS)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("*", "zstd"),
        ("*;q=0", "identity"),
        ("gzip;q=0.5, br;q=0.4", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("gzip;q=0", "identity"),
        ("deflate", "identity"),
        ("gzip;q=nonsense", "identity"),
    ],
)
def test_the_coding_that_the_client_likes_best(accept: str | None, chosen: str) -> None:
    assert coding(accept, CODINGS) == chosen
