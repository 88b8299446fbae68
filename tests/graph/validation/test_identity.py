"""The gate's rule that one disease is one node, on stores with the statements of two nodes."""

import pytest
from pyoxigraph import RdfFormat, Store

from rarekg.graph.validation import identity
from rarekg.mappings.rdf.ntriples import Mint

PREFIXES = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oboInOwl: <http://www.geneontology.org/formats/oboInOwl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix biolink: <https://w3id.org/biolink/vocab/> . @prefix rkg: <https://w3id.org/rarekg/vocab#> .
@prefix MONDO: <http://purl.obolibrary.org/obo/MONDO_> . @prefix ORPHA: <http://www.orpha.net/ORDO/Orphanet_> .
@prefix g: <https://w3id.org/rarekg/graph/> .
"""
DISEASE = 'g:hpoa { ORPHA:803 a biolink:Disease ; rdfs:label "Amyotrophic lateral sclerosis"@en }'
TERM = 'g:mondo { MONDO:0004976 rdfs:label "amyotrophic lateral sclerosis"@en }'
INFERRED = "g:inferred { ORPHA:1 rkg:contestedMatch MONDO:0000009 }"


def findings(*graphs: str) -> list[tuple[str, str, str | None]]:
    store = Store()
    store.load((PREFIXES + "\n".join(graphs)).encode(), RdfFormat.TRIG)
    return [(found.check, found.focus, found.value) for found in identity.check(store, Mint())]


@pytest.mark.parametrize("predicate", ["skos:exactMatch", "oboInOwl:hasDbXref"])
def test_a_second_node_with_the_label_of_the_term_that_refers_to_it_is_found(predicate: str) -> None:
    reference = f"g:mondo {{ MONDO:0004976 {predicate} ORPHA:803 }}"
    assert findings(DISEASE, TERM, reference) == [("identity: one node", "ORPHA:803", "MONDO:0004976")]


@pytest.mark.parametrize(
    "graphs",
    [
        (DISEASE, TERM),  # nothing refers to it: the names alone may be a coincidence
        (DISEASE, 'g:mondo { MONDO:0004976 rdfs:label "sclerosis"@en ; oboInOwl:hasDbXref ORPHA:803 }'),
        (DISEASE, TERM, "g:mondo { MONDO:0004976 oboInOwl:hasDbXref ORPHA:803 ; owl:deprecated true }"),
        (
            TERM,
            "g:mondo { MONDO:0004976 skos:exactMatch ORPHA:803 }",
            'g:hpoa { ORPHA:803 rdfs:label "Amyotrophic lateral sclerosis"@en }',  # an id, not a disease of the graph
        ),
    ],
)
def test_other_nodes_are_no_finding(graphs: tuple[str, ...]) -> None:
    assert findings(*graphs) == []


def test_an_id_that_matches_two_terms_exactly_must_be_listed() -> None:
    twice = "g:a { MONDO:0000001 skos:exactMatch ORPHA:2 } g:b { MONDO:0000002 skos:exactMatch ORPHA:2 }"
    assert findings(twice, INFERRED) == [
        ("identity: contested match", "ORPHA:2", "MONDO:0000001"),
        ("identity: contested match", "ORPHA:2", "MONDO:0000002"),
    ]
    listed = "g:inferred { ORPHA:2 rkg:contestedMatch MONDO:0000001 , MONDO:0000002 }"
    assert findings(twice, listed) == []
    assert findings(twice) == []  # a build without inferences has no list
