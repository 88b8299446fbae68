"""Errors as people see them: one line with the place, the problem and what to do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.ontology.errors import QueryError, RarekgError, SourceError, ValidationError, one_line


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (SourceError("is empty"), "is empty"),
        (SourceError("is empty", path="hp.obo"), "hp.obo: is empty"),
        (SourceError("is cut", path=Path("data/hp.obo"), line=7), "data/hp.obo:7: is cut"),
        (SourceError("is cut", path="hp.obo", line=7, advice="fetch it again"), "hp.obo:7: is cut; fetch it again"),
        (SourceError("is cut", advice="fetch it again"), "is cut; fetch it again"),
        (SourceError("two\nlines\r\n\there", path="a\nb"), "a b: two lines here"),
    ],
)
def test_a_source_error_has_place_problem_and_advice(error: SourceError, line: str) -> None:
    assert str(error) == line


def test_its_parts_are_attributes() -> None:
    error = SourceError("is cut", path="hp.obo", line=7, advice="fetch it again")
    assert (error.what, error.path, error.line, error.advice) == ("is cut", "hp.obo", 7, "fetch it again")


@pytest.mark.parametrize("kind", [SourceError, ValidationError, QueryError])
def test_one_class_catches_all(kind: type[RarekgError]) -> None:
    with pytest.raises(RarekgError, match="something"):
        raise kind("something")
    assert not issubclass(kind, OSError | ValueError)


@given(st.text(), st.integers(1, 500))
def test_any_text_becomes_one_printable_line(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert line.isprintable()
    assert len(line) <= limit
    assert "  " not in line
    assert line == line.strip()


@given(st.text(st.characters(categories=["L", "N"]), max_size=400))
def test_a_short_line_is_unchanged(text: str) -> None:
    assert one_line(text) == text


def test_a_long_line_is_cut_with_an_ellipsis() -> None:
    assert one_line("a" * 401) == "a" * 399 + "…"
    assert one_line("a" * 400) == "a" * 400
