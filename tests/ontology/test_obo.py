"""OBO files: every tag of a term, the format's escapes, and the errors for files that are not OBO."""

import re
from collections import Counter
from pathlib import Path

import pytest
from fetched import fetched
from hypothesis import given
from hypothesis import strategies as st

from rarekg.ontology import obo
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Scope, Synonym, Term

HEADER = "format-version: 1.4\ndata-version: x/releases/2025-01-01\nontology: x\n\n"
# Text that a definition may hold: anything but what XML lacks and the line ends that OBO has no escape for.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n\t"),
    min_size=1,
)


def written(tmp_path: Path, stanza: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = tmp_path / "x.obo"
    path.write_bytes((header + stanza).encode(encoding))
    return path


def terms(tmp_path: Path, stanza: str) -> list[Term]:
    return list(obo.read(written(tmp_path, stanza)))


def test_every_tag_of_a_term_is_read(tmp_path: Path) -> None:
    stanza = r"""[Term]
id: X:1
name: first \{term\}
namespace: x
alt_id: X:9
alt_id: X:8 ! merged
def: "A \"quoted\" text; with [brackets], {braces} ! and a\nnew line." \
[PMID:1, "Some, book [2]", https\://a.b/c\,d "why, [so]", X:a\ b] {source="x"} ! no
comment: Note! Not a {group} of "terms". {xref="PMID:2"}
subset: slim
synonym: "one" EXACT layperson [PMID:3]
synonym: "two" BROAD []
synonym: "three" NARROW HP:0034334 [] {dc:date="2020-01-01"} ! why
synonym: "four" RELATED [A:1, B:2]
synonym: "five" []
xref: UMLS:C1 "a \"name\", [of] it" {source="MONDO:equivalentTo"}
xref: https\://a.b/c
is_a: X:2 {is_inferred="true", source="a } b"} ! second
is_a: X:3
is_obsolete: true
replaced_by: X:4
consider: X:5
consider: X:6
"""
    found = terms(tmp_path, stanza)
    assert found == [
        Term(
            id="X:1",
            label="first {term}",
            definition='A "quoted" text; with [brackets], {braces} ! and a\nnew line.',
            definition_sources=("PMID:1", "https://a.b/c,d", "X:a b"),
            comment='Note! Not a {group} of "terms".',
            synonyms=(
                Synonym(text="one", scope="exact", kind="layperson"),
                Synonym(text="two", scope="broad"),
                Synonym(text="three", scope="narrow", kind="HP:0034334"),
                Synonym(text="four", scope="related"),
                Synonym(text="five", scope="related"),
            ),
            parents=("X:2", "X:3"),
            alt_ids=("X:9", "X:8"),
            xrefs=("UMLS:C1", "https://a.b/c"),
            equivalents=("UMLS:C1",),
            subsets=("slim",),
            obsolete=True,
            replaced_by="X:4",
            consider=("X:5", "X:6"),
        )
    ]


def test_more_than_one_replacement_is_a_choice(tmp_path: Path) -> None:
    (term,) = terms(tmp_path, "[Term]\nid: X:1\nname: a\nis_obsolete: true\nreplaced_by: X:2\nreplaced_by: X:3\n")
    assert (term.replaced_by, term.consider) == (None, ("X:2", "X:3"))


@pytest.mark.parametrize(
    ("stanza", "header"),
    [
        ("[Term]\r\nid: X:1\r\nname: a name\r\n", HEADER.replace("\n", "\r\n")),
        ("[Term]\nid: X:1\nname: a name\n", "\ufeff" + HEADER),
        ("[Term] ! of a kind\nid: X:1 ! its id\nname: a name ! said so\n", HEADER),
        ("! a comment\n[Term]\n\nid: X:1\n  ! another\nname:a name", HEADER),
        ("[Term]\nid: X:1\nname: a \\\nna\\\nme\n", HEADER),
    ],
    ids=["crlf", "bom", "comments", "blank lines", "continued lines"],
)
def test_lines_may_be_laid_out_in_other_ways(tmp_path: Path, stanza: str, header: str) -> None:
    assert list(obo.read(written(tmp_path, stanza, header))) == [Term(id="X:1", label="a name")]


def test_unused_tags_and_stanzas_are_reported_with_their_line(tmp_path: Path) -> None:
    stanza = (
        "[Term]\nid: X:1\nname: a\ncolour: red\nnot-a-tag: 1\n\n[Term]\nid: X:2\n\n[Typedef]\nid: part_of\nname: b\n"
    )
    unused: list[tuple[str, int]] = []
    found = list(obo.read(written(tmp_path, stanza), lambda tag, line: unused.append((tag, line))))
    assert [term.id for term in found] == ["X:1"]
    assert sorted(unused) == [("[Term]", 11), ("[Typedef]", 14), ("colour", 8), ("not-a-tag", 9)]


def test_the_header_is_raw(tmp_path: Path) -> None:
    path = written(tmp_path, "[Term]\nid: X:1\nname: a\n", HEADER + 'subsetdef: a "A"\nsubsetdef: b "B"\n')
    assert obo.header(path)["data-version"] == ("x/releases/2025-01-01",)
    assert obo.header(path)["subsetdef"] == ('a "A"', 'b "B"')
    assert "name" not in obo.header(path)


@pytest.mark.parametrize(
    ("stanza", "line"),
    [
        ("[Term]\nid: X:1\nname: a\nthis is not a clause\n", 8),
        ('[Term]\nid: X:1\nname: a\ndef: "cut o', 8),
        ('[Term]\nid: X:1\nname: a\ndef: "whole" [PMID:1\n', 8),
        ('[Term]\nid: X:1\nname: a\ndef: "whole" [] and more\n', 8),
        ("[Term]\nid: X:1\nname: a\nsynonym: unquoted EXACT []\n", 8),
        ('[Term]\nid: X:1\nname: a\nsynonym: "a" "b" []\n', 8),
        ("[Term]\nid: X:1\nname: a\nis_a: X:2 X:3\n", 8),
        ("[Term]\nid: X:1\nname: a\nis_a:\n", 8),
        ("[Term]\nid: X:1\nname: a\nis_obsolete: perhaps\n", 8),
        ("[Term]\nid: X:1\nname: a\nname: b\n", 8),
        ("[Term]\nid: X:1\nid: X:2\nname: b\n", 7),
        ("[Term]\nname: a\n", 5),
        ("[Term]\nid: X:1\nname:\n", 5),
        ("[Term\nid: X:1\n", 5),
        ("[Term]\nid: X:1\nname: a\\\n", 7),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, stanza: str, line: int) -> None:
    with pytest.raises(SourceError) as caught:
        terms(tmp_path, stanza)
    assert (caught.value.path, caught.value.line) == (tmp_path / "x.obo", line)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"[Term]\nid: X:1\nname: a\n", b"<html>\n</html>", b"a: b\n", b"\x00\xff"]
)
def test_a_file_that_is_not_obo_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.obo").write_bytes(content)
    with pytest.raises(SourceError):
        list(obo.read(tmp_path / "x.obo"))


