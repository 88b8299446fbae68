"""Sources' spellings of ids, and the issues for those that cannot be read."""

import pytest

from rarekg.mappings.resolve.identifiers import Identifiers


@pytest.fixture
def ids() -> Identifiers:
    return Identifiers(source="x", file="x.tsv")


@pytest.mark.parametrize(
    ("raw", "curie"),
    [
        ("Orphanet:37042", "ORPHA:37042"),
        ("GARD:1850", "GARD:0001850"),
        ("http://purl.obolibrary.org/obo/HP_0000118", "HP:0000118"),
        ("https://orcid.org/0000-0002-0736-9199", "orcid:0000-0002-0736-9199"),
        ("ISBN-13:978-0199679980", "ISBN:9780199679980"),
        ("OMIM:30479", None),
        ("Fyler:1", None),
        ("no prefix", None),
        ("", None),
    ],
)
def test_spellings(ids: Identifiers, raw: str, curie: str | None) -> None:
    assert ids.curie(raw, "X:1") == curie
    assert bool(list(ids.issues())) == (curie is None)


def test_each_id_once_in_order(ids: Identifiers) -> None:
    assert ids.curies(["GARD:2", "Fyler:1", "GARD:1", "GARD:0000002"], "X:1") == ("GARD:0000002", "GARD:0000001")


def test_citations_with_an_unknown_prefix_are_kept(ids: Identifiers) -> None:
    assert ids.citations(["Fyler:1", "PMID:x", "PMID:1", "Smith 1999"], "X:1") == ("Fyler:1", "PMID:1", "Smith 1999")
    assert {(issue.kind, issue.value, issue.action) for issue in ids.issues()} == {
        ("unknown-prefix", "Fyler", "kept"),
        ("unknown-prefix", "", "kept"),
        ("malformed-id", "PMID:x", "skipped"),
    }


def test_skipped_and_kept_ids_are_separate_issues(ids: Identifiers) -> None:
    ids.curies(["Fyler:1", "Fyler:2"], "X:1")
    ids.citations(["Fyler:3"], "X:2")
    unknown = "ids have the prefix 'Fyler', not in prefixes.ttl; the first is"
    assert [(issue.action, issue.message) for issue in ids.issues()] == [
        ("kept", f"1 {unknown} 'Fyler:3' of X:2"),
        ("skipped", f"2 {unknown} 'Fyler:1' of X:1"),
    ]
    assert {(issue.source, issue.file, issue.line) for issue in ids.issues()} == {("x", "x.tsv", None)}
