"""A cache for functions of one text, bounded in bytes, because clients may choose the texts."""

from collections.abc import Callable, Mapping
from functools import wraps
from sys import getsizeof
from typing import TypeVar

LONGEST = 1024  # bytes of UTF-8; the result of a longer text is not remembered
CERTAIN = LONGEST // 4  # characters, which have at most four bytes each
ENTRY = 100  # bytes that an entry takes in a dictionary, about

Result = TypeVar("Result")


def remembered(most: int) -> Callable[[Callable[[str], Result]], Callable[[str], Result]]:
    """Return a decorator for a pure function of one text, whose results it remembers in at most ``most`` bytes.

    Results that cannot change are counted with the texts, tuples and mappings with all that is in them. There are two
    generations: once the young one has half of the bytes it becomes the old one, whose entries are forgotten unless
    they are asked for again. A result that is remembered comes as fast as from :func:`functools.lru_cache`.

    >>> asked = []
    >>> @remembered(10_000)
    ... def length(text: str) -> int:
    ...     asked.append(text)
    ...     return len(text)
    >>> length("abc"), length("abc"), len(asked)
    (3, 3, 1)
    """

    def decorate(function: Callable[[str], Result]) -> Callable[[str], Result]:
        young: dict[str, Result] = {}
        old: dict[str, Result] = {}
        held, half = 0, most // 2

        @wraps(function)
        def recall(text: str) -> Result:
            nonlocal young, old, held
            try:
                return young[text]
            except KeyError:
                pass
            earlier = old  # another thread may replace it
            result = earlier[text] if text in earlier else function(text)
            size = ENTRY + getsizeof(text) + (getsizeof(result) if type(result) is str else _size(result))
            if size > half or (len(text) > CERTAIN and len(text.encode(errors="surrogatepass")) > LONGEST):
                return result
            if held + size > half:
                old, young, held = young, {}, 0
            young[text] = result
            held += size
            return result

        return recall

    return decorate


def _size(value: object) -> int:
    if isinstance(value, tuple):
        return getsizeof(value) + sum(map(_size, value))
    if isinstance(value, Mapping):
        return ENTRY * len(value) + sum(_size(key) + _size(item) for key, item in value.items())
    return getsizeof(value)
