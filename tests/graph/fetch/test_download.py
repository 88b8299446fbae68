"""Downloads from a server that misbehaves in each way: the whole file, or one line, and nothing in between."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
import upstream as server
from msgspec.structs import replace
from upstream import MODIFIED, Upstream

from rarekg.graph.fetch.download import Received, client, download
from rarekg.graph.fetch.limits import Limits
from rarekg.graph.fetch.partial import Partial
from rarekg.ontology.errors import SourceError

QUICK = Limits(timeout=5, attempts=4, wait=0.01, longest_wait=2, max_bytes=1 << 20, max_redirects=5)
CONTENT = b"".join(b"line %d\n" % number for number in range(20_000))


class Download:
    """A file to be downloaded into, and what was said meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.partial = Partial(folder / "x.part")
        self.folder = folder
        self.notes: list[str] = []
        self.shown: list[tuple[int, int | None]] = []

    def __call__(self, url: str, limits: Limits = QUICK, unless: Mapping[str, str] | None = None) -> Received | None:
        with client(limits) as asking:
            return download(
                asking, url, self.partial, limits=limits, unless=unless or {},
                show=lambda received, size: self.shown.append((received, size)), note=self.notes.append,
            )  # fmt: skip

    def content(self) -> bytes:
        return self.partial.path.read_bytes()

    def refused(self, url: str, complaint: str, limits: Limits = QUICK) -> None:
        """Check that the download is refused in one line that names its address."""
        with pytest.raises(SourceError, match=complaint) as caught:
            self(url, limits)
        assert str(caught.value).startswith(f"{url}: ")
        assert "; " in str(caught.value)
        assert "\n" not in str(caught.value)

    def nothing_stays(self) -> bool:
        return list(self.folder.iterdir()) == []


@pytest.fixture
def get(tmp_path: Path) -> Download:
    return Download(tmp_path)


@pytest.fixture
def up() -> Iterator[Upstream]:
    with server.upstream() as made:
        yield made


def test_a_file_is_received_with_what_the_server_says_of_it(get: Download, up: Upstream) -> None:
    url = up.serve("/a", server.file(CONTENT))
    assert get(url) == Received(final_url=url, etag='"1"', modified=MODIFIED)
    assert get.content() == CONTENT
    assert get.shown[-1] == (len(CONTENT), len(CONTENT))
    assert up.headers("Accept-Encoding") == ["identity"]
    assert up.headers("User-Agent")[0].startswith("rarekg/")


def test_redirects_are_followed_and_an_address_with_a_signature_is_not_kept(get: Download, up: Upstream) -> None:
    up.serve("/signed", server.file(CONTENT))
    up.serve("/2026-06-06/a", server.redirect("/signed?signature=x"))
    url = up.serve("/a", server.redirect(f"{up.url}/2026-06-06/a"))
    received = get(url)
    assert received is not None
    assert received.final_url == f"{up.url}/2026-06-06/a"
    assert get.content() == CONTENT


def test_redirects_in_a_circle_end(get: Download, up: Upstream) -> None:
    up.serve("/b", server.redirect("/a"))
    get.refused(up.serve("/a", server.redirect("/b")), "redirects more than 5 times; name another address with --url")
    assert len(up.asked) == 6
    assert get.nothing_stays()


def test_a_redirect_to_another_protocol_is_refused_at_once(get: Download, up: Upstream) -> None:
    get.refused(up.serve("/a", server.redirect("ftp://127.0.0.1/a")), "cannot be asked: .*ftp://")
    assert len(up.asked) == 1


@pytest.mark.parametrize(
    ("answer", "condition"),
    [
        (server.file(CONTENT), {"If-None-Match": '"1"'}),
        (server.file(CONTENT, etag=""), {"If-Modified-Since": MODIFIED}),
    ],
)
def test_an_unchanged_file_is_not_sent_again(
    get: Download, up: Upstream, answer: server.Answer, condition: dict[str, str]
) -> None:
    url = up.serve("/a", answer)
    assert get(url, unless=condition) is None
    assert get.nothing_stays()
    assert get(url, unless=dict.fromkeys(condition, "another")) is not None


def test_304_without_a_condition_is_an_error(get: Download, up: Upstream) -> None:
    get.refused(up.serve("/a", server.status(304)), "answers 304")


@pytest.mark.parametrize(("code", "advice"), [(404, "name it with --url"), (410, "--url"), (403, "ask its publisher")])
def test_an_error_that_lasts_is_reported_at_once(get: Download, up: Upstream, code: int, advice: str) -> None:
    get.refused(up.serve("/a", server.status(code)), f"answers {code} .*; .*{advice}")
    assert len(up.asked) == 1


