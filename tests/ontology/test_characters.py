"""The characters that XML cannot hold are those that a parser of XML refuses."""

from xml.parsers import expat

from hypothesis import example, given
from hypothesis import strategies as st

from rarekg.ontology.characters import unfit, unfit_utf8


def parsed(text: str) -> bool:
    """Return whether an XML parser takes ``text`` as the content of an element."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    try:
        expat.ParserCreate("utf-8").Parse(f"<a>{escaped}</a>".encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return True


def test_every_character_of_the_first_plane_is_judged_as_a_parser_does() -> None:
    for number in range(0x10000):
        assert (unfit(chr(number)) is None) == parsed(chr(number)), hex(number)


@given(st.text())
@example("\x7f\x85\u2028\U0001ffff")
def test_a_text_is_fit_if_a_parser_takes_it(text: str) -> None:
    assert (unfit(text) is None) == parsed(text)
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert unfit_utf8(text.encode()) == (unfit(text) is not None)


def test_the_first_unfit_character_is_named() -> None:
    assert unfit("a\tb\x0bc\ufffe") == "U+000B"
    assert unfit("a\udc80") == "U+DC80"
