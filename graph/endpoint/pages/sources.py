"""Who states something, as pages name it: by a short name, with a link to the page on the dataset or resource."""

from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import document
from rarekg.graph.endpoint.pages.statements import Statements


class Source(NamedTuple):
    """A source: its key in the build, its short name, its release, and the path of the page on it.

    An information resource that is no source of the build, as one that HPO passes on, has no release.
    """

    key: str
    title: str
    version: str
    href: str


# The names in use in the field; the titles in the manifest and in the graph are the long forms.
SHORT = {
    "hpo": "HPO",
    "hpoa": "HPO annotations",
    "hpo-genes": "HPO gene links",
    "mondo": "Mondo",
    "hgnc": "HGNC",
    "gard": "GARD",
    "gard-restated": "rarekg, after GARD",
    "orphanet": "Orphanet",
    "omim": "OMIM",
    "decipher": "DECIPHER",
    "rarekg-user": "a mapping file of the user",
}
# Names in Biolink's registry of information resources that differ from the keys here.
ALIASES = {"hpo-annotations": "hpoa"}
# Who states something, and on whose data, where the two together are a source here.
RESTATED = {("rarekg", "gard"): "gard-restated"}


def source(service: Service, graph: Statements, iri: str) -> Source:
    """Return the source that the information resource ``iri`` stands for; ``graph`` has its label."""
    name = _name(iri)
    there = Source(name, SHORT.get(name, graph.labels.get(iri, name)), "", document(iri, service.pool.build.base))
    return _source(service, ALIASES.get(name, name)) or there


def source_of(service: Service, graph: Statements, iri: str) -> Source:
    """Return the source of ``iri``, a page, an association or another statement in ``graph``."""
    primary = graph.text(iri, "biolink:primary_knowledge_source")
    restated = RESTATED.get((_name(primary), _name(graph.text(iri, "biolink:supporting_data_source"))), "")
    return _source(service, restated) or source(service, graph, primary)


def restates(service: Service, graph: Statements, page: str) -> str:
    """Return the title of the source whose page ``page`` restates, '' if it is a source's page itself."""
    supporting = graph.text(page, "biolink:supporting_data_source")
    return source(service, graph, supporting).title if supporting else ""


def _name(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]


def _source(service: Service, key: str) -> Source | None:
    """Return the source of the build with ``key``, None if it has none."""
    entry = service.pool.build.manifest.sources.get(key)
    return Source(key, SHORT.get(key, entry.title), entry.version, f"/dataset/{key}") if entry else None
