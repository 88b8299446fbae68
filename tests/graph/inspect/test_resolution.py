"""An id that people have at hand is resolved to the one thing that matches it exactly."""

from collections.abc import Iterable
from pathlib import Path

import commands
import pytest
import tied
from msgspec.structs import replace
from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store
from rdf import statements, turtle

from rarekg.graph.inspect.resolution import resolve
from rarekg.graph.rdf.targets import targets
from rarekg.graph.rdf.ties import ties
from rarekg.graph.resolve.values import UnresolvedError
from rarekg.mappings.facts import OWN, Disease, Fact, Gene, Mapping
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology.prefixes import compress, expand
from rarekg.ontology.terms import Term
from rarekg.queries.catalog import bind, find

ECZEMA, IPEX = "HP:0000964", "MONDO:0010580"


def match(subject: str, predicate: str, object_: str) -> Mapping:
    justification = "semapv:UnspecifiedMatching"
    return Mapping(subject=subject, predicate=predicate, object=object_, justification=justification, source="mondo")


FACTS: tuple[Fact, ...] = (
    Term(id=ECZEMA, label="Eczematoid dermatitis", alt_ids=("HP:0000976",), parents=("HP:0000118",)),
    Term(id="HP:0001596", label="Alopecia", parents=("HP:0000118",)),
    Term(id="HP:0001111", label="obsolete Old finding", obsolete=True, replaced_by="HP:0001596"),
    Term(id="HP:0002222", label="obsolete Lost finding", obsolete=True),
    Term(id=IPEX, label="IPEX"),
    Term(id="MONDO:0011073", label="transient neonatal diabetes 1"),
    Term(id="MONDO:0020525", label="transient neonatal diabetes"),
    match(IPEX, "skos:exactMatch", "OMIM:304790"),
    match("ORPHA:37042", "skos:exactMatch", IPEX),
    match(IPEX, "oboInOwl:hasDbXref", "MESH:C580192"),
    match(IPEX, "skos:broadMatch", "ORPHA:101988"),
    match("MONDO:0011073", "skos:exactMatch", "GARD:0001839"),
    match("MONDO:0020525", "skos:exactMatch", "GARD:0001839"),
    Disease(id="OMIM:181350", label="a disease with an IRI of its own", resolved=False),
    match("MONDO:0011073", "skos:exactMatch", "OMIM:181350"),
    match("MONDO:0020525", "skos:exactMatch", "OMIM:181350"),
    match("ORPHA:1", "skos:exactMatch", "OMIM:100001"),
    Term(id="HP:0003333", label="obsolete Older finding", obsolete=True, replaced_by="HP:0001111"),
    Term(id="MONDO:0000506", label="obsolete eczema", obsolete=True, replaced_by="HP:0000976"),
    Term(id="HP:0004444", label="obsolete Turn", obsolete=True, replaced_by="HP:0005555"),
    Term(id="HP:0005555", label="obsolete Turned", obsolete=True, replaced_by="HP:0004444"),
    Term(id="MONDO:0000111", label="obsolete Monge disease", obsolete=True, consider=(IPEX,)),
    Disease(id="MONDO:0000111", label=None, resolved=True),
    match("MONDO:0000111", "skos:exactMatch", "OMIM:100002"),
    match("MONDO:0000111", "skos:exactMatch", "OMIM:100003"),
    match("MONDO:0011073", "skos:exactMatch", "OMIM:100003"),
    match("MONDO:0000506", "skos:exactMatch", "OMIM:100004"),
    Gene(id="HGNC:6106", symbol="FOXP3", exact_matches=("NCBIGene:50943",)),
)
ENTRIES = {
    "ORPHA:37042": "",
    "ORPHA:2": "owl:deprecated true ; IAO:0100001 ORPHA:37042 ;",
    "ORPHA:3": "owl:deprecated true ; oboInOwl:consider ORPHA:37042 ;",
    "ORPHA:4": "",
    "ORPHA:5": "a biolink:Disease ;",
}


@pytest.fixture(scope="module")
def graph() -> Store:
    store = loaded(FACTS)
    entries = turtle("".join(f"{code} {more} a rkg:RegistryEntry .\n" for code, more in ENTRIES.items()))
    named = NamedNode(Mint().graph("orphanet-nomenclature")[1:-1])
    store.extend(Quad(triple.subject, triple.predicate, triple.object, named) for triple in entries)
    return store


def loaded(facts: Iterable[Fact]) -> Store:
    store, mint = Store(), Mint()
    for fact in facts:
        lines = (f"{row} {mint.graph('mondo')} .\n" for row in statements(fact, mint))
        store.load("".join(lines), RdfFormat.N_QUADS)
    return store


