"""The catalogue finds, reads and binds saved queries, and reports an invalid one in one line."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from rarekg.ontology.errors import QueryError
from rarekg.queries.catalog import SavedQuery, bind, find, load, read

HEADER = "#+ summary: Which?\n#+ description: D\n#+ tags: [t]\n#+ defaults:\n#+   x: a\n"
TEXT = f"{HEADER}SELECT ?_x WHERE {{ VALUES ?_x {{ 'a' }} }}"


def query(text: str, name: str = "which-one", topic: str = "things") -> SavedQuery:
    return read(name, topic, text)


def values(text: str) -> list[object]:
    solutions = Store().query(text)
    assert isinstance(solutions, QuerySolutions)
    return [row[0] for row in solutions]


def test_importing_the_catalogue_reads_no_file() -> None:
    program = (
        "import builtins, io, pathlib, sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "import rarekg.queries.catalog as catalog\n"
        "assert not [file for file in opened if file.endswith('.rq')]\n"
        "catalog.load()\n"
        "assert [file for file in opened if file.endswith('.rq')]\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_load_reads_once_and_names_are_unique() -> None:
    assert load() is load()
    names = [query_.name for query_ in load()]
    assert len(names) == len(set(names)) >= 12
    assert [query_.topic for query_ in load()] == sorted(query_.topic for query_ in load())


def test_queries_of_another_package_are_a_catalogue_of_their_own() -> None:
    pages = load("rarekg.graph.endpoint.pages")
    assert {query.topic for query in pages} == {"queries"}
    assert find("labels", "rarekg.graph.endpoint.pages") in pages
    with pytest.raises(QueryError, match="no saved query 'labels'"):
        find("labels")


def test_find_by_name() -> None:
    assert find("phenotypes-by-frequency").topic == "phenotypes"


def test_an_unknown_name_is_refused_with_similar_names() -> None:
    with pytest.raises(QueryError, match="no saved query 'phenotype-by-freq'; did you mean phenotypes-by-frequency"):
        find("phenotype-by-freq")
    with pytest.raises(QueryError, match=r"there are .*everything-about-disease.*section-dates"):
        find("\n")


def test_a_query_has_its_parameters() -> None:
    saved = find("phenotypes-by-frequency")
    (parameter,) = saved.parameters
    assert (parameter.name, parameter.variable, parameter.kind, parameter.many) == (
        "disease",
        "_disease_iri",
        "iri",
        True,
    )
    assert not find("phenotypes-telling-apart").parameters[0].many
    assert dict(saved.defaults) == {"disease": ("MONDO:0010580",)}
    assert saved.form == "select"
    assert find("everything-about-disease").form == "construct"


def test_a_query_without_values_is_the_unchanged_file() -> None:
    for saved in load():
        assert bind(saved, {}) == saved.text


@pytest.mark.parametrize("key", ["disease", "_disease_iri", "?_disease_iri"])
@pytest.mark.parametrize("value", ["OMIM:304790", ["OMIM:304790"], "https://omim.org/entry/304790"])
def test_binding_replaces_the_data_block_and_nothing_else(key: str, value: str | list[str]) -> None:
    saved = find("names-of-disease")
    before, default, after = saved.text.partition("VALUES ?_disease_iri { MONDO:0010580 }")
    assert default
    expected = f"{before}VALUES ?_disease_iri {{ <https://omim.org/entry/304790> }}{after}"
    assert bind(saved, {key: value}) == expected


@pytest.mark.parametrize("iri", ["HP:0000964", "javascript:alert(1)", "mailto:a@example.org"])
def test_an_iri_as_a_term_is_bound_unchanged(iri: str) -> None:
    """Bind what would be read as a CURIE, or refused, if it were a person's text."""
    about = query(TEXT.replace("_x", "_x_iri").replace("x: a", "x: [urn:a]").replace("'a'", "<urn:a>"))
    assert values(bind(about, {"x": NamedNode(iri)})) == [NamedNode(iri)]
    assert values(bind(about, {"x": ["urn:b", NamedNode(iri)]})) == [NamedNode("urn:b"), NamedNode(iri)]


def test_an_iri_as_a_term_is_no_text() -> None:
    with pytest.raises(QueryError, match="parameter x: <urn:a> is an IRI; give text"):
        bind(query(TEXT), {"x": NamedNode("urn:a")})


def test_every_data_block_of_a_parameter_is_bound() -> None:
    block = "VALUES ?_x { 'a' } BIND(?_x AS ?v)"
    two = query(f"{HEADER}SELECT ?v WHERE {{ {{ {block} }} UNION {{ {block.replace('?_x {', '$_x {')} }} }}")
    assert values(bind(two, {"x": "b"})) == [Literal("b"), Literal("b")]


def test_a_parameter_in_a_sub_select_is_bound_there() -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("b")))
    inner = query(f"{HEADER}SELECT ?s WHERE {{ {{ SELECT ?s WHERE {{ VALUES ?_x {{ 'a' }} ?s ?p ?_x }} LIMIT 1 }} }}")
    for value, count in (("a", 0), ("b", 1)):
        solutions = store.query(bind(inner, {"x": value}))
        assert isinstance(solutions, QuerySolutions)
        assert len(list(solutions)) == count


