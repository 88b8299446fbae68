"""OAK, the Ontology Access Kit, browses the endpoint as an ontology."""

import asked
import oak
import pytest
import small
from served import Endpoint


def ids(rows: list[list[str]]) -> set[str]:
    """Return the id at the beginning of each row, which is a column or stands before `` ! `` and the label."""
    return {row[0].partition(" ! ")[0] for row in rows}


def curies() -> list[str]:
    """Return the phenotypes of IPEX as ids."""
    return [iri.rpartition("/")[2].replace("_", ":") for iri in asked.phenotypes()]


def test_oak_reads_labels(linked: Endpoint) -> None:
    expected = dict(zip(curies(), asked.phenotypes().values(), strict=True)) | {"MONDO:0010580": asked.NAME}
    assert {row[0]: row[1] for row in oak.run(linked.sparql, "labels", *expected)} == expected


@pytest.mark.parametrize("local", ["0002583", "0001890"])
def test_oak_climbs_to_the_root(linked: Endpoint, local: str) -> None:
    parents = {term: parent for term, _, parent in small.PHENOTYPES}
    above, term = set(), local
    while term:
        above.add(f"HP:{term}")
        term = parents[term] or ""
    assert ids(oak.run(linked.sparql, "ancestors", "-p", "i", f"HP:{local}")) == above


def test_oak_finds_the_terms_below(linked: Endpoint) -> None:
    children = {f"HP:{term}" for term, _, parent in small.PHENOTYPES if parent == "0025031"}
    below = children | {f"HP:{term}" for term, _, parent in small.PHENOTYPES if f"HP:{parent}" in children}
    assert ids(oak.run(linked.sparql, "descendants", "-p", "i", "HP:0025031")) == below | {"HP:0025031"}


def test_oak_lists_what_a_disease_has(linked: Endpoint) -> None:
    rows = oak.run(linked.sparql, "relationships", "MONDO:0010580")
    assert {row[2] for row in rows if row[1] == "RO:0002200"} == set(curies())
