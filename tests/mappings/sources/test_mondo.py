"""MONDO's diseases as facts: parents, names without a scope, mappings no stronger than the file supports."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from fetched import fetched, known
from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.facts import Issue, Mapping
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import mondo
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Synonym, Term

IPEX = "MONDO:0010580"
SSSOM = Path(__file__).parents[4] / "shared" / "data" / "mondo"


def read(path: Path) -> tuple[dict[str, Term], list[Mapping], list[Issue]]:
    facts = list(mondo.read(path, Known()))
    return (
        {fact.id: fact for fact in facts if isinstance(fact, Term)},
        [fact for fact in facts if isinstance(fact, Mapping)],
        [fact for fact in facts if isinstance(fact, Issue)],
    )


def written(tmp_path: Path, *entries: object) -> Path:
    (tmp_path / "mondo.json").write_text(json.dumps(entries), encoding="utf-8")
    return tmp_path / "mondo.json"


def entry(number: int, *xrefs: str, **more: object) -> dict[str, object]:
    pairs = [xref.split(":", 1) for xref in xrefs]
    listed = [{"namespace": namespace, "id": identifier} for namespace, identifier in pairs]
    return {"id": f"{number:07}", "name": f"disease {number}", "namespace": "mondo", "xrefs": listed} | more


@pytest.fixture(scope="module")
def release() -> tuple[dict[str, Term], list[Mapping], list[Issue]]:
    return read(fetched("mondo"))


def test_one_entry(tmp_path: Path) -> None:
    relations = {"is_a": ["0000002", "0000003"], "excluded_subClassOf": ["0000004"]}
    synonyms = ["disease 1", "first disease"]
    path = written(tmp_path, entry(1, "UMLS:C1", relations=relations, synonyms=synonyms, alt_ids=["0000009"]))
    terms, mappings, issues = read(path)
    assert terms["MONDO:0000001"] == Term(
        id="MONDO:0000001",
        label="disease 1",
        synonyms=(Synonym(text="first disease", scope=None),),
        parents=("MONDO:0000002", "MONDO:0000003"),
        alt_ids=("MONDO:0000009",),
        xrefs=("UMLS:C1",),
    )
    assert (mappings, issues) == ([], [])


@pytest.mark.parametrize(
    ("xrefs", "predicates"),
    [
        (("OMIM:304790",), {"OMIM:304790": "skos:exactMatch"}),
        (("OMIMPS:203655",), {"OMIMPS:203655": "skos:exactMatch"}),
        (("Orphanet:37042",), {"ORPHA:37042": "skos:exactMatch"}),
        (("DECIPHER:4",), {"DECIPHER:4": "skos:exactMatch"}),
        (("GARD:1850",), {"GARD:0001850": "oboInOwl:hasDbXref"}),
        (("OMIM:304790", "OMIM:304790"), {"OMIM:304790": "skos:exactMatch"}),
        (
            ("OMIM:304790", "OMIM:100000", "Orphanet:1"),
            {"OMIM:304790": "oboInOwl:hasDbXref", "OMIM:100000": "oboInOwl:hasDbXref", "ORPHA:1": "skos:exactMatch"},
        ),
        (("Orphanet:99",), {"ORPHA:99": "oboInOwl:hasDbXref"}),
    ],
)
def test_a_cross_reference_is_exact_only_where_it_is_one_to_one(
    tmp_path: Path, xrefs: tuple[str, ...], predicates: dict[str, str]
) -> None:
    terms, mappings, _ = read(written(tmp_path, entry(1, *xrefs), entry(2, "Orphanet:99")))
    assert {one.object: one.predicate for one in mappings if one.subject == "MONDO:0000001"} == predicates
    assert terms["MONDO:0000001"].xrefs == ()
    assert {(one.source, one.justification) for one in mappings} == {("mondo", "semapv:UnspecifiedMatching")}


def test_malformed_and_unknown_fields_are_reported(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entry(1, "OMIM:12", "MESH:162", "Wikipedia:X", "Wikipedia:Y", colour="red", relations={"part_of": ["0000002"]}),
        entry(2) | {"id": "2"},
    )
    terms, mappings, issues = read(path)
    assert list(terms) == ["MONDO:0000001"]
    assert terms["MONDO:0000001"].xrefs == ("Wikipedia:X", "Wikipedia:Y")
    assert mappings == []
    assert {(issue.kind, issue.value) for issue in issues} == {
        ("malformed-id", "OMIM:12"),
        ("malformed-id", "MESH:162"),
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
        b'[{"id": "0000001"',
        b"{}",
        b"[]",
        b"[1]",
        b'[{"id": "0000001"}]',
        b'[{"id": 1, "name": "a"}]',
        b'[{"id": "0000001", "name": ""}]',
        b'[{"id": "0000001", "name": "a", "synonyms": "b"}]',
        b'[{"id": "0000001", "name": "a", "xrefs": [{"id": "1"}]}]',
        b'[{"id": "0000001", "name": "a", "relations": []}]',
        b'[{"id": "0000001", "name": "a", "relations": {"is_a": "0000002"}}]',
        b'[{"id": "0000001", "name": "\xff"}]',
        b"[" * 200_000,
        b"\x00\x00",
        b'[{"id": "0000001", "name": "half \\ud800 of a pair"}]',
    ],
)
def test_other_files_are_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mondo.json").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read(tmp_path / "mondo.json")
    assert str(caught.value).startswith(str(tmp_path / "mondo.json"))
    assert "\n" not in str(caught.value)


def test_a_syntax_error_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mondo.json").write_text('[\n {\n  "id" "1"\n }\n]')
    with pytest.raises(SourceError, match=r"mondo\.json:3: "):
        read(tmp_path / "mondo.json")
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["id", "name", "xrefs", "relations", "is_a"]), inner)
    ),
)


@given(entries=st.lists(JSON))
def test_any_json_gives_facts_or_a_source_error(
    tmp_path_factory: pytest.TempPathFactory, entries: list[object]
) -> None:
    path = written(tmp_path_factory.mktemp("mondo"), *entries)
    try:
        sound = all(re.fullmatch(r"MONDO:\d{7}", term) for term in read(path)[0])
    except SourceError as error:
        sound = error.path == path
    assert sound


def test_the_release_is_read_completely(release: tuple[dict[str, Term], list[Mapping], list[Issue]]) -> None:
    """The counts are those of the file, counted independently."""
    terms, mappings, _ = release
    entries = json.loads(fetched("mondo").read_bytes())
    names = [(one["name"], name) for one in entries for name in one.get("synonyms", [])]
    xrefs = Counter(xref["namespace"] for one in entries for xref in one.get("xrefs", []))
    assert len(terms) == len(entries) == 23964
    assert sum(len(term.synonyms) for term in terms.values()) == sum(label != name for label, name in names)
    assert sum(len(term.parents) for term in terms.values()) == sum(
        len(one.get("relations", {}).get("is_a", [])) for one in entries
    )
    mapped = Counter(one.object.partition(":")[0] for one in mappings)
    assert mapped == {
        "OMIM": xrefs["OMIM"],
        "OMIMPS": xrefs["OMIMPS"],
        "ORPHA": xrefs["Orphanet"],
        "DECIPHER": xrefs["DECIPHER"],
        "GARD": xrefs["GARD"],
    }
    # Two ids of the release are malformed, a MeSH and a MedDRA one, and one has its ICD-9 code under two spellings.
    assert sum(len(term.xrefs) for term in terms.values()) == xrefs.total() - mapped.total() - 3


def test_nothing_of_the_release_is_unread(release: tuple[dict[str, Term], list[Mapping], list[Issue]]) -> None:
    _, _, issues = release
    assert not [issue for issue in issues if issue.kind == "unread-field"]
    assert {issue.value for issue in issues if issue.kind == "malformed-id"} == {"MESH:1622152", "MedDRA:C1535926"}
    assert {issue.source for issue in issues} == {"mondo"}


def test_ipex(release: tuple[dict[str, Term], list[Mapping], list[Issue]]) -> None:
    terms, mappings, _ = release
    assert terms[IPEX].label == "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"
    assert "MESH:C580192" in terms[IPEX].xrefs
    assert {(one.object, one.predicate) for one in mappings if one.subject == IPEX} == {
        ("OMIM:304790", "skos:exactMatch"),
        ("ORPHA:37042", "skos:exactMatch"),
        ("GARD:0001850", "oboInOwl:hasDbXref"),
    }


def test_the_hierarchy_has_one_root_of_diseases_and_no_rejected_parents() -> None:
    assert known().is_a(IPEX, "MONDO:0000001")
    (excluded,) = [
        one["relations"]["excluded_subClassOf"]
        for one in json.loads(fetched("mondo").read_bytes())
        if one["id"] == "0004961" and "excluded_subClassOf" in one["relations"]
    ]
    assert not any(known().is_a("MONDO:0004961", f"MONDO:{parent}") for parent in excluded)


def test_diseases_are_resolved_by_name_and_number() -> None:
    assert known().disease_named(["IPEX syndrome"]).id == IPEX
    assert known().mapped("ORPHA:37042", "MONDO") == (IPEX,)
    assert known().mapped(IPEX, "GARD") == ("GARD:0001850",)
    assert known().current("MONDO:0021286").id == "MONDO:0000371"


@pytest.mark.parametrize(("table", "prefix", "share"), [("omim", "OMIM", 0.99), ("orphanet", "ORPHA", 0.985)])
def test_exact_mappings_agree_with_mondos_own_tables(
    release: tuple[dict[str, Term], list[Mapping], list[Issue]], table: str, prefix: str, share: float
) -> None:
    """Mappings taken as exact here lead to the same term in the exact mappings that MONDO now publishes."""
    path = SSSOM / f"mondo_exactmatch_{table}.sssom.tsv"
    if not path.exists():
        pytest.skip(f"MONDO's mapping tables are not at {SSSOM}")
    published = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("MONDO:"):
            subject, _, _, object_ = line.split("\t")[:4]
            published[object_.split(":")[1]].add(subject)
    exact = [one for one in release[1] if one.predicate == "skos:exactMatch" and one.object.startswith(prefix + ":")]
    known_there = [one for one in exact if one.object.split(":")[1] in published]
    agreeing = [one for one in known_there if published[one.object.split(":")[1]] == {one.subject}]
    assert len(known_there) > 0.9 * len(exact)
    assert len(agreeing) > share * len(known_there)
