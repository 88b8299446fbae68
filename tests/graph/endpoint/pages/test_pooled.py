"""What all statements about a phenotype say together, in the words of a page."""

import pytest
from associated import CLASSES, GARD, HPOA, ORPHANET, phenotype
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.pages.evidence import Association
from rarekg.graph.endpoint.pages.pooled import pooled


def test_people_of_all_statements_are_one_line() -> None:
    """Affirmed by one of one person, not seen in two others, in five of nine and not in one: 6 of 13."""
    found = pooled(map(phenotype, ("1/1", "0/2", "5/9", "0/1")))
    assert (found.status, found.words) == ("affirmed", "6 of 13 people (46 %)")
    assert found.notes == ["95 % interval 23–71 %"]
    assert found.bar is not None
    assert (found.bar.left, found.bar.left + found.bar.width) == pytest.approx((23.21, 70.86), abs=0.01)
    assert found.bar.mark is not None
    assert found.bar.mark < 46.15 < found.bar.mark + 1.6


@pytest.mark.parametrize(
    ("often", "words"),
    [
        (["frequent"], "frequent (30–79 %)"),
        (["very rare", "frequent", "very rare"], "frequent, very rare (1–79 %)"),
        (["12.5%"], "12.5 %"),
        (["very rare", "12.5%"], "very rare (1–12.5 %)"),
        ([""], ""),
    ],
)
def test_classes_are_words_where_nobody_was_counted(often: list[str], words: str) -> None:
    found = pooled(map(phenotype, often))
    assert (found.status, found.words, found.notes) == ("affirmed", words, [])


def test_a_class_beside_people_is_a_note() -> None:
    assert pooled([phenotype("28/28"), phenotype("occasional")]).notes == [
        "95 % interval 88–100 %",
        "stated as occasional",
    ]


def test_not_seen_and_excluded_are_two_things() -> None:
    unseen = pooled([phenotype("0/2"), phenotype("0/9")])
    assert (unseen.status, unseen.words) == ("not seen", "not seen in 11 people")
    assert pooled([phenotype("0%")]).words == "not seen (0 %)"
    excluded = pooled([phenotype(excluded=True)])
    assert (excluded.status, excluded.words, excluded.bar) == ("excluded", "excluded by the source", None)
    both = pooled([phenotype(excluded=True), phenotype("0/3")])
    assert (both.status, both.notes) == ("excluded", ["not seen in 3 people"])


def test_who_excludes_what_others_affirm_is_a_note() -> None:
    found = pooled([phenotype("3/4", source=GARD), phenotype(source=ORPHANET, excluded=True)])
    assert (found.status, found.words) == ("affirmed", "3 of 4 people (75 %)")
    assert found.notes[-1] == "excluded by Orphanet"


def test_the_surest_come_first() -> None:
    order = ["28/28", "very frequent", "frequent", "1/1", "very rare", "", "0/5"]
    ranks = [pooled([phenotype(often, source=HPOA)]).rank for often in order]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(ranks)
    assert pooled([phenotype(excluded=True)]).rank < ranks[-1]


OFTEN = st.one_of(
    st.sampled_from(["", *CLASSES, "0%", "7%"]),
    st.integers(1, 40).flatmap(lambda total: st.integers(0, total).map(lambda count: f"{count}/{total}")),
)


@given(st.lists(st.builds(phenotype, OFTEN, excluded=st.booleans()), min_size=1, max_size=6))
def test_no_phenotype_is_called_obligate_or_affirmed_without_a_statement_that_affirms_it(
    stated: list[Association],
) -> None:
    found = pooled(stated)
    assert (found.status == "affirmed") == any(item.status == "affirmed" for item in stated)
    assert (found.status == "excluded") == (
        found.status != "affirmed" and any(item.status == "excluded" for item in stated)
    )
    assert "bligate" not in " ".join([found.words, *found.notes])
