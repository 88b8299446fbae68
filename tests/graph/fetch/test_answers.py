"""What servers say in their headers is read, or passed over: no header ends a fetch with a traceback."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import commands
import httpx
import pytest
import small
import upstream as server
from hypothesis import example, given
from hypothesis import strategies as st
from upstream import Handler, Upstream

from rarekg.graph.fetch.answers import http_date, length, part, seconds
from rarekg.graph.fetch.partial import strong_validator

NOW = datetime(2026, 6, 6, tzinfo=UTC)
NUMBERS = st.from_regex(r"-?[0-9]{1,40}", fullmatch=True) | st.integers(4000, 6000).map(lambda count: "9" * count)
DATES = st.builds("Sat, {} Jun {} {}:{}:00 {}".format, NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.just("GMT") | NUMBERS)
VALUES = st.one_of(st.text(st.characters(codec="latin-1")), NUMBERS, DATES)


@given(VALUES)
@example("Sat, 06 Jun 99999999999999999999 00:00:00 GMT")
@example("Sat, 06 Jun 2026 00:00:00 +99999999999999999999")
@example("9" * 5000)
def test_any_value_is_read_or_passed_over(text: str) -> None:
    date, pause = http_date(text), seconds(text, NOW)
    assert date is None or date.tzinfo is not None
    assert pause is None or pause >= 0
    response = httpx.Response(
        200, headers=[(name, text.encode("latin-1")) for name in (b"content-length", b"content-range")]
    )
    assert (length(response) or 0) >= 0
    part(response)
    strong_validator({"etag": text, "last-modified": text, "date": text}).encode("ascii")


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(9998, 1, 1)))
def test_a_date_is_read_as_it_was_written(date: datetime) -> None:
    assert http_date(date.strftime("%a, %d %b %Y %H:%M:%S GMT")) == date.replace(microsecond=0, tzinfo=UTC)


def test_a_part_is_read() -> None:
    assert part(httpx.Response(206, headers={"content-range": "bytes 7-9/10"})) == (7, 10)
    assert part(httpx.Response(206, headers={"content-range": "bytes 7-9/*"})) == (7, None)


@pytest.fixture
def up() -> Iterator[Upstream]:
    with server.upstream() as made:
        yield made


@pytest.mark.parametrize("host", ["a" * 300 + ".example", "a..example", ".", "x:99999999"])
def test_a_redirect_to_no_host_is_one_line(up: Upstream, tmp_path: Path, host: str) -> None:
    def redirect(handler: Handler) -> None:
        handler.wfile.write(f"HTTP/1.1 302 Found\r\nLocation: http://{host}/\r\nContent-Length: 0\r\n\r\n".encode())

    url = up.serve("/hp.obo", redirect)
    options = ("--latest", "--only", "hpo", "--url", f"hpo={url}", "--attempts", "1")
    done = commands.run("fetch", *options, home=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"rarekg: {url}: ")


def test_a_tag_that_cannot_be_sent_back_is_not(up: Upstream, tmp_path: Path) -> None:
    text = small.hp_obo().encode()

    def tagged(handler: Handler) -> None:
        head = f'HTTP/1.1 200 OK\r\nETag: "é"\r\nContent-Length: {len(text)}\r\n\r\n'.encode("latin-1")
        handler.wfile.write(head + text)

    url = up.serve("/hp.obo", tagged)
    for _ in range(2):
        done = commands.run("fetch", "--latest", "--only", "hpo", "--url", f"hpo={url}", home=tmp_path)
        assert done.returncode == 0, done.stderr
    assert up.headers("If-None-Match") == ["", ""]