def test_the_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "[Term]\nid: X:1\nname: Ménière\n", encoding="latin-1")
    with pytest.raises(SourceError) as caught:
        list(obo.read(path))
    assert caught.value.line == 7


def test_a_folder_or_an_absent_file_is_refused_in_one_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.obo"):
        with pytest.raises(SourceError, match="cannot be read"):
            list(obo.read(path))


def quoted(text: str) -> str:
    return '"' + re.sub(r'[\\"]', r"\\\g<0>", text).replace("\n", "\\n").replace("\t", "\\t") + '"'


def unquoted(text: str) -> str:
    return re.sub(r"[\\!{}]", r"\\\g<0>", text).replace("\n", "\\n").replace("\t", "\\t")


def listed(text: str) -> str:
    return re.sub(r'[\\":,\[\]{}! ]', r"\\\g<0>", text)


IDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1)
SYNONYMS = st.tuples(TEXTS, st.sampled_from(["exact", "broad", "narrow", "related"]), st.none() | st.just("layperson"))


@given(
    label=TEXTS.filter(lambda text: text.strip(" ") == text.strip() == text),
    definition=TEXTS,
    sources=st.lists(IDS),
    synonyms=st.lists(SYNONYMS),
)
def test_escaped_text_is_unescaped(
    tmp_path_factory: pytest.TempPathFactory,
    label: str,
    definition: str,
    sources: list[str],
    synonyms: list[tuple[str, Scope, str | None]],
) -> None:
    lines = [
        "[Term]",
        "id: X:1",
        f"name: {unquoted(label)}",
        f"def: {quoted(definition)} [{', '.join(map(listed, sources))}]",
        *(f"synonym: {quoted(text)} {scope.upper()} {kind or ''} []" for text, scope, kind in synonyms),
    ]
    (term,) = obo.read(written(tmp_path_factory.mktemp("obo"), "\n".join(lines)))
    assert term == Term(
        id="X:1",
        label=label,
        definition=definition,
        definition_sources=tuple(sources),
        synonyms=tuple(Synonym(text=text, scope=scope, kind=kind) for text, scope, kind in synonyms),
    )


