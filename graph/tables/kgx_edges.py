"""The edges of the property graph: associations and the hierarchies of ontologies, with Biolink's slots as columns."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from rarekg.graph.tables import biolink, formulas
from rarekg.graph.tables.biolink import OBJECT, SUBJECT
from rarekg.graph.tables.extraction import select
from rarekg.graph.tables.joining import Graph, single
from rarekg.graph.tables.kgx_nodes import sources
from rarekg.graph.tables.text import in_one_cell, on_one_line
from rarekg.ontology.prefixes import expand, prefix_map

if TYPE_CHECKING:
    import pyarrow as pa

CLASSES = (
    "biolink:DiseaseToPhenotypicFeatureAssociation",
    "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation",
    "biolink:CausalGeneToDiseaseAssociation",
    "biolink:GeneToDiseaseAssociation",
    biolink.TREATMENT_ASSOCIATION,
)
# Slots by the predicates that have their values.
IDS: Mapping[str, str] = MappingProxyType(
    {
        "subject": SUBJECT,
        "predicate": "biolink:predicate",
        "object": OBJECT,
        "primary_knowledge_source": "biolink:primary_knowledge_source",
        "frequency_qualifier": "biolink:frequency_qualifier",
        "onset_qualifier": "biolink:onset_qualifier",
        "sex_qualifier": "biolink:sex_qualifier",
    }
)
ID_LISTS: Mapping[str, str] = MappingProxyType(
    {
        "aggregator_knowledge_source": "biolink:aggregator_knowledge_source",
        "supporting_data_source": "biolink:supporting_data_source",
        "has_evidence": "RO:0002558",
        "publications": "biolink:publications",
        "has_attribute": "rkg:modifier",
    }
)
TEXTS: Mapping[str, str] = MappingProxyType(
    {
        name: f"biolink:{name}"
        for name in (
            *("knowledge_level", "agent_type", "has_count", "has_total", "has_quotient", "has_percentage"),
            *("original_subject", "original_object"),
        )
    }
)
COLUMNS = (
    *("id", "category", "subject", "predicate", "object", "negated"),
    *("primary_knowledge_source", "aggregator_knowledge_source", "supporting_data_source"),
    *("knowledge_level", "agent_type", "has_evidence", "publications"),
    *("frequency_qualifier", "has_count", "has_total", "has_quotient", "has_percentage"),
    *("onset_qualifier", "sex_qualifier", "has_attribute"),
    *("original_subject", "original_predicate", "original_object"),
)
SUBCLASS = "biolink:subclass_of"


def edges(graph: Graph, nodes: "pa.StringArray") -> "pa.Table":
    """Return the edges whose ends both are ``nodes``, as columns of text, sorted by ends and predicate."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = pa.concat_tables([associations(graph), hierarchy(graph)])
    rows = rows.filter(pc.and_(pc.is_in(rows["subject"], nodes), pc.is_in(rows["object"], nodes)))
    return rows.sort_by([(name, "ascending") for name in ("subject", "predicate", "object", "id")])


def associations(graph: Graph) -> "pa.Table":
    """Return an edge for each association, but for those that nobody of the people counted has."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = graph.members((biolink.ASSOCIATION,))
    presence = formulas.presence(graph, rows)
    kept = pc.not_equal(presence, "not_observed")
    rows, excluded = rows.filter(kept), pc.equal(presence.filter(kept), "excluded")
    columns = {
        "id": rows,
        "category": pc.coalesce(formulas.kind(graph, rows, CLASSES), biolink.ASSOCIATION),
        # Nothing stands for false: kgx reads every text in this column as true.
        "negated": pc.if_else(excluded, "true", pa.scalar(None, pa.string())),
        "original_predicate": _own_predicates(graph, rows),
        **{slot: biolink.ids(single(graph, rows, predicate)) for slot, predicate in IDS.items()},
        **{slot: _ids(graph, rows, predicate) for slot, predicate in ID_LISTS.items()},
        **{slot: on_one_line(single(graph, rows, predicate)) for slot, predicate in TEXTS.items()},
    }
    return pa.table({name: columns[name] for name in COLUMNS})


def hierarchy(graph: Graph) -> "pa.Table":
    """Return an edge for each parent of a term, which its ontology states; how it came to that is not provided."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = select(graph.store, f"SELECT ?s ?o ?g {{ GRAPH ?g {{ ?s <{expand('rdfs:subClassOf')}> ?o }} }}")
    columns = {
        "subject": biolink.ids(found["s"].combine_chunks()),
        "object": biolink.ids(found["o"].combine_chunks()),
        "primary_knowledge_source": sources(graph, found["g"].combine_chunks()),
    }
    constant = {
        "category": biolink.ASSOCIATION,
        "predicate": SUBCLASS,
        "knowledge_level": "knowledge_assertion",
        "agent_type": "not_provided",
    }
    columns |= {name: pa.repeat(pa.scalar(value), len(found)) for name, value in constant.items()}
    # There is no node for such a statement in the graph, whose IRI could be the id.
    columns["id"] = pc.binary_join_element_wise(columns["subject"], "subclass_of", columns["object"], "--")
    missing = pa.nulls(len(found), pa.string())
    return pa.table({name: columns.get(name, missing) for name in COLUMNS})


def _own_predicates(graph: Graph, rows: "pa.StringArray") -> "pa.StringArray":
    """Return the graph's predicate for what Biolink only calls related: associations of the graph's own classes."""
    import pyarrow.compute as pc

    own, stands_for = prefix_map()["rkg"], expand("rkg:standsFor")
    query = f'SELECT ?s ?o {{ ?c <{stands_for}> ?o . FILTER(STRSTARTS(STR(?c), "{own}")) ?s a ?c }}'
    pairs = select(graph.store, query)
    values = biolink.ids(pairs["o"].combine_chunks())
    return values.take(pc.index_in(rows, pairs["s"].combine_chunks()))


def _ids(graph: Graph, rows: "pa.StringArray", predicate: str) -> "pa.StringArray":
    import pyarrow as pa

    pairs = graph.pairs(predicate)
    named = pa.table({"s": pairs["s"], "o": biolink.ids(pairs["o"].combine_chunks())})
    return in_one_cell(named.drop_null(), rows)
