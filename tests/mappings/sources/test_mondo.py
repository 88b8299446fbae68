"""MONDO's terms as facts, from the JSON that is pinned and from the release in OBO."""

import json
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zstandard
from fetched import fetched, known
from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.facts import Issue, Mapping, TermKind
from rarekg.mappings.mondo import ontology_guide
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import mondo
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Synonym, Term

IPEX = "MONDO:0010580"
EDGES = Path(__file__).parents[4] / "shared" / "data" / "mondo" / "mondo-rare_edges.tsv"
LIVE: dict[str, object] = {"ancestors": {}, "label": "disease", "deprecated": False}


def read(path: Path) -> tuple[dict[str, Term], list[Mapping], list[Issue]]:
    facts = list(mondo.read(path, Known()))
    return (
        {fact.id: fact for fact in facts if isinstance(fact, Term)},
        [fact for fact in facts if isinstance(fact, Mapping)],
        [fact for fact in facts if isinstance(fact, Issue)],
    )


def written(tmp_path: Path, content: object, *, compressed: bool = True) -> Path:
    raw = json.dumps(content).encode()
    path = tmp_path / "mondo.json"
    path.write_bytes(zstandard.ZstdCompressor().compress(raw) if compressed else raw)
    return path


@cache
def raw() -> dict[str, Any]:
    """Return the pinned file, decompressed and parsed by other functions than the reader's."""
    entries: dict[str, Any] = json.loads(zstandard.ZstdDecompressor().decompressobj().decompress(_pinned()))
    return entries


def _pinned() -> bytes:
    return fetched("mondo").read_bytes()


@cache
def release() -> tuple[dict[str, Term], list[Mapping], list[Issue]]:
    return read(fetched("mondo"))


@pytest.mark.parametrize("compressed", [True, False])
def test_one_entry(tmp_path: Path, compressed: bool) -> None:
    entry = {
        "ancestors": {"MONDO:0000002": 1, "MONDO:0000004": 2, "MONDO:0000003": 1},
        "label": "disease 1",
        "description": "A disease.",
        "synonyms": ["disease 1", "first disease"],
        "deprecated": False,
        "colour": "red",
    }
    terms, mappings, issues = read(written(tmp_path, {"MONDO:0000001": entry, "MONDO:2": LIVE}, compressed=compressed))
    assert terms == {
        "MONDO:0000001": Term(
            id="MONDO:0000001",
            label="disease 1",
            definition="A disease.",
            synonyms=(Synonym(text="first disease", scope="exact"),),
            parents=("MONDO:0000002", "MONDO:0000003"),
        )
    }
    assert mappings == []
    assert {(issue.kind, issue.value) for issue in issues} == {("malformed-id", "MONDO:2"), ("unread-field", "colour")}


