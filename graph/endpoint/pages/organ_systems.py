"""The organ systems, which are HPO's branches below phenotypic abnormality, and those of each phenotype.

They are read once a build and cached: the query takes longer than all others of a disease's page.
"""

from collections.abc import Iterable
from functools import lru_cache

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.page_queries import bound, rows
from rarekg.graph.endpoint.pages.statements import Row
from rarekg.ontology.prefixes import expand


class Organs:
    """The systems of each phenotype and the labels of the systems; both empty until they are read."""

    def __init__(self) -> None:
        """Make it empty."""
        self.systems: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}

    def of(self, phenotype: str) -> list[str]:
        """Return the systems that ``phenotype`` belongs to."""
        return self.systems.get(phenotype, [])


async def organs(service: Service, request: Request) -> Organs:
    """Return the organ systems of the served build."""
    cached = _cached(service.pool.build.id)
    if not cached.labels:
        query = bound("phenotypes-by-organ-system", root=expand("HP:0000118"))
        await service.in_thread(_fill, cached, await rows(service, request, query))
    return cached


def _fill(organs: Organs, rows: Iterable[Row]) -> None:
    systems: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for phenotype, system, label in rows:
        assert phenotype is not None
        assert system is not None
        systems.setdefault(phenotype.text, []).append(system.text)
        labels[system.text] = label.text if label else system.text
    organs.systems, organs.labels = systems, labels


@lru_cache(maxsize=2)  # the served build and the one before
def _cached(build: str) -> Organs:
    return Organs()
