"""Ids and categories of Biolink's model."""

import biolink
import pyarrow as pa
from pyoxigraph import Store

from rarekg.graph.home.builds import Build
from rarekg.graph.tables.biolink import BRANCHES, SPELLINGS, categories, ids
from rarekg.graph.tables.joining import Graph
from rarekg.ontology.prefixes import expand, prefix_map


def test_each_spelling_of_a_prefix_is_one_of_biolink() -> None:
    schema = biolink.schema()
    known = {prefix for one in schema.classes.values() for prefix in one.get("id_prefixes", ())} | schema.prefixes
    assert {start.partition(":")[0] for start in SPELLINGS.values()} <= known
    ours = {start.removesuffix(":") for start in SPELLINGS}
    assert ours <= set(prefix_map())
    assert not ours & known


def test_an_id_without_a_prefix_is_none() -> None:
    iris = [expand("ORPHA:558"), expand("MONDO:0007947"), "https://w3id.org/rarekg/disease/1"]
    assert ids(pa.array(iris)).to_pylist() == ["ORDO:Orphanet_558", "MONDO:0007947", None]


def test_each_node_has_one_category(varied: Build, varied_store: Store) -> None:
    rows = categories(Graph(store=varied_store, base=varied.base)).to_pylist()
    found = {row["s"]: row["category"] for row in rows}
    assert len(found) == len(rows)
    assert {term: found[expand(term)] for term in BRANCHES} == dict(BRANCHES)
    assert found[expand("HP:0003593")] == "biolink:Onset"  # though it is below the clinical course too
