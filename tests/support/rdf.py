"""RDF in tests: what translators say as triples, and what a graph holds in CURIEs that a person can read."""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph

from rarekg.mappings.facts import Fact
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.rdf.translators import translate
from rarekg.ontology.prefixes import prefix_map

BASE = "https://w3id.org/rarekg/"


def statements(fact: Fact, mint: Mint) -> Iterator[str]:
    """Yield what the translator of ``fact`` says, each ``subject predicate object`` without the final dot."""
    for subject, said in translate(fact, mint):
        yield from (f"{subject} {rest}" for rest in said)


def ntriples(facts: Iterable[Fact], base: str = BASE) -> str:
    """Return what the translators say of ``facts`` as N-Triples."""
    mint = Mint(base=base)
    return "".join(f"{statement} .\n" for fact in facts for statement in statements(fact, mint))


def said(*facts: Fact) -> set[Triple]:
    """Return what the translators say of ``facts``, read by pyoxigraph; rdflib must read the same."""
    text = ntriples(facts)
    found = {quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES)}
    assert len(Graph().parse(data=text, format="nt")) == len(found)
    return found


def turtle(text: str) -> set[Triple]:
    """Return the triples of ``text``, Turtle with the base of the graph and the prefixes of ``prefixes.ttl``."""
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefix_map().items())
    return {quad.triple for quad in parse(f"{prefixes}@base <{BASE}> .\n{text}", format=RdfFormat.TURTLE)}


def hashed(kind: str, *key: str, source: str = "gard") -> str:
    """Return the IRI that the translators mint for ``kind`` from the raw ``key`` of a source."""
    return str(Mint().hashed(kind, source, *key))


def has_blank(triples: Iterable[Triple]) -> bool:
    """Tell whether a blank node is among the subjects or objects."""
    return any(isinstance(end, BlankNode) for triple in triples for end in (triple.subject, triple.object))


def iris(triples: Iterable[Triple]) -> set[str]:
    """Return every IRI in ``triples``, datatypes included."""
    found: set[str] = set()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, NamedNode):
                found.add(term.value)
            elif isinstance(term, Literal):
                found.add(term.datatype.value)
    return found
