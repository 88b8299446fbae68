"""Alignments: relation, status and place in ICD of each reference, and which exact ones are disputed."""

import pytest

from rarekg.mappings.facts import Issue, Mapping
from rarekg.mappings.orphanet.alignments import CURATED, UNSPECIFIED, Alignments
from rarekg.mappings.orphanet.records import ExternalReference
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.terms import Term

OWN, NODE, OTHER = "ORPHA:900001", "MONDO:0900001", "MONDO:0900002"
E, NTBT = "E (Exact mapping: the two concepts are equivalent)", "NTBT (ORPHAcode is narrower than the targeted code)"


def known(*matches: tuple[str, str, str]) -> Known:
    found = Known()
    found.learn(Term(id=NODE, label="Halden syndrome"))
    found.learn(Term(id=OTHER, label="Nord disease"))
    found.learn(Term(id="MONDO:0900003", label="obsolete Sund", obsolete=True, replaced_by=NODE))
    found.learn(Term(id="MONDO:0900004", label="obsolete Vik", obsolete=True))
    for subject, predicate, object_ in matches:
        found.learn_mapping(
            Mapping(subject=subject, predicate=predicate, object=object_, justification="x:y", source="mondo-mappings")
        )
    return found


def aligned(reference: ExternalReference, resolved: Known, node: str = NODE) -> tuple[list[Mapping], list[Issue]]:
    issues = Issues(source="orphanet-nomenclature", file="x.xml")
    made = Alignments(known=resolved, issues=issues, source="orphanet-nomenclature")
    return list(made.mappings(OWN, node, [reference])), list(issues.drain())


@pytest.mark.parametrize(
    ("relation", "predicate"),
    [
        (E, "skos:exactMatch"),
        ("E (Exact mapping (the terms and the concepts are equivalent))", "skos:exactMatch"),
        (NTBT, "skos:broadMatch"),
        ("BTNT (ORPHAcode is broader than the targeted code used to represent it)", "skos:narrowMatch"),
        ("ND (not yet decided/unable to decide)", "oboInOwl:hasDbXref"),
    ],
)
@pytest.mark.parametrize(
    ("status", "validated", "justification"),
    [("Validated", True, CURATED), ("Not yet validated", False, UNSPECIFIED), ("", None, UNSPECIFIED)],
)
def test_relation_and_status(
    relation: str, predicate: str, status: str, validated: bool | None, justification: str
) -> None:
    (mapping,), issues = aligned(ExternalReference("MeSH", "C563735", relation, status=status), known())
    assert mapping == Mapping(
        subject=NODE,
        predicate=predicate,
        object="MESH:C563735",
        justification=justification,
        source="orphanet-nomenclature",
        original_subject=OWN,
        validated=validated,
        resolves=False,
    )
    assert issues == []


