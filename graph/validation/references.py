"""Whether what statements point at is there: each term exists, is current, is labelled, stands in its branch.

The rules are those of the vocabulary and the rows of ``references.toml``. Each is checked as a difference of two sets,
so it costs what reading the distinct terms that it is about costs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files

from msgspec import Struct, toml
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from rarekg.graph.rdf.curies import short
from rarekg.graph.rdf.labels import label
from rarekg.graph.validation.findings import Finding
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.prefixes import compress, expand, prefix_map

ONTOLOGIES = ("HP:", "MONDO:")
OBJECT = "oban:association_has_object"


class _Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``references.toml``, both values CURIEs."""

    predicate: str
    branch: str | None = None


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[_Row, ...]


class Rule(Struct, frozen=True, kw_only=True):
    """Which terms a rule is about: the objects of ``predicate``, on nodes of the class ``kind`` where one is given.

    Both are IRIs. The terms stand below ``branch``, or anywhere where that is None.
    """

    about: str
    predicate: str
    kind: str | None
    branch: str | None

    @property
    def pattern(self) -> str:
        """The rule's statements as SPARQL, with ``?user`` and ``?term``; they are in one graph."""
        return f"?user {f'a <{self.kind}> ; ' if self.kind else ''}<{self.predicate}> ?term"


@dataclass(slots=True)
class Terms:
    """The terms of the ontologies in the build: which are labelled, which deprecated, what is below what.

    ``owned`` are the namespaces in which a term must be one of these.
    """

    owned: tuple[str, ...]
    labelled: set[str] = field(default_factory=set)
    deprecated: set[str] = field(default_factory=set)
    children: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def branch(self, root: str) -> set[str]:
        """Return the IRIs of ``root`` and all below it."""
        found, todo = {root}, [root]
        while todo:
            new = self.children.get(todo.pop(), set()) - found
            found |= new
            todo.extend(new)
        return found


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of ``references.toml`` and those that follow from ``ontology/rarekg.ttl``."""
    table = toml.decode(files("rarekg.graph.validation").joinpath("references.toml").read_bytes(), type=_Table)
    return (*_of_associations(), *(_of_predicate(row.predicate, row.branch) for row in table.rule))


def check(store: Store, mint: Mint, owners: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Yield what is wrong with the terms that the store's statements use.

    ``owners`` maps each source of the build to the prefixes whose terms it owns.
    """
    terms = _terms(store, mint, owners)
    used_by = cache(partial(_used, store))  # several rules are about the same statements
    for rule in rules():
        used = used_by(rule.pattern)
        for term in used & terms.deprecated:
            yield _finding(store, mint, rule, term, "is obsolete")
        missing = {term for term in used - terms.labelled - terms.deprecated if term.startswith(terms.owned)}
        for term in missing:
            yield _finding(store, mint, rule, term, "does not exist")
        if rule.branch and rule.branch.partition(":")[0] in {prefix for held in owners.values() for prefix in held}:
            for term in used - missing - terms.deprecated - terms.branch(expand(rule.branch)):
                yield _finding(store, mint, rule, term, f"is not below {rule.branch}")
    for end in ("oban:association_has_subject", OBJECT):
        yield from _labels(store, mint, end, used_by(_of_predicate(end, None).pattern) - terms.labelled)


def _of_associations() -> Iterator[Rule]:
    """Yield what the vocabulary says: in which branch an association's object stands, and so its plain triple's."""
    vocabulary = Store()
    vocabulary.load(files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes(), RdfFormat.TURTLE)
    kind, stands_for = expand("rkg:objectKind"), expand("rkg:standsFor")
    query = f"SELECT ?class ?kind ?plain {{ ?class <{kind}> ?kind OPTIONAL {{ ?class <{stands_for}> ?plain }} }}"
    for row in _select(vocabulary, f"{query} ORDER BY ?class"):
        branch, association = compress(row["kind"].value) or "", short(row["class"].value)
        if not branch.startswith(ONTOLOGIES):  # a class of Biolink, whose members are no terms of an ontology
            branch = ""
        if branch:
            yield Rule(
                about=f"object of {association}", predicate=expand(OBJECT), kind=row["class"].value, branch=branch
            )
        if row["plain"] is not None:
            yield _of_predicate(short(row["plain"].value), branch or None)


def _of_predicate(predicate: str, branch: str | None) -> Rule:
    return Rule(about=predicate, predicate=expand(predicate), kind=None, branch=branch)


def _terms(store: Store, mint: Mint, owners: Mapping[str, Collection[str]]) -> Terms:
    terms = Terms(owned=tuple(prefix_map()[prefix] for held in owners.values() for prefix in held))
    label, deprecated, below = (expand(curie) for curie in ("rdfs:label", "owl:deprecated", "rdfs:subClassOf"))
    for source in (source for source, held in owners.items() if held):
        graph = mint.graph(source)
        terms.labelled |= _used(store, f"?term <{label}> ?label", graph)
        terms.deprecated |= _used(store, f"?term <{deprecated}> true", graph)
        for row in _select(store, f"SELECT ?term ?parent {{ GRAPH {graph} {{ ?term <{below}> ?parent }} }}"):
            terms.children[row["parent"].value].add(row["term"].value)
    return terms


def _used(store: Store, pattern: str, graph: str = "?graph") -> set[str]:
    # Graph by graph, because a union of graphs is searched for repetitions; and what is no IRI is left out here, as the
    # engine would read every single term to tell. Each makes it five times as fast.
    rows = _select(store, f"SELECT DISTINCT ?term {{ GRAPH {graph} {{ {pattern} }} }}")
    return {term.value for term in (row["term"] for row in rows) if isinstance(term, NamedNode)}


def _finding(store: Store, mint: Mint, rule: Rule, term: str, what: str) -> Finding:
    pattern = rule.pattern.replace("?term", f"<{term}>")
    user = min(row["user"].value for row in _select(store, f"SELECT ?user {{ {pattern} }}"))
    return Finding(
        check=f"reference: {rule.about}", focus=short(user, mint.base), message=what, value=short(term, mint.base)
    )


def _labels(store: Store, mint: Mint, end: str, unlabelled: set[str]) -> Iterator[Finding]:
    """Yield which ``end`` of an association has no label outside the ontologies either; ``unlabelled`` has none there.

    That no node has two is a shape's rule.
    """
    for iri in unlabelled:
        if label(store, NamedNode(iri)) is None:
            yield Finding(check=f"reference: {end}", focus=short(iri, mint.base), message="has no label")


def _select(store: Store, query: str) -> QuerySolutions:
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return found
