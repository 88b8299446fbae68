"""The readers of GARD pages and of the restatement of one: files, and valid RDF for every fact."""

from pathlib import Path

import pytest
from gard_pages import GOLDEN, OWN, facts_of, small_known
from pyoxigraph import RdfFormat, parse
from rdf import statements

from rarekg.mappings.catalog import sources
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.sources.gard import read
from rarekg.ontology.errors import SourceError

PAGES = [OWN, *sorted(GOLDEN.glob("*/page.*"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_fact_is_valid_rdf(page: Path) -> None:
    mint = Mint()
    facts = [fact for fact in facts_of(page) if not isinstance(fact, Issue)]
    lines = [f"{triple} ." for fact in facts for triple in statements(fact, mint)]
    quads = list(parse("\n".join(lines).encode(), format=RdfFormat.N_TRIPLES))
    assert len(quads) == len(lines) > len(facts)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_reading_twice_gives_the_same(page: Path) -> None:
    assert facts_of(page) == facts_of(page)


def test_no_fact_before_the_whole_page_is_read(tmp_path: Path) -> None:
    """A page refused at its last line yields no fact that a build could have written."""
    path = tmp_path / "page.txt"
    path.write_text(OWN.read_text(encoding="utf-8").rstrip().rstrip("."), encoding="utf-8")
    given: list[Fact | Issue] = []
    with pytest.raises(SourceError, match="reference 3 is cut"):
        given.extend(read(path, small_known()))
    assert given == []


def test_each_association_has_a_node_of_its_own() -> None:
    nodes: dict[str, Fact] = {}
    for fact in (fact for fact in facts_of(OWN) if not isinstance(fact, Issue)):
        own = {triple.split()[0] for triple in statements(fact, Mint()) if "/association/" in triple.split()[0]}
        assert not own & nodes.keys()
        nodes |= dict.fromkeys(own, fact)
    assert len(nodes) == 61 + 1 + 1 + 1 + 2 + 11  # rows, gene, sex, onset, treatments, differentials


def test_a_page_of_10_mb_is_refused_in_a_moment(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"Genetic and Rare Diseases Information Center\n\nA\n\n" + b"A. B. " * 1_700_000)
    with pytest.raises(SourceError, match="a line of"):
        list(read(path, small_known()))


def test_pages_of_gard_are_only_those_that_the_user_gives() -> None:
    info = sources()["gard"]
    assert (info.given, info.overrides, info.shipped) == (True, False, None)
    assert info.needs == ("hpo", "mondo", "mondo-mappings", "mondo-2024")
