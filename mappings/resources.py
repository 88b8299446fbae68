"""The information resources that statements name as their sources, with title, licence and attribution.

A source of a build is a file with a release; an information resource is who makes or passes on a statement
(https://biolink.github.io/information-resource-registry/). One file may name several: HPO's annotations hold those of
Orphanet and OMIM.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from msgspec import Struct

from rarekg.ontology.errors import SourceError
from rarekg.ontology.structs import convert


class Licence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The licence of a source; ``attribution`` is the text that it asks every user of the data to show.

    In the ``.toml`` of a source, ``{release}`` in it stands for the release that a build reads.
    """

    name: str
    url: str
    attribution: str


class InformationResource(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An information resource; ``infores:<name>`` is its CURIE.

    ``declared`` is True if Biolink's registry does not have it, so that this project declares it.
    """

    name: str
    title: str
    homepage: str
    licence: Licence
    declared: bool = False


@cache
def resources() -> Mapping[str, InformationResource]:
    """Return every information resource in ``infores.toml`` by its name.

    >>> resources()["orphanet"].licence.name
    'CC BY 4.0'

    Raises:
        SourceError: The file is not valid.
    """
    return MappingProxyType(read(files("rarekg.mappings").joinpath("infores.toml")))


def read(toml: Traversable) -> dict[str, InformationResource]:
    """Read a table of information resources.

    Raises:
        SourceError: A key is missing, unknown or of another type.
    """
    found: dict[str, InformationResource] = {}
    try:
        for name, table in tomllib.loads(toml.read_text(encoding="utf-8")).items():
            if not isinstance(table, dict):
                raise ValueError(f"{name} is not a table")
            found[name] = convert(table | {"name": name}, InformationResource)
    except (ValueError, RecursionError) as error:
        raise SourceError(str(error), path=toml.name, advice="correct the table of information resources") from error
    return found
