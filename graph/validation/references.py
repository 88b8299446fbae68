"""Reference rules: each term that a statement refers to exists, is current, has a label and is in its branch.

The rules come from the vocabulary and from ``references.toml``. Each is checked as a difference of two sets, so it
costs as much as reading the distinct terms it applies to.
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
    withdrawn: bool = False


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[_Row, ...]


class Rule(Struct, frozen=True, kw_only=True):
    """A rule for the objects of ``predicate``, on nodes of the class ``kind`` if there is one; both are IRIs.

    The terms must be ``branch`` or below it; None allows any term. ``withdrawn`` allows obsolete ones without a
    successor. ``about`` is the name of the rule in findings.
    """

    about: str
    predicate: str
    kind: str | None
    branch: str | None
    withdrawn: bool = False

    @property
    def pattern(self) -> str:
        """The statements of the rule, in one graph, as a SPARQL pattern of ``?user`` and ``?term``."""
        return f"?user {f'a <{self.kind}> ; ' if self.kind else ''}<{self.predicate}> ?term"


@dataclass(slots=True)
class Terms:
    """The terms of the ontologies in the build by IRI: labelled, deprecated and replaced ones, the children of each.

    ``owned`` are the namespaces in which every term must be one of these.
    """

    owned: tuple[str, ...]
    labelled: set[str] = field(default_factory=set)
    deprecated: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)
    children: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def branch(self, root: str) -> set[str]:
        """Return the IRIs of ``root`` and all its descendants."""
        below, todo = {root}, [root]
        while todo:
            new = self.children.get(todo.pop(), set()) - below
            below |= new
            todo.extend(new)
        return below


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in ``references.toml`` and those in ``ontology/rarekg.ttl``."""
    table = toml.decode(files("rarekg.graph.validation").joinpath("references.toml").read_bytes(), type=_Table)
    stated = [_rule(row.predicate, row.branch, withdrawn=row.withdrawn) for row in table.rule]
    overruled = {rule.predicate for rule in stated if rule.withdrawn}
    return (*(rule for rule in _vocabulary_rules() if rule.kind or rule.predicate not in overruled), *stated)


def check(store: Store, mint: Mint, owners: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Yield the findings for the terms that the store's statements refer to.

    ``owners`` maps each source of the build to the prefixes whose terms it owns.
    """
    terms = _terms(store, mint, owners)
    used_by = cache(partial(_used, store))  # several rules are about the same statements
    for rule in rules():
        used = used_by(rule.pattern)
        for term in used & (terms.replaced if rule.withdrawn else terms.deprecated):
            yield _finding(store, mint, rule, term, "is obsolete")
        missing = {term for term in used - terms.labelled - terms.deprecated if term.startswith(terms.owned)}
        for term in missing:
            yield _finding(store, mint, rule, term, "does not exist")
        if rule.branch and rule.branch.partition(":")[0] in {prefix for owned in owners.values() for prefix in owned}:
            for term in used - missing - terms.deprecated - terms.branch(expand(rule.branch)):
                yield _finding(store, mint, rule, term, f"is not below {rule.branch}")
    for end in ("oban:association_has_subject", OBJECT):
        yield from _labels(store, mint, end, used_by(_rule(end, None).pattern) - terms.labelled)


def _vocabulary_rules() -> Iterator[Rule]:
    """Yield the rules of the vocabulary: the branch of the objects of an association and of its plain triple."""
    vocabulary = Store()
    vocabulary.load(files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes(), RdfFormat.TURTLE)
    kind, stands_for = expand("rkg:objectKind"), expand("rkg:standsFor")
    query = f"SELECT ?class ?kind ?plain {{ ?class <{kind}> ?kind OPTIONAL {{ ?class <{stands_for}> ?plain }} }}"
    for row in _select(vocabulary, f"{query} ORDER BY ?class"):
        branch, association = compress(row["kind"].value) or "", short(row["class"].value)
        if not branch.startswith(ONTOLOGIES):  # a class of Biolink, whose members are not terms of an ontology
            branch = ""
        if branch:
            yield Rule(
                about=f"object of {association}", predicate=expand(OBJECT), kind=row["class"].value, branch=branch
            )
        if row["plain"] is not None:
            yield _rule(short(row["plain"].value), branch or None)


def _rule(predicate: str, branch: str | None, *, withdrawn: bool = False) -> Rule:
    return Rule(about=predicate, predicate=expand(predicate), kind=None, branch=branch, withdrawn=withdrawn)


def _terms(store: Store, mint: Mint, owners: Mapping[str, Collection[str]]) -> Terms:
    terms = Terms(owned=tuple(prefix_map()[prefix] for owned in owners.values() for prefix in owned))
    label, deprecated, below = (expand(curie) for curie in ("rdfs:label", "owl:deprecated", "rdfs:subClassOf"))
    successors: dict[str, str] = {}
    for source in (source for source, owned in owners.items() if owned):
        graph = mint.graph(source)
        terms.labelled |= _used(store, f"?term <{label}> ?label", graph)
        terms.deprecated |= _used(store, f"?term <{deprecated}> true", graph)
        for row in _select(
            store, f"SELECT ?term ?next {{ GRAPH {graph} {{ ?term <{expand('IAO:0100001')}> ?next }} }}"
        ):
            successors[row["term"].value] = row["next"].value
        for row in _select(store, f"SELECT ?term ?parent {{ GRAPH {graph} {{ ?term <{below}> ?parent }} }}"):
            terms.children[row["parent"].value].add(row["term"].value)
    terms.replaced = {term for term in terms.deprecated if _last(term, successors) not in terms.deprecated}
    return terms


def _last(term: str, successors: Mapping[str, str]) -> str:
    """Return the end of the chain of successors of ``term``: itself if there is none, or if they form a circle."""
    passed = [term]
    while (following := successors.get(passed[-1])) is not None:
        if following in passed:
            return term
        passed.append(following)
    return passed[-1]


def _used(store: Store, pattern: str, graph: str = "?graph") -> set[str]:
    # Graph by graph, because the engine removes duplicates from a union of graphs; other terms than IRIs are removed
    # here, because a FILTER would read every single term. Each makes it five times as fast.
    rows = _select(store, f"SELECT DISTINCT ?term {{ GRAPH {graph} {{ {pattern} }} }}")
    return {term.value for term in (row["term"] for row in rows) if isinstance(term, NamedNode)}


def _finding(store: Store, mint: Mint, rule: Rule, term: str, message: str) -> Finding:
    pattern = rule.pattern.replace("?term", f"<{term}>")
    user = min(row["user"].value for row in _select(store, f"SELECT ?user {{ {pattern} }}"))
    return Finding(
        check=f"reference: {rule.about}", focus=short(user, mint.base), message=message, value=short(term, mint.base)
    )


def _labels(store: Store, mint: Mint, end: str, unlabelled: set[str]) -> Iterator[Finding]:
    """Yield the nodes of ``unlabelled``, which have no label in the ontologies, that have none elsewhere either.

    ``end`` is the property of an association that refers to them. A second label is a violation of a shape.
    """
    for iri in unlabelled:
        if label(store, NamedNode(iri)) is None:
            yield Finding(check=f"reference: {end}", focus=short(iri, mint.base), message="has no label")


def _select(store: Store, query: str) -> QuerySolutions:
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return solutions
