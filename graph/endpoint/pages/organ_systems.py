"""The organ systems, HPO's branches below phenotypic abnormality, and which of them each phenotype belongs to.

A build's are asked for once and kept: to ask for them with each disease would be most of what its page costs.
"""

from functools import lru_cache

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.page_queries import bound, rows
from rarekg.ontology.prefixes import expand


class Organs:
    """The systems of each phenotype, and what the systems are called; empty until they are asked for."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.systems: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}

    def of(self, phenotype: str) -> list[str]:
        """Return the systems that ``phenotype`` belongs to."""
        return self.systems.get(phenotype, [])


async def organs(service: Service, request: Request) -> Organs:
    """Return the organ systems of the build that is served."""
    found = _kept(service.pool.build.id)
    if not found.labels:
        query = bound("phenotypes-by-organ-system", root=expand("HP:0000118"))
        systems: dict[str, list[str]] = {}
        labels: dict[str, str] = {}
        for phenotype, system, label in await rows(service, request, query):
            assert phenotype is not None
            assert system is not None
            systems.setdefault(phenotype.text, []).append(system.text)
            labels[system.text] = label.text if label else system.text
        found.systems, found.labels = systems, labels
    return found


@lru_cache(maxsize=2)  # the build that is served and the one before
def _kept(build: str) -> Organs:
    return Organs()
