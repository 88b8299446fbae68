"""The page on the model: each snippet is what the code writes, and no class or predicate of the graph is left out."""

import re
from pathlib import Path

import pytest
from example_facts import EXAMPLES
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdf import ntriples, turtle

from rarekg.graph.inference.closure import Inference
from rarekg.graph.inference.gaps import Coverage
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.prefixes import compress, expand

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/model.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```turtle\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def written() -> set[Triple]:
    """Return what the translators, the inference and the coverage make of the examples, beside the vocabulary."""
    inference, coverage = Inference(), Coverage()
    for fact in EXAMPLES:
        inference.observe(fact)
        coverage.observe(fact)
    blocks = [*inference.hierarchy(Mint()), *inference.propagated(Mint()), *coverage.quads(Mint())]
    inferred = "".join(text if isinstance(text, str) else text.decode() for text in blocks)
    follows = {quad.triple for quad in parse(inferred, format=RdfFormat.N_QUADS)}
    vocabulary = turtle((ROOT / "ontology/rarekg.ttl").read_text(encoding="utf-8"))
    return turtle(ntriples(EXAMPLES)) | follows | vocabulary


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.split("\n")[0])
def test_a_snippet_is_what_the_code_writes(snippet: str) -> None:
    triples = turtle(snippet)
    assert triples
    assert triples - written() == set()


def test_every_class_and_predicate_is_shown_or_named() -> None:
    shown = {
        str(term) for snippet in SNIPPETS for triple in turtle(snippet) for term in (triple.predicate, triple.object)
    }
    used = set()
    for triple in turtle(ntriples(EXAMPLES)):
        used.add(triple.predicate.value)
        if triple.predicate.value == expand("rdf:type") and isinstance(triple.object, NamedNode):
            used.add(triple.object.value)
    missing = {iri for iri in used if f"<{iri}>" not in shown}
    assert {compress(iri) for iri in missing} == set()


def test_the_table_of_association_classes_agrees_with_the_vocabulary() -> None:
    rows = re.findall(r"^\| `([a-z]+:\w+)` \| `([a-z]+:\w+)` \| below (HP:\d{7}) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 5
    vocabulary = turtle((ROOT / "ontology/rarekg.ttl").read_text(encoding="utf-8"))
    for predicate, kind, root in rows:
        assert turtle(f"{kind} rkg:standsFor {predicate} ; rkg:objectKind {root} .") <= vocabulary
