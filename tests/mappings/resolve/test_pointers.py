"""Names that point to things: each thing once, in the order of its first mention."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.resolve.pointers import Pointers, point


@given(st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from("xyz")))))
def test_things_have_the_order_of_their_first_mention(pairs: list[tuple[str, list[str]]]) -> None:
    pointers: Pointers = {}
    mentioned: dict[str, list[str]] = defaultdict(list)
    for name, things in pairs:
        point(pointers, name, *things)
        for thing in things:
            if thing not in mentioned[name]:
                mentioned[name].append(thing)
    assert pointers == {name: tuple(things) for name, things in mentioned.items() if things}


def test_many_things_of_one_name_have_their_order_too() -> None:
    pointers: Pointers = {}
    for number in [*range(100), *range(50)]:
        point(pointers, "a", str(number))
    point(pointers, "a", "x", "7", "y")
    assert list(pointers["a"]) == [*map(str, range(100)), "x", "y"]
    assert ("99" in pointers["a"], "100" in pointers["a"]) == (True, False)
