"""What people type and what things are called, folded so that only the words are left to compare."""

import re
import unicodedata

from rarekg.mappings.resolve.known import normalize

# What a person has typed fits in this; a page pasted into the box must not cost more than a sentence.
LONGEST = 200  # characters

_POSSESSIVE = re.compile(r"(?<=\w)['’`´]s\b")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Return the words of ``text`` in lower case, without accents and punctuation, one space between.

    Only the first LONGEST characters count. A possessive is its noun: Wiskott's is Wiskott. Text that is no valid
    Unicode loses what is not.
    """
    bare = text[: 4 * LONGEST]
    if not bare.isascii() or "'" in bare or "`" in bare:  # which few are, and to look for a possessive takes time
        bare = _POSSESSIVE.sub("", bare)
    if bare.isascii():  # as most names are, and this is three times as fast
        return " ".join(_ASCII_WORD.findall(bare.lower()))[:LONGEST].rstrip()
    valid = bare.encode("utf-8", "ignore").decode("utf-8")
    plain = unicodedata.normalize("NFKC", valid)  # a mathematical bold capital has no lower case of its own
    return " ".join(normalize(plain).replace("_", " ").split())[:LONGEST].rstrip()
