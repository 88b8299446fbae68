"""The description of the graph: its sources as VoID and DCAT datasets, with version, licence and attribution.

Terms: https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/; the IRI of a file is its hash (RFC 6920). Times
are in ``manifest.json`` instead, so that the same inputs give the same graph.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from pyoxigraph import QuerySolutions, Store

from rarekg.graph.pipeline import discovery, linksets, mapping_sets, own_graphs, provenance, rights
from rarekg.graph.pipeline.linksets import Links
from rarekg.graph.pipeline.plan import Input, Plan, releases
from rarekg.mappings.catalog import SourceInfo
from rarekg.mappings.facts import OWN
from rarekg.mappings.rdf.ntriples import IDENTITY, Mint, Node, integer, iri, node, text, typed
from rarekg.mappings.resources import resources
from rarekg.ontology.prefixes import prefix_map

WHOLE = "rarekg"
TITLE = "rarekg: one graph of rare diseases"
ENGLISH = "http://lexvo.org/id/iso639-3/eng"
KEYWORDS = ("rare diseases", "phenotypes", "genes", "inheritance", "prevalence", "ontology mappings")
VOCABULARIES = ("rkg", "biolink", "oban", "oboInOwl", "owl", "rdfs", "skos", "sssom", "dcterms", "prov", "void", "dcat")
DESCRIPTION = "Rare diseases, their phenotypes, genes, inheritance and care; each statement names its source."


def statements(
    plan: Plan,
    infos: Mapping[str, SourceInfo],
    triples: Mapping[str, int],
    classes: Mapping[str, Mapping[str, int]],
    links: Counter[Links],
) -> Iterator[str]:
    """Yield the description of the whole graph and of each source, as N-Triples without their full stops.

    Args:
        plan: The sources and their inputs.
        infos: The description of each source, by key.
        triples: The number of triples in each graph loaded so far, by name (``hpo``, ``vocabulary``).
        classes: The number of members of each class (IRI) in each graph, which a query could count only by a scan.
        links: The number of links of each kind.
    """
    mint = Mint(base=plan.base)
    whole = mint.dataset(WHOLE)
    yield from _named(whole, TITLE, DESCRIPTION)
    yield f"{whole} {node('dcterms:identifier')} {text(plan.id)}"
    if latest := max(filter(_is_day, (taken.version for taken in plan.inputs)), default=None):
        yield f"{whole} {node('dcterms:issued')} {typed(latest, 'xsd:date')}"
    yield from own_graphs.terms(mint, whole)
    yield from _profile(mint, whole, plan.id)
    for name in sorted(triples):
        part = mint.dataset(name)
        yield f"{whole} {node('void:subset')} {part}"
        yield f"{part} {node('void:triples')} {integer(triples[name])}"
        yield from _graph(mint, name)
        yield from _classes(mint, name, classes.get(name, {}))
    for name in sorted(own_graphs.TITLES.keys() & triples.keys()):
        yield from _named(mint.dataset(name), *own_graphs.TITLES[name])
        yield from own_graphs.terms(mint, mint.dataset(name), name)
    for key in plan.sources:
        if key not in triples:  # it was read, and states nothing
            yield f"{mint.dataset(key)} {node('void:triples')} {integer(0)}"
        yield from _source(mint, infos[key], [taken for taken in plan.inputs if taken.source == key])
        yield f"{whole} {node('prov:wasDerivedFrom')} {mint.dataset(key)}"
    named = {name for key in plan.sources for name in infos[key].resources} | ({OWN} if IDENTITY in triples else set())
    for name in sorted(named):
        yield from rights.information_resource(mint, resources()[name])
    yield from mapping_sets.statements(plan, infos, classes)
    yield from linksets.statements(mint, links)
    yield from provenance.statements(plan, infos, [whole, *map(mint.dataset, sorted({*triples, *plan.sources}))])
    yield from discovery.statements(mint)


def _profile(mint: Mint, whole: Node, version: str) -> Iterator[str]:
    """Yield what the profile of HCLS asks of a dataset beside its terms: https://www.w3.org/TR/hcls-dataset/."""
    yield f"{whole} {node('dcterms:creator')} {iri(own_graphs.AUTHORS)}"
    yield f"{whole} {node('dcterms:language')} {iri(ENGLISH)}"
    for predicate in ("dcat:version", "pav:version"):
        yield f"{whole} {node(predicate)} {text(version)}"
    for keyword in KEYWORDS:
        yield f"{whole} {node('dcat:keyword')} {text(keyword, 'en')}"
    yield f"{whole} {node('dcat:landingPage')} {iri(mint.base)}"
    yield f"{whole} {node('void:uriSpace')} {text(mint.base)}"
    for prefix in VOCABULARIES:
        yield f"{whole} {node('void:vocabulary')} {iri(prefix_map()[prefix].rstrip('#'))}"


