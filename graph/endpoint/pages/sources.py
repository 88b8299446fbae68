"""The sources of a build, as pages name them: by a short name, with a link to what we know about each."""

from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service


class Source(NamedTuple):
    """A source: the key it has here, what it is called, its release, and the path of our document on it."""

    key: str
    title: str
    version: str
    href: str


# What people in the field call the sources; the title of the source's own file is the long form.
SHORT = {
    "hpo": "HPO",
    "hpoa": "HPO annotations",
    "hpo-genes": "HPO gene links",
    "mondo": "Mondo",
    "hgnc": "HGNC",
    "gard": "GARD",
    "orphanet": "Orphanet",
}
# Information resources of Biolink's registry that are not called as their source is here.
ALIASES = {"hpo-annotations": "hpoa"}


def source(service: Service, iri: str) -> Source:
    """Return the source that an information resource or a named graph of the build stands for."""
    name = iri.rstrip("/").rpartition("/")[2]
    key = ALIASES.get(name, name)
    found = service.pool.build.manifest.sources.get(key)
    title, version = (found.title, found.version) if found else (key, "")
    return Source(key, SHORT.get(key, title), version, f"/dataset/{key}")
