"""What the release of the build that is served offers: its files, their addresses, the dumps of a graph."""

import logging
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.home.releases import Release, Resource, released
from rarekg.graph.rdf.formats import DUMPS
from rarekg.ontology.errors import QueryError

PATH = "/downloads"
PACKED = ".gz"

log = logging.getLogger("rarekg.endpoint")


async def offered(service: Service) -> Release | None:
    """Return the release of the build that is served; None if there is none, or its description is damaged."""
    try:
        return await service.in_thread(released, service.home, service.pool.build.id, kind="files")
    except QueryError as error:
        log.warning("%s; run `rarekg release` again", error)
        return None


def address_path(release: Release, path: str) -> str:
    """Return the path of the address of the file at ``path`` of ``release``."""
    return f"{PATH}/{quote(release.build)}/{quote(path)}"


def dumps(release: Release, graph: str) -> Iterator[tuple[str, Resource]]:
    """Yield the format (of DUMPS) and the file of each dump of the named graph ``graph``, '' for all graphs."""
    suffixes = {form.suffix: name for name, form in DUMPS.items()}
    for each in release.resources:
        name = suffixes.get(each.path.removesuffix(PACKED).rpartition(".")[2])
        if name and each.graph == graph and each.compression in ("", "gz") and _is_dump(each):
            yield name, each


def unpacked_path(release: Release, resource: Resource) -> str:
    """Return the path of the address of the content of ``resource``, which is sent as the client takes it."""
    return address_path(release, resource.path.removesuffix(PACKED))


def by_format(release: Release, graph: str, formats: Mapping[str, object]) -> dict[str, Resource]:
    """Return the dump of ``graph`` in each of ``formats`` that the release has one in."""
    return {name: each for name, each in dumps(release, graph) if name in formats}


def _is_dump(resource: Resource) -> bool:
    return bool(resource.graph) or resource.path.startswith("rarekg.")