def test_what_became_of_obsolete_and_merged_ids(tmp_path: Path) -> None:
    old = {"ancestors": {}, "deprecated": True}
    terms, _, _ = read(
        written(
            tmp_path,
            {
                "MONDO:0000001": LIVE,
                "MONDO:0000002": old | {"label": "obsolete a", "replaced_by": "MONDO:0000001", "comments": ["Why."]},
                "MONDO:0000003": old | {"label": "obsolete b", "consider": ["obo.MONDO_0000001", "obo.HP_0000118"]},
                "MONDO:0000004": old | {"label": "", "replaced_by": "MONDO:0000001"},
            },
        )
    )
    assert terms["MONDO:0000001"].alt_ids == ("MONDO:0000004",)
    assert terms["MONDO:0000002"] == Term(
        id="MONDO:0000002", label="obsolete a", comment="Why.", obsolete=True, replaced_by="MONDO:0000001"
    )
    assert terms["MONDO:0000003"].consider == ("MONDO:0000001", "HP:0000118")
    assert "MONDO:0000004" not in terms


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{}",
        b"[]",
        b'[{"id": "0000001", "name": "a"}]',
        b'{"MONDO:0000001": 1}',
        b'{"MONDO:0000001": {}}',
        b'{"MONDO:0000001": {"label": "a"}}',
        b'{"MONDO:0000001": {"label": 1, "deprecated": false}}',
        b'{"MONDO:0000001": {"label": "", "deprecated": false}}',
        b'{"MONDO:0000001": {"label": "a", "deprecated": 0}}',
        b'{"MONDO:0000001": {"label": "a", "deprecated": false, "synonyms": "b"}}',
        b'{"MONDO:0000001": {"label": "a", "deprecated": false, "ancestors": ["MONDO:0000002"]}}',
        b'{"MONDO:0000001": {"label": "\xff", "deprecated": false}}',
        b'{"MONDO:0000001": {"label": "half \\ud800 of a pair", "deprecated": false}}',
        b'{"a":' * 200_000,
        ontology_guide.MAGIC,
        ontology_guide.MAGIC + b"garbage",
        zstandard.ZstdCompressor().compress(b'{"MONDO:0000001": {"label": "a"'),
        zstandard.ZstdCompressor().compress(json.dumps({"MONDO:0000001": LIVE}).encode())[:-9],
        b"\x00\x00",
        b"no ontology",
    ],
)
def test_other_files_are_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mondo.json").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read(tmp_path / "mondo.json")
    assert str(caught.value).startswith(str(tmp_path / "mondo.json"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("character", ["\\u0001", "\\f", "\\ufffe", "\\uFFFF", "\uffff"])
@pytest.mark.parametrize("field", ["label", "description", "synonyms", "comments"])
def test_a_text_that_xml_cannot_hold_is_refused(tmp_path: Path, field: str, character: str) -> None:
    value = f'["a{character}"]' if field in ("synonyms", "comments") else f'"a{character}"'
    entry = ", ".join(
        f'"{key}": {raw}' for key, raw in ({"label": '"x"', "deprecated": "false"} | {field: value}).items()
    )
    path = tmp_path / "mondo.json"
    path.write_text(f'{{"MONDO:0000001": {{{entry}}}}}', encoding="utf-8")
    with pytest.raises(SourceError, match=r"MONDO:0000001 has the character U\+[0-9A-F]{4}, which XML cannot hold"):
        list(mondo.read(path, Known()))


def test_a_file_that_expands_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mondo.json.zst"
    path.write_bytes(zstandard.ZstdCompressor().compress(b" " * (ontology_guide.MAX_SIZE + 2)))
    assert path.stat().st_size < 100_000
    with pytest.raises(SourceError, match="more than 64 MiB"):
        read(path)


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path)
    with pytest.raises(SourceError, match="cannot be read"):
        ontology_guide.decompressed(tmp_path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["label", "deprecated", "ancestors", "consider"]), inner)
    ),
)


@given(entries=st.dictionaries(st.sampled_from(["MONDO:0000001", "MONDO:1", "x"]), JSON))
def test_any_json_gives_facts_or_a_source_error(tmp_path_factory: pytest.TempPathFactory, entries: object) -> None:
    path = written(tmp_path_factory.mktemp("mondo"), entries)
    try:
        sound = all(re.fullmatch(r"MONDO:\d{7}", term) for term in read(path)[0])
    except SourceError as error:
        sound = error.path == path
    assert sound


