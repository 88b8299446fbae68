"""Columns of IRIs are shortened as single IRIs are."""

import pyarrow as pa
from pyoxigraph import NamedNode, Store

from rarekg.graph.tables.curies import curies
from rarekg.ontology.prefixes import compress, prefix_map


def test_every_iri_of_a_graph_is_shortened_as_by_itself(store: Store) -> None:
    terms = {term for quad in store for term in (quad.subject, quad.predicate, quad.object)}
    iris = sorted(term.value for term in terms if isinstance(term, NamedNode))
    assert curies(pa.array(iris)).to_pylist() == [compress(iri) or iri for iri in iris]


def test_local_ids_that_are_not_valid_stay_in_full() -> None:
    iris = [
        namespace + local for namespace in prefix_map().values() for local in ("", "0", "1", "0000001", "a b", "x\n")
    ]
    assert curies(pa.array(iris)).to_pylist() == [compress(iri) or iri for iri in iris]
