"""The words of SPARQL are told apart where strings, IRIs and comments hold what looks like the rest of a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.ontology.errors import QueryError
from rarekg.queries.catalog import load
from rarekg.queries.tokens import data_blocks, form, tokens, variables

HIDDEN = 'VALUES ?_x { "no" } }'


def words(query: str) -> list[str]:
    return [token.text for token in tokens(query)]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?s a MONDO:0010580.", ["?s", "a", "MONDO:0010580", "."]),
        ("?s ?p :.", ["?s", "?p", ":", "."]),
        (r"ex:a\#b ex:c%20d ex:e.f # g", [r"ex:a\#b", "ex:c%20d", "ex:e.f", "# g"]),
        ("FILTER(?a < ?b && ?c>1)", ["FILTER", "(", "?a", "<", "?b", "&", "&", "?c", ">", "1", ")"]),
        ("<http://a/#b>", ["<http://a/#b>"]),
        (r"""'it\'s' "" "a" """, [r"'it\'s'", '""', '"a"']),
        ("'''a'b''c''' x", ["'''a'b''c'''", "x"]),
        ('"""a\n"}""b""" x', ['"""a\n"}""b"""', "x"]),
        ('"name"@en-GB', ['"name"', "@en", "-", "GB"]),
        ("$x?y", ["$x", "?y"]),
    ],
)
def test_words(query: str, wanted: list[str]) -> None:
    assert words(query) == wanted


@pytest.mark.parametrize(
    "hiding",
    [
        f"# {HIDDEN}\n",
        f"'{HIDDEN}'",
        f"'''{HIDDEN}'''",
        f'"""{HIDDEN}"""',
        "'\\'" + HIDDEN + "'",
        "<http://example.org/VALUES?_x{no}>".replace("{no}", "#no"),
    ],
)
def test_a_data_block_inside_a_string_an_iri_or_a_comment_is_none(hiding: str) -> None:
    query = f"SELECT * {{ {hiding} values ?_y {{ 1 }} }}"
    assert [query[block.start : block.end] for block in data_blocks(query)] == [" 1 "]


def test_a_data_block_ends_at_its_brace_and_not_at_one_in_its_terms() -> None:
    query = "SELECT * { VALUES ?_x { '}' # }\n <http://a/b> } ?s ?p ?_x }"
    (block,) = data_blocks(query)
    assert block.variable == "_x"
    assert query[block.start : block.end] == " '}' # }\n <http://a/b> "


def test_every_data_block_of_a_query_is_found() -> None:
    query = "SELECT * { { VALUES ?_x { 1 } } UNION { VALUES $_x {2} VALUES (?a ?b) { (3 4) } } }"
    assert [(block.variable, query[block.start : block.end]) for block in data_blocks(query)] == [
        ("_x", " 1 "),
        ("_x", "2"),
    ]


def test_a_data_block_without_end_is_refused() -> None:
    with pytest.raises(QueryError, match="no closing brace"):
        data_blocks("SELECT * { VALUES ?_x { 1")


@pytest.mark.parametrize("query", ["SELECT ?a\n{ ?a ?b 'c", 'SELECT ?a\n{ ?a ?b "c\n" }', "SELECT ?a\n\\"])
def test_a_string_that_is_not_closed_is_refused_with_its_line(query: str) -> None:
    with pytest.raises(QueryError, match="line 2: "):
        words(query)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("PREFIX select: <http://construct/> ASK {}", "ask"),
        ("# SELECT\nconstruct { ?s ?p 'ask' } WHERE {}", "construct"),
        ("DESCRIBE ?x", "describe"),
        ("DROP ALL", None),
        ("", None),
    ],
)
def test_form(query: str, wanted: str | None) -> None:
    assert form(query) == wanted


def test_variables_are_named_once_and_without_their_mark() -> None:
    assert variables("SELECT ?b $a { ?b ?p '?c' . $b ?a ?p } # ?d") == ("b", "a", "p")


@given(st.text(alphabet=st.sampled_from(list("?$_:a1<>{}\"'\\#.@ \n%é")), max_size=40))
def test_words_cover_all_but_white_space_or_the_text_is_refused(query: str) -> None:
    try:
        found = list(tokens(query))
    except QueryError:
        assert any(mark in query for mark in "'\"\\")
        return
    assert all(query[token.start : token.end] == token.text for token in found)
    covered = {at for token in found for at in range(token.start, token.end)}
    assert all(query[at].isspace() for at in range(len(query)) if at not in covered)


@pytest.mark.parametrize("worst", ["<" * 300_000, "#" * 300_000, "a:" + "." * 300_000, '""' * 150_000, "a:%" * 100_000])
def test_a_long_text_is_read_in_one_pass(worst: str) -> None:
    # Were a pattern tried over and over from each place, this would take minutes and not a moment.
    assert sum(len(word) for word in words(worst)) == len(worst)


@pytest.mark.parametrize("worst", ["'" * 300_001, "'''" + "''\\'" * 100_000])
def test_a_long_string_without_end_is_refused_in_one_short_line(worst: str) -> None:
    with pytest.raises(QueryError, match=r"\Aline 1: .{,100}\Z"):
        words(worst)


def test_the_saved_queries_are_read_whole() -> None:
    for query in load():
        opened = sum(token.text == "{" for token in tokens(query.text))
        assert opened == sum(token.text == "}" for token in tokens(query.text)) > 0
