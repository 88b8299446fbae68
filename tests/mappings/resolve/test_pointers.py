"""Names that point to things: each thing once, in the order in which it was said."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.resolve.pointers import Pointers, point


@given(st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from("xyz")))))
def test_each_thing_is_there_once_in_the_order_of_its_first_mention(said: list[tuple[str, list[str]]]) -> None:
    pointers: Pointers = {}
    mentioned: dict[str, list[str]] = defaultdict(list)
    for name, things in said:
        point(pointers, name, *things)
        for thing in things:
            if thing not in mentioned[name]:
                mentioned[name].append(thing)
    assert pointers == {name: tuple(things) for name, things in mentioned.items() if things}