@pytest.mark.parametrize("code", [408, 425, 429, 500, 502, 503, 504])
def test_an_error_that_passes_is_tried_again(get: Download, up: Upstream, code: int) -> None:
    assert get(up.serve("/a", server.status(code), server.status(code), server.file(CONTENT))) is not None
    assert get.content() == CONTENT
    assert len(up.asked) == 3
    assert [note.partition("; ")[2] for note in get.notes] == ["attempt 2 in 0.0 s", "attempt 3 in 0.0 s"]


def test_an_error_that_does_not_pass_ends_after_the_attempts(get: Download, up: Upstream) -> None:
    get.refused(up.serve("/a", server.status(500)), "answers 500 Internal Server Error, in 4 attempts; run .* later")
    assert len(up.asked) == 4


def test_the_pause_that_a_server_asks_for_is_kept(get: Download, up: Upstream) -> None:
    get(up.serve("/a", server.status(429, **{"Retry-After": "1"}), server.file(CONTENT)))
    assert get.notes == [f"{up.url}/a: answers 429 Too Many Requests; attempt 2 in 1.0 s"]


@pytest.mark.parametrize("dated", [False, True])
def test_a_pause_that_is_too_long_is_reported(get: Download, up: Upstream, dated: bool) -> None:
    after = server.http_date(time.time() + 3600) if dated else "3600"
    url = up.serve("/a", server.status(503, **{"Retry-After": after}))
    get.refused(url, r"answers 503 Service Unavailable and asks to wait 3,[56]\d\d seconds; try again then")
    assert len(up.asked) == 1


def test_a_pause_that_is_no_time_is_ignored(get: Download, up: Upstream) -> None:
    assert get(up.serve("/a", server.status(503, **{"Retry-After": "soon"}), server.file(CONTENT))) is not None


@pytest.mark.parametrize("reset", [True, False])
def test_a_broken_download_is_continued(get: Download, up: Upstream, reset: bool) -> None:
    get(up.serve("/a", server.broken(CONTENT, 70_000, reset=reset), server.file(CONTENT)))
    assert get.content() == CONTENT
    assert up.headers("If-Range") == ["", '"1"']
    assert up.headers("Range") == ["", "bytes=70000-"]
    assert "the connection failed" in get.notes[0]
    assert get.shown[-1] == (len(CONTENT), len(CONTENT))


def test_a_download_is_continued_by_a_later_run(get: Download, up: Upstream) -> None:
    url = up.serve("/a", server.broken(CONTENT, 70_000), server.status(403), server.file(CONTENT))
    get.refused(url, "answers 403")
    assert get.content() == CONTENT[:70_000]
    assert get(url, unless={"If-None-Match": '"1"'}) is not None
    assert get.content() == CONTENT
    assert up.headers("Range") == ["", "bytes=70000-", "bytes=70000-"]


def test_without_a_tag_the_date_tells_whether_the_file_is_the_same(get: Download, up: Upstream) -> None:
    first = server.broken(CONTENT, 70_000, etag="", modified=MODIFIED)
    get(up.serve("/a", first, server.file(CONTENT, etag="")))
    assert get.content() == CONTENT
    assert up.headers("If-Range") == ["", MODIFIED]


@pytest.mark.parametrize(("etag", "age"), [('W/"1"', None), ('W/"1"', 5), ("", None), ("", 5)])
def test_a_download_that_cannot_be_continued_safely_starts_again(
    get: Download, up: Upstream, etag: str, age: int | None
) -> None:
    """Neither a weak tag nor a date of the last minute says that the bytes are the same."""
    modified = "" if age is None else server.http_date(time.time() - age)
    get(up.serve("/a", server.broken(CONTENT, 70_000, etag=etag, modified=modified), server.file(CONTENT)))
    assert get.content() == CONTENT
    assert up.headers("Range") == ["", ""]


def test_a_server_that_ignores_ranges_sends_the_file_again(get: Download, up: Upstream) -> None:
    get(up.serve("/a", server.broken(CONTENT, 70_000), server.file(CONTENT, ranges=False)))
    assert get.content() == CONTENT
    assert up.headers("Range") == ["", "bytes=70000-"]


def test_a_file_that_changes_between_two_parts_is_received_anew(get: Download, up: Upstream) -> None:
    newer = CONTENT[::-1]
    received = get(up.serve("/a", server.broken(CONTENT, 70_000), server.file(newer, etag='"2"')))
    assert get.content() == newer
    assert received is not None
    assert received.etag == '"2"'


