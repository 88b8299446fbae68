"""Definitions as plain text: what is a tag, what is a number, and which characters stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.orphanet.prose import plain


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("with <i>pectus excavatum</i>.", "with pectus excavatum."),
        ("with <I>pectus</I> H<sub>2</sub>O<br/>and", "with pectus H2Oand"),
        ("the <i<SYNE1</i> gene", "the SYNE1 gene"),
        ("onset (<50 years or >50 years)", "onset (<50 years or >50 years)"),
        ("slow (<10 m/s), or a later <i>onset</i> (>10 m/s)", "slow (<10 m/s), or a later onset (>10 m/s)"),
        ("3-5.5&nbsp;Hz, &#8805;40 IU, &#xB5;m, low&#8208;set", "3-5.5 Hz, ≥40 IU, µm, low‐set"),
        ("&#64257;bers, con&#64258;uent", "fibers, confluent"),
        ("R&D, AT&T; &copy2 &nosuch;", "R&D, AT&T; &copy2 &nosuch;"),
        ("  two \n lines\u00a0", "two lines"),
        ("", ""),
    ],
)
def test_prose_is_plain(written: str, text: str) -> None:
    assert plain(written) == text


@given(st.text(st.characters(exclude_characters="<&\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06")))
def test_text_without_markup_keeps_its_words(text: str) -> None:
    assert plain(text).split() == text.split()
