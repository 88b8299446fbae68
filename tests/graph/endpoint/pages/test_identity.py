"""The names of a term: each once, and none that only repeats its title."""

from rarekg.graph.endpoint.pages.identity import identity
from rarekg.graph.endpoint.pages.rendering import environment
from rarekg.graph.endpoint.pages.statements import Statements, Value
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import expand

TERM = expand("MONDO:0017230")


def named(*synonyms: str) -> Statements:
    rows = [(Value(TERM, True), Value(expand("rdfs:label"), True), Value("Autoimmune disease"))]
    exact = Value(expand("oboInOwl:hasExactSynonym"), True)
    return Statements([*rows, *((Value(TERM, True), exact, Value(text)) for text in synonyms)], BASE)


def also_called(graph: Statements) -> str:
    """Return the line of names on the page on a disease, with the rest of the page left out."""
    source, *_ = [
        line
        for line in (environment().loader.get_source(environment(), "disease.html")[0]).split("\n")  # type: ignore[union-attr]
        if "Also called" in line
    ]
    known = identity(graph, TERM)
    return environment().from_string(source).render(identity=known, short_names=sorted(known.synonyms, key=len)[:5])


def test_a_synonym_that_repeats_the_title_in_other_capitals_is_no_name() -> None:
    graph = named("autoimmune disease", "AUTOIMMUNE DISEASE")
    assert identity(graph, TERM).synonyms == ()
    assert also_called(graph) == ""


def test_the_first_names_are_shown_and_more_are_announced() -> None:
    assert "Also called a, bb." in also_called(named("bb", "a"))
    many = also_called(named("a", "bb", "ccc", "dddd", "eeeee", "ffffff"))
    assert "a, bb, ccc, dddd, eeeee and <a" in many
    assert "more" not in also_called(named("a", "bb", "ccc", "dddd", "autoimmune disease"))
