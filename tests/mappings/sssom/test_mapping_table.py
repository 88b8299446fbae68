"""SSSOM mapping tables: rows, metadata, precedence over other sources, disagreements."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from fetched import load_known
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, RdfFormat, Store
from rdf import statements

from rarekg.mappings.facts import Issue, Mapping
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.resolve.identity import identify
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sssom.mapping_table import read
from rarekg.mappings.sssom.metadata import read_metadata
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Term

RELEASE = Path(__file__).parents[4] / "shared" / "data" / "mondo"
HEADER = """\
# curie_map:
#   MONDO: http://purl.obolibrary.org/obo/MONDO_
#   OMIM: https://omim.org/entry/
#   ordo: http://www.orpha.net/ORDO/Orphanet_
#   own: 'https://example.org/own/'
# license: https://creativecommons.org/publicdomain/zero/1.0/
# mapping_set_id: http://example.org/mappings/My_Own.mappings.sssom.tsv
# mapping_set_version: 2026-08-04
subject_id	subject_label	predicate_id	object_id	mapping_justification
"""
DISAGREE = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX biolink: <https://w3id.org/biolink/vocab/>
SELECT DISTINCT ?id ?one ?other {
    { SELECT ?id { ?term skos:exactMatch ?id } GROUP BY ?id HAVING (COUNT(DISTINCT ?term) > 1) }
    ?a owl:annotatedTarget ?id ; owl:annotatedProperty skos:exactMatch ; owl:annotatedSource ?one ;
        biolink:primary_knowledge_source ?source .
    ?b owl:annotatedTarget ?id ; owl:annotatedProperty skos:exactMatch ; owl:annotatedSource ?other ;
        biolink:primary_knowledge_source ?elsewhere .
    FILTER (STR(?one) < STR(?other) && ?source != ?elsewhere)
}
"""


def small() -> Known:
    """Return a few terms of MONDO; the third was merged into the second, the fifth is obsolete."""
    known = Known()
    for number, merged in ((1, ()), (2, ("MONDO:0000003",)), (10580, ())):
        known.learn(Term(id=f"MONDO:{number:07}", label=f"disease {number}", alt_ids=merged))
    known.learn(Term(id="MONDO:0000005", label="obsolete disease 5", obsolete=True))
    return known


Read = Callable[..., tuple[list[Mapping], list[Issue]]]


def row(
    subject: str,
    predicate: str,
    object_: str,
    justification: str = "semapv:ManualMappingCuration",
    *,
    label: str = "a label",
) -> str:
    return "\t".join((subject, label, predicate, object_, justification))