@pytest.mark.parametrize(
    "answer",
    [
        server.rest(CONTENT[60_000:], 60_000, len(CONTENT)),
        server.rest(CONTENT[70_000:80_000], 70_000, len(CONTENT)),
        server.status(206),
        server.status(416),
    ],
    ids=["another-start", "another-end", "unstated", "none"],
)
def test_another_part_than_the_one_asked_for_is_not_used(get: Download, up: Upstream, answer: server.Answer) -> None:
    get(up.serve("/a", server.broken(CONTENT, 70_000), answer, server.file(CONTENT)))
    assert get.content() == CONTENT
    assert up.headers("Range")[-1] == ""


def test_a_part_of_a_file_of_unknown_size_is_used(get: Download, up: Upstream) -> None:
    get(up.serve("/a", server.broken(CONTENT, 70_000), server.rest(CONTENT[70_000:], 70_000, "*")))
    assert get.content() == CONTENT
    assert get.shown[-1] == (len(CONTENT), None)


def test_a_file_that_is_always_truncated_is_refused(get: Download, up: Upstream) -> None:
    get.refused(
        up.serve("/a", server.broken(CONTENT, 70_000, etag="", reset=False)),
        r"the connection failed \(peer closed connection .*\), in 4 attempts",
    )
    assert len(up.asked) == 4


def test_a_file_that_states_a_size_beyond_the_limit_is_not_received(get: Download, up: Upstream) -> None:
    limits = replace(QUICK, max_bytes=len(CONTENT) - 1)
    get.refused(up.serve("/a", server.file(CONTENT)), r"is larger than 0\.2 MB; .* --max-bytes", limits)
    assert get.nothing_stays()
    assert get(f"{up.url}/a", replace(limits, max_bytes=len(CONTENT))) is not None


def test_a_file_that_grows_beyond_the_limit_is_given_up(get: Download, up: Upstream) -> None:
    get.refused(up.serve("/a", server.endless(up, 4 << 20)), r"is larger than 1\.0 MB")
    assert get.nothing_stays()
    assert get.shown[-1][0] <= QUICK.max_bytes
    assert get.shown[-1][1] is None


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "Text/HTML", "application/xhtml+xml"])
def test_a_web_page_is_refused(get: Download, up: Upstream, kind: str) -> None:
    url = up.serve("/a", server.file(b"Log in", headers={"Content-Type": kind}))
    get.refused(url, r"is a web page \(.*\) instead of the file; open the address")
    assert len(up.asked) == 1
    assert get.nothing_stays()


def test_a_compression_that_was_not_asked_for_is_refused(get: Download, up: Upstream) -> None:
    url = up.serve("/a", server.file(CONTENT, headers={"Content-Encoding": "br"}))
    get.refused(url, "is compressed as br, which was not asked for; name another address")


def test_a_server_that_stops_sending_is_asked_for_the_rest(get: Download, up: Upstream) -> None:
    limits = replace(QUICK, timeout=0.3)
    get(up.serve("/a", server.stalled(up, CONTENT, 70_000), server.file(CONTENT)), limits)
    assert get.content() == CONTENT
    assert up.headers("Range") == ["", "bytes=70000-"]
    assert "sent nothing for 0.3 seconds" in get.notes[0]


def test_a_server_that_never_answers_is_given_up(get: Download, up: Upstream) -> None:
    limits = replace(QUICK, timeout=0.2, attempts=2)
    get.refused(up.serve("/a", server.silent(up)), r"sent nothing for 0\.2 seconds, in 2 attempts", limits)


def test_a_server_that_sends_too_slowly_is_given_up(get: Download, up: Upstream) -> None:
    limits = replace(QUICK, timeout=0.2, attempts=2)
    get.refused(up.serve("/a", server.trickling(up, 1000, 0.02)), "sends fewer than 256 bytes a second", limits)


def test_no_server_at_all(get: Download) -> None:
    with server.upstream() as gone:
        url = f"{gone.url}/a"
    get.refused(url, r"the connection failed \(.*refused\), in 4 attempts")
    assert len(get.notes) == 3


def test_pauses_grow_up_to_the_longest(get: Download, up: Upstream) -> None:
    limits = replace(QUICK, wait=0.1, longest_wait=0.2)
    get.refused(up.serve("/a", server.status(500)), "answers 500", limits)
    assert [note.rpartition(" in ")[2] for note in get.notes] == ["0.1 s", "0.2 s", "0.2 s"]


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "ftp://127.0.0.1:1"])
def test_a_proxy_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(SourceError, match=r"the proxy of the environment cannot be used: .*; name"), client(QUICK):
        pass


def test_the_environments_proxy_is_used(get: Download, up: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", up.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    up.serve("http://publisher.example/a", server.file(CONTENT))
    assert get("http://publisher.example/a") is not None
    assert httpx.URL(up.asked[0][0]).host == "publisher.example"
