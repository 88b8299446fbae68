"""Columns for people: an id with its label, people counted as a share, and no cell that says more than its row."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from rarekg.graph.inspect.columns import Column, folded, plain
from rarekg.graph.inspect.rows import Rows
from rarekg.graph.rdf.curies import Shown, shown
from rarekg.ontology.prefixes import expand

DIARRHEA, IGE = (NamedNode(expand(f"HP:{local}")) for local in ("0002028", "0003212"))
COUNTS = ("affected", "examined", "share", "frequency", "lowest", "highest")


def no_label(_: NamedNode) -> None:
    return None


def columns(names: str, *rows: list[Shown | None]) -> list[Column]:
    return folded(Rows(names.split(), list(rows)), shown, no_label)


def how_often(*values: object) -> list[str]:
    terms: list[Shown | None] = [None if value is None else Literal(str(value)) for value in values]
    return [cell.strip() for column in columns(" ".join(COUNTS), terms) for cell in column.cells]


def test_a_label_stands_beside_the_id_that_it_names() -> None:
    found = columns("phenotype source phenotypeLabel", [DIARRHEA, Literal("omim"), Literal("Chronic diarrhea")])
    assert [(column.title, column.cells[0]) for column in found] == [
        ("phenotype", "HP:0002028"),
        ("", "Chronic diarrhea"),
        ("source", "omim"),
    ]


def test_an_id_without_a_label_in_the_query_gets_its_own() -> None:
    found = folded(Rows(["one", "two"], [[DIARRHEA, Literal("x")]]), shown, {DIARRHEA: "Chronic diarrhea"}.get)
    assert [column.cells for column in found] == [["HP:0002028"], ["Chronic diarrhea"], ["x"]]


def test_a_label_that_another_column_has_is_not_repeated() -> None:
    found = folded(Rows(["gene", "symbol"], [[IGE, Literal("FOXP3")]]), shown, {IGE: "FOXP3"}.get)
    assert [column.cells for column in found] == [["HP:0003212"], ["FOXP3"]]


@pytest.mark.parametrize(
    ("values", "cell"),
    [
        ((102, 111, 0.918919, "Frequent", 0.853, 0.957), "92 % (102 of 111)"),
        ((28, 28, 1, None, 0.88, 1), "100 % (28 of 28)"),
        ((199, 200, 0.995, None, 0.9, 1), "99 % (199 of 200)"),
        ((1, 3000, None, None, 0, 0.1), "<0.1 % (1 of 3000)"),
        ((0, 3, 0, None, 0, 0.5), "0 % (0 of 3)"),
        ((None, None, None, "Very frequent", 0.8, 0.99), "Very frequent"),
        ((None, None, None, None, 0.3, 0.79), "30–79 %"),
        ((None, None, None, None, 0.45, 0.45), "45 %"),
        ((None, None, None, None, None, None), ""),
    ],
)
def test_how_often(values: tuple[object, ...], cell: str) -> None:
    assert how_often(*values) == [cell]


@pytest.mark.parametrize(
    "values",
    [
        (7, 10, 0.3, None, None, None),  # the share of something else
        (7, 0, None, None, None, None),
        (11, 10, None, None, None, None),
        (7, None, None, None, None, None),
        ("some", 10, None, None, None, None),
        (None, None, 0.5, None, None, None),
    ],
)
def test_what_does_not_go_together_is_not_folded(values: tuple[object, ...]) -> None:
    assert [cell for cell in how_often(*values) if cell] == [str(value) for value in values if value is not None]


@given(st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_a_share_is_rounded_and_neither_everybody_nor_nobody_by_rounding(counts: tuple[int, int]) -> None:
    count, total = counts
    (cell,) = how_often(count, total, None, None, None, None)
    words = cell.split(" %")[0]
    assert cell.endswith(f"({count} of {total})")
    assert (words == "100") == (count == total)
    assert (words == "0") == (count == 0)
    if not words.startswith("<"):
        assert abs(Decimal(words) - Decimal(100 * count) / total) <= (1 if count * 100 > 99 * total else Decimal("0.5"))


def test_counts_with_a_word_before_them_are_folded_under_it() -> None:
    found = columns("lessAffected lessExamined gap", [Literal("1"), Literal("20"), Literal("0.1")])
    assert [(column.title, column.cells[0].strip()) for column in found] == [
        ("less: how often", "5 % (1 of 20)"),
        ("gap", "0.1"),
    ]


def test_numbers_are_told_from_texts() -> None:
    found = columns("number text", [Literal(12), Literal("12")], [None, Literal("x")])
    assert [column.is_number for column in found] == [True, False]


def test_all_columns_are_as_the_query_has_them() -> None:
    row: list[Shown | None] = [DIARRHEA, Literal("Chronic\ndiarrhea"), Literal(28), Literal(28), None]
    found = plain(Rows(["phenotype", "phenotypeLabel", "affected", "examined", "onset"], [row]), shown)
    assert [column.title for column in found] == ["phenotype", "phenotypeLabel", "affected", "examined", "onset"]
    assert [column.cells[0] for column in found] == ["HP:0002028", "Chronic diarrhea", "28", "28", ""]