@pytest.mark.parametrize(
    ("name", "things"),
    [
        (IPEX, [IPEX]),
        ("OMIM:304790", [IPEX]),
        ("ORPHA:37042", [IPEX]),  # by a match that is stated the other way round
        ("ORPHA:2", [IPEX]),  # moved to an entry, which is no thing itself
        ("ORPHA:3", []),
        ("ORPHA:4", []),  # an entry that no disease matches
        ("ORPHA:5", ["ORPHA:5"]),  # an entry that is a disease of its own
        ("NCBIGene:50943", ["HGNC:6106"]),
        ("HP:0000976", [ECZEMA]),
        ("HP:0001111", ["HP:0001596"]),
        ("HP:0002222", []),
        ("MESH:C580192", []),
        ("ORPHA:101988", []),
        ("GARD:0001839", ["MONDO:0011073", "MONDO:0020525"]),
        ("OMIM:181350", ["OMIM:181350"]),  # a source has statements about this very IRI
        ("OMIM:100001", []),  # matched to an id without statements
        ("OMIM:999999", []),
        ("HP:0003333", ["HP:0001596"]),
        ("MONDO:0000506", [ECZEMA]),  # a chain of an obsolete and a merged term, from MONDO to HPO
        ("OMIM:100004", [ECZEMA]),
        ("HP:0004444", []),  # a chain that turns in a circle
        ("MONDO:0000111", ["MONDO:0000111"]),  # withdrawn, but a source has statements about it
        ("OMIM:100002", ["MONDO:0000111"]),
        ("OMIM:100003", ["MONDO:0011073"]),  # a current match rather than a withdrawn one
    ],
)
def test_an_id_is_resolved_to_its_thing(graph: Store, name: str, things: list[str]) -> None:
    assert [compress(thing.value) for thing in targets(graph, NamedNode(expand(name)))] == things


def resolved(
    graph: Store, name: str = "phenotypes-telling-apart", **values: str
) -> tuple[dict[str, list[str]], list[str]]:
    """Return the ids that are bound to the query ``name`` for each of its parameters, and the notes."""
    answer = resolve(graph, find(name), {key: [value] for key, value in values.items()}, BASE)
    return {key: ids(several) for key, several in answer.values.items()}, list(answer.notes)


def ids(values: Iterable[object]) -> list[str]:
    return [compress(value.value) or value.value for value in values if isinstance(value, NamedNode)]


def refused(graph: Store, name: str = "phenotypes-telling-apart", **values: str) -> UnresolvedError:
    with pytest.raises(UnresolvedError) as refusal:
        resolved(graph, name, **values)
    return refusal.value


def test_the_values_of_a_query_are_replaced_with_a_message(graph: Store) -> None:
    values, messages = resolved(graph, disease="OMIM:304790", other=IPEX)
    assert values == {"disease": [IPEX], "other": [IPEX]}
    assert messages == ["OMIM:304790 is MONDO:0010580 (IPEX) in this graph"]


def test_an_id_with_several_targets_is_refused_with_the_list(graph: Store) -> None:
    error = refused(graph, disease="GARD:1839")
    assert (error.reason, error.near) == ("several", ["MONDO:0011073", "MONDO:0020525"])
    assert str(error).startswith(
        "GARD:0001839 is matched exactly to MONDO:0011073 (transient neonatal diabetes 1) and MONDO:0"
    )


def test_a_cross_reference_is_a_hint_and_no_more(graph: Store) -> None:
    error = refused(graph, disease="MESH:C580192")
    assert (error.reason, error.near) == ("unknown", [IPEX])
    assert str(error) == (
        "MESH:C580192 is not an exact match of anything; it is cross-referenced by MONDO:0010580 (IPEX): query that"
    )


def test_an_unknown_id_and_one_of_another_kind_are_refused(graph: Store) -> None:
    unknown, wrong = refused(graph, disease="OMIM:999999"), refused(graph, disease="HGNC:6106")
    assert (unknown.reason, wrong.reason) == ("unknown", "kind")
    assert str(unknown).startswith("the graph has no OMIM:999999")
    assert str(wrong).startswith("HGNC:6106 (FOXP3) is a gene, not a disease; phenotypes-telling-apart takes one as")
    assert refused(graph, disease="rdfs:label").reason == "unknown"


def test_of_a_list_what_is_found_is_bound_and_the_rest_is_named(graph: Store) -> None:
    given = [IPEX, "OMIM:304790", "mondo_11073", "OMIM:999999", ECZEMA, "hp:x"]
    answer = resolve(graph, find("names-of-disease"), {"disease": given}, BASE)
    assert ids(answer.values["disease"]) == [IPEX, "MONDO:0011073"]
    assert answer.notes[:3] == (
        "1 of 6 left out, unknown: OMIM:999999",
        "1 of 6 left out, of another kind: HP:0000964",
        "1 of 6 left out, no id: hp:x",
    )
    assert answer.if_empty == ("no source names MONDO:0010580 (IPEX) or MONDO:0011073 (transient neonatal diabetes 1)")
    with pytest.raises(UnresolvedError, match="none of the 2 values of disease stands for one: OMIM:999999 or HP:"):
        resolve(graph, find("names-of-disease"), {"disease": ["OMIM:999999", ECZEMA]}, BASE)


