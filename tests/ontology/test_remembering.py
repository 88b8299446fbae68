"""What is remembered is what would be computed, in no more bytes than were allowed."""

import inspect
import threading
from collections.abc import Callable
from sys import getsizeof

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.ontology.remembering import LONGEST, remembered


def held(function: Callable[[str], object]) -> dict[str, object]:
    """Return the texts that ``function`` remembers, with their results."""
    state = inspect.getclosurevars(function).nonlocals
    return {**state["old"], **state["young"]}


def weight(function: Callable[[str], object]) -> int:
    """Return the bytes of those texts and results."""
    return sum(getsizeof(text) + getsizeof(result) for text, result in held(function).items())


@given(st.lists(st.text(max_size=300), max_size=60))
def test_the_results_are_those_of_the_function_and_never_weigh_more_than_allowed(texts: list[str]) -> None:
    @remembered(4000)
    def doubled(text: str) -> str:
        return text * 2

    for text in texts:
        assert doubled(text) == text * 2
        assert weight(doubled) <= 4000


def test_what_was_asked_lately_is_not_computed_again() -> None:
    asked: list[str] = []

    @remembered(100_000)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    for number in range(10_000):
        assert length("often") == 5
        assert length(f"once {number}") == 5 + len(str(number))
    assert asked.count("often") == 1
    assert len(asked) == 10_001
    assert 200 < len(held(length)) < 1000


@pytest.mark.parametrize("character", ["a", "é", "漢", "🧬", "\udc80"])
def test_a_text_is_remembered_up_to_a_kilobyte(character: str) -> None:
    @remembered(1 << 20)
    def same(text: str) -> str:
        return text

    most = LONGEST // len(character.encode(errors="surrogatepass"))
    for text in (character * most, character * (most + 1)):
        assert same(text) == text
    assert [*held(same)] == [character * most]


def test_a_result_that_is_too_heavy_is_not_remembered() -> None:
    @remembered(10_000)
    def parts(text: str) -> tuple[str, ...]:
        return tuple(text * size for size in range(200))

    assert len(parts("x")) == 200
    assert not held(parts)


def test_an_error_is_not_remembered() -> None:
    @remembered(10_000)
    def fails(text: str) -> str:
        raise ValueError(text)

    for _ in range(2):
        with pytest.raises(ValueError, match="x"):
            fails("x")
    assert not held(fails)


def test_threads_get_their_own_answers() -> None:
    @remembered(3000)
    def doubled(text: str) -> str:
        return text * 2

    wrong: list[str] = []

    def ask(start: int) -> None:
        for number in range(start, start + 5000):
            text = str(number % 300)
            if doubled(text) != text * 2:
                wrong.append(text)

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert weight(doubled) <= 3000
