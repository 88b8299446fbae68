"""The sources of a build as pages name them: by a short name, with a link to the page on the dataset."""

from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service


class Source(NamedTuple):
    """A source: its key in the build, its short name, its release, and the path of the page on it."""

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
}
# Names in Biolink's registry of information resources that differ from the keys here.
ALIASES = {"hpo-annotations": "hpoa"}


def source(service: Service, iri: str) -> Source:
    """Return the source that ``iri`` stands for, an information resource or a named graph of the build."""
    name = iri.rstrip("/").rpartition("/")[2]
    key = ALIASES.get(name, name)
    entry = service.pool.build.manifest.sources.get(key)
    title, version = (entry.title, entry.version) if entry else (key, "")
    return Source(key, SHORT.get(key, title), version, f"/dataset/{key}")
