"""The shipped page: rarekg's own words after a page of GARD, and named as such."""

from collections import Counter
from collections.abc import Iterable

from gard_pages import OWN, facts_of, seed, small_known
from rdf import statements

from rarekg.mappings.catalog import sources
from rarekg.mappings.facts import Fact, Issue, Origin, Page, Resource
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.mappings.sources import gard

PAGE, GARD_PAGE = "page/restatement-of-GARD_0001850", "https://rarediseases.info.nih.gov/diseases/1850"


def test_the_page_is_not_gards_and_says_what_it_restates() -> None:
    (page,) = (fact for fact in facts_of(OWN) if isinstance(fact, Page))
    assert (page.id, page.source, page.supporting) == (PAGE, "gard-restated", "gard")
    assert (page.url, page.derived_from) == (None, GARD_PAGE)


def test_gards_own_page_restates_nothing() -> None:
    (page,) = (fact for fact in facts_of(seed()) if isinstance(fact, Page))
    assert (page.id, page.source, page.supporting) == ("page/GARD_0001850", "gard", None)
    assert (page.url, page.derived_from) == (GARD_PAGE, None)
    assert {(origin.source, origin.supporting) for origin in origins(facts_of(seed()))} == {("gard", None)}


def test_each_statement_rests_on_gard() -> None:
    found = list(origins(facts_of(OWN)))
    assert len(found) > 80
    assert {(origin.source, origin.supporting) for origin in found} == {("gard-restated", "gard")}


def test_rows_are_curated_and_sentences_are_mined() -> None:
    """The table and the lists are a person's; what a pattern finds in a sentence is not."""
    agents = {type(fact).__name__: origin(fact).agent for fact in facts_of(OWN) if hasattr(fact, "origin")}
    listed = ("Phenotype", "Inheritance", "ClinicalModifier", "Resource", "Question")
    mined = ("SexAffected", "Onset", "GeneDisease", "Treatment", "Prevalence", "Differential")
    assert agents == dict.fromkeys(listed, "manual_agent") | dict.fromkeys(mined, "text_mining_agent")
    assert {one.level for one in origins(facts_of(OWN))} == {"knowledge_assertion"}


def test_the_iris_of_its_associations_changed_once() -> None:
    """Source and page are in the hash. `pytest -s` shows each former IRI with the one that replaces it."""
    pairs = zip(minted(gard.read(OWN, small_known())), minted(facts_of(OWN)), strict=True)
    changed = [(former, current) for former, current in pairs if former != current]
    print("", *(f"{former}\t{current}" for former, current in changed), sep="\n")
    kinds = [former.removeprefix(BASE).partition("/")[0] for former, _ in changed]
    assert Counter(kinds) == {
        "page": 1 + 12 + 3,  # itself, its sections, its references
        "association": 61 + 1 + 1 + 1 + 2 + 11,  # rows, gene, sex, onset, treatments, differentials
        "prevalence": 1,
        "resource": 7,
        "question": 1,
        "disease": 2,  # differentials that no term of MONDO stands for
    }
    assert not {former for former, _ in changed} & {current for _, current in changed}


def test_monarch_and_omim_are_described_as_what_they_are() -> None:
    described = {fact.title: fact.description or "" for fact in facts_of(OWN) if isinstance(fact, Resource)}
    assert "knowledge platform" in described["Monarch Initiative"]
    assert "across species" in described["Monarch Initiative"]
    assert "genes and inherited disorders" in described["Online Mendelian Inheritance in Man"]
    assert not any("animals" in text or "history" in text for text in described.values())


def test_it_ships_with_the_package_in_place_of_pages_of_gard() -> None:
    info = sources()["gard-restated"]
    assert (info.shipped, info.stands_in_for, info.infores) == ("pages/ipex.txt", "gard", "rarekg")
    assert (info.publisher, info.licence.name) == ("The rarekg authors", "MIT")
    assert info.derived_from == (GARD_PAGE,)
    assert "rarekg" in OWN.read_text(encoding="utf-8").splitlines()[0]


def origin(fact: Fact | Issue) -> Origin:
    """Return the origin of a statement."""
    found: Origin = fact.origin  # type: ignore[union-attr]
    return found


def origins(facts: Iterable[Fact | Issue]) -> Iterable[Origin]:
    """Yield the origin of each statement among ``facts``."""
    return (origin(fact) for fact in facts if hasattr(fact, "origin"))


def minted(facts: Iterable[Fact | Issue]) -> list[str]:
    """Return the IRI minted here for each thing that the facts describe, in order."""
    subjects = (
        line.split()[0][1:-1] for fact in facts if not isinstance(fact, Issue) for line in statements(fact, Mint())
    )
    return [iri for iri in dict.fromkeys(subjects) if iri.startswith(BASE)]
