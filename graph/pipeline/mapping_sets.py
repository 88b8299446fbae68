"""The mapping set of each source: the title, licence and version that SSSOM asks for beside the mappings themselves.

The slots are SSSOM's (https://mapping-commons.github.io/sssom/MappingSet/), in their RDF form. The mappings, each an
``owl:Axiom``, are in the graph of their source.
"""

from collections.abc import Iterator, Mapping

from rarekg.graph.pipeline import own_graphs
from rarekg.graph.pipeline.plan import Plan, releases
from rarekg.mappings.catalog import SourceInfo
from rarekg.mappings.facts import OWN
from rarekg.mappings.rdf.ntriples import IDENTITY, Mint, Node, iri, node, text
from rarekg.ontology.prefixes import expand

MAPPING = "owl:Axiom"


def statements(plan: Plan, infos: Mapping[str, SourceInfo], classes: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Yield the description of the mapping set of each graph with mappings, as N-Triples without their full stops.

    The arguments are those of :func:`rarekg.graph.pipeline.metadata.statements`. What a build decides itself is as new
    as the build, so its version is the build's id.
    """
    mint = Mint(base=plan.base)
    for name in sorted(name for name, members in classes.items() if expand(MAPPING) in members):
        dataset = mint.dataset(name)
        if name == IDENTITY:
            title, licence = own_graphs.TITLES[name][0], own_graphs.LICENCES[name]
            yield from _set(mint, OWN, dataset, title, plan.id, licence.url)
        else:
            version = releases(taken for taken in plan.inputs if taken.source == name)
            yield from _set(mint, name, dataset, infos[name].title, version, infos[name].licence.url)


def _set(mint: Mint, source: str, dataset: Node, title: str, version: str, licence: str) -> Iterator[str]:
    self = mint.mapping_set(source)
    yield f"{self} {node('rdf:type')} {node('sssom:MappingSet')}"
    for predicate in ("rdfs:label", "dcterms:title"):
        yield f"{self} {node(predicate)} {text(f'{title} (mapping set)', 'en')}"
    yield f"{self} {node('dcterms:license')} {iri(licence)}"
    yield f"{self} {node('owl:versionInfo')} {text(version)}"
    for predicate in ("dcterms:source", "prov:wasDerivedFrom"):  # the second is SSSOM's mapping_set_source
        yield f"{self} {node(predicate)} {dataset}"