def classes(store: Store, before: str) -> dict[str, dict[str, int]]:
    """Return the number of members of each class (IRI) in each graph of ``store``, whose IRIs start with ``before``."""
    members: dict[str, dict[str, int]] = defaultdict(dict)
    rows = store.query("SELECT ?g ?class (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?class } } GROUP BY ?g ?class")
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        members[row["g"].value.removeprefix(before)][row["class"].value] = int(row["n"].value)
    return members


def _named(dataset: Node, title: str, description: str) -> Iterator[str]:
    yield f"{dataset} {node('rdf:type')} {node('void:Dataset')}"
    yield f"{dataset} {node('rdf:type')} {node('dcat:Dataset')}"
    yield f"{dataset} {node('rdfs:label')} {text(title, 'en')}"
    yield f"{dataset} {node('dcterms:title')} {text(title, 'en')}"
    yield f"{dataset} {node('dcterms:description')} {text(description, 'en')}"


def _graph(mint: Mint, name: str) -> Iterator[str]:
    """Yield the named graph of the dataset ``name``."""
    graph = mint.graph(name)
    yield f"{graph} {node('rdf:type')} {node('sd:NamedGraph')}"
    yield f"{graph} {node('sd:name')} {graph}"
    yield f"{graph} {node('sd:graph')} {mint.dataset(name)}"


def _classes(mint: Mint, name: str, members: Mapping[str, int]) -> Iterator[str]:
    """Yield the class partitions of the dataset ``name`` (https://www.w3.org/TR/void/#class-property-partitions)."""
    for kind in sorted(members):
        partition = mint.hashed("partition", name, kind)
        yield f"{mint.dataset(name)} {node('void:classPartition')} {partition}"
        yield f"{partition} {node('void:class')} {iri(kind)}"
        yield f"{partition} {node('void:entities')} {integer(members[kind])}"


def _source(mint: Mint, info: SourceInfo, inputs: list[Input]) -> Iterator[str]:
    dataset = mint.dataset(info.key)
    yield from _named(dataset, info.title, info.description)
    # Who made a file of the user may be a person.
    yield from rights.published(mint, dataset, info.publisher, "foaf:Agent" if info.overrides else "foaf:Organization")
    yield f"{dataset} {node('foaf:homepage')} {iri(info.homepage)}"
    yield from rights.licensed(mint, dataset, info.licensed(releases(inputs)))
    for name in info.resources:
        yield f"{dataset} {node('prov:hadPrimarySource')} {node(f'infores:{name}')}"
    for address in info.derived_from:
        yield f"{dataset} {node('prov:wasDerivedFrom')} {iri(address)}"
    for address in info.latest:
        yield f"{dataset} {node('dcterms:source')} {iri(address)}"
    for version in sorted({taken.version for taken in inputs}):
        yield f"{dataset} {node('pav:version')} {text(version)}"
    for digest, size in sorted({(taken.sha256, taken.size) for taken in inputs}):
        yield from _file(dataset, digest, size)


def _file(dataset: Node, digest: str, size: int) -> Iterator[str]:
    file = provenance.named(digest)
    for predicate in ("dcat:distribution", "prov:wasDerivedFrom"):
        yield f"{dataset} {node(predicate)} {file}"
    for kind in ("dcat:Distribution", "prov:Entity"):
        yield f"{file} {node('rdf:type')} {node(kind)}"
    yield f"{file} {node('dcat:byteSize')} {integer(size)}"


def _is_day(version: str) -> bool:
    try:
        return date.fromisoformat(version).isoformat() == version
    except ValueError:
        return False
