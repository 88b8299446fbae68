"""Where things are linked to: our own document on a thing, and its place on the web where it has one.

Only http and https are ever linked: `javascript:` is a valid IRI to the engine.
"""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from rarekg.graph.endpoint.linked.addresses import path
from rarekg.graph.rdf.curies import short
from rarekg.ontology.prefixes import compress

# Where people read about an id, by the prefix of its CURIE, where its IRI does not lead there.
_ELSEWHERE = {
    "HP": "https://hpo.jax.org/browse/term/{curie}",
    "MONDO": "https://monarchinitiative.org/{curie}",
    "MAXO": "https://www.ebi.ac.uk/ols4/ontologies/maxo/classes?obo_id={curie}",
    "ECO": "https://www.ebi.ac.uk/ols4/ontologies/eco/classes?obo_id={curie}",
    "ORPHA": "https://www.orpha.net/en/disease/detail/{local}",
    "HGNC": "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{local}",
    "NCBIGene": "https://www.ncbi.nlm.nih.gov/gene/{local}",
    "ENSEMBL": "https://www.ensembl.org/id/{local}",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{local}/",
    "GARD": "https://rarediseases.info.nih.gov/diseases/{number}",
    "UMLS": "https://uts.nlm.nih.gov/uts/umls/concept/{local}",
    "MESH": "https://meshb.nlm.nih.gov/record/ui?ui={local}",
    "DOID": "https://disease-ontology.org/?id={curie}",
    "NCIT": "https://ncit.nci.nih.gov/ncitbrowser/ConceptReport.jsp?code={local}",
}


class Link(NamedTuple):
    """A thing as a page shows it: ``href`` is our document on it, ``outside`` its place on the web, '' for none."""

    iri: str
    label: str
    id: str
    href: str
    outside: str


def link(iri: str, label: str, base: str) -> Link:
    """Return how ``iri``, called ``label`` ('' where nothing calls it anything), is shown in a build with ``base``."""
    if iri.startswith(base):  # there are thousands of these, and no prefix need be looked for
        local = iri[len(base) :]
        return Link(iri, label or local, local, document(iri, base), "")
    shown, href, there = _elsewhere(iri, base)
    return Link(iri, label or shown, shown, href, there)


@lru_cache(maxsize=1 << 15)
def _elsewhere(iri: str, base: str) -> tuple[str, str, str]:
    return short(iri, base).removeprefix("<").removesuffix(">"), document(iri, base), outside(iri, base)


def document(iri: str, base: str) -> str:
    """Return the path of our document on ``iri``."""
    return path(iri, base)


def outside(iri: str, base: str) -> str:
    """Return the address on the web that people read about ``iri`` at, '' where it has none that may be linked."""
    if iri.startswith(base):
        return ""
    curie = compress(iri)
    if curie is not None:
        prefix, _, local = curie.partition(":")
        if prefix in _ELSEWHERE:
            return _ELSEWHERE[prefix].format(curie=quote(curie, safe=":"), local=quote(local), number=local.lstrip("0"))
    return web(iri)


def web(address: str) -> str:
    """Return ``address`` where it is one of the web that may be linked, else ''."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""
