"""Curation: people and the last date are those of the entries."""

import pytest

from rarekg.graph.validation.model.curation import RULE, faults
from rarekg.graph.validation.model.tokens import iri

DATE = b"^^" + iri("xsd:date")
SHORT, ORCID = b'"HPO:skoehler[2012-11-16]"', b'"ORCID:0000-0002-0736-9199[2016-04-01]"'
PERSON = iri("orcid:0000-0002-0736-9199")


@pytest.mark.parametrize(
    ("entries", "curators", "last", "sound"),
    [
        ((), (), None, True),
        ((SHORT,), (), b'"2012-11-16"' + DATE, True),
        ((SHORT, ORCID), (PERSON,), b'"2016-04-01"' + DATE, True),
        ((SHORT, ORCID), (PERSON,), b'"2012-11-16"' + DATE, False),
        ((SHORT, ORCID), (), b'"2016-04-01"' + DATE, False),
        ((SHORT,), (PERSON,), b'"2012-11-16"' + DATE, False),
        ((SHORT,), (), None, False),
        ((), (), b'"2012-11-16"' + DATE, False),
        ((), (PERSON,), None, False),
        ((b'"HPO:skoehler"',), (), None, False),
        ((b'"2012-11-16"',), (), b'"2012-11-16"' + DATE, False),
    ],
)
def test_people_and_date_follow_from_the_entries(
    entries: tuple[bytes, ...], curators: tuple[bytes, ...], last: bytes | None, sound: bool
) -> None:
    found = faults(frozenset(entries), frozenset(curators), last)
    assert (found == ()) is sound
    assert {fault.rule for fault in found} <= {RULE}
