"""The cache holds what was used last, and never more than its share of memory."""

from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.http.cache import OVERHEAD, Cache, CachedResponse, digest


def result(size: int, coding: str = "identity") -> CachedResponse:
    return CachedResponse(body=b"x" * size, coding=coding)


def test_a_response_is_stored_by_key_and_coding() -> None:
    cache = Cache(10_000, 1000)
    cache.store(digest("a"), result(10, "gzip"))
    assert cache.find(digest("a"), "gzip") == result(10, "gzip")
    assert cache.find(digest("a")) is None
    assert cache.find(digest("b"), "gzip") is None


def test_the_least_recently_used_goes_first() -> None:
    cache = Cache(3 * (100 + OVERHEAD), 1000)
    for name in "abc":
        cache.store(digest(name), result(100))
    cache.find(digest("a"))
    cache.store(digest("d"), result(100))
    assert [name for name in "abcd" if cache.find(digest(name))] == ["a", "c", "d"]


def test_too_large_and_turned_off() -> None:
    cache = Cache(10_000, 1000)
    cache.store(digest("a"), result(1001))
    assert cache.find(digest("a")) is None
    off = Cache(0, 1000)
    off.store(digest("a"), result(1))
    assert (off.find(digest("a")), off.size) == (None, 0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2000))))
def test_it_never_holds_more_than_its_limit(steps: list[tuple[int, int]]) -> None:
    cache = Cache(5000, 1500)
    held: dict[int, int] = {}
    for name, size in steps:
        cache.store(digest(str(name)), result(size))
        if size <= 1500:
            held[name] = size
        assert cache.size <= 5000
    stored = {name: entry for name in held if (entry := cache.find(digest(str(name))))}
    assert sum(len(entry.body) + OVERHEAD for entry in stored.values()) == cache.size
    assert all(len(entry.body) == held[name] for name, entry in stored.items())
    cache.clear()
    assert cache.size == 0


@given(st.lists(st.none() | st.text(), max_size=4), st.lists(st.none() | st.text(), max_size=4))
def test_different_parts_have_different_keys(one: list[str | None], other: list[str | None]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)
