"""Every kind of fact has a deterministic translator that mints below the base and makes no blank nodes."""

from collections.abc import Iterator
from typing import get_args

import pytest
from example_facts import EXAMPLES
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields
from pyoxigraph import Literal, NamedNode
from rdf import BASE, has_blank, iris, ntriples, statements, translated

from rarekg.mappings import facts
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.rdf.translators import TRANSLATORS

KINDS = get_args(facts.Fact)
# The disease of an entry has its statements; it only tells whether the entry is its node, which has a label.
SILENT = {(facts.RegistryEntry, "disease")}


def test_every_kind_of_fact_has_a_translator_and_an_example() -> None:
    assert set(TRANSLATORS) == set(KINDS)
    assert {type(fact) for fact in EXAMPLES} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_examples_use_every_field(kind: type[facts.Fact]) -> None:
    of_kind = [fact for fact in EXAMPLES if type(fact) is kind]
    empty = {field.name for field in fields(kind) if not any(getattr(fact, field.name) for fact in of_kind)}
    # Tested with Phenotype; all annotations share the code.
    annotation = {field.name for field in fields(facts.Annotation)} if issubclass(kind, facts.Annotation) else set()
    assert empty - (annotation if kind is not facts.Phenotype else set()) == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_shows_in_the_graph(kind: type[facts.Fact]) -> None:
    """A fact that differs in one field has other triples."""
    for fact in (fact for fact in EXAMPLES if type(fact) is kind):
        for field in fields(kind):
            if (kind, field.name) in SILENT:
                continue
            if field.default is None and getattr(fact, field.name) is not None:
                other = {f.name: getattr(fact, f.name) for f in fields(kind)} | {field.name: None}
                assert ntriples([fact]) != ntriples([kind(**other)]), field.name


@pytest.mark.parametrize("fact", EXAMPLES, ids=lambda fact: type(fact).__name__)
def test_facts_become_rdf_without_blank_nodes(fact: facts.Fact) -> None:
    triples = translated(fact)
    assert triples
    assert not has_blank(triples)
    for iri in iris(triples):
        assert NamedNode(iri).value == iri


@pytest.mark.parametrize("fact", EXAMPLES, ids=lambda fact: type(fact).__name__)
def test_translation_is_deterministic_and_without_repetition(fact: facts.Fact) -> None:
    lines = list(statements(fact, Mint()))
    assert len(set(lines)) == len(lines)
    assert lines == list(statements(fact, Mint()))


def test_two_associations_never_share_an_iri() -> None:
    made = [
        line.split(" ", 1)[0]
        for fact in EXAMPLES
        for line in statements(fact, Mint())
        if "association_has_subject" in line
    ]
    assert len(set(made)) == len(made) > 15


def test_minted_iris_follow_the_base() -> None:
    here, there = ntriples(EXAMPLES), ntriples(EXAMPLES, base="https://example.org/kg/")
    for start in (
        "association",
        "mapping",
        "prevalence",
        "resource",
        "question",
        "answer",
        "category",
        "definition",
        "page",
        "reference",
    ):
        assert f"<{BASE}{start}/" in here
        assert f"<https://example.org/kg/{start}/" in there
    vocabulary = f"{BASE}vocab#"
    assert BASE not in there.replace(vocabulary, "")


@pytest.mark.parametrize("kind", [int, str, facts.Origin, facts.Issue])
def test_other_types_are_refused(kind: type) -> None:
    assert kind not in TRANSLATORS


def words(kind: type[facts.Fact]) -> Iterator[str]:
    """Yield the fields of a kind of fact that hold free text of a source."""
    prose = {"label", "definition", "comment", "symbol", "name", "qualification", "geography", "title", "publisher"}
    prose |= {
        "description",
        "text",
        "answer",
        "citation",
        "authors",
        "journal",
        "volume",
        "pages",
        "attribution",
        "note",
    }
    yield from (field.name for field in fields(kind) if field.name in prose)


@given(st.data())
def test_any_free_text_reaches_the_graph_unchanged(data: st.DataObject) -> None:
    fact = data.draw(st.sampled_from([fact for fact in EXAMPLES if list(words(type(fact)))]))
    field = data.draw(st.sampled_from(sorted(words(type(fact)))))
    unfit = [*map(chr, {*range(32)} - {9, 10, 13}), "\ufffe", "\uffff"]  # for XML
    value = data.draw(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=unfit), min_size=1))
    changed = type(fact)(**{f.name: getattr(fact, f.name) for f in fields(fact)} | {field: value})
    held = {t.object.value for t in translated(changed) if isinstance(t.object, Literal)}
    # Not in the graph: the name of a resolved differential (its words are), the citation of a publication that no page
    # lists, the note of a mapping without a node, and the name of an entry that is a disease with a label.
    silent = isinstance(changed, facts.Differential) or (isinstance(changed, facts.Reference) and not changed.page)
    silent = silent or (isinstance(changed, facts.Mapping) and changed.plain)
    silent = silent or (isinstance(changed, facts.RegistryEntry) and changed.disease == changed.id)
    assert value in held or silent
