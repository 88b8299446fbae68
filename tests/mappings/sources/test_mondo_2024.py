"""The older release of MONDO gives only what the newer files do not have."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fetched import fetched, known

from rarekg.mappings.facts import OWN, Issue, Mapping, TermSupplement
from rarekg.mappings.resolve.identity import identify
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.term_names import normalize
from rarekg.mappings.sources import mondo_2024
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Synonym, Term

ONE, TWO, OLD, GONE = (f"MONDO:000000{number}" for number in (1, 2, 3, 4))
Read = tuple[dict[str, TermSupplement], list[Mapping], list[Issue]]


def newer() -> Known:
    """Return two diseases, one obsolete with a successor, one without, and an exact match with the second."""
    knowing = Known()
    knowing.learn(Term(id=ONE, label="disease 1", synonyms=(Synonym(text="First disease", scope="exact"),)))
    knowing.learn(Term(id=TWO, label="disease 2"))
    knowing.learn(Term(id=OLD, label="obsolete 3", obsolete=True, replaced_by=TWO))
    knowing.learn(Term(id=GONE, label="obsolete 4", obsolete=True))
    for other in ("OMIM:100002", "ORPHA:2", "UMLS:C2"):
        knowing.learn_mapping(
            Mapping(subject=TWO, predicate="skos:exactMatch", object=other, justification="x", source="mondo-mappings")
        )
    return knowing


def read(path: Path, knowing: Known) -> Read:
    facts = list(mondo_2024.read(path, knowing))
    return (
        {fact.id: fact for fact in facts if isinstance(fact, TermSupplement)},
        [fact for fact in facts if isinstance(fact, Mapping)],
        [fact for fact in facts if isinstance(fact, Issue)],
    )


def entry(number: int, *xrefs: str, **more: object) -> dict[str, object]:
    pairs = [xref.split(":", 1) for xref in xrefs]
    listed = [{"namespace": namespace, "id": identifier} for namespace, identifier in pairs]
    return {"id": f"{number:07}", "name": f"disease {number}", "namespace": "mondo", "xrefs": listed} | more


def written(tmp_path: Path, *entries: object) -> Path:
    (tmp_path / "mondo.json").write_text(json.dumps(entries), encoding="utf-8")
    return tmp_path / "mondo.json"


@cache
def raw() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(fetched("mondo-2024").read_bytes()))


@cache
def release() -> Read:
    return read(fetched("mondo-2024"), known("mondo-2024"))


@pytest.mark.parametrize(
    ("xrefs", "predicates"),
    [
        (("DECIPHER:4",), {"DECIPHER:4": "skos:exactMatch"}),
        (("OMIMPS:203655", "OMIMPS:203655"), {"OMIMPS:203655": "skos:exactMatch"}),
        (("DECIPHER:4", "DECIPHER:5"), {"DECIPHER:4": "oboInOwl:hasDbXref", "DECIPHER:5": "oboInOwl:hasDbXref"}),
        (("DECIPHER:99",), {"DECIPHER:99": "oboInOwl:hasDbXref"}),  # of two terms
        (("OMIM:304790", "Orphanet:1"), {"OMIM:304790": "oboInOwl:hasDbXref", "ORPHA:1": "oboInOwl:hasDbXref"}),
        (("OMIM:100002",), {"OMIM:100002": "oboInOwl:hasDbXref"}),  # of another term in a newer file
        (("GARD:1850",), {"GARD:0001850": "oboInOwl:hasDbXref"}),
    ],
)
def test_a_cross_reference_is_exact_only_where_one_to_one_in_a_registry_that_newer_files_leave_out(
    tmp_path: Path, xrefs: tuple[str, ...], predicates: dict[str, str]
) -> None:
    path = written(tmp_path, entry(1, *xrefs), entry(2, "DECIPHER:99"))
    _, mappings, _ = read(path, newer())
    assert {one.object: one.predicate for one in mappings if one.subject == ONE} == predicates
    # The file states the cross-reference; that it is exact is a decision of the build.
    references = [one for one in mappings if one.predicate == "oboInOwl:hasDbXref"]
    assert {one.object for one in references if one.subject == ONE} == predicates.keys()
    assert {one.source for one in references} == {"mondo-2024"}
    assert {one.source for one in mappings if one.predicate == "skos:exactMatch"} <= {OWN}
    assert {one.justification for one in mappings} == {"semapv:UnspecifiedMatching"}


def test_a_match_that_mondo_states_no_more_is_not_exact() -> None:
    """Dermal ridges of the Nelson family are not Nelson syndrome, a tumour of the pituitary gland."""
    nelson = [one for one in release()[1] if one.object == "OMIM:125530"]
    assert [(one.subject, one.predicate) for one in nelson] == [("MONDO:0016035", "oboInOwl:hasDbXref")]


def test_only_new_names_and_cross_references_are_added(tmp_path: Path) -> None:
    synonyms = ["first  DISEASE", "IPEX syndrome", "disease 1"]
    path = written(tmp_path, entry(1, "UMLS:C1", "NORD:5", synonyms=synonyms), entry(2, "UMLS:C2"))
    supplements, mappings, _ = read(path, newer())
    assert supplements == {
        ONE: TermSupplement(id=ONE, synonyms=(Synonym(text="IPEX syndrome"),), xrefs=("NORD:5", "UMLS:C1"))
    }
    assert mappings == []


def test_nothing_is_read_of_a_registry_that_the_newer_release_refers_to(tmp_path: Path) -> None:
    knowing = newer()
    knowing.cross_referenced |= {"GARD", "UMLS", "ORPHA"}
    supplements, mappings, _ = read(written(tmp_path, entry(1, "GARD:1", "UMLS:C1", "Orphanet:1", "NORD:5")), knowing)
    assert supplements[ONE].xrefs == ("NORD:5",)
    assert mappings == []


def test_what_is_stated_of_an_obsolete_disease_moves_to_its_successor(tmp_path: Path) -> None:
    path = written(tmp_path, entry(3, "GARD:3"), entry(4, "GARD:4"), entry(5))
    supplements, mappings, issues = read(path, newer())
    assert supplements == {TWO: TermSupplement(id=TWO, synonyms=(Synonym(text="disease 3"),))}
    assert [(one.subject, one.object) for one in mappings] == [(TWO, "GARD:0000003")]
    assert [(issue.kind, issue.action, issue.value) for issue in issues] == [
        ("replaced-term", "replaced", OLD),
        ("obsolete-term", "skipped", GONE),
        ("obsolete-term", "skipped", "MONDO:0000005"),
    ]


def test_an_entry_with_the_name_of_another_disease_is_left_out(tmp_path: Path) -> None:
    knowing = newer()
    path = written(tmp_path, entry(1, "OMIM:100009", name="Disease 2"))
    supplements, mappings, (issue,) = read(path, knowing)
    assert (supplements, mappings) == ({}, [])
    assert (issue.kind, issue.value, issue.action) == ("name-of-another-term", ONE, "skipped")
    assert identify("OMIM:100009", ["disease 2"], knowing).id is None


def test_the_ids_that_the_release_of_today_uses_for_other_diseases() -> None:
    """MONDO:0025419 was furunculosis and is that of fish, which has no boils."""
    supplements, _, issues = release()
    named = {issue.value for issue in issues if issue.kind == "name-of-another-term"}
    assert named == {"MONDO:0025419", "MONDO:0859322"}
    assert not named & supplements.keys()
    assert any("boils" in one.get("synonyms", ()) for one in raw() if f"MONDO:{one['id']}" in named)


def test_malformed_and_unknown_fields_are_reported(tmp_path: Path) -> None:
    one = entry(1, "OMIM:12", "Wikipedia:X", "Wikipedia:Y", colour="red", relations={"part_of": ["0000002"]})
    supplements, _, issues = read(written(tmp_path, one, entry(2) | {"id": "2"}), newer())
    assert supplements[ONE].xrefs == ("Wikipedia:X", "Wikipedia:Y")
    assert {(issue.kind, issue.value) for issue in issues} == {
        ("malformed-id", "OMIM:12"),
        ("malformed-id", "MONDO:2"),
        ("unknown-prefix", "Wikipedia"),
        ("unread-field", "colour"),
        ("unread-field", "relations.part_of"),
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[",
        b"{}",
        b"[]",
        b"[1]",
        b'[{"id": "0000001"}]',
        b'[{"id": "0000001", "name": ""}]',
        b'[{"id": "0000001", "name": "a", "synonyms": "b"}]',
        b'[{"id": "0000001", "name": "a", "xrefs": [{"id": "1"}]}]',
        b'[{"id": "0000001", "name": "a", "relations": []}]',
        b'[{"id": "0000001", "name": "\xff"}]',
        b"[" * 200_000,
        b'[{"id": "0000001", "name": "half \\ud800 of a pair"}]',
    ],
)
def test_other_files_are_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mondo.json").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read(tmp_path / "mondo.json", newer())
    assert str(caught.value).startswith(str(tmp_path / "mondo.json"))
    assert "\n" not in str(caught.value)
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path, newer())


def test_no_cross_reference_of_the_release_is_lost() -> None:
    """Each is there, or a newer file has it of the same term, or its disease has no current term."""
    supplements, mappings, issues = release()
    found = {(one.subject, one.object) for one in mappings}
    found |= {(one.id, xref) for one in supplements.values() for xref in one.xrefs}
    skipped = {issue.value for issue in issues if issue.action == "skipped"}
    before, lost = known("mondo-2024"), Counter[str]()
    for one in raw():
        term = before.current(f"MONDO:{one['id']}").id
        for xref in one.get("xrefs", []) if f"MONDO:{one['id']}" not in skipped else []:
            curie = f"{xref['namespace']}:{xref['id']}"
            curie = curie.replace("Orphanet:", "ORPHA:").replace("ICD9CM:", "ICD9:")
            curie = f"GARD:{int(xref['id']):07}" if xref["namespace"] == "GARD" else curie
            if (term, curie) not in found and term not in before.mapped(curie, "MONDO"):
                lost[xref["namespace"]] += 1
    assert lost == {"MESH": 1, "MedDRA": 1}  # malformed


def test_no_name_of_the_release_is_lost() -> None:
    supplements, _, issues = release()
    skipped = {issue.value for issue in issues if issue.action == "skipped"}
    before, lost = known("mondo-2024"), []
    for one in raw():
        own = f"MONDO:{one['id']}"
        term = before.current(own).id
        if own in skipped or term is None:
            continue
        added = {name.text for name in supplements[term].synonyms} if term in supplements else set()
        lost += [
            name for name in one.get("synonyms", []) if name not in added and not before.names.has_name(term, name)
        ]
    assert lost == []
    again = [(one.id, name.text) for one in supplements.values() for name in one.synonyms]
    assert len(set(again)) == len(again) == 33_223
    assert not [name for term, name in again if normalize(name) == normalize(before.label(term) or "")]


def test_names_that_only_this_release_has_are_resolved() -> None:
    assert known().names.disease_named(["IPEX syndrome"]).id == "MONDO:0010580"
    assert known().names.disease_named(["haemophilia A"]).id == "MONDO:0010602"
    assert known().mapped("MONDO:0010580", "GARD") == ("GARD:0001850",)


def test_merged_ids_of_the_release_have_the_same_successor_in_the_newer_one() -> None:
    merged = {f"MONDO:{other}": f"MONDO:{one['id']}" for one in raw() for other in one.get("alt_ids", [])}
    assert len(merged) == 73
    assert {other: known().current(other).id for other in merged} == {
        other: known().current(term).id for other, term in merged.items()
    }
