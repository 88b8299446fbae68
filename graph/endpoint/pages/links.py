"""Links to things: to the page here, and to the page of the registry that issued the id.

Only http and https addresses become links: to the engine, `javascript:` is a valid IRI too.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from rarekg.graph.endpoint.linked.addresses import path
from rarekg.graph.rdf.curies import short
from rarekg.ontology.prefixes import compress
from rarekg.ontology.remembering import remembered

LONGEST = 2048  # characters of an address; few servers take longer ones
# The page on an id, by the prefix of its CURIE, for ids whose IRI is not the address of that page.
_PAGES = {
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
    """A thing as a page shows it: ``href`` is its page here, ``outside`` its page elsewhere, '' if it has none."""

    iri: str
    label: str
    id: str
    href: str
    outside: str


def link(iri: str, label: str, base: str) -> Link:
    """Return the link to ``iri`` in a build with ``base``; without a label ('') its id is shown.

    >>> link("http://purl.obolibrary.org/obo/HP_0000964", "Eczema", "https://w3id.org/rarekg/")[1:4]
    ('Eczema', 'HP:0000964', '/HP:0000964')
    >>> link("https://w3id.org/rarekg/page/GARD_0001850", "", "https://w3id.org/rarekg/")[1:4]
    ('page/GARD_0001850', 'page/GARD_0001850', '/page/GARD_0001850')
    """
    if iri.startswith(base):  # a page has thousands of these, and they need no look-up of a prefix
        local = iri[len(base) :]
        return Link(iri, label or local, local, document(iri, base), "")
    id_, href, elsewhere = _parts_below(base)(iri)
    return Link(iri, label or id_, id_, href, elsewhere)


@lru_cache(maxsize=2)  # the base of the served build and of the one before
def _parts_below(base: str) -> Callable[[str], tuple[str, str, str]]:
    @remembered(8 << 20)
    def parts(iri: str) -> tuple[str, str, str]:
        return short(iri, base).removeprefix("<").removesuffix(">"), document(iri, base), outside(iri, base)

    return parts


def document(iri: str, base: str) -> str:
    """Return the path of the page on ``iri``.

    >>> document("http://example.org/a", "https://w3id.org/rarekg/")
    '/resource?iri=http%3A%2F%2Fexample.org%2Fa'
    """
    return path(iri, base)


def outside(iri: str, base: str) -> str:
    """Return the address of a page on ``iri`` elsewhere on the web, '' if there is none that may be linked.

    >>> outside("http://identifiers.org/ncbigene/50943", "https://w3id.org/rarekg/")
    'https://www.ncbi.nlm.nih.gov/gene/50943'
    >>> outside("https://w3id.org/rarekg/page/GARD_0001850", "https://w3id.org/rarekg/")
    ''
    """
    if iri.startswith(base):
        return ""
    curie = compress(iri)
    if curie is not None:
        prefix, _, local = curie.partition(":")
        if prefix in _PAGES:
            return _PAGES[prefix].format(curie=quote(curie, safe=":"), local=quote(local), number=local.lstrip("0"))
    return web(iri)


def web(address: str) -> str:
    """Return ``address`` if it is an http or https address of at most LONGEST characters, else ''.

    >>> web("https://www.orpha.net/"), web("javascript:alert(1)")
    ('https://www.orpha.net/', '')
    """
    if len(address) > LONGEST:  # urlsplit remembers what it split
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""