def test_the_release_is_read_completely() -> None:
    """The counts are those of the file, counted independently."""
    terms, mappings, issues = release()
    entries = raw()
    named = {curie: entry for curie, entry in entries.items() if entry["label"]}
    live = [entry for entry in entries.values() if not entry["deprecated"]]
    assert (len(entries), len(live), len(named)) == (31_958, 27_990, 31_884)
    assert terms.keys() == named.keys()
    assert mappings == []
    assert {curie: term.label for curie, term in terms.items()} == {c: entry["label"] for c, entry in named.items()}
    current = [term for term in terms.values() if not term.obsolete]
    assert len(current) == len(live)
    assert sum(term.definition is not None for term in current) == sum("description" in one for one in live) == 19_315
    assert sum(len(one.get("synonyms", [])) for one in live) == 70_432
    assert sum(len(term.synonyms) for term in current) == sum(
        name != entry["label"] for entry in live for name in entry.get("synonyms", [])
    )
    assert {name.scope for term in terms.values() for name in term.synonyms} == {"exact"}
    parents = {(c, above) for c, entry in entries.items() for above, steps in entry["ancestors"].items() if steps == 1}
    assert {(term.id, parent) for term in terms.values() for parent in term.parents} == parents
    assert len(parents) == 41_908
    assert {issue.kind for issue in issues} == {"unknown-prefix"}


def test_obsolete_terms_and_successors_of_the_release_are_read_completely() -> None:
    terms, _, _ = release()
    entries = raw()
    successors = {curie: entry["replaced_by"] for curie, entry in entries.items() if "replaced_by" in entry}
    assert sum(entry["deprecated"] for entry in entries.values()) == 3_968
    assert len(successors) == 2_221
    read_ = {term.id: term.replaced_by for term in terms.values() if term.replaced_by}
    read_ |= {merged: term.id for term in terms.values() for merged in term.alt_ids}
    assert read_ == successors
    assert sum(term.startswith("HP:") for term in successors.values()) == 12
    assert all(term.obsolete == entries[term.id]["deprecated"] for term in terms.values())
    candidates = [one for entry in entries.values() for one in entry.get("consider", [])]
    ids = [one.rpartition("/")[2].removeprefix("obo.").replace("_", ":") for one in candidates]
    kept = [one for one in ids if one.startswith(("MONDO:", "HP:", "MAXO:"))]
    assert sorted(one for term in terms.values() for one in term.consider) == sorted(kept)
    assert len(ids) - len(kept) == 8


def test_successors_are_followed_to_a_live_term() -> None:
    """A loop of its own follows every chain of the file."""
    entries, ends = raw(), defaultdict[str, int](int)
    for curie, entry in entries.items():
        end, steps = curie, 0
        while end in entries and entries[end]["deprecated"] and "replaced_by" in entries[end]:
            end, steps = entries[end]["replaced_by"], steps + 1
        alive = end.startswith("HP:") or not entries[end]["deprecated"]
        assert known().current(curie).id == (end if alive else None)
        ends["live" if alive else "obsolete"] += entry["deprecated"]
    assert ends == {"live": 2_194, "obsolete": 1_774}


def test_the_parents_lead_to_exactly_the_ancestors_that_the_release_states() -> None:
    learned = Known()
    for term in release()[0].values():
        learned.learn(term)
    for curie, entry in raw().items():
        if not entry["deprecated"]:
            assert learned.ancestors(curie) == {curie, *entry["ancestors"]}


def test_the_hierarchy_agrees_with_what_mondo_exported_later() -> None:
    """MONDO's own export of its rare diseases, three months younger."""
    if not EDGES.exists():
        pytest.skip(f"{EDGES.name} is not beside this checkout, in ../shared/data/mondo")
    rows = [line.split("\t") for line in EDGES.read_text(encoding="utf-8").splitlines()]
    terms = release()[0]
    edges = [
        (below, above)
        for _, below, predicate, above, *_ in rows
        if predicate == "biolink:subclass_of" and {below, above} <= terms.keys()
    ]
    assert len(edges) == 28_776
    assert sum(above in terms[below].parents for below, above in edges) == 28_733


def test_ipex() -> None:
    terms, _, _ = release()
    assert terms[IPEX].label == "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"
    assert terms[IPEX].definition is not None
    assert known().is_a(IPEX, "MONDO:0000001")
    assert known().names.disease_named(["IPEX syndrome"]).id == IPEX


