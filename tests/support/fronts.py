"""Responses of every kind that stays the same for a build, all on the graph of tests/support/walked.py."""

from dataclasses import dataclass

import walked

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LABELS = "SELECT%20?s%20?o%20{?s%20<http://www.w3.org/2000/01/rdf-schema%23label>%20?o}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """One response that stays the same for a build: its path, and the Accept header with which it is requested."""

    path: str
    accept: str = "*/*"


FRONTS = {
    "solutions": Front(path=f"/sparql?query={LABELS}"),
    "triples": Front(path="/sparql?query=CONSTRUCT%20WHERE%20{?s%20?p%20?o}%20LIMIT%20100"),
    "a graph of the store": Front(path="/store?graph=https://w3id.org/rarekg/graph/hpo"),
    "a saved query as CSV": Front(path="/table.csv?saved=phenotypes-by-frequency&disease=MONDO:0010580"),
    "the service description": Front(path="/sparql", accept="text/turtle"),
    "the datasets": Front(path="/.well-known/void", accept="application/ld+json"),
    "the saved queries": Front(path="/.well-known/sparql-examples"),
    "a document in Turtle": Front(path=f"{walked.IPEX}.ttl"),
    "a document by Accept": Front(path=walked.ECZEMA, accept="application/rdf+xml"),
    "a document of a minted thing": Front(path="/dataset/hpo.nt"),
    "a table of phenotypes": Front(path=f"{walked.IPEX}.csv"),
    "a list in JSON-LD": Front(path="/diseases.jsonld"),
    "the entry point": Front(path="/", accept="text/turtle"),
    "the vocabulary": Front(path="/vocab"),
    "the sitemap": Front(path="/sitemap.xml"),
    "robots": Front(path="/robots.txt"),
    "a page on a disease": Front(path=walked.IPEX, accept=BROWSER),
    "a page on a gene": Front(path=f"{walked.FOXP3}.html"),
    "a page on the vocabulary": Front(path="/vocab", accept=BROWSER),
    "a page of a list": Front(path="/diseases", accept=BROWSER),
    "the first page": Front(path="/", accept=BROWSER),
    "about": Front(path="/about", accept=BROWSER),
}
