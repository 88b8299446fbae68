"""What programs look for in a graph that they do not know: its prefixes, and examples of queries.

Both in SHACL's terms (https://www.w3.org/TR/shacl/#sparql-prefixes, https://github.com/sib-swiss/sparql-examples), for
which SIB's editor, sparql-llm and others ask an endpoint. The document ``/.well-known/sparql-examples`` has the
examples under the same IRIs where the service is reached at the base of the build.
"""

from collections.abc import Iterator

from rarekg.graph.pipeline.own_graphs import VOCABULARY
from rarekg.mappings.rdf.ntriples import Mint, iri, node, text, typed
from rarekg.ontology.prefixes import prefix_map
from rarekg.queries import catalog

_FORMS = {
    "select": ("sh:SPARQLSelectExecutable", "sh:select"),
    "construct": ("sh:SPARQLConstructExecutable", "sh:construct"),
}


def statements(mint: Mint) -> Iterator[str]:
    """Yield the prefixes and the saved queries, as N-Triples without their full stops."""
    yield from _prefixes(mint)
    yield from _examples(mint)


def _prefixes(mint: Mint) -> Iterator[str]:
    for prefix, namespace in prefix_map().items():
        declaration = iri(f"{mint.base}prefix/{prefix}")
        yield f"{iri(VOCABULARY)} {node('sh:declare')} {declaration}"
        yield f"{declaration} {node('rdf:type')} {node('sh:PrefixDeclaration')}"
        yield f"{declaration} {node('sh:prefix')} {text(prefix)}"
        yield f"{declaration} {node('sh:namespace')} {typed(namespace, 'xsd:anyURI')}"


def _examples(mint: Mint) -> Iterator[str]:
    for query in catalog.load():
        kind, property_ = _FORMS[query.form]
        example = iri(f"{mint.base}.well-known/sparql-examples#{query.name}")
        for name in ("sh:SPARQLExecutable", kind):
            yield f"{example} {node('rdf:type')} {node(name)}"
        yield f"{example} {node('rdfs:label')} {text(query.name, 'en')}"
        yield f"{example} {node('rdfs:comment')} {text(query.summary, 'en')}"
        yield f"{example} {node('dcterms:description')} {text(query.description, 'en')}"
        for tag in query.tags:
            yield f"{example} {node('schema:keywords')} {text(tag)}"
        yield f"{example} {node('schema:target')} {iri(f'{mint.base}sparql')}"
        yield f"{example} {node(property_)} {text(query.text.strip())}"
