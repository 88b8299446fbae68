"""The shapes of the ORPHApackets' JSON: what is one thing, a list or a list of lists in one packet and not in another.

A list of things called ``Tag`` is written as ``[{"Tag": …}, {"Tag": …}]``, as ``{"Tag": […]}``, or without the tag;
what there is not is left out, ``null`` or the text "no data"; a number may be a text.
"""

from collections.abc import Iterator, Mapping
from math import isfinite

from rarekg.mappings.orphanet.xml_records import LONGEST_TEXT
from rarekg.ontology.characters import unfit

NOTHING = ("", "no data")


class ShapeError(ValueError):
    """A value of another shape than all that the packets have."""


def text(value: object) -> str:
    """Return a text without the white space around it, "" for none.

    >>> text(" Worldwide"), text(58), text("no data"), text(None)
    ('Worldwide', '58', '', '')

    Raises:
        ShapeError: It is neither a text nor a number, is longer than a text of the XML may be, or has a character that
            XML lacks.
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ShapeError(f"a text is expected, and there is a {type(value).__name__}")
    if isinstance(value, float) and not isfinite(value):
        raise ShapeError(f"a number is expected, and there is {value}")
    written = str(value).strip()
    if len(written) > LONGEST_TEXT:
        raise ShapeError(f"a text of more than {LONGEST_TEXT:,} characters")
    if (character := unfit(written)) is not None:
        raise ShapeError(f"{character} is no character of a text")
    return "" if written.casefold() in NOTHING else written


def items(value: object, tag: str) -> Iterator[object]:
    """Yield each thing of a list of ``tag``.

    >>> list(items([{"Synonym": "a"}, {"Synonym": ["b", "c"]}], "Synonym")), list(items("no data", "Gene"))
    (['a', 'b', 'c'], [])
    """
    for item in value if isinstance(value, list) else [value]:
        inner = item[tag] if isinstance(item, dict) and tag in item else item
        for one in inner if isinstance(inner, list) else [inner]:
            if not (one is None or (isinstance(one, str) and one.strip().casefold() in NOTHING)):
                yield one


def rows(value: object, tag: str) -> Iterator[Mapping[str, object]]:
    """Yield each thing of a list of ``tag``, which are objects.

    Raises:
        ShapeError: One is not.
    """
    for item in items(value, tag):
        if not isinstance(item, dict):
            raise ShapeError(f"a {tag} is a {type(item).__name__}")
        yield item


def words(value: object, tag: str) -> tuple[str, ...]:
    """Return the text of each thing of a list of ``tag``, which may stand in an object as its ``value``.

    >>> words([{"AverageAgeOfOnset": {"value": "Adult"}}, {"AverageAgeOfOnset": "Elderly"}], "AverageAgeOfOnset")
    ('Adult', 'Elderly')

    Raises:
        ShapeError: One is no text.
    """
    return tuple(filter(None, (text(_only(item)) for item in items(value, tag))))


def _only(item: object) -> object:
    return item.get("value") if isinstance(item, dict) else item