@pytest.mark.parametrize(
    ("source", "written", "object_", "words"),
    [
        ("ICD-10", "Q77.3", "ICD10WHO:Q77.3", None),
        ("ICD-10", "G93.8*", "ICD10WHO:G93.8", "G93.8*"),
        ("ICD-10", "E75+", "ICD10WHO:E75", "E75+"),
        ("ICD-11", "LD24.61", "ICD11:LD24.61", None),
        ("ICD-11", "XH8V95", "ICD11:XH8V95", None),
        ("OMIM", "607131", "OMIM:607131", None),
        ("UMLS", "C4304500", "UMLS:C4304500", None),
        ("MedDRA", "10083059", "MedDRA:10083059", None),
        ("GARD", "5774", "GARD:0005774", None),
    ],
)
def test_ids_are_those_of_the_prefix_table(source: str, written: str, object_: str, words: str | None) -> None:
    (mapping,), _ = aligned(ExternalReference(source, written, NTBT), known())
    assert (mapping.object, mapping.words) == (object_, words)


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("Specific code (ICD-10/ICD-11: ORPHAcode has its own code in the targeted terminology)", "specific"),
        (
            "Inclusion term (ICD-10: Orphanet entity included under an ICD-10 category and has not its own code)",
            "inclusion",
        ),
        ("Index term (ICD-10: Orphanet entity listed in the ICD-10 Index.)", "index"),
        ("Attributed code (ICD-10/ICD-11: The targeted code is assigned by Orphanet)", "attributed"),
    ],
)
@pytest.mark.parametrize(
    ("uri", "foundation"),
    [("1359939784", "icd11.foundation:1359939784"), ("null", None), ("", None), ("1858812010%2fother", None)],
)
def test_the_place_in_icd(words: str, relation: str, uri: str, foundation: str | None) -> None:
    (mapping,), _ = aligned(ExternalReference("ICD-11", "LD24.61", NTBT, words, "Validated", uri), known())
    assert (mapping.icd_relation, mapping.foundation) == (relation, foundation)


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        (ExternalReference("SNOMED", "1", E, line=7), "unknown-reference-source"),
        (ExternalReference("OMIM", "607131", "X (who knows)", line=7), "unknown-relation"),
        (ExternalReference("OMIM", "607131", "", line=7), "unknown-relation"),
        (ExternalReference("OMIM", "607131", E, status="Guessed", line=7), "unknown-status"),
        (ExternalReference("ICD-10", "Q77.3", E, "Some term", line=7), "unknown-icd-relation"),
        (ExternalReference("OMIM", "6071", E, line=7), "malformed-id"),
        (ExternalReference("ICD-10", "69.3", E, line=7), "malformed-id"),
        (ExternalReference("ICD-11", "I00", E, line=7), "malformed-id"),
        (ExternalReference("MONDO", "999", E, line=7), "unknown-term"),
        (ExternalReference("MONDO", "x", E, line=7), "unknown-term"),
    ],
)
def test_what_is_not_known_is_left_out_with_its_line(reference: ExternalReference, kind: str) -> None:
    mappings, issues = aligned(reference, known())
    assert mappings == []
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [(kind, 7, "skipped")]


EXACT = "skos:exactMatch"
XREF = "oboInOwl:hasDbXref"


@pytest.mark.parametrize(
    ("source", "number", "matches", "disputed"),
    [
        ("OMIM", "607131", [(NODE, EXACT, "OMIM:607131")], False),
        ("OMIM", "607131", [], True),
        ("OMIM", "607131", [(NODE, XREF, "OMIM:607131")], True),  # MONDO does not say that they are the same
        ("OMIM", "607131", [(OTHER, EXACT, "OMIM:607131")], True),
        ("UMLS", "C4304500", [], False),
        ("UMLS", "C4304500", [(NODE, XREF, "UMLS:C4304500")], False),
        ("UMLS", "C4304500", [(OTHER, XREF, "UMLS:C4304500")], True),
        ("UMLS", "C4304500", [(OTHER, EXACT, "UMLS:C4304500"), (NODE, EXACT, "UMLS:C4304500")], False),
        ("UMLS", "C4304500", [("MONDO:0900003", EXACT, "UMLS:C4304500")], False),  # replaced by the node
        ("MONDO", "900001", [], False),
        ("MONDO", "900002", [], True),
    ],
)
def test_an_exact_match_that_joins_what_mondo_keeps_apart_is_disputed(
    source: str, number: str, matches: list[tuple[str, str, str]], disputed: bool
) -> None:
    (mapping,), _ = aligned(ExternalReference(source, number, E), known(*matches))
    assert mapping.disputed is disputed
    (broad,), _ = aligned(ExternalReference(source, number, NTBT), known(*matches))
    assert not broad.disputed


def test_a_term_that_mondo_replaced_is_its_successor_and_a_withdrawn_one_stays() -> None:
    (mapping,), (issue,) = aligned(ExternalReference("MONDO", "0900003", E), known())
    assert (mapping.subject, mapping.object, mapping.original_subject) == (NODE, OWN, "MONDO:0900003")
    assert (issue.kind, issue.action) == ("replaced-term", "replaced")
    (mapping,), (issue,) = aligned(ExternalReference("MONDO", "900004", E), known(), node="MONDO:0900004")
    assert (mapping.subject, mapping.original_subject, mapping.disputed) == ("MONDO:0900004", None, False)
    assert (issue.kind, issue.action) == ("obsolete-term", "kept")