def written(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "given.sssom.tsv"
    path.write_text(header + "".join(f"{one}\n" for one in rows), encoding="utf-8")
    return path


@pytest.fixture
def parsed(tmp_path: Path) -> Read:
    def reading(*rows: str, header: str = HEADER) -> tuple[list[Mapping], list[Issue]]:
        facts = list(read(written(tmp_path, *rows, header=header), small()))
        return [f for f in facts if isinstance(f, Mapping)], [f for f in facts if isinstance(f, Issue)]

    return reading


def test_metadata_of_a_file(tmp_path: Path) -> None:
    metadata = read_metadata(written(tmp_path))
    assert metadata.name == "my-own-mappings-sssom"
    assert metadata.version == "2026-08-04"
    assert metadata.licence == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert metadata.prefixes["own"] == "https://example.org/own/"


def test_a_file_without_metadata_is_named_after_its_path(tmp_path: Path) -> None:
    metadata = read_metadata(written(tmp_path, header="subject_id\tpredicate_id\tobject_id\tmapping_justification\n"))
    assert (metadata.name, metadata.id, metadata.version, metadata.licence, dict(metadata.prefixes)) == (
        "given-sssom",
        None,
        None,
        None,
        {},
    )


def test_a_row_is_a_mapping_of_the_file(parsed: Read) -> None:
    mappings, issues = parsed(row("MONDO:0000001", "skos:exactMatch", "OMIM:100001"))
    assert issues == []
    assert mappings == [
        Mapping(
            subject="MONDO:0000001",
            predicate="skos:exactMatch",
            object="OMIM:100001",
            justification="semapv:ManualMappingCuration",
            source="my-own-mappings-sssom",
        )
    ]


@pytest.mark.parametrize(
    ("predicate", "inverse"),
    [
        ("skos:exactMatch", "skos:exactMatch"),
        ("skos:closeMatch", "skos:closeMatch"),
        ("skos:broadMatch", "skos:narrowMatch"),
        ("skos:narrowMatch", "skos:broadMatch"),
    ],
)
def test_a_mapping_to_mondo_is_inverted(parsed: Read, predicate: str, inverse: str) -> None:
    (mapping,), _ = parsed(row("OMIM:100001", predicate, "MONDO:0000001"))
    assert (mapping.subject, mapping.predicate, mapping.object) == ("MONDO:0000001", inverse, "OMIM:100001")


def test_a_cross_reference_is_not_inverted(parsed: Read) -> None:
    (mapping,), _ = parsed(row("OMIM:100001", "oboInOwl:hasDbXref", "MONDO:0000001"))
    assert mapping.subject == "OMIM:100001"


@pytest.mark.parametrize("raw", ["ordo:37042", "Orphanet:37042", "ORPHA:37042"])
def test_an_id_can_have_a_prefix_that_only_the_file_declares(parsed: Read, raw: str) -> None:
    (mapping,), issues = parsed(row("MONDO:0010580", "skos:exactMatch", raw))
    assert mapping.object == "ORPHA:37042"
    assert issues == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (row("MONDO:0000001", "skos:relatedMatch", "OMIM:100001"), "unknown-predicate"),
        (row("MONDO:0000001", "owl:sameAs", "OMIM:100001"), "unknown-predicate"),
        (row("MONDO:0000001", "skos:exactMatch", "sssom:NoTermFound"), "no-term-found"),
        (row("MONDO:0000001", "skos:exactMatch", "OMIM:1"), "malformed-id"),
        (row("MONDO:0000001", "skos:exactMatch", "own:1"), "unknown-prefix"),
        (row("MONDO:0000001", "skos:exactMatch", "MONDO:0000001"), "mapped-to-itself"),
        (row("MONDO:0000001", "skos:exactMatch", "MONDO:0000002"), "exact-match-of-terms"),
        (row("MONDO:0000001", "skos:exactMatch", "PMID:1"), "wrong-kind"),
        (row("rdfs:label", "skos:exactMatch", "MONDO:0000001"), "wrong-kind"),
        (row("MONDO:0000001", "oboInOwl:hasDbXref", "HGNC:6106"), "wrong-kind"),
        (row("MONDO:0000001", "skos:exactMatch", "OMIM:100001", label="Disease 2"), "name-of-another-term"),
        (row("MONDO:0000003", "skos:exactMatch", "OMIM:100001", label="disease 1"), "name-of-another-term"),
        (row("MONDO:0000005", "skos:exactMatch", "OMIM:100001", label="disease 1"), "name-of-another-term"),
    ],
)
def test_a_row_without_a_match_is_reported_and_left_out(parsed: Read, line: str, kind: str) -> None:
    mappings, issues = parsed(line)
    assert mappings == []
    assert [(issue.kind, issue.action, issue.file) for issue in issues] == [(kind, "skipped", "given.sssom.tsv")]


def test_a_merged_term_is_replaced_and_one_of_another_release_is_left_out(parsed: Read) -> None:
    rows = (row(f"MONDO:000000{number}", "skos:exactMatch", f"OMIM:10000{number}") for number in (1, 3, 4))
    mappings, issues = parsed(*rows)
    assert [(mapping.subject, mapping.object) for mapping in mappings] == [
        ("MONDO:0000001", "OMIM:100001"),
        ("MONDO:0000002", "OMIM:100003"),
    ]
    assert [(issue.kind, issue.value, issue.action) for issue in issues] == [
        ("replaced-term", "MONDO:0000003", "replaced"),
        ("unknown-term", "MONDO:0000004", "skipped"),
    ]


@pytest.mark.parametrize(
    ("term", "label"),
    [
        ("MONDO:0000001", "Disease 1"),
        ("MONDO:0000001", "a name of none"),
        ("MONDO:0000001", ""),
        ("MONDO:0000003", "disease 2"),  # merged into the second
        ("MONDO:0000005", "obsolete disease 5"),
        ("MONDO:0000005", "disease 5"),
    ],
)
def test_a_label_that_is_the_terms_own_or_that_of_none_does_not_matter(parsed: Read, term: str, label: str) -> None:
    (mapping,), _ = parsed(row(term, "skos:exactMatch", "OMIM:100001", label=label))
    assert mapping.object == "OMIM:100001"


