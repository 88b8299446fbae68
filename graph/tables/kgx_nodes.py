"""The nodes of the property graph: one row for each thing, with Biolink's slots as columns."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from rarekg.graph.tables import biolink
from rarekg.graph.tables.extraction import select
from rarekg.graph.tables.joining import Graph
from rarekg.graph.tables.text import in_one_cell, on_one_line
from rarekg.mappings import catalog
from rarekg.ontology.prefixes import expand

if TYPE_CHECKING:
    import pyarrow as pa

# Columns of several values: the slot, whether they are ids, the predicates that have them. Names of what is broader,
# narrower or only related are no synonyms; Biolink allows one each in their slots.
LISTS: Mapping[str, tuple[bool, tuple[str, ...]]] = MappingProxyType(
    {
        "synonym": (False, ("oboInOwl:hasExactSynonym", "skos:altLabel")),
        "xref": (True, ("skos:exactMatch", "oboInOwl:hasDbXref")),
    }
)
HUMAN = "Homo sapiens"
GENE = "biolink:Gene"
ONTOLOGIES = "^(hpo|mondo)$"


def nodes(graph: Graph) -> "pa.Table":
    """Return the nodes as columns of text, sorted by ``id``; what has no CURIE is left out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = biolink.categories(graph)
    found = found.append_column("id", biolink.ids(found["s"].combine_chunks()))
    found = found.filter(pc.is_valid(found["id"])).combine_chunks()
    iris, category = found["s"].combine_chunks(), found["category"].combine_chunks()
    name, nothing = _first(graph, iris, "rdfs:label"), pa.scalar(None, pa.string())
    is_gene = pc.equal(category, GENE)
    return pa.table(
        {
            "id": found["id"],
            "category": category,
            "name": name,
            "description": _first(graph, iris, "IAO:0000115"),
            **{slot: _list(graph, iris, predicates, are_ids) for slot, (are_ids, predicates) in LISTS.items()},
            "symbol": pc.if_else(is_gene, name, nothing),
            "full_name": pc.if_else(is_gene, _first(graph, iris, "dcterms:title"), nothing),
            "in_taxon_label": pc.if_else(pc.starts_with(found["id"], "HGNC:"), HUMAN, nothing),
            "deprecated": _first(graph, iris, "owl:deprecated"),
            "provided_by": _providers(graph, iris),
            "iri": iris,
        }
    ).sort_by("id")


def sources(graph: Graph, graphs: "pa.StringArray") -> "pa.StringArray":
    """Return the information resource that publishes what each named graph has, as a CURIE; rarekg for its own."""
    import pyarrow.compute as pc

    encoded = pc.dictionary_encode(graphs)
    keys = pc.utf8_slice_codeunits(encoded.dictionary, len(f"{graph.base}graph/")).to_pylist()
    known = catalog.infores()
    return _texts([f"infores:{known.get(key, catalog.OWN)}" for key in keys]).take(encoded.indices)


def _first(graph: Graph, nodes: "pa.StringArray", predicate: str) -> "pa.StringArray":
    """Return one value of ``predicate`` for each node: that of an ontology, else the first by code point."""
    import pyarrow.compute as pc

    rows = select(graph.store, f"SELECT ?s ?o ?g {{ GRAPH ?g {{ ?s <{expand(predicate)}> ?o }} }}")
    rows = rows.filter(pc.is_in(rows["s"], nodes))
    names = pc.utf8_slice_codeunits(rows["g"], len(f"{graph.base}graph/"))
    rows = rows.append_column("elsewhere", pc.invert(pc.match_substring_regex(names, ONTOLOGIES)))
    rows = rows.sort_by([(name, "ascending") for name in ("s", "elsewhere", "o")])
    return on_one_line(rows["o"].combine_chunks()).take(pc.index_in(nodes, rows["s"].combine_chunks()))


def _list(graph: Graph, nodes: "pa.StringArray", predicates: tuple[str, ...], are_ids: bool) -> "pa.StringArray":
    import pyarrow as pa
    import pyarrow.compute as pc

    pairs = pa.concat_tables([graph.pairs(predicate) for predicate in predicates])
    pairs = pairs.filter(pc.is_in(pairs["s"], nodes)).combine_chunks()
    values = pairs["o"].combine_chunks()
    cells = biolink.ids(values) if are_ids else values
    return in_one_cell(pa.table({"s": pairs["s"], "o": on_one_line(cells)}).drop_null(), nodes)


def _providers(graph: Graph, nodes: "pa.StringArray") -> "pa.StringArray":
    """Return the source that names each node, or says what it is where it has no name."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = select(graph.store, f"SELECT ?s ?g {{ GRAPH ?g {{ ?s <{expand('rdfs:label')}> ?o }} }}")
    rows = rows.filter(pc.is_in(rows["s"], nodes)).combine_chunks()
    named = sources(graph, rows["g"].combine_chunks())
    return in_one_cell(pa.table({"s": rows["s"], "o": named}), nodes)


def _texts(values: list[str]) -> "pa.StringArray":
    import pyarrow as pa

    return pa.array(values, pa.string())