def test_a_list_as_default_takes_several_values() -> None:
    several = query(TEXT.replace("x: a", "x: [a, b]"))
    assert several.parameters[0].many
    assert values(bind(several, {"x": ["c", "d", "c"]})) == [Literal("c"), Literal("d")]
    assert values(bind(several, {"x": "c"})) == [Literal("c")]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"diseases": "MONDO:0010580"}, r"has no parameter 'diseases'; it takes disease \(such as MONDO:0010580\)"),
        ({"disease": "MONDO:1"}, "parameter disease: 'MONDO:1' is not a valid MONDO id; give an IRI or a CURIE"),
        ({"disease": []}, "disease takes several values and was given 0"),
        ({"disease": "MONDO:0010580", "_disease_iri": "MONDO:0010580"}, "disease is given twice"),
    ],
)
def test_values_that_cannot_be_bound_are_refused(given: dict[str, str | list[str]], message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        bind(find("phenotypes-by-frequency"), given)
    assert str(caught.value).isprintable()


def test_a_parameter_with_one_value_refuses_two() -> None:
    with pytest.raises(QueryError, match="disease takes exactly one value and was given 2"):
        bind(find("phenotypes-telling-apart"), {"disease": ["OMIM:304790", "MONDO:0011338"]})


@given(st.lists(st.text(), min_size=1, max_size=3, unique=True))
@example(["' } } ; DROP ALL #", '"', "\\"])
@example(["'a' } ?s ?p ?o . { #"])
@example(["\\u0027 \\u007D", "\n}\n"])
def test_no_text_leaves_its_data_block(hostile: list[str]) -> None:
    several = query(TEXT.replace("x: a", "x: [a]"))
    bound = bind(several, {"x": hostile})
    assert bound.startswith(several.text.removesuffix(" 'a' } }"))
    assert bound.endswith(" } }")
    assert values(bound) == [Literal(value) for value in hostile]


@given(st.sampled_from(["http://example.org/", "urn:a:", "DOI:10.1/", "ICD9:", ""]), st.text())
@example("http://a/", "> } } ; DROP ALL #")
@example("ICD9:", "1>}#")
@example("urn:a:", "\\u003E \\u007D")
def test_no_iri_leaves_its_data_block(start: str, hostile: str) -> None:
    about = query(TEXT.replace("_x", "_x_iri").replace("x: a", "x: urn:a").replace("'a'", "<urn:a>"))
    try:
        bound = bind(about, {"x": start + hostile})
    except QueryError:
        assert bind(about, {}) == about.text
        return
    assert bound.startswith(about.text.removesuffix(" <urn:a> } }"))
    (bound_value,) = values(bound)
    assert isinstance(bound_value, NamedNode)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("#+ tags: [t]\n", ""), "header .*missing required field `tags`"),
        (("#+ tags: [t]\n", "#+ tags: [t]\n#+ method: GET\n"), "header .*unknown field `method`"),
        (("#+ tags: [t]", "#+ tags: t"), "header .*tags: expected `array`, got `str`"),
        (("#+ tags: [t]", "#+ tags: [t"), "the header is not YAML"),
        (("#+   x: a", "#+   x: {a: b}"), r"header .*defaults\.x: expected `str \| array`, got `object`"),
        (("Which?", "Which."), "the summary must be one question"),
        (("#+ description: D", "#+ description:"), "the description must be text"),
        (("#+ defaults:\n#+   x: a", "#+ defaults: a"), "header .*defaults: expected `object`, got `str`"),
        (("#+   x: a", "#+   y: a"), r"has parameters \['x'\] and the header defaults for \['y'\]"),
        (("VALUES ?_x { 'a' }", "BIND('a' AS ?_x)"), r"\?_x has no data block"),
        (("VALUES ?_x { 'a' }", "# VALUES ?_x { 'a' }\n"), r"\?_x has no data block"),
        (("VALUES ?_x { 'a' }", "VALUES (?_x) { ('a') }"), r"\?_x has no data block"),
        (("?_x WHERE", "?_X WHERE"), "is not the name of a parameter"),
        (("SELECT ?_x WHERE", "DESCRIBE ?_x WHERE"), "must be a SELECT, CONSTRUCT or ASK"),
        (("'a' }", "'a }"), "line 6, column 33: the string .* is not closed"),
    ],
)
def test_an_invalid_file_is_reported_with_the_broken_rule(change: tuple[str, str], message: str) -> None:
    assert TEXT.replace(*change) != TEXT
    with pytest.raises(QueryError, match=rf"\Athings/which-one.rq: .*{message}"):
        query(TEXT.replace(*change))


def test_a_file_s_name_is_words_with_hyphens() -> None:
    with pytest.raises(QueryError, match=r"Which_One.rq: the file's name"):
        query(TEXT, name="Which_One")


def test_ids_in_the_header_stay_text() -> None:
    """12:30 and 010 stay text, which YAML would read as the numbers 750 and 8."""
    saved = query(TEXT.replace("x: a", "x: [12:30, 010, no, 1e3]"))
    assert saved.defaults["x"] == ("12:30", "010", "no", "1e3")
