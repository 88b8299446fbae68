"""The sources of a build as pages name them: by a short name, with a link to the page on the dataset."""

from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import document
from rarekg.ontology.prefixes import prefix_map


class Source(NamedTuple):
    """A source: its key in the build, its short name, its release, and the path of the page on it.

    An information resource that is no source of the build, as one that HPO passes on, has no release.
    """

    key: str
    title: str
    version: str
    href: str


# The names in use in the field; the title in the manifest is the long form.
SHORT = {
    "hpo": "HPO",
    "hpoa": "HPO annotations",
    "hpo-genes": "HPO gene links",
    "mondo": "Mondo",
    "hgnc": "HGNC",
    "gard": "GARD",
    "orphanet": "Orphanet",
    "omim": "OMIM",
    "decipher": "DECIPHER",
    "rarekg-user": "a mapping file of the user",
}
# Names in Biolink's registry of information resources that differ from the keys here.
ALIASES = {"hpo-annotations": "hpoa"}


def source(service: Service, iri: str) -> Source:
    """Return the source that ``iri`` stands for, an information resource or a named graph of the build."""
    build, name = service.pool.build, iri.rstrip("/").rpartition("/")[2]
    key = ALIASES.get(name, name)
    if (entry := build.manifest.sources.get(key)) is not None:
        return Source(key, SHORT.get(key, entry.title), entry.version, f"/dataset/{key}")
    passed_on = iri.startswith(prefix_map()["infores"])
    return Source(key, SHORT.get(key, key), "", document(iri, build.base) if passed_on else f"/dataset/{key}")
