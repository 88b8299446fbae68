"""The page on the model: each snippet is what its graph has, and no class or predicate of the graph is left out."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
import release
from example_facts import EXAMPLES
from invented_facts import invented
from pyoxigraph import NamedNode, Store, Triple
from rdf import ntriples, turtle
from snippets import PAGE, Snippet, cut, snippets

from rarekg.graph.home.builds import current
from rarekg.graph.inference.profile import ProfileEntry
from rarekg.graph.inference.wilson import wilson
from rarekg.mappings.facts import Frequency
from rarekg.ontology.prefixes import compress, expand

ROOT = Path(__file__).parents[1]
TEXT = PAGE.read_text(encoding="utf-8")
SNIPPETS = snippets(TEXT)
# Ids that were never given out.
NOWHERE = {expand(curie) for curie in ("MONDO:9999999", "OMIM:000000", "HGNC:0", "NCBIGene:0", "PMID:999999999")}
NOWHERE |= {expand(curie) for curie in ("PMC:PMC0", *(f"ORPHA:{zeros * '0'}" for zeros in range(1, 6)))}
NOWHERE |= {expand(curie) for curie in ("ICD10WHO:U99", "ICD11:ZZ9Z", "icd11.foundation:0")}
# What is invented is below example.org; the rest are words to say it with.
WORDS = ("https://example.org/", *(expand(f"{prefix}:x")[:-1] for prefix in ("infores", "owl", "semapv")))
# Predicates of sentences that are their publishers'.
SENTENCES = {expand(name) for name in ("IAO:0000115", "schema:text", "dcterms:description")}
SENTENCES |= {expand(name) for name in ("dcterms:bibliographicCitation", "dcterms:rights")}


def marked(graph: str) -> pytest.MarkDecorator:
    """Parametrize a test with the snippets that are cut from ``graph``."""
    chosen = [snippet for snippet in SNIPPETS if snippet.graph == graph]
    return pytest.mark.parametrize("snippet", chosen, ids=[one.turtle.split("\n")[0].strip(" ;") for one in chosen])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.read_only(str(current(release.built(tmp_path_factory)).store))


def triples(graph: str) -> set[Triple]:
    return {triple for snippet in SNIPPETS if snippet.graph == graph for triple in turtle(snippet.turtle)}


def vocabulary() -> set[Triple]:
    return turtle((ROOT / "ontology/rarekg.ttl").read_text(encoding="utf-8"))


def test_every_snippet_has_the_query_that_cuts_it() -> None:
    assert len(re.findall(r"^```turtle$", TEXT, re.MULTILINE)) == len(SNIPPETS) > 30


@marked("build")
def test_a_snippet_is_cut_from_the_build(store: Store, snippet: Snippet) -> None:
    assert snippet.turtle == cut(store, snippet.query), "run `make docs`"


@marked("invented")
def test_an_invented_snippet_is_what_the_code_writes(snippet: Snippet) -> None:
    assert snippet.turtle == cut(invented(), snippet.query), "run `make docs`"


def test_what_is_invented_has_ids_that_do_not_exist() -> None:
    known = {term.value for triple in vocabulary() for term in (triple.subject,) if isinstance(term, NamedNode)}
    named = {
        term.value
        for triple in triples("invented")
        for term in (triple.subject, triple.object)
        if isinstance(term, NamedNode) and not term.value.startswith(WORDS)
    }
    assert named - known == NOWHERE


def test_nothing_of_a_source_is_invented(store: Store) -> None:
    for iri in NOWHERE:
        assert next(store.quads_for_pattern(NamedNode(iri), None, None, None), None) is None


def test_no_sentence_of_a_source_is_shown() -> None:
    """Facts are free; sentences of HPO, MONDO and GARD are under their licences."""
    shown = triples("build")
    assert {triple.predicate.value for triple in shown} & SENTENCES == set()
    commented = {str(triple.subject) for triple in shown if triple.predicate.value == expand("rdfs:comment")}
    assert all("/mapping/" in subject for subject in commented)  # a reason of rarekg


def test_every_class_and_predicate_is_shown_or_named() -> None:
    prose = re.sub(r"<!--.*?-->", "", TEXT, flags=re.DOTALL)
    named = set(re.findall(r"`([A-Za-z]+:\w+)`", prose))
    shown = {
        term.value
        for triple in triples("build") | triples("invented")
        for term in (triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    used = set()
    for triple in turtle(ntriples(EXAMPLES)):
        used.add(triple.predicate.value)
        if triple.predicate.value == expand("rdf:type") and isinstance(triple.object, NamedNode):
            used.add(triple.object.value)
    assert {compress(iri) for iri in used - shown} - named == set()


def test_the_figures_of_typicality_and_interval_are_those_of_the_formula() -> None:
    frequent = Frequency(term="HP:0040281", lower=Decimal("0.80"), upper=Decimal("0.99"))
    values = {
        "28 of 28": ProfileEntry(rows=1, affected=28, counted=28),
        "'very frequent'": ProfileEntry(rows=1, stated=[frequent]),
        "1 of 1": ProfileEntry(rows=1, affected=1, counted=1),
    }
    text = re.sub(r"\s+", " ", TEXT)
    for words, entry in values.items():
        assert f"{entry.typicality:.3f} for {words}" in text
    assert f"{ProfileEntry(rows=1).typicality:g} without a frequency" in text
    assert f"{ProfileEntry(rows=1, excluded=1).typicality:.3f} for an exclusion" in text
    assert f"28 of 28 people has {wilson(28, 28)[0]}, 'very frequent' 0.8, and 1 of 1 {wilson(1, 1)[0]}" in text


def test_the_table_of_association_classes_agrees_with_the_vocabulary() -> None:
    rows = re.findall(r"^\| `([a-z]+:\w+)` \| `([a-z]+:\w+)` \| below (HP:\d{7}) \|$", TEXT, re.MULTILINE)
    assert len(rows) == 5
    for predicate, kind, root in rows:
        assert turtle(f"{kind} rkg:standsFor {predicate} ; rkg:objectKind {root} .") <= vocabulary()
