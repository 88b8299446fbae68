"""The cache keeps what is wanted, and never more than its share of memory."""

from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.http.cache import OVERHEAD, Cache, Result, key


def result(size: int) -> Result:
    return Result(format="json", body=b"x" * size)


def test_what_was_kept_is_found_by_key_and_coding() -> None:
    cache = Cache(10_000, 1000)
    cache.keep(key("a"), "gzip", result(10))
    assert cache.find(key("a"), "gzip") == result(10)
    assert cache.find(key("a"), "identity") is None
    assert cache.find(key("b"), "gzip") is None


def test_the_least_recently_wanted_goes_first() -> None:
    cache = Cache(3 * (100 + OVERHEAD), 1000)
    for name in "abc":
        cache.keep(key(name), "identity", result(100))
    cache.find(key("a"), "identity")
    cache.keep(key("d"), "identity", result(100))
    assert [name for name in "abcd" if cache.find(key(name), "identity")] == ["a", "c", "d"]


def test_too_large_and_turned_off() -> None:
    cache = Cache(10_000, 1000)
    cache.keep(key("a"), "identity", result(1001))
    assert cache.find(key("a"), "identity") is None
    off = Cache(0, 1000)
    off.keep(key("a"), "identity", result(1))
    assert (off.find(key("a"), "identity"), off.size) == (None, 0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2000))))
def test_it_never_holds_more_than_its_limit(steps: list[tuple[int, int]]) -> None:
    cache = Cache(5000, 1500)
    held: dict[int, int] = {}
    for name, size in steps:
        cache.keep(key(str(name)), "identity", result(size))
        if size <= 1500:
            held[name] = size
        assert cache.size <= 5000
    kept = {name: found for name in held if (found := cache.find(key(str(name)), "identity"))}
    assert sum(len(found.body) + OVERHEAD for found in kept.values()) == cache.size
    assert all(len(found.body) == held[name] for name, found in kept.items())
    cache.clear()
    assert cache.size == 0


@given(st.lists(st.none() | st.text(), max_size=4), st.lists(st.none() | st.text(), max_size=4))
def test_different_parts_have_different_keys(one: list[str | None], other: list[str | None]) -> None:
    assert (key(*one) == key(*other)) == (one == other)