@given(content=st.binary() | st.text().map(lambda text: (HEADER + "[Term]\n" + text).encode("utf-8", "surrogatepass")))
def test_no_bytes_raise_another_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("obo") / "x.obo"
    path.write_bytes(content)
    try:
        sound = all(term.id and term.label for term in obo.read(path))
    except SourceError as error:
        sound = error.path == path
    assert sound


def test_sources_of_synonyms_are_reported_with_their_line(tmp_path: Path) -> None:
    text = """[Term]
id: X:1
name: a
synonym: "no sources" EXACT []
synonym: "one" EXACT layperson [PMID:1 "of []"]
synonym: "brackets [PMID:1]" RELATED [] {source="X:2"}
synonym: "two" BROAD [X:2, X:3] ! both
synonym: "none" NARROW
"""
    reported: list[tuple[str, int]] = []
    list(obo.read(written(tmp_path, text), lambda tag, line: reported.append((tag, line))))
    first = HEADER.count("\n") + 1
    assert reported == [(obo.SYNONYM_SOURCES, first + 4), (obo.SYNONYM_SOURCES, first + 6)]


def test_hpo_is_read_whole() -> None:
    """Every clause of the file is read, counted from its lines."""
    path = fetched("hpo")
    counts, kind = Counter[str](), ""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind = line if line.startswith("[") else kind
        if kind == "[Term]":
            counts[line.split(":")[0]] += 1
    found = list(obo.read(path))
    assert len(found) == counts["[Term]"] == 20_384
    assert sum(len(term.synonyms) for term in found) == counts["synonym"]
    assert sum(len(term.parents) for term in found) == counts["is_a"]
    assert sum(len(term.alt_ids) for term in found) == counts["alt_id"]
    assert sum(len(term.xrefs) for term in found) == counts["xref"]
    assert sum(len(term.subsets) for term in found) == counts["subset"]
    assert sum(term.definition is not None for term in found) == counts["def"]
    assert sum(term.comment is not None for term in found) == counts["comment"]
    assert sum(term.obsolete for term in found) == counts["is_obsolete"]
    assert sum(bool(term.replaced_by) for term in found) + sum(len(term.consider) for term in found) == (
        counts["replaced_by"] + counts["consider"]
    )


def test_texts_of_hpo_are_whole() -> None:
    """The words of a definition or comment are those of its line, whatever its punctuation."""
    path = fetched("hpo")
    words = [
        re.findall(r"\w+", re.sub(r"\\n|\\t", " ", re.split(r'"\s*\[|\s\{xref=', line.partition(": ")[2])[0]))
        for line in path.read_text(encoding="utf-8").split("[Typedef]")[0].splitlines()
        if line.startswith(("def: ", "comment: "))
    ]
    texts = [text for term in obo.read(path) for text in (term.definition, term.comment) if text]
    assert [re.findall(r"\w+", text) for text in texts] == words


def test_the_header_of_hpo_names_its_release() -> None:
    assert obo.header(fetched("hpo"))["data-version"] == ("hp/releases/2026-06-06",)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("OMIM:1", ()),
        ('OMIM:1 {source="MONDO:equivalentTo"}', (("source", "MONDO:equivalentTo"),)),
        (r'OMIM:1 "a {b}" {source="a \"}\" b", x="y"} ! {z="1"}', (("source", 'a "}" b'), ("x", "y"))),
        ('OMIM:1 ! {source="MONDO:equivalentTo"}', ()),
    ],
)
def test_the_qualifiers_of_a_cross_reference(value: str, found: tuple[tuple[str, str], ...]) -> None:
    assert obo.qualifiers(value) == found
