"""Frames arrive whole and in order however the bytes between two processes are cut, and hold what was sent."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.process.frames import DATA, END, HEADER, QUERY, Failure, Request, frame, json_frame, split

TEXTS = st.text(st.characters(codec="utf-8"))
IRIS = st.lists(TEXTS, max_size=3).map(tuple)
REQUESTS = st.builds(
    Request,
    query=TEXTS,
    result_format=st.none() | TEXTS,
    graph_format=st.none() | TEXTS,
    datasets=st.none() | st.tuples(IRIS, IRIS),
    declare_prefixes=st.booleans(),
    must_exist=st.none() | TEXTS,
    max_bytes=st.none() | st.integers(0, 1 << 62),
    seconds=st.floats(0, 1e6),
)


@given(st.lists(st.tuples(st.sampled_from([DATA, END]), st.binary(max_size=9))), st.lists(st.integers(0, 99)))
def test_frames_are_split_wherever_the_bytes_are_cut(frames: list[tuple[bytes, bytes]], cuts: list[int]) -> None:
    stream = b"".join(frame(kind, payload) for kind, payload in frames)
    buffer, received = bytearray(), list[tuple[bytes, bytes]]()
    for begin, end in pairwise([0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]):
        buffer += stream[begin:end]
        received += split(buffer)
    assert received == frames
    assert not buffer


def test_frames_that_were_taken_are_gone_even_where_the_reader_stops() -> None:
    buffer = bytearray(frame(DATA, b"1") + frame(DATA, b"2"))
    first = split(buffer)
    assert next(first) == (DATA, b"1")
    first.close()  # type: ignore[attr-defined]  # it is a generator
    assert list(split(buffer)) == [(DATA, b"2")]


@given(REQUESTS)
def test_a_request_arrives_as_it_was_sent(request: Request) -> None:
    sent = json_frame(QUERY, request)
    kind, length = HEADER.unpack_from(sent)
    assert (kind, length) == (QUERY, len(sent) - HEADER.size)
    assert msgspec.json.decode(sent[HEADER.size :], type=Request) == request


def test_a_record_cannot_be_changed_and_is_checked_as_it_is_read() -> None:
    failure = Failure(kind="syntax", message="no", facts={"line": 1})
    with pytest.raises(AttributeError):
        failure.kind = "engine"  # type: ignore[misc]
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"kind":"syntax","message":"no","facts":{"line":[1]}}', type=Failure)
