"""RDF in tests: facts as triples, Turtle as triples, and the IRIs in them."""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph

from rarekg.mappings.facts import Fact
from rarekg.mappings.rdf.ntriples import STATED, Mint, lines
from rarekg.mappings.rdf.translators import translate
from rarekg.ontology.prefixes import prefix_map

BASE = "https://w3id.org/rarekg/"


def statements(fact: Fact, mint: Mint) -> Iterator[str]:
    """Yield the statements of ``fact``, each as ``subject predicate object`` without the final dot."""
    for subject, predicate_objects, _ in translate(fact, mint):
        yield from (f"{subject} {rest}" for rest in predicate_objects)


def ntriples(facts: Iterable[Fact], base: str = BASE) -> str:
    """Return the statements of ``facts`` as N-Triples."""
    mint = Mint(base=base)
    return "".join(f"{statement} .\n" for fact in facts for statement in statements(fact, mint))


def nquads(said: Iterable[tuple[str, Fact]], mint: Mint) -> str:
    """Return the statements of facts, each with the graph that it is said in, as N-Quads as a build places them."""
    return "".join(
        lines(described, f" {mint.graph(STATED if described.place == 'stated' else graph)} .\n")
        for graph, fact in said
        for described in translate(fact, mint)
    )


def translated(*facts: Fact) -> set[Triple]:
    """Return the triples of ``facts``, parsed by pyoxigraph; rdflib must parse as many."""
    text = ntriples(facts)
    triples = {quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES)}
    assert len(Graph().parse(data=text, format="nt")) == len(triples)
    return triples


def turtle(text: str) -> set[Triple]:
    """Return the triples of ``text``, Turtle with the base of the graph and the prefixes of ``prefixes.ttl``."""
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefix_map().items())
    return {quad.triple for quad in parse(f"{prefixes}@base <{BASE}> .\n{text}", format=RdfFormat.TURTLE)}


def hashed(kind: str, *key: str, source: str = "gard") -> str:
    """Return the IRI that the translators mint for ``kind`` from the raw ``key`` of a source."""
    return str(Mint().hashed(kind, source, *key))


def asserted(predicate: str = "related_to") -> str:
    """Return what every association by a person has in Turtle, with the name of Biolink's ``predicate``."""
    level = 'biolink:knowledge_level "knowledge_assertion" ; biolink:agent_type "manual_agent"'
    return f"a biolink:Association ; biolink:predicate biolink:{predicate} ; {level} ;"


def placed(fact: Fact, place: str) -> set[Triple]:
    """Return the triples of ``fact`` that belong to ``place``: a node of the source, a thing, or the stated triples."""
    found = (description for description in translate(fact, Mint()) if description.place == place)
    return turtle("".join(lines(description, " .\n") for description in found))


def has_blank(triples: Iterable[Triple]) -> bool:
    """Tell whether a subject or object is a blank node."""
    return any(isinstance(end, BlankNode) for triple in triples for end in (triple.subject, triple.object))


def iris(triples: Iterable[Triple]) -> set[str]:
    """Return every IRI in ``triples``, datatypes included."""
    names: set[str] = set()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, NamedNode):
                names.add(term.value)
            elif isinstance(term, Literal):
                names.add(term.datatype.value)
    return names
