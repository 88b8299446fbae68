"""Entities of the nomenclature: what becomes of names, kinds, histories and definitions, and which node has them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from orphanet_product1 import OF_2019, E, disorder, product, reference

from rarekg.mappings.facts import Definition, Disease, Issue, Mapping, Origin, RegistryEntry
from rarekg.mappings.orphanet.nomenclature import entries
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources.orphanet_nomenclature import SOURCE, read
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Synonym, Term

HALDEN, NORD, ROOT = "MONDO:0900001", "MONDO:0900002", "MONDO:0000001"
T = TypeVar("T")


def known(*matches: tuple[str, str]) -> Known:
    """Return two diseases and the root of all, with exact matches that MONDO asserts."""
    found = Known()
    found.learn(Term(id=ROOT, label="disease"))
    found.learn(
        Term(id=HALDEN, label="Halden syndrome", parents=(ROOT,), synonyms=(Synonym(text="HS", scope="exact"),))
    )
    found.learn(Term(id=NORD, label="Nord disease", parents=(ROOT,)))
    for subject, object_ in matches:
        found.learn_mapping(
            Mapping(
                subject=subject,
                predicate="skos:exactMatch",
                object=object_,
                justification="x:y",
                source="mondo-mappings",
            )
        )
    return found


def facts(folder: Path, content: str, resolved: Known) -> list[object]:
    path = folder / "en_product1.xml"
    path.write_text(content, encoding="utf-8")
    return list(read(path, resolved))


def of(kind: type[T], found: Sequence[object]) -> list[T]:
    return [fact for fact in found if isinstance(fact, kind)]


def test_an_active_entry_gives_the_disease_the_names_that_mondo_does_not_spell(tmp_path: Path) -> None:
    entry = disorder(900001, "Halden syndrome", synonyms=["HS", "Halden's syndrome", "Nervus haldenicus"])
    found = facts(tmp_path, product(entry), known((HALDEN, "ORPHA:900001")))
    assert found == [
        Disease(id=HALDEN, label="Halden's syndrome", resolved=True, names=(Synonym(text="Nervus haldenicus"),)),
        RegistryEntry(
            id="ORPHA:900001", label="Halden syndrome", disease=HALDEN, group="disorder", type="ORPHA:377788"
        ),
    ]


def test_an_entry_without_a_term_is_its_own_disease_with_one_label(tmp_path: Path) -> None:
    resolved = known()
    entry = disorder(900003, "Sund syndrome", synonyms=["SS"], group="Group of disorders", type_="Clinical group")
    disease, registered = facts(tmp_path, product(entry), resolved)
    assert disease == Disease(
        id="ORPHA:900003", label="Sund syndrome", resolved=False, names=(Synonym(text="SS"),), group=True
    )
    assert isinstance(registered, RegistryEntry)
    assert (registered.disease, registered.group, registered.type) == ("ORPHA:900003", "group", "ORPHA:377794")
    assert "ORPHA:900003" in resolved.described


@pytest.mark.parametrize("flag", ["Obsolete entity", "Obsolete with resources", "Deprecated entity"])
def test_a_withdrawn_entry_is_no_disease_and_leads_on(tmp_path: Path, flag: str) -> None:
    entry = disorder(900004, "Halden syndrome", flags=["Inactive", flag], moved_to=900001, referred_to=900005)
    (registered,) = facts(tmp_path, product(entry), known((HALDEN, "ORPHA:900004")))
    assert isinstance(registered, RegistryEntry)
    assert (registered.label, registered.disease) == ("Halden syndrome", None)
    assert (registered.replaced_by, registered.consider) == ("ORPHA:900001", ("ORPHA:900005",))
    assert registered.flags[0] == "inactive"
    assert len(registered.flags) == 2


def test_only_the_entry_that_was_moved_has_a_successor(tmp_path: Path) -> None:
    (_, registered) = facts(tmp_path, product(disorder(900005, "Vik disease", moved_from=900004)), known())
    assert isinstance(registered, RegistryEntry)
    assert (registered.replaced_by, registered.consider) == (None, ())


def test_an_entry_that_is_not_rare_keeps_its_term_and_gives_it_no_names(tmp_path: Path) -> None:
    entry = disorder(900006, "Common cold", flags=["Inactive", "Non-rare disease in Europe"])
    (registered,) = facts(tmp_path, product(entry), known((NORD, "ORPHA:900006")))
    assert isinstance(registered, RegistryEntry)
    assert (registered.disease, registered.flags) == (NORD, ("inactive", "non-rare"))


def test_a_definition_is_plain_text_with_the_entry_as_its_origin(tmp_path: Path) -> None:
    text = "A rare <i>genu&nbsp;valgum</i>."
    found = facts(tmp_path, product(disorder(900001, "HS", definition=text)), known((HALDEN, "ORPHA:900001")))
    origin = Origin(source=SOURCE, key=("ORPHA:900001",), primary="orphanet", subject="ORPHA:900001")
    assert of(Definition, found) == [Definition(disease=HALDEN, text="A rare genu valgum.", origin=origin)]


def test_characters_that_xml_cannot_hold_do_not_come_of_entities(tmp_path: Path) -> None:
    found = facts(tmp_path, product(disorder(900001, "HS", definition="A rare&#11;&#xFFFE;&#1; disease.")), known())
    assert [definition.text for definition in of(Definition, found)] == ["A rare disease."]
    assert of(Issue, found) == []


def test_categories_merged_into_the_root_of_all_diseases_keep_their_ids(tmp_path: Path) -> None:
    entries_ = [disorder(code, f"Rare group {code}", group="Group of disorders") for code in (900007, 900008)]
    matched = known((ROOT, "ORPHA:900007"), (ROOT, "ORPHA:900008"))
    diseases = of(Disease, facts(tmp_path, product(*entries_), matched))
    assert [disease.id for disease in diseases] == ["ORPHA:900007", "ORPHA:900008"]


def test_what_orphanet_alone_maps_identifies_and_decides_for_later_readers(tmp_path: Path) -> None:
    resolved = known()
    found = facts(tmp_path, product(disorder(900009, "X", references=[reference("MONDO", "900002")])), resolved)
    (mapping,) = of(Mapping, found)
    assert (mapping.subject, mapping.object, mapping.resolves, mapping.disputed) == (NORD, "ORPHA:900009", True, False)
    assert resolved.disease("ORPHA:900009").id == NORD


@pytest.mark.parametrize(
    ("matches", "disorders"),
    [
        ([(NORD, "ORPHA:900100")], [(900009, ["900002"])]),  # MONDO has another code for the term
        ([(HALDEN, "ORPHA:900009")], [(900009, ["900002"])]),  # and another term for the code
        ([], [(900009, ["900001", "900002"])]),
        ([], [(900009, ["900002"]), (900011, ["900002"])]),
    ],
)
def test_where_mondo_speaks_or_there_is_a_choice_orphanet_does_not_decide(
    tmp_path: Path, matches: list[tuple[str, str]], disorders: list[tuple[int, list[str]]]
) -> None:
    listed = [
        disorder(code, f"X{code}", references=[reference("MONDO", one) for one in of_]) for code, of_ in disorders
    ]
    resolved = known(*matches)
    before = resolved.disease("ORPHA:900009").id
    found = facts(tmp_path, product(*listed), resolved)
    assert not [mapping for mapping in of(Mapping, found) if mapping.resolves]
    assert resolved.disease("ORPHA:900009").id == before


def test_two_spellings_of_one_number_are_one_mapping(tmp_path: Path) -> None:
    both = [reference("MONDO", "0900001"), reference("MONDO", "900001")]
    found = facts(tmp_path, product(disorder(900001, "X", references=both)), known((HALDEN, "ORPHA:900001")))
    assert [mapping.subject for mapping in of(Mapping, found)] == [HALDEN]
    assert [issue.kind for issue in of(Issue, found)] == ["repeated-mapping"]


def test_unknown_categories_and_counts_are_said_with_their_lines(tmp_path: Path) -> None:
    entry = disorder(900012, "Y", group="Family", type_="Ailment", flags=["Lost"]).replace(
        '<SynonymList count="0">', '<SynonymList count="3">'
    )
    found = facts(tmp_path, product(entry), known())
    kinds = {issue.kind: (issue.line, issue.action) for issue in of(Issue, found)}
    lines = {"unknown-flag": 4, "unknown-group": 4, "unknown-type": 4, "other-count": 9}
    assert kinds == {kind: (line, "kept") for kind, line in lines.items()}
    (registered,) = of(RegistryEntry, found)
    assert (registered.group, registered.type, registered.flags) == (None, None, ())


def test_an_entry_with_a_code_that_is_none_or_was_read_is_left_out(tmp_path: Path) -> None:
    listed = product(disorder("x1", "A"), disorder(900013, "B"), disorder(900013, "C"))
    found = facts(tmp_path, listed, known())
    assert [issue.kind for issue in of(Issue, found)] == ["malformed-disease", "repeated-entity"]
    assert [entry.label for entry in of(RegistryEntry, found)] == ["B"]


def test_the_layout_of_2019_is_read(tmp_path: Path) -> None:
    path = tmp_path / "en_product1.xml"
    path.write_bytes(OF_2019.encode("latin-1"))
    (entity,) = entries(path, Issues(source=SOURCE, file=path.name))
    assert (entity.code, entity.name, entity.synonyms) == ("900010", "Maladie de Haldén", ("Halden disease",))
    assert entity.definition == "A rare disease."
    (one,) = entity.references
    assert (one.source, one.reference, one.status, one.line) == ("OMIM", "100100", "", 9)
    assert one.relation.partition(" ")[0] == E.partition(" ")[0]


@pytest.mark.parametrize(
    "record",
    [
        "<Disorder><OrphaCode>1</OrphaCode><AverageAgeOfOnsetList/></Disorder>",
        "<Gene><OrphaCode>1</OrphaCode><SynonymList/></Gene>",
    ],
)
def test_a_record_of_another_product_is_refused_with_its_line(tmp_path: Path, record: str) -> None:
    with pytest.raises(SourceError, match=r"en_product1\.xml:4: is another product"):
        facts(tmp_path, product(record), known())