def test_the_labels_of_both_ends_and_of_phenotypes_are_held_against_the_terms(tmp_path: Path) -> None:
    known = small()
    for term, label in (("HP:0001250", "Seizure"), ("HP:0012393", "Allergy")):
        known.learn(Term(id=term, label=label))
    header = "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n"
    rows = (
        f"MONDO:0000001\tskos:closeMatch\tHP:0001250\t{name}\tsemapv:LexicalMatching"
        for name in ("Allergy", "Seizure", "Fit")
    )
    mapped = list(read(written(tmp_path, *rows, header=header), known))
    assert [(fact.kind, fact.line) for fact in mapped if isinstance(fact, Issue)] == [("name-of-another-term", 2)]
    assert len([fact for fact in mapped if isinstance(fact, Mapping)]) == 1  # of two rows that are the same


def test_a_name_decides_nothing_about_an_id_whose_mapping_contradicts_itself(tmp_path: Path) -> None:
    known = small()
    assert identify("OMIM:100001", ["disease 2"], known).id == "MONDO:0000002"
    known = small()
    line = row("MONDO:0000001", "skos:exactMatch", "OMIM:100001", label="disease 2")
    list(read(written(tmp_path, line), known))
    identity = identify("OMIM:100001", ["disease 2"], known)
    assert identity.id is None
    assert [(tie.subject, tie.predicate) for tie in identity.mappings] == [("MONDO:0000002", "skos:closeMatch")]


def test_an_obsolete_term_without_a_successor_is_kept_and_counts_where_nothing_else_does(parsed: Read) -> None:
    (mapping,), (issue,) = parsed(row("MONDO:0000005", "skos:exactMatch", "OMIM:100005"))
    assert (issue.kind, issue.value, issue.action) == ("obsolete-term", "MONDO:0000005", "kept")
    known = small()
    known.learn_mapping(mapping)
    assert known.disease("OMIM:100005").id == "MONDO:0000005"


def test_rows_that_are_the_same_once_a_term_is_replaced_are_one(parsed: Read) -> None:
    mappings, _ = parsed(*(row(f"MONDO:000000{number}", "skos:exactMatch", "OMIM:100002") for number in (2, 3)))
    assert [mapping.subject for mapping in mappings] == ["MONDO:0000002"]


def test_a_negated_mapping_is_left_out(parsed: Read) -> None:
    header = "subject_id\tpredicate_modifier\tpredicate_id\tobject_id\tmapping_justification\n"
    rows = (
        f"MONDO:000000{n}\t{modifier}\tskos:exactMatch\tOMIM:100001\tsemapv:LexicalMatching"
        for n, modifier in ((1, "Not"), (2, ""))
    )
    mappings, issues = parsed(*rows, header=header)
    assert [mapping.subject for mapping in mappings] == ["MONDO:0000002"]
    assert [(issue.kind, issue.line) for issue in issues] == [("negated-mapping", 2)]


@pytest.mark.parametrize("written", ["by hand", "semapv:Guessing"])
def test_an_unknown_justification_is_replaced_and_reported(parsed: Read, written: str) -> None:
    (mapping,), issues = parsed(row("MONDO:0000001", "skos:exactMatch", "OMIM:100001", written))
    assert mapping.justification == "semapv:UnspecifiedMatching"
    assert [(issue.kind, issue.action) for issue in issues] == [("unknown-justification", "replaced")]


def test_an_unused_column_is_reported_once_and_a_comment_becomes_a_note(parsed: Read) -> None:
    header = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tcomment\n"
    line = 'MONDO:000000{}\tskos:exactMatch\tOMIM:100001\tsemapv:LexicalMatching\t0.9\t"a ""quoted"" word"'
    mappings, issues = parsed(line.format(1), line.format(2), header=header)
    assert [(issue.kind, issue.value) for issue in issues] == [("unread-field", "confidence")]
    assert {mapping.note for mapping in mappings} == {'a "quoted" word'}


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("", None, "no column 'subject_id'"),
        ("# a: [\nsubject_id\n", 1, "not YAML"),
        ("#" + "[" * 20_000 + "\nsubject_id\n", None, "more than 1,000 lists in its metadata"),
        ("#" + "[" * 900 + "\nsubject_id\n", None, "not YAML"),
        (HEADER.replace("\tobject_id", ""), 9, "no column 'object_id'"),
        (HEADER + "MONDO:0000001\tx\n", 10, "2 cells where 5 are due"),
        (HEADER + '"MONDO:0000001\t', 10, "not a table"),
    ],
)
def test_other_files_are_refused_with_the_line(tmp_path: Path, content: str, line: int | None, what: str) -> None:
    path = tmp_path / "given.sssom.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=what) as caught:
        list(read(path, small()))
    assert (caught.value.path, caught.value.line) == (path, line)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(max_size=80))
