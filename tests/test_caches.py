"""Caches: those that clients can fill are bounded in bytes, and every other one says why clients cannot fill it."""

import ast
import functools
import gc
import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from sys import getsizeof

import pytest
from imports import ROOT, modules
from pyoxigraph import Literal, NamedNode, Triple

from rarekg.graph.endpoint.http import negotiation
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.linked import addresses
from rarekg.graph.endpoint.linked.serialization import serialized_document
from rarekg.graph.endpoint.pages import links, statements
from rarekg.graph.endpoint.sparql import query
from rarekg.graph.rdf import curies, turtle
from rarekg.ontology import prefixes
from rarekg.queries import catalog

BASE = "https://w3id.org/rarekg/"
SOURCES = "keyed by the text of sources, while a build runs"
FILES = "keyed by names of the package's own files, or by their text"
SERVED = "keyed by the build that is served and the one before, or by the limits of the process"
COMMAND = "keyed by terms of the graph, and gone at the end of one command"
GRAMMAR = "keyed by parts of the grammar of SPARQL, which are made once"
COUNTS = "keyed by two counts of a statement"
# The functions with parameters that have a cache without a bound in bytes, and why no client can fill it.
REASONS: Mapping[str, Mapping[str, str]] = {
    "graph/endpoint/linked/sitemap.py": {"_kept": SERVED},
    "graph/endpoint/pages/links.py": {"_parts_below": SERVED},
    "graph/endpoint/pages/organ_systems.py": {"_cached": SERVED},
    "graph/endpoint/pages/rendering.py": {"static": FILES, "_version": FILES},
    "graph/endpoint/search/current.py": {"_opened": SERVED},
    "graph/endpoint/sparql/query.py": {"_admitting": SERVED},
    "graph/inference/wilson.py": {"wilson": COUNTS},
    "graph/inspect/description.py": {"label_of": COMMAND},
    "graph/inspect/diff.py": {"name": COMMAND},
    "graph/validation/model/curation.py": {"faults": SOURCES},
    "graph/validation/model/frequency.py": {"affirmed": SOURCES, "faults": SOURCES},
    "graph/validation/model/provenance.py": {"faults": SOURCES},
    "graph/validation/model/tokens.py": {"iri": FILES, "namespace": FILES},
    "mappings/reading/lookups.py": {"lookup_rows": FILES},
    "mappings/gard/term_patterns.py": {"_phrases": FILES},
    "mappings/hpoa/evidence.py": {"parse_references": SOURCES, "parse_curation": SOURCES},
    "mappings/rdf/annotation.py": {"_frequency": SOURCES},
    "mappings/rdf/association.py": dict.fromkeys(("_original_subject", "_kind", "_sources", "_curation"), SOURCES),
    "mappings/rdf/ntriples.py": {"node": SOURCES},
    "mappings/reading/frequency.py": {"read": SOURCES},
    "queries/catalog.py": {"load": FILES, "_data_blocks": FILES},
    "queries/mistakes/grammar.py": {"beginning": GRAMMAR},
    "queries/mistakes/parser.py": {"_more": GRAMMAR},
}
CALLED = {"graph/validation/references.py": "keyed by rules, while a build is checked"}
UNBOUNDED = ("cache", "lru_cache")
# The functions that remember texts of clients, each with a text that it takes, made of any word.
REMEMBERED: Mapping[str, tuple[Callable[[str], object], Callable[[str], str]]] = {
    "expand": (prefixes.expand, "rdfs:{}".format),
    "standardize": (prefixes.standardize, "rdfs:{}".format),
    "_lookup": (prefixes._lookup, "{}".format),
    "_qualities": (negotiation._qualities, "text/{}".format),
    "term": (statements.term, '"{}"@en'.format),
    "parts": (links._parts_below(BASE), "http://example.org/{}".format),
    "_named": (turtle._named, "http://example.org/{}".format),
    "admitted": (query._admitting(Limits()), "ASK {{ <http://example.org/{}> ?p ?o }}".format),
}


def decorated(module: Path) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, str]]:
    """Yield each function of ``module``, nested ones too, with the name of each of its decorators."""
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                yield node, ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)


def test_every_cache_without_a_bound_in_bytes_has_a_reason() -> None:
    found: dict[str, set[str]] = {}
    for module in modules():
        for function, decorator in decorated(module):
            if decorator in UNBOUNDED and (function.args.args or function.args.kwonlyargs or function.args.vararg):
                found.setdefault(str(module), set()).add(function.name)
    assert found == {module: set(reasons) for module, reasons in REASONS.items()}


