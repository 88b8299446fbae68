"""The disease of a page, resolved by its names, by the user's choice and by its GARD number."""

from pathlib import Path

import pytest
from gard_pages import facts_of, small_known

from rarekg.mappings.facts import Disease, Fact, Issue, Mapping, Page
from rarekg.mappings.gard.identity import slug
from rarekg.mappings.sources.gard import read
from rarekg.ontology.errors import SourceError

BODY = "\n\nSummary\n\nIt is rare.\n\nIn-Depth Information\n\n• PubMed lists it.\n"


def page(folder: Path, title: str, *, names: str = "", body: str = "", address: str = "") -> Path:
    path = folder / "page.txt"
    head = f"Genetic and Rare Diseases Information Center\n{address}\n{title}\n\nOther Names: {names}\n"
    path.write_text(head + body + BODY, encoding="utf-8")
    return path


def who(facts: list[Fact | Issue]) -> tuple[str, str, bool, list[str]]:
    (one,) = (fact for fact in facts if isinstance(fact, Page))
    (disease,) = (fact for fact in facts if isinstance(fact, Disease))
    assert disease.id == one.about
    return one.id, disease.id, disease.resolved, [fact.kind for fact in facts if isinstance(fact, Issue)]


def test_a_label_outweighs_a_synonym(tmp_path: Path) -> None:
    path = page(tmp_path, "Morrow's Ataxia", names="Morrow ataxia type 2; Morrow ataxia")
    assert who(facts_of(path)) == ("page/GARD_0099003", "MONDO:9900003", True, [])


def test_a_synonym_is_enough_and_spelling_does_not_matter(tmp_path: Path) -> None:
    assert who(facts_of(page(tmp_path, "BRITTLE NAIL – hearing loss syndrome"))) == (
        "page/GARD_0099001",
        "MONDO:9900001",
        True,
        [],
    )


def test_an_unknown_disease_gets_an_id_of_the_page(tmp_path: Path) -> None:
    facts = facts_of(page(tmp_path, "Éclair's disease", names="Cream fever"))
    assert who(facts) == ("page/eclair-s-disease", "page/eclair-s-disease#disease", False, ["unresolved-disease"])
    (disease,) = (fact for fact in facts if isinstance(fact, Disease))
    assert [name.text for name in disease.names] == ["Cream fever"]
    assert disease.label == "Éclair's disease"


def test_names_of_two_diseases_are_ambiguous(tmp_path: Path) -> None:
    facts = facts_of(page(tmp_path, "Morrow ataxia", names="Kestrel syndrome"))
    assert who(facts) == ("page/morrow-ataxia", "page/morrow-ataxia#disease", False, ["unresolved-disease"])
    (issue,) = (fact for fact in facts if isinstance(fact, Issue))
    assert "MONDO:9900003, MONDO:9900005" in issue.message
    assert issue.line == 3


def test_the_number_decides_between_two_with_an_issue(tmp_path: Path) -> None:
    address = "https://rarediseases.info.nih.gov/diseases/99003/x"
    facts = facts_of(page(tmp_path, "Morrow ataxia", names="Kestrel syndrome", address=address))
    assert who(facts) == ("page/GARD_0099003", "MONDO:9900003", True, ["unresolved-disease"])


def test_the_number_does_not_outweigh_the_names(tmp_path: Path) -> None:
    """GARD's number 1839 is the group's; MONDO maps it to one of its members."""
    address = "https://rarediseases.info.nih.gov/diseases/1839/x"
    path = page(tmp_path, "Transient neonatal diabetes mellitus", address=address)
    assert who(facts_of(path)) == ("page/GARD_0001839", "MONDO:0020525", True, [])


def test_the_user_outweighs_all(tmp_path: Path) -> None:
    path = page(tmp_path, "Halden syndrome")
    assert who(facts_of(path, small_known(disease="MONDO:0010580"))) == ("page/GARD_0001850", "MONDO:0010580", True, [])


def test_two_pages_of_one_disease_are_refused(tmp_path: Path) -> None:
    known = small_known()
    first = page(tmp_path, "Halden syndrome")
    second = tmp_path / "second.txt"
    second.write_text(first.read_text(encoding="utf-8").replace("Halden syndrome", "Halden disease"), encoding="utf-8")
    assert list(read(first, known))
    with pytest.raises(SourceError, match=f"a second file of page/GARD_0099001, after {first}"):
        list(read(second, known))


def test_an_orphanet_number_is_a_mapping_and_a_disagreement_is_reported(tmp_path: Path) -> None:
    body = "\nThe following summary is from Orphanet, a portal.\nOrpha Number: {}\n"
    (same,) = (
        fact
        for fact in facts_of(page(tmp_path, "Halden syndrome", body=body.format(999001)))
        if isinstance(fact, Mapping)
    )
    assert (same.subject, same.predicate, same.object) == ("MONDO:9900001", "oboInOwl:hasDbXref", "ORPHA:999001")
    facts = facts_of(page(tmp_path, "Halden syndrome", body=body.format(906)))
    assert who(facts)[3] == ["mapping-disagrees"]


@pytest.mark.parametrize(
    ("title", "part"),
    [("A – b/C", "a-b-c"), ("Éclair", "eclair"), ("x" * 99, "x" * 80)],
)
def test_slugs(title: str, part: str) -> None:
    assert slug(title) == part


def test_a_title_without_latin_letters_has_a_slug() -> None:
    assert slug("病気") != slug("病")
    assert slug("病気").isalnum()
