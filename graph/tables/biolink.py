"""Ids and categories of Biolink's model for what the graph has (https://biolink.github.io/biolink-model/)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from rarekg.graph.tables.curies import curies
from rarekg.graph.tables.extraction import select
from rarekg.graph.tables.joining import Graph
from rarekg.ontology.prefixes import expand

if TYPE_CHECKING:
    import pyarrow as pa

# How ids begin in Biolink, where it declares another prefix or a shorter namespace for the same IRIs.
SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "ORPHA:": "ORDO:Orphanet_",
        "OMIMPS:": "OMIM.PS:PS",
        "MedDRA:": "MEDDRA:",
        "SCTID:": "SNOMEDCT:",
        "MEDGEN:": "medgen:",
        "DOI:": "doi:",
    }
)
TYPED = ("biolink:Disease", "biolink:PhenotypicFeature", "biolink:Gene")
# Branches of HPO below which a term has a category, the more special one first.
BRANCHES: Mapping[str, str] = MappingProxyType(
    {
        "HP:0000005": "biolink:GeneticInheritance",
        "HP:0003674": "biolink:Onset",
        "HP:0031797": "biolink:ClinicalCourse",
        "HP:0012823": "biolink:ClinicalModifier",
    }
)
ASSOCIATION = "biolink:Association"
TREATMENT_ASSOCIATION = "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"
SUBJECT, OBJECT = "oban:association_has_subject", "oban:association_has_object"


def ids(iris: "pa.StringArray") -> "pa.StringArray":
    """Return CURIEs as Biolink spells them, and null for an IRI that has none.

    >>> import pyarrow as pa
    >>> ids(pa.array(["http://www.orpha.net/ORDO/Orphanet_558", "https://example.org/"])).to_pylist()
    ['ORDO:Orphanet_558', None]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    short = curies(iris)
    short = pc.if_else(pc.equal(short, iris), pa.scalar(None, pa.string()), short)
    for ours, theirs in SPELLINGS.items():
        short = pc.replace_substring_regex(short, f"^{ours}", theirs)
    return short


def categories(graph: Graph) -> "pa.Table":
    """Return each node of the property graph once, ``s``, with its ``category``.

    These are all diseases, phenotypes and genes, the terms of :data:`BRANCHES`, and every other end of an association.
    What Biolink has no class for is a named thing.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    members = [(name, graph.members((name,))) for name in TYPED]
    members += [(category, _below(graph, term)) for term, category in BRANCHES.items()]
    members += [
        ("biolink:Treatment", _ends(graph, TREATMENT_ASSOCIATION, SUBJECT)),
        ("biolink:BiologicalSex", _ends(graph, "rkg:DiseaseToSexAssociation", OBJECT)),
        ("biolink:NamedThing", _ends(graph, None, SUBJECT)),
        ("biolink:NamedThing", _ends(graph, None, OBJECT)),
    ]
    iris = pa.concat_arrays([found for _, found in members])
    names = pa.concat_arrays([pa.repeat(pa.scalar(name), len(found)) for name, found in members])
    once = pc.unique(iris)
    return pa.table({"s": once, "category": names.take(pc.index_in(once, iris))})


def _below(graph: Graph, term: str) -> "pa.StringArray":
    rows = select(graph.store, f"SELECT ?s {{ ?s <{expand('rkg:subsumedBy')}> <{expand(term)}> }}")
    return rows["s"].combine_chunks()


def _ends(graph: Graph, kind: str | None, end: str) -> "pa.StringArray":
    """Return the ``end`` of associations of class ``kind``, None for all of them."""
    of = f"?row a <{expand(kind)}> ." if kind else ""
    return select(graph.store, f"SELECT DISTINCT ?s {{ {of} ?row <{expand(end)}> ?s }}")["s"].combine_chunks()
