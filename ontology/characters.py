"""The characters that no text of the graph may hold: those that XML 1.0 cannot, so that every graph can be RDF/XML."""

import re

# What Char of https://www.w3.org/TR/xml/#charsets leaves out: control characters but tab, line feed and carriage
# return, surrogates, and the last two of the first plane.
NOT_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"

_NOT_XML = re.compile(f"[{NOT_XML}]")
_CONTROL = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
_LAST = re.compile(rb"\xef\xbf[\xbe\xbf]")


def unfit(text: str) -> str | None:
    r"""Return the name of the first character of ``text`` that XML cannot hold, or None if there is none.

    >>> unfit("Ec\x01zema"), unfit("Eczema\ufffe"), unfit("Ménière\t")
    ('U+0001', 'U+FFFE', None)
    """
    if text.isprintable():  # the quick answer for almost all texts
        return None
    found = _NOT_XML.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def unfit_utf8(raw: bytes) -> bool:
    r"""Return whether ``raw``, text in UTF-8, has a character that XML cannot hold; it costs little on long files.

    >>> unfit_utf8(b"\x1b"), unfit_utf8("\uffff".encode()), unfit_utf8("Ménière".encode())
    (True, True, False)
    """
    if len(raw.translate(None, _CONTROL)) != len(raw):
        return True
    return not raw.isascii() and _LAST.search(raw) is not None
