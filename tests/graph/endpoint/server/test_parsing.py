"""An offer of another protocol changes nothing in how a request is read."""

from dataclasses import dataclass, field

import pytest
from httptools import HttpParserError
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.server.parsing import Parser

OFFER = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
LENGTH = b"Content-Length: 6\r\n\r\nASK {}"
CHUNKS = b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n3;x=y\r\n {}\r\n0\r\nTrailer: a\r\n\r\n"
NOTHING = b"\r\n"


@dataclass
class Reader:
    """Record what the parser reports of each request: its address, the names of its fields, and its body."""

    begun: int = 0
    heads: int = 0
    requests: list[tuple[bytes, tuple[bytes, ...], bytes]] = field(default_factory=list)
    url: bytes = b""
    names: tuple[bytes, ...] = ()
    body: bytes = b""

    def on_message_begin(self) -> None:
        self.begun += 1
        self.url, self.names, self.body = b"", (), b""

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.names += (name,)

    def on_headers_complete(self) -> None:
        self.heads += 1

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.requests.append((self.url, self.names, self.body))


def read(sent: bytes, size: int) -> Reader:
    reader = Reader()
    parser = Parser(reader)
    for start in range(0, len(sent), size):
        parser.feed_data(sent[start : start + size])
        assert parser.should_upgrade() is False
    return reader


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from([LENGTH, CHUNKS, NOTHING])), min_size=1, max_size=5),
    st.integers(1, 400),
)
def test_an_offer_is_read_as_the_same_request_without_it(requests: list[tuple[bool, bytes]], size: int) -> None:
    sent = b"".join(
        b"POST /%d HTTP/1.1\r\nHost: x\r\n" % at + (OFFER if offered else b"") + rest
        for at, (offered, rest) in enumerate(requests)
    )
    reader = read(sent, size)
    assert reader.begun == reader.heads == len(reader.requests) == len(requests)
    for at, ((url, names, body), (offered, rest)) in enumerate(zip(reader.requests, requests, strict=True)):
        assert (url, body) == (b"/%d" % at, b"" if rest == NOTHING else b"ASK {}")
        assert (b"Upgrade" in names) is offered


def test_a_proxys_request_has_no_body() -> None:
    reader = read(b"CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n", 1000)
    assert [url for url, _, _ in reader.requests] == [b"example.org:443", b"/next"]


@pytest.mark.parametrize("framing", [b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", b"Content-Length: x\r\n"])
@pytest.mark.parametrize("offer", [b"", OFFER])
def test_framing_with_two_meanings_is_refused(framing: bytes, offer: bytes) -> None:
    with pytest.raises(HttpParserError):
        read(b"POST / HTTP/1.1\r\nHost: x\r\n" + offer + framing + b"\r\n0\r\n\r\n", 1000)


def test_a_body_behind_an_offer_is_checked_too() -> None:
    with pytest.raises(HttpParserError):
        read(b"POST / HTTP/1.1\r\nHost: x\r\n" + OFFER + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 1000)