def test_a_decision_chooses_among_the_matches_of_sources() -> None:
    matches = [match(f"MONDO:000000{at}", "skos:exactMatch", "OMIM:100001") for at in (2, 3)]
    own = Mapping(
        subject="MONDO:0000003",
        predicate="skos:exactMatch",
        object="OMIM:100001",
        justification="semapv:LexicalMatching",
        source=OWN,
    )
    terms = [Term(id=f"MONDO:000000{at}", label=f"disease {at}") for at in (2, 3)]
    for decisions, count in (([], 2), ([own], 1)):
        things = targets(tied.store([*terms, *matches, *decisions]), NamedNode(expand("OMIM:100001")))
        assert [compress(thing.value) for thing in things][-count:] == ["MONDO:0000002", "MONDO:0000003"][-count:]
        assert len(things) == count


def test_a_term_is_queried_together_with_the_diseases_that_are_tied_to_it() -> None:
    store, query = tied.store(), find("phenotypes-by-frequency")
    answer = resolve(store, query, {"disease": [tied.ALS]}, BASE)
    (message,) = answer.notes
    assert ids(answer.values["disease"]) == [tied.ALS, tied.ORPHA]
    assert message == (
        "MONDO:0004976 (amyotrophic lateral sclerosis) is also recorded under ORPHA:803 "
        f"(Amyotrophic lateral sclerosis of Orphanet): {tied.REASON} The result has both"
    )
    results = store.query(bind(query, answer.values), use_default_graph_as_union=True)
    assert isinstance(results, QuerySolutions)
    assert {str(row["disease"]) for row in results} == {f"<{expand(tied.ORPHA)}>"}


def test_a_tied_disease_is_queried_alone_and_the_message_names_the_term() -> None:
    alone, (message,) = resolved(tied.store(), "phenotypes-by-frequency", disease=tied.ORPHA)
    assert alone == {"disease": [tied.ORPHA]}
    assert "is tied to MONDO:0004976 (amyotrophic lateral sclerosis)" in message


def test_a_parameter_with_one_value_names_the_other_node() -> None:
    values, (message,) = resolved(tied.store(), disease=tied.ALS)
    assert values == {"disease": [tied.ALS]}
    assert message.endswith("Query that as well")


def test_only_what_a_build_decided_is_a_tie() -> None:
    assert len(ties(tied.store((tied.TIE, tied.CLOSE)), expand(tied.ALS), BASE)) == 1
    assert ties(tied.store([replace(tied.TIE, source="mondo-mappings")]), expand(tied.ALS), BASE) == ()
    assert ties(tied.store([replace(tied.TIE, predicate="skos:exactMatch")]), expand(tied.ALS), BASE) == ()


def test_a_withdrawn_term_names_its_candidates(graph: Store) -> None:
    values, (message,) = resolved(graph, disease="MONDO:0000111")
    assert values == {"disease": ["MONDO:0000111"]}
    assert message == (
        "MONDO:0000111 (obsolete Monge disease) was withdrawn by its ontology, which names no successor; "
        "consider MONDO:0010580 (IPEX)"
    )
    bare = tied.store([Term(id="HP:0001145", label="obsolete X", obsolete=True, consider=(ECZEMA,)), FACTS[0]])
    assert str(refused(bare, "diseases-with-phenotype", phenotype="HP:0001145")) == (
        "HP:0001145 (obsolete X) is obsolete and has no successor; consider HP:0000964 (Eczematoid dermatitis): "
        "query one of them"
    )


@pytest.mark.parametrize("key", ["phenotype", "_phenotype_iri", "?_phenotype_iri"])
def test_several_values_are_resolved_by_any_name_of_their_parameter(graph: Store, key: str) -> None:
    query = find("diseases-explaining-phenotypes")
    answer = resolve(graph, query, {key: ["HP:0000976", "HP:0001596", "HP:0001111"]}, BASE)
    assert ids(answer.values[key]) == [ECZEMA, "HP:0001596"]
    assert len(answer.notes) == 2
    assert bind(query, answer.values).count(expand(ECZEMA)) == 3


def test_without_an_index_a_name_is_unknown(graph: Store) -> None:
    assert str(refused(graph, disease="IPEX")).startswith("the graph has no 'IPEX'")


def test_the_command_line_queries_the_match_and_prints_a_message(home: Path) -> None:
    by_mondo, by_omim = (
        commands.run("query", "phenotypes-by-frequency", "-p", f"disease={curie}", "--format", "csv", home=home)
        for curie in (IPEX, "OMIM:304790")
    )
    assert by_mondo.stdout == by_omim.stdout
    assert by_mondo.stdout.count("\n") > 5
    assert by_mondo.stderr == ""
    label = "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"
    assert by_omim.stderr == f"rarekg: OMIM:304790 is MONDO:0010580 ({label}) in this graph\n"
