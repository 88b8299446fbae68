"""Fold names and typed text to their words, so that case, accents and punctuation do not matter."""

import re
import unicodedata

from rarekg.mappings.resolve.term_names import normalize

LONGEST = 200  # characters; a page pasted into the search box must not cost more than a sentence

_POSSESSIVE = re.compile(r"(?<=\w)['’`´]s\b")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Return the words of ``text`` in lower case, without accents and punctuation, separated by single spaces.

    Only the first LONGEST characters count. A possessive becomes its noun. Invalid Unicode is removed.

    >>> fold("Ménière's  disease")
    'meniere disease'
    """
    bare = text[: 4 * LONGEST]
    if not bare.isascii() or "'" in bare or "`" in bare:  # few are, and the search for a possessive is slow
        bare = _POSSESSIVE.sub("", bare)
    if bare.isascii():  # most names are, and this is three times as fast
        return " ".join(_ASCII_WORD.findall(bare.lower()))[:LONGEST].rstrip()
    valid = bare.encode("utf-8", "ignore").decode("utf-8")
    plain = unicodedata.normalize("NFKC", valid)  # a mathematical bold capital has no lower case of its own
    return " ".join(normalize(plain).replace("_", " ").split())[:LONGEST].rstrip()
