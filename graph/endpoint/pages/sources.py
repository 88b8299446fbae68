"""Who states something, as pages name it: by a short name, with a link to the page on the dataset or resource."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import document
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.ontology.prefixes import expand


class Source(NamedTuple):
    """A source: its key in the build, its short name, its release, and the path of the page on it.

    An information resource that is no source of the build, as one that HPO passes on, has no release. ``part`` tells
    the sources apart that have one name, '' elsewhere.
    """

    key: str
    title: str
    version: str
    href: str
    part: str = ""

    @property
    def is_orphanet(self) -> bool:
        """Whether it is Orphanet itself, in one of its products."""
        return self.title == ORPHANET


ORPHANET = "Orphanet"


# The names in use in the field; the titles in the manifest and in the graph are the long forms.
SHORT = {
    "hpo": "HPO",
    "hpoa": "HPO annotations",
    "hpo-genes": "HPO gene links",
    "mondo": "Mondo",
    "hgnc": "HGNC",
    "gard": "GARD",
    "gard-restated": "rarekg, after GARD",
    "orphanet": ORPHANET,
    "omim": "OMIM",
    "decipher": "DECIPHER",
    "rarekg-user": "a mapping file of the user",
}
# The products of Orphanet: all are called Orphanet where they state something, and by their part in a list of sources.
PARTS = {
    "orphanet-nomenclature": "nomenclature",
    "orphanet-ages": "onset and inheritance",
    "orphanet-phenotypes": "phenotypes",
    "orphanet-genes": "genes",
    "orphanet-prevalence": "prevalence",
    "orphanet-classification": "classification",
    "orphapackets": "ORPHApackets",
}
# The product that has the statements of a class; they are in the ORPHApackets where a build has these instead.
PRODUCTS: Mapping[str, str] = MappingProxyType(
    {
        expand(kind): key
        for key, kinds in {
            "orphanet-nomenclature": ("rkg:DiseaseDefinition", "rkg:RegistryEntry", "owl:Axiom"),
            "orphanet-ages": (
                "rkg:DiseaseToOnsetAssociation",
                "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation",
            ),
            "orphanet-phenotypes": (
                "biolink:DiseaseToPhenotypicFeatureAssociation",
                "rkg:DiagnosticFeature",
                "rkg:PhenotypeReview",
            ),
            "orphanet-genes": ("biolink:CausalGeneToDiseaseAssociation", "biolink:GeneToDiseaseAssociation"),
            "orphanet-prevalence": ("rkg:Prevalence",),
        }.items()
        for kind in kinds
    }
)
# Names in Biolink's registry of information resources that differ from the keys here.
ALIASES = {"hpo-annotations": "hpoa"}
# Who states something, and on whose data, where the two together are a source here.
RESTATED = {("rarekg", "gard"): "gard-restated"}


def source(service: Service, graph: Statements, iri: str) -> Source:
    """Return the source that the information resource ``iri`` stands for; ``graph`` has its label."""
    name = _name(iri)
    there = Source(name, SHORT.get(name, graph.labels.get(iri, name)), "", document(iri, service.pool.build.base))
    return source_with_key(service, ALIASES.get(name, name)) or there


def source_of(service: Service, graph: Statements, iri: str) -> Source:
    """Return the source of ``iri``, a page, an association or another statement in ``graph``."""
    primary = graph.text(iri, "biolink:primary_knowledge_source")
    restated = RESTATED.get((_name(primary), _name(graph.text(iri, "biolink:supporting_data_source"))), "")
    return (
        source_with_key(service, restated) or _product(service, graph, iri, primary) or source(service, graph, primary)
    )


def _product(service: Service, graph: Statements, iri: str, primary: str) -> Source | None:
    """Return the product of Orphanet that ``iri`` is from; None if somebody else states it or passes it on."""
    if _name(primary) != "orphanet" or graph.text(iri, "biolink:aggregator_knowledge_source"):
        return None
    products = [PRODUCTS[kind] for kind in graph.iris(iri, "rdf:type") if kind in PRODUCTS]
    return next(filter(None, (source_with_key(service, key) for key in (*products, "orphapackets"))), None)


def restates(service: Service, graph: Statements, page: str) -> str:
    """Return the title of the source whose page ``page`` restates, '' if it is a source's page itself."""
    supporting = graph.text(page, "biolink:supporting_data_source")
    return source(service, graph, supporting).title if supporting else ""


def _name(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]


def source_with_key(service: Service, key: str) -> Source | None:
    """Return the source of the build with ``key``, None if it has none."""
    entry = service.pool.build.manifest.sources.get(key)
    if entry is None:
        return None
    part = PARTS.get(key, "")
    title = ORPHANET if part else SHORT.get(key, entry.title)
    return Source(key, title, entry.version, f"/dataset/{key}", part)
