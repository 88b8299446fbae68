"""What people and agents need to begin with: addresses, five queries, traps; for ``/help`` and ``/llms.txt``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

LEAD = (
    "One RDF graph of rare diseases: phenotypes, genes, inheritance, onset, prevalence and care, each statement with "
    "its source. The answers are what the sources state; this is no medical advice."
)


class Example(NamedTuple):
    """A question and the SPARQL that answers it, without its prefixes."""

    question: str
    query: str


# Address → what it has.
ADDRESSES: Mapping[str, str] = {
    "/sparql": "the SPARQL 1.1 endpoint (GET ?query=, POST); without a query its description",
    "/sparql.csv?query=ASK%20%7B%7D": "the same in the format of the suffix, as ?format=csv gives it",
    "/MONDO:0010580": "the document about a thing, by its CURIE: HTML, Turtle, JSON-LD and more, by Accept or suffix",
    "/FOXP3": "the same by a name that one thing has; other spellings of an id lead to the usual one",
    "/describe?thing=OMIM:304790": "the same for an id of any registry, an IRI or a name",
    "/saved": "the saved queries; /saved/phenotypes-by-frequency.csv?disease=IPEX%20syndrome is the answer to one",
    "/context.jsonld": "the names of properties and the prefixes that documents in JSON-LD use",
    "/search?q=IPEX": "search by names, synonyms and ids",
    "/reconcile": "matching of names and ids, and more columns for what matched (the API of OpenRefine)",
    "/downloads/": "the graph in files: RDF, tables, KGX, SSSOM; the list is HTML, or a Data Package for JSON",
    "/editor": "a query editor in the browser",
    "/.well-known/sparql-examples": "all saved queries, each with its question; they are in the graph too",
    "/.well-known/void": "sources, releases, licences, and classes and properties with their numbers; in the graph too",
    "/vocab": "the vocabulary: each property and class with its definition",
    "/shapes": "the SHACL shapes that the graph conforms to",
}
EXAMPLES: Sequence[Example] = (
    Example(
        "Which disease has a name?",
        "SELECT DISTINCT ?disease ?label {\n"
        "  ?disease a biolink:Disease ; rdfs:label ?label ; rdfs:label|skos:altLabel|oboInOwl:hasExactSynonym ?name .\n"
        '  FILTER(LCASE(STR(?name)) = "ipex syndrome")\n'
        "}",
    ),
    Example(
        "Which phenotypes does a disease have?",
        "SELECT ?phenotype ?label {\n"
        "  MONDO:0010580 RO:0002200 ?phenotype .\n"
        "  ?phenotype rdfs:label ?label .\n"
        "}\nORDER BY ?label",
    ),
    Example(
        "Who says so, and how frequent is each?",
        "SELECT ?phenotype ?source ?frequency ?negated {\n"
        "  ?row a biolink:DiseaseToPhenotypicFeatureAssociation ;\n"
        "    oban:association_has_subject MONDO:0010580 ;\n"
        "    oban:association_has_object ?phenotype ;\n"
        "    biolink:primary_knowledge_source ?source .\n"
        "  OPTIONAL { ?row biolink:frequency_qualifier ?frequency }\n"
        "  OPTIONAL { ?row biolink:negated ?negated }\n"
        "}",
    ),
    Example(
        "Which diseases have a phenotype, or one below it?",
        "SELECT DISTINCT ?disease ?label {\n"
        "  ?phenotype rkg:subsumedBy HP:0025031 .\n"
        "  ?disease RO:0002200 ?phenotype ; rdfs:label ?label .\n"
        "}\nLIMIT 100",
    ),
    Example(
        "Which ids does a disease have in other registries?",
        "SELECT ?id { MONDO:0010580 skos:exactMatch ?id }",
    ),
)
TRAPS: Sequence[str] = (
    "A statement of a source is an association, a node with its source, evidence and frequency. The plain triple "
    "(disease RO:0002200 phenotype) goes with it and stands once, however many sources state it: count plain triples "
    "for facts, associations for statements.",
    "An association may deny: where biolink:negated is true, people with the disease do not have the phenotype. Such "
    "rows, and those that saw it in nobody, have no plain triple.",
    "The default graph is the union of all named graphs, one for each source. The graphs are listed in /about; "
    "graph/inferred has what follows (rkg:subsumedBy, rkg:hasPropagatedPhenotype), which no source states.",
    "Diseases are MONDO's, genes HGNC's, phenotypes HPO's. Ids of OMIM, Orphanet, GARD and others lead to them by "
    "skos:exactMatch, from the MONDO term to the other id.",
    "Terms below a term: ?t rkg:subsumedBy ?above, itself included, is stored; rdfs:subClassOf is one step, and paths "
    "like rdfs:subClassOf* are slow.",
    "Without ORDER BY the order has no meaning, but LIMIT and OFFSET page through it safely within a build. ORDER BY "
    "sorts all rows first: narrow the pattern before you sort.",
    "A list of ids belongs into VALUES, not into FILTER(… IN …).",
    "The endpoint only reads, and has no SERVICE. A query runs for seconds, not for minutes; an error names the limit "
    "that was reached. 503 with Retry-After means that it is full: wait that long.",
)
_CURIE = re.compile(r"(?<![\w:])([A-Za-z][\w-]*):(?=[\w])")


def used_prefixes(text: str, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return those of ``prefixes`` that ``text`` uses.

    >>> used_prefixes("?d rdfs:label ?l", {"rdfs": "http://www.w3.org/2000/01/rdf-schema#", "HP": "http://a/"})
    {'rdfs': 'http://www.w3.org/2000/01/rdf-schema#'}
    """
    return {name: prefixes[name] for name in sorted({*_CURIE.findall(text)} & prefixes.keys())}


def whole(example: Example, prefixes: Mapping[str, str]) -> str:
    """Return the query of ``example`` with the prefixes that it uses, so that it runs anywhere."""
    declared = used_prefixes(example.query, prefixes)
    return "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in declared.items()) + example.query


def markdown(address: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of the guide to the service at ``address``, in the form of https://llmstxt.org/."""
    yield from ("# rarekg", "", f"> {LEAD}", "", f"SPARQL endpoint: {address}/sparql", "", "## Addresses", "")
    for path, text in ADDRESSES.items():
        yield f"- [{path}]({address}{path}): {text}"
    yield from ("", "## Queries", "")
    for example in EXAMPLES:
        yield from (f"### {example.question}", "", "```sparql", *whole(example, prefixes).splitlines(), "```", "")
    yield from ("## Traps", "", *(f"- {trap}" for trap in TRAPS), "", "## Prefixes", "")
    for name, namespace in prefixes.items():
        yield f"- {name}: {namespace}"
