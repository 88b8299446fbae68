"""The rules for every query, of users and of pages; those for users only: order, expected answer, documentation."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse
from rdflib.plugins.sparql import prepareQuery

from rarekg.ontology.prefixes import expand, prefix_map
from rarekg.queries.catalog import SavedQuery, bind, find, load
from rarekg.queries.parameters import terms
from rarekg.queries.structure import data_blocks
from rarekg.queries.tokenizer import tokens

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "queries.md"
EXPECTED = Path(__file__).parent / "expected"
PAGES = load("rarekg.graph.endpoint.pages")
EVERY = pytest.mark.parametrize("query", [*load(), *PAGES], ids=lambda query: f"{query.topic}/{query.name}")
USERS = pytest.mark.parametrize("query", load(), ids=lambda query: query.name)
# Vocabularies that define RDF and OWL, the one that describes data sets, and the information resources of Biolink.
BASIC = {"rdf", "rdfs", "owl", "xsd", "void", "infores"}


@EVERY
def test_it_runs_unchanged_and_with_its_defaults_bound(query: SavedQuery, ipex: Store) -> None:
    bound = bind(query, query.defaults)
    plain, again = (ipex.query(text, use_default_graph_as_union=True) for text in (query.text, bound))
    assert type(plain) is type(again)
    if isinstance(plain, QuerySolutions) and isinstance(again, QuerySolutions):
        assert [list(row) for row in plain] == [list(row) for row in again] != []


@EVERY
def test_rdflib_parses_it(query: SavedQuery) -> None:
    prepareQuery(query.text)
    prepareQuery(bind(query, query.defaults))


@EVERY
def test_its_default_is_in_its_data_block(query: SavedQuery) -> None:
    blocks = data_blocks(query.text)
    for parameter in query.parameters:
        written = {query.text[block.start : block.end] for block in blocks if block.variable == parameter.variable}
        for block in written:
            assert [printed(token.text) for token in tokens(block)] == list(terms(parameter, parameter.default))


def printed(word: str) -> str:
    """Return a term of a data block in the form that binding prints."""
    if word.startswith(("'", '"')):
        return str(Literal(word[1:-1]))
    return word if word.startswith("<") else f"<{expand(word)}>"


@EVERY
def test_it_declares_the_prefixes_that_it_uses_as_in_the_table(query: SavedQuery) -> None:
    declared = dict(re.findall(r"^PREFIX (\w*): <(.*)>$", query.text, re.MULTILINE))
    table = prefix_map()
    assert declared == {prefix: table[prefix] for prefix in declared}
    assert list(declared) == sorted(declared), "keep the prefixes in alphabetical order"
    body = query.text[query.text.rindex("PREFIX ") :].partition("\n")[2]
    used = {token.text.partition(":")[0] for token in tokens(body) if token.kind == "name"}
    assert used == set(declared)


@EVERY
def test_its_terms_are_declared_in_the_vocabulary(query: SavedQuery) -> None:
    defined = vocabulary()
    identifiers = {prefix for prefix in prefix_map() if prefix[0].isupper()}
    for token in tokens(query.text):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and not token.text.endswith(":") and prefix not in BASIC | identifiers:
            assert expand(token.text) in defined, f"{token.text} is defined nowhere in ontology/rarekg.ttl"


def vocabulary() -> set[str]:
    text = files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes()
    return {quad.subject.value for quad in parse(text, RdfFormat.TURTLE) if isinstance(quad.subject, NamedNode)}


@EVERY
def test_it_contains_no_iri_below_the_base(query: SavedQuery) -> None:
    text = query.text
    if query in PAGES:  # parameters of pages are always bound, some with an IRI below the base
        for block in reversed(data_blocks(text)):
            text = text[: block.start] + text[block.end :]
        text = "\n".join(line for line in text.splitlines() if not line.startswith("#+"))
    assert "w3id.org/rarekg" not in text.replace("https://w3id.org/rarekg/vocab#", ""), "the base can be changed"
    assert not [token for token in tokens(query.text) if token.text.upper() in ("SERVICE", "FROM")]


@USERS
def test_its_rows_are_distinct_and_ordered_by_all_their_columns(query: SavedQuery) -> None:
    """The result does not depend on triples in two graphs or on the engine's order."""
    if query.form != "select":
        return
    words = [token.text for token in tokens(query.text)]
    select, end = words.index("SELECT"), len(words) - words[::-1].index("}")
    assert words[select + 1] == "DISTINCT"
    assert words[end : end + 2] == ["ORDER", "BY"]
    columns = {word for word in words[select : words.index("WHERE")] if word.startswith("?")}
    assert columns <= set(words[end:])


@USERS
def test_it_has_an_expected_result(query: SavedQuery) -> None:
    suffix = "csv" if query.form == "select" else "ttl"
    assert (EXPECTED / f"{query.name}.{suffix}").is_file()


def test_every_expected_result_belongs_to_a_query() -> None:
    assert {file.stem for file in EXPECTED.iterdir()} == {query.name for query in load()}


def test_every_class_of_associations_has_a_label_in_citing_statements() -> None:
    """The query of references lists every class of associations in the vocabulary."""
    store = Store()
    store.load(files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes(), RdfFormat.TURTLE)
    text = "PREFIX rkg: <https://w3id.org/rarekg/vocab#> SELECT ?kind WHERE { ?kind rkg:biolinkPredicate ?predicate }"
    solutions = store.query(text)
    assert isinstance(solutions, QuerySolutions)
    kinds = {row[0].value for row in solutions if isinstance(row[0], NamedNode)}
    worded = {
        expand(token.text)
        for token in tokens(find("references-and-citing-statements").text)
        if token.kind == "name" and token.text.endswith("Association")
    }
    assert len(kinds) > 5
    assert worded == kinds


@USERS
def test_it_is_documented(query: SavedQuery) -> None:
    section = sections().get(query.name)
    assert section is not None, f"docs/queries.md has no heading ### {query.name}"
    assert query.summary in section
    example = "".join(f" -p {parameter.name}={value}" for parameter in query.parameters for value in parameter.default)
    assert f"rarekg query {query.name}{example}" in section
    for parameter in query.parameters:
        assert f"| `{parameter.name}` |" in section
    if query.form == "select":
        select = query.text.split("SELECT", 1)[1].split("WHERE", 1)[0]
        for column in re.findall(r"\?(\w+)", select):
            assert f"`{column}`" in section, f"say what the column {column} of {query.name} means"


def test_every_documented_query_exists() -> None:
    assert set(sections()) == {query.name for query in load()}


def sections() -> dict[str, str]:
    """Return the heading of each query in the documentation with the text below it."""
    parts = re.split(r"^#{1,3} +(.*)$", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.MULTILINE)
    texts = dict(zip(parts[1::2], parts[2::2], strict=True))
    marked = re.findall(r"^### +(.*)$", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name.strip("`"): texts[name] for name in marked}
