"""The ages of HPO's onset terms, compared with the definitions in HPO's own file."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from fetched import fetched

from rarekg.mappings.facts import Onset, Origin
from rarekg.mappings.reading.lookups import lookup_rows
from rarekg.mappings.reading.onset_intervals import Interval, interval, intervals

ROOT = "HP:0003674"
NO_AGES = {"HP:4000040", "HP:6000314", "HP:6000315"}  # childbirth and menopause have no ages in HPO's definitions


def stanzas() -> Iterator[tuple[str, str, list[str]]]:
    """Yield id, definition and parents of each current term of HPO's file."""
    for stanza in fetched("hpo").read_text(encoding="utf-8").split("\n[Term]\n")[1:]:
        if "\nis_obsolete: true" not in stanza:
            definition = re.search(r'^def: "(.*?)"', stanza, re.MULTILINE)
            yield stanza[4:14], definition[1] if definition else "", re.findall(r"^is_a: (\S+)", stanza, re.MULTILINE)


@pytest.fixture(scope="module")
def onsets() -> dict[str, tuple[str, list[str]]]:
    """Return HPO's terms for onsets with their definitions and parents."""
    terms = {term: (definition, parents) for term, definition, parents in stanzas()}
    found = {ROOT}
    while more := {term for term, (_, parents) in terms.items() if found & set(parents)} - found:
        found |= more
    return {term: terms[term] for term in found}


def test_every_onset_with_ages_has_a_row_that_quotes_its_definition(onsets: dict[str, tuple[str, list[str]]]) -> None:
    assert intervals().keys() == onsets.keys() - NO_AGES
    for row in lookup_rows("onset_intervals"):
        quoted = re.match(r'"(.*?)"', row["reason"])
        assert quoted is not None
        assert quoted[1] in onsets[row["term"]][0]


def test_the_ages_of_a_term_lie_in_those_of_the_terms_above_it(onsets: dict[str, tuple[str, list[str]]]) -> None:
    for term, (start, end) in intervals().items():
        for parent in set(onsets[term][1]) & intervals().keys():
            above = intervals()[parent]
            assert above.start is None or (start is not None and above.start <= start)
            assert above.end is None or (end is not None and end <= above.end)


NUMBER = re.compile(r"\b(\d+)(?= years| and \d+ years| to (?:under )?\d+ years)")


def test_the_years_are_those_that_the_definition_names(onsets: dict[str, tuple[str, list[str]]]) -> None:
    """Years as numbers in a definition are the bounds, but that an age of 15 years lasts until 16."""
    for term, (start, end) in intervals().items():
        definition = onsets[term][0]
        named = {Decimal(year) for year in NUMBER.findall(definition)}
        if "age of" in definition and named and term not in ("HP:0003621", "HP:0410280"):
            assert {bound for bound in (start, end) if bound is not None} == named


def test_a_statement_has_its_own_bounds_or_those_of_its_term() -> None:
    origin = Origin(source="s", key=("k",))
    stated = Onset(disease="MONDO:0010580", onset="HP:0003584", origin=origin, from_age=Decimal(66))
    assert interval(stated) == Interval(Decimal(66), None)
    assert interval(Onset(disease="MONDO:0010580", onset="HP:0003584", origin=origin)) == Interval(Decimal(60), None)
    assert interval(Onset(disease="MONDO:0010580", onset="HP:4000040", origin=origin)) is None
