"""Who publishes a part of the graph, what others may do with it, and who makes the statements in it.

Agents and rights statements are nodes, as the ranges of Dublin Core's properties demand; a licence is labelled with its
name. Terms: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/, https://www.w3.org/TR/prov-o/.
"""

from collections.abc import Iterator

from rarekg.mappings.rdf.ntriples import Mint, Node, iri, node, text
from rarekg.mappings.resources import InformationResource, Licence


def published(mint: Mint, part: Node, publisher: str, kind: str) -> Iterator[str]:
    """Yield the ``publisher`` of ``part``, a name, as an agent of class ``kind`` (a CURIE)."""
    agent = mint.hashed("agent", publisher)
    yield f"{part} {node('dcterms:publisher')} {agent}"
    yield f"{agent} {node('rdf:type')} {node('prov:Agent')}"
    yield f"{agent} {node('rdf:type')} {node(kind)}"
    yield f"{agent} {node('rdfs:label')} {text(publisher, 'en')}"


def licensed(mint: Mint, part: Node, licence: Licence) -> Iterator[str]:
    """Yield the licence of ``part``, and its attribution as a rights statement."""
    document = iri(licence.url)
    yield f"{part} {node('dcterms:license')} {document}"
    yield f"{document} {node('rdf:type')} {node('dcterms:LicenseDocument')}"
    yield f"{document} {node('rdfs:label')} {text(licence.name, 'en')}"
    yield from _stated(mint, part, licence.attribution)


def compiled(mint: Mint, part: Node, rights: str) -> Iterator[str]:
    """Yield that ``part`` has no single licence: ``rights``, a text, says which of its parts has which."""
    statement = mint.hashed("rights", rights)
    yield f"{part} {node('dcterms:license')} {statement}"
    yield f"{statement} {node('rdf:type')} {node('dcterms:LicenseDocument')}"
    yield from _stated(mint, part, rights)


def information_resource(mint: Mint, resource: InformationResource) -> Iterator[str]:
    """Yield the description of ``resource``, which statements name as their source."""
    self = node(f"infores:{resource.name}")
    yield f"{self} {node('rdf:type')} {node('prov:Entity')}"
    yield f"{self} {node('rdfs:label')} {text(resource.title, 'en')}"
    yield f"{self} {node('foaf:homepage')} {iri(resource.homepage)}"
    yield from licensed(mint, self, resource.licence)


def _stated(mint: Mint, part: Node, rights: str) -> Iterator[str]:
    statement = mint.hashed("rights", rights)
    yield f"{part} {node('dcterms:rights')} {statement}"
    yield f"{statement} {node('rdf:type')} {node('dcterms:RightsStatement')}"
    yield f"{statement} {node('rdfs:label')} {text(rights, 'en')}"
