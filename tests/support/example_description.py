"""An invented description of a graph: two sources and their files, a graph of no source, links, and the build."""

from collections import Counter
from collections.abc import Iterator

from rarekg.graph.pipeline import metadata
from rarekg.graph.pipeline.linksets import Links
from rarekg.graph.pipeline.plan import Input, Plan
from rarekg.mappings.catalog import sources
from rarekg.mappings.rdf.ntriples import BASE, Mint, integer, node
from rarekg.ontology.prefixes import expand

LINKS = Counter(
    {Links("mondo", "skos:exactMatch", "MONDO", "OMIM"): 7, Links("hpo", "oboInOwl:hasDbXref", "HP", "UMLS"): 3}
)


def lines() -> Iterator[str]:
    """Yield the statements as N-Triples without their full stops."""
    inputs = tuple(
        Input(source=key, path=key, sha256=digit * 64, size=int(digit), version="2026-06-06", taken="given")
        for key, digit in (("hpo", "1"), ("mondo", "2"))
    )
    triples = {"hpo": 90, "mondo": 150, "inferred": 70}
    classes = {"mondo": {expand("biolink:Disease"): 3}}
    yield from metadata.statements(Plan(inputs=inputs, base=BASE, code="c0de"), sources(), triples, classes, LINKS)
    # The partitions say how many statements the whole has, and they are made when the rest has been counted.
    yield f"{Mint().dataset(metadata.WHOLE)} {node('void:triples')} {integer(sum(triples.values()))}"