def test_mangled_files_give_mappings_issues_or_a_source_error(tmp_path: Path, comment: str, line: str) -> None:
    path = tmp_path / "given.sssom.tsv"
    path.write_bytes(f"#{comment}\n{HEADER}{line}\n".encode("utf-8", "surrogatepass"))
    try:
        facts = list(read(path, small()))
    except SourceError:
        return
    assert {type(fact) for fact in facts} <= {Mapping, Issue}


def test_the_users_mappings_take_precedence_and_both_are_in_the_graph(tmp_path: Path, parsed: Read) -> None:
    known = small()
    xref = Mapping(
        subject="MONDO:0000001",
        predicate="skos:exactMatch",
        object="OMIM:100001",
        justification="semapv:UnspecifiedMatching",
        source="mondo",
    )
    known.learn_mapping(xref)
    assert known.disease("OMIM:100001").id == "MONDO:0000001"
    (given_,), _ = parsed(row("MONDO:0000002", "skos:exactMatch", "OMIM:100001"))
    known.learn_mapping(given_, given=True)
    assert known.disease("OMIM:100001").id == "MONDO:0000002"
    triples = [line for mapping in (xref, given_) for line in statements(mapping, Mint())]
    assert disagreements(triples) == [("100001", "MONDO_0000001", "MONDO_0000002")]


def disagreements(triples: list[str]) -> list[tuple[str, ...]]:
    """Return the ids that two sources match exactly to different terms, by SPARQL."""
    store = Store()
    store.load("".join(f"{line} .\n" for line in triples).encode(), format=RdfFormat.N_TRIPLES)
    solutions = store.query(DISAGREE)
    assert isinstance(solutions, QuerySolutions)
    return sorted(tuple(row[name].value.rpartition("/")[2] for name in ("id", "one", "other")) for row in solutions)


def release(name: str) -> Path:
    path = RELEASE / f"mondo_{name}.sssom.tsv"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this checkout, in ../shared/data/mondo")
    return path


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("exactmatch_omim", "OMIM"),
        ("exactmatch_orphanet", "ORPHA"),
        ("exactmatch_mesh", "MESH"),
        ("exactmatch_umls", "UMLS"),
        ("hasdbxref_gard", "GARD"),
    ],
)
def test_mondos_own_tables_are_read_completely(name: str, prefix: str) -> None:
    path = release(name)
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"][1:]
    # Diseases newer than the pinned MONDO are added, otherwise their rows would be left out.
    newest = Known()
    for term in {cells[0] for cells in rows}:
        newest.learn(Term(id=term, label=term))
    facts = list(read(path, newest))
    assert [fact for fact in facts if isinstance(fact, Issue)] == []
    mappings = [fact for fact in facts if isinstance(fact, Mapping)]
    assert [fact.subject for fact in mappings] == [cells[0] for cells in rows]
    assert Counter(fact.object.partition(":")[0] for fact in mappings) == {prefix: len(rows)}
    assert {fact.source for fact in mappings} == {f"mondo-{name.replace('_', '-')}-sssom"}


def test_mondos_newer_tables_rarely_disagree_with_the_pinned_mappings() -> None:
    knowing = load_known("hpo", "mondo", "mondo-mappings")
    paths = [release(f"exactmatch_{name}") for name in ("omim", "orphanet")]
    tables = [fact for path in paths for fact in read(path, knowing) if isinstance(fact, Mapping)]
    before = {mapping.object: knowing.disease(mapping.object).id for mapping in tables}
    for mapping in tables:
        knowing.learn_mapping(mapping, given=True)
    moved = {other for other, term in before.items() if term not in (None, knowing.disease(other).id)}
    new = {other for other, term in before.items() if term is None and knowing.disease(other).id}
    assert 0 < len(moved) < 0.005 * len(before)
    assert len(new) > 200
