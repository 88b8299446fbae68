"""What saved queries answer, as text that tests compare: rows with CURIEs, and triples."""

import re

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, QueryTriples, Store, Triple

from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import compress

HASHED = re.compile(r"/[0-9a-f]{20}\Z")
Term = NamedNode | Literal | BlankNode | Triple | None


def rows(store: Store, text: str, base: str = BASE) -> list[list[str]]:
    """Return header and rows, IRIs as CURIEs or below ``base`` as local ids, whose hash is ``…``."""
    solutions = store.query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    header = [variable.value for variable in solutions.variables]
    return [header, *([shown(solution[name], base) for name in header] for solution in solutions)]


def shown(term: Term, base: str) -> str:
    """Return a term as :func:`rows` has it."""
    if isinstance(term, NamedNode):
        return HASHED.sub("/…", compress(term.value) or term.value.removeprefix(base))
    return term.value if isinstance(term, Literal) else ""


def triples(store: Store, text: str) -> set[Triple]:
    """Return the triples that a query constructs."""
    results = store.query(text, use_default_graph_as_union=True)
    assert isinstance(results, QueryTriples)
    return set(results)


def local(term: Term) -> str:
    """Return the end of an IRI, '' for other terms."""
    return re.split(r"[/#]", term.value)[-1] if isinstance(term, NamedNode) else ""