def test_caches_are_made_by_decorators_alone() -> None:
    """A call such as ``lru_cache(f)`` would escape the test above, and so would ``functools.lru_cache``."""
    for module in modules():
        nodes = [*ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8")))]
        imported = [alias for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names]
        makers = {alias.name for alias in imported} & {*UNBOUNDED, "remembered"}
        used = sum(isinstance(node, ast.Name) and node.id in makers for node in nodes)
        called = used - sum(name in makers for _, name in decorated(module))
        assert called == (str(module) in CALLED), module
        assert not [alias for alias in imported if alias.name == "functools" or (alias.name in makers and alias.asname)]


def test_every_function_that_remembers_is_filled_below() -> None:
    found = [function.name for module in modules() for function, name in decorated(module) if name == "remembered"]
    assert sorted(found) == sorted(REMEMBERED)


def allowed(function: Callable[[str], object]) -> int:
    """Return the bytes that ``function`` may remember."""
    half: int = inspect.getclosurevars(function).nonlocals["half"]
    return 2 * half


def weight(value: object, seen: set[int]) -> int:
    """Return the bytes of ``value`` and all that is in it."""
    if id(value) in seen or value is None:
        return 0
    seen.add(id(value))
    inside = (
        [*value.keys(), *value.values()] if isinstance(value, Mapping) else value if isinstance(value, tuple) else []
    )
    return getsizeof(value) + sum(weight(item, seen) for item in inside)


@pytest.mark.parametrize("name", REMEMBERED)
def test_a_client_fills_no_more_than_the_bound(name: str) -> None:
    function, text = REMEMBERED[name]
    most = allowed(function)
    assert most <= 8 << 20
    given = 0
    for number in range(200_000):
        sent = text(f"w{number}" + "x" * (number % 950))
        given += len(sent)
        if given > 3 * most:
            break
        function(sent)
    state = inspect.getclosurevars(function).nonlocals
    kept = [*state["old"], *state["young"]]
    assert len(kept) > 100
    assert max(len(text.encode()) for text in kept) <= 1024
    assert weight(state["old"], set()) + weight(state["young"], set()) <= most


def test_all_of_them_together_are_bounded() -> None:
    assert (
        sum(2 * inspect.getclosurevars(function).nonlocals["half"] for function, _ in REMEMBERED.values()) <= 40 << 20
    )


MARK = "sent-by-a-client"
HOLDERS = (dict, tuple, list, frozenset, functools._lru_cache_wrapper)


def texts(value: object, seen: set[int], depth: int = 6) -> Iterator[str]:
    """Yield the texts that a cache holds, its own and those of its keys and results."""
    for item in gc.get_referents(value):
        if isinstance(item, str):
            yield item
        elif depth and id(item) not in seen and (type(item) in HOLDERS or "_lru_list_elem" in str(type(item))):
            seen.add(id(item))
            yield from texts(item, seen, depth - 1)


def test_no_cache_at_all_keeps_a_long_text() -> None:
    """Neither one of ours nor one of a library, wherever a long path, header, IRI or query goes."""
    long = MARK + "x" * 60_000
    iri = f"http://example.org/{long}"
    for name in (f"rdfs:{long}", f"MONDO:{long}", f"{long}:1", f"association/{long}", f"page/{long}#x.ttl", iri):
        addresses.resolve(name, BASE)
        prefixes.compress(name)
    for address in (iri, BASE + "association/" + long, f"http://www.w3.org/2000/01/rdf-schema#{long}"):
        links.link(address, "", BASE)
        links.web(address)
        curies.short(address, BASE)
        thing = NamedNode(address)
        for form in ("turtle", "jsonld", "rdfxml", "ntriples"):
            serialized_document(
                [("", [Triple(thing, NamedNode(BASE), Literal(long))])], {thing: Literal(long)}, form, BASE
            )
    statements.term(f'"{long}"')
    statements.term(f"<{iri}>")
    negotiation.media_type(f"text/{long}", {"text/html": "html"})
    query._admitting(Limits())(f"ASK {{ <{iri}> ?p ?o }}")
    catalog.bind(catalog.find("diseases-of-gene"), {"gene": NamedNode(iri)})
    caches = [held for held in gc.get_objects() if isinstance(held, functools._lru_cache_wrapper)]
    assert len(caches) > 20
    assert not [held for held in caches if any(MARK in text and len(text) > 1024 for text in texts(held, set()))]
