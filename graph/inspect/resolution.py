"""Lead an id to the thing of the graph that it means: a merged term to its successor, a registry's id to its match.

People have the ids of OMIM, Orphanet or NCBI at hand, and the graph says what it knows of the MONDO term or the gene of
HGNC that is exactly the same. Only exact matches lead on: what is merely cross-referenced may be another thing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Store

from rarekg.graph.rdf.curies import short
from rarekg.graph.rdf.labels import label
from rarekg.ontology.prefixes import expand
from rarekg.queries.catalog import SavedQuery
from rarekg.queries.parameters import terms

TYPE = NamedNode(expand("rdf:type"))
EXACT = NamedNode(expand("skos:exactMatch"))
DEPRECATED = NamedNode(expand("owl:deprecated"))
SUCCESSOR = NamedNode(expand("IAO:0100001"))
CROSS_REFERENCE = NamedNode(expand("oboInOwl:hasDbXref"))


def meant(store: Store, asked: NamedNode) -> tuple[NamedNode, ...]:
    """Return the things of the graph that ``asked`` means, by IRI: itself where the graph has it as a thing of its own.

    Otherwise they are the terms that replaced it, else what is matched exactly to it in either direction; several where
    sources disagree, none where the graph does not know it.
    """
    if _is_thing(store, asked):
        return (asked,)
    quads = store.quads_for_pattern(asked, SUCCESSOR, None, None)
    ends = {quad.object for quad in quads} or {
        *(quad.object for quad in store.quads_for_pattern(asked, EXACT, None, None)),
        *(quad.subject for quad in store.quads_for_pattern(None, EXACT, asked, None)),
    }
    return _things(store, ends)


def mentioning(store: Store, asked: NamedNode) -> tuple[NamedNode, ...]:
    """Return the things of the graph that cross-reference ``asked`` without saying that they are the same, by IRI."""
    return _things(store, (quad.subject for quad in store.quads_for_pattern(None, CROSS_REFERENCE, asked, None)))


def resolved(
    store: Store, query: SavedQuery, values: Mapping[str, Sequence[str] | str], base: str
) -> tuple[dict[str, Sequence[str] | str], list[str]]:
    """Return ``values`` of ``query`` with each id that means exactly one other thing replaced by that, and what to say.

    Keys are as :func:`rarekg.queries.catalog.bind` takes them, and so is QueryError raised, where a value is no IRI.
    There is one line to say of each id that was replaced, and of each that the graph knows and that could not be.
    """
    iris = {key: known for known in query.parameters if known.kind == "iri" for key in (known.name, known.variable)}
    found: dict[str, Sequence[str] | str] = dict(values)
    said: list[str] = []
    for key, given in values.items():
        if (wanted := iris.get(key.removeprefix("?"))) is not None:
            asked = [NamedNode(term[1:-1]) for term in terms(wanted, (given,) if isinstance(given, str) else given)]
            led = {one: meant(store, one) for one in asked}
            found[key] = [led[one][0].value if len(led[one]) == 1 else one.value for one in asked]
            said += _said(store, led, base)
    return found, said


def _is_thing(store: Store, node: NamedNode) -> bool:
    """Tell whether the graph says what ``node`` is, and does not say that another term took its place."""
    typed = next(store.quads_for_pattern(node, TYPE, None, None), None) is not None
    return typed and next(store.quads_for_pattern(node, DEPRECATED, Literal(True), None), None) is None


def _things(store: Store, nodes: Iterable[object]) -> tuple[NamedNode, ...]:
    found = {node for node in nodes if isinstance(node, NamedNode) and _is_thing(store, node)}
    return tuple(sorted(found, key=lambda thing: thing.value))


def _said(store: Store, led: Mapping[NamedNode, tuple[NamedNode, ...]], base: str) -> Iterator[str]:
    def called(things: Iterable[NamedNode]) -> str:
        return " and ".join(f"{short(thing.value, base)} ({label(store, thing)})" for thing in things)

    for asked, things in led.items():
        name = short(asked.value, base)
        if len(things) > 1:
            yield f"{name} is matched exactly to {called(things)}; ask for one of them"
        elif things and things != (asked,):
            yield f"{name} is {called(things)} in this graph"
        elif not things and (others := mentioning(store, asked)):
            yield f"{name} is no exact match of anything; it is cross-referenced by {called(others)}: ask for that"