OBO = """\
format-version: 1.2
ontology: mondo
subsetdef: gard_rare "GARD"

[Term]
id: BFO:0000016
name: disposition

[Term]
id: MONDO:0000001
name: disease
is_a: BFO:0000016 ! disposition

[Term]
id: MONDO:0010580
name: IPEX
def: "A disease." [PMID:1]
subset: gard_rare {source="GARD:0001850", source="MONDO:GARD"}
subset: http://purl.obolibrary.org/obo/mondo#rare
synonym: "IPEX" EXACT []
synonym: "IPEX syndrome" EXACT [MONDO:patterns/x]
synonym: "boys' enteropathy" RELATED []
xref: GARD:0001850 {source="MONDO:GARD"}
xref: ICD9:279.1 {source="MONDO:relatedTo"}
xref: OMIM:304790 {source="MONDO:equivalentTo", source="Orphanet:37042"} ! IPEX
xref: Orphanet:1 {source="MONDO:relatedTo"}
xref: Orphanet:37042 {source="MONDO:equivalentTo"}
xref: SCTID:237618001 {source="MONDO:equivalentTo"}
is_a: MONDO:0000001 {source="x"} ! disease
property_value: exactMatch OMIM:304790

[Term]
id: MONDO:0000009
name: obsolete old
is_obsolete: true
replaced_by: MONDO:0010580

[Typedef]
id: part_of
name: part of
"""


def test_mondos_own_release_is_read(tmp_path: Path) -> None:
    path = tmp_path / "any-name"
    path.write_text(OBO, encoding="utf-8")
    terms, mappings, issues = read(path)
    assert list(terms) == ["MONDO:0000001", IPEX, "MONDO:0000009"]
    assert terms["MONDO:0000001"].parents == ()
    assert terms[IPEX] == Term(
        id=IPEX,
        label="IPEX",
        definition="A disease.",
        definition_sources=("PMID:1",),
        synonyms=(Synonym(text="IPEX syndrome", scope="exact"), Synonym(text="boys' enteropathy", scope="related")),
        parents=("MONDO:0000001",),
        xrefs=("ICD9:279.1",),
        subsets=("gard_rare", "http://purl.obolibrary.org/obo/mondo#rare"),
    )
    assert terms["MONDO:0000009"].replaced_by == IPEX
    assert {(one.object, one.predicate, one.plain) for one in mappings} == {
        ("GARD:0001850", "oboInOwl:hasDbXref", False),
        ("OMIM:304790", "skos:exactMatch", False),
        ("ORPHA:1", "oboInOwl:hasDbXref", False),
        ("ORPHA:37042", "skos:exactMatch", False),
        ("SCTID:237618001", "skos:exactMatch", True),
    }
    assert {(one.subject, one.source) for one in mappings} == {(IPEX, "mondo")}
    assert issues == []


def test_the_release_tells_which_registries_it_refers_to(tmp_path: Path) -> None:
    (tmp_path / "mondo.obo").write_text(OBO, encoding="utf-8")
    knowing = Known()
    list(mondo.read(tmp_path / "mondo.obo", knowing))
    assert knowing.cross_referenced == {"GARD", "ICD9", "OMIM", "ORPHA", "SCTID"}


def test_the_human_diseases_of_the_release_are_those_below_human_disease() -> None:
    knowing = Known()
    kinds = set()
    for fact in mondo.read(fetched("mondo"), knowing):
        if isinstance(fact, Term):
            knowing.learn(fact)
        elif isinstance(fact, TermKind):
            assert fact.kind == "biolink:Disease"
            kinds.add(fact.id)
    # The pinned file states all ancestors of each term, which the reader does not use.
    above = {"MONDO:0700096", "http://purl.obolibrary.org/obo/MONDO_0700096", "obo.MONDO_0700096"}
    expected = {
        curie for curie, entry in raw().items() if not entry["deprecated"] and (above & ({*entry["ancestors"], curie}))
    }
    assert kinds == expected
    assert len(kinds) > 22_000
