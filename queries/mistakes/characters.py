"""Mistakes of single characters: what word processors, web pages and other languages put into a query."""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from rarekg.queries.mistakes.mistake import Mistake, Rule, Spot

_CURLY = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u00ab\u00bb\u2032\u2033\u00b4`\uff02\uff07"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
_INVISIBLE = ("Cf", "Cc")
# Full-width punctuation, as input methods for Chinese and Japanese write it.
_FULL_WIDTH = MappingProxyType({chr(ord(sign) + 0xFEE0): sign for sign in "(){}[]<>?!&|=,;:.*/+"})
_OTHERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "≠": ("≠ is no operator of SPARQL", "write !="),
        "≤": ("≤ is no operator of SPARQL", "write <="),
        "≥": ("≥ is no operator of SPARQL", "write >="),
        "∧": ("∧ is no operator of SPARQL", "write &&"),
        "∨": ("∨ is no operator of SPARQL", "write ||"),
        "¬": ("¬ is no operator of SPARQL", "write !"),
        "…": ("… is no part of SPARQL", "write out what it stands for"),
        "%": ("% stands here, outside of a string or an IRI", "send the text of the query percent-encoded once"),
        "@": ("@ stands alone", 'write a language tag after a string, such as "rare"@en'),
        "~": ("~ is no operator of SPARQL", 'match texts with REGEX(?text, "pattern")'),
        "$": ("$ alone is no variable", "put a name after it, such as $disease"),
    }
)


def stray(spot: Spot) -> Mistake | None:
    """Recognise a character that belongs to no token."""
    character = spot.here.text
    if spot.here.kind != "STRAY":
        return None
    code = f"U+{ord(character):04X}"
    if character in _CURLY:
        what = f"a quotation mark of a text processor ({code}) stands here"
        return spot.mistake(what, "write straight quotation marks: \"…\" or '…'")
    if character in _DASHES:
        return spot.mistake(f"a dash of a text processor ({code}) stands here", "write a minus sign: -")
    if character in _FULL_WIDTH:
        plain = _FULL_WIDTH[character]
        return spot.mistake(f"a full-width {plain} ({code}) stands here", f"write {plain}")
    if character == "%" and spot.expects("&&"):
        return spot.mistake("% is no operator of SPARQL", "SPARQL has no remainder; compute ?a - ?b * FLOOR(?a / ?b)")
    if character in _OTHERS:
        return spot.mistake(*_OTHERS[character])
    return _spaces(spot, character, code)


def _spaces(spot: Spot, character: str, code: str) -> Mistake | None:
    category, name = unicodedata.category(character), unicodedata.name(character, "control character").lower()
    if category in ("Zs", "Zl", "Zp"):
        return spot.mistake(f"a {name} ({code}) stands here, which is no space in SPARQL", "type an ordinary space")
    if category in _INVISIBLE:
        return spot.mistake(f"an invisible character stands here, {name} ({code})", "delete it and type the text anew")
    return None


RULES: tuple[Rule, ...] = (stray,)
