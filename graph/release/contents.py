"""What the descriptions of a release tell of: its build, its files with sizes and checksums, its sources, its date."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rarekg.graph.home.builds import Build
from rarekg.graph.home.checksums import digest, measured
from rarekg.graph.home.manifest import Checksum
from rarekg.graph.release.products import Product
from rarekg.mappings import catalog
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.resources import Licence

TITLE = "rarekg: one graph of rare diseases"
SUMMARY = "Rare diseases, their phenotypes, genes, inheritance and care; each statement names its source."
KEYWORDS = ("rare disease", "phenotype", "gene", "knowledge graph", "RDF", "linked data", "HPO", "MONDO", "Orphanet")
HOMEPAGE = "https://w3id.org/rarekg/"
AUTHORS = "The rarekg authors"
# Of what the build itself adds, beside the statements of its sources.
OWN_LICENCES = (
    Licence(name="MIT", url="https://opensource.org/license/mit", attribution="What rarekg itself states."),
    Licence(
        name="CC0 1.0",
        url="https://creativecommons.org/publicdomain/zero/1.0/",
        attribution="The rarekg vocabulary.",
    ),
)
RIGHTS = (
    "The release is a compilation without a licence of its own: each statement is under the licence of the source that "
    "it names. If you use all of it, meet the terms of all of them, which LICENSES.md lists."
)


class Source(NamedTuple):
    """A source of the build; ``publisher`` is '' where this version of rarekg does not know the source."""

    key: str
    title: str
    version: str
    homepage: str
    publisher: str
    licence: Licence


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A release while it is written: ``files`` maps each path that is there to its checksum."""

    built: Build
    products: tuple[Product, ...]
    files: Mapping[str, Checksum]

    def adding(self, staged: Path, *paths: str) -> "Contents":
        """Return the contents with the files at ``paths`` below ``staged``, which have just been written."""
        new = {
            path: Checksum(size=(staged / path).stat().st_size, sha256=digest(staged / path)) for path in sorted(paths)
        }
        return replace(self, files={**self.files, **new})

    @property
    def dataset(self) -> str:
        """The IRI of the whole graph as a dataset."""
        return Mint(base=self.built.base).dataset("rarekg")[1:-1]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the build, by key."""
        known = catalog.sources()
        return tuple(
            Source(
                key=key,
                title=source.title,
                version=source.version,
                homepage=source.homepage,
                publisher=known[key].publisher if key in known else "",
                licence=source.licence,
            )
            for key, source in sorted(self.built.manifest.sources.items())
        )

    @property
    def licences(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The name and address of each licence, with the titles of the sources that are under it."""
        found: dict[tuple[str, str], list[str]] = {}
        for source in self.sources:
            found.setdefault((source.licence.name, source.licence.url), []).append(source.title)
        for licence in OWN_LICENCES:
            found.setdefault((licence.name, licence.url), []).append(licence.attribution.removesuffix("."))
        return {licence: tuple(titles) for licence, titles in sorted(found.items())}

    @property
    def issued(self) -> str:
        """The day of the newest release among the inputs, the same for each build of these; else that of the build."""
        versions = (file.version for source in self.built.manifest.sources.values() for file in source.files)
        return max(filter(_is_day, versions), default=self.built.finished[:10])


def contents(built: Build, products: tuple[Product, ...], staged: Path) -> Contents:
    """Return what is in ``staged``, where all ``products`` have been written."""
    return Contents(built=built, products=products, files=measured(staged))


def _is_day(version: str) -> bool:
    try:
        return date.fromisoformat(version).isoformat() == version
    except ValueError:
        return False
