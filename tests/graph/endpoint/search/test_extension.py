"""Any JSON is a data extension or refused, and an extension is one query whatever it asks for."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from rarekg.graph.endpoint.search import extension, properties
from rarekg.graph.endpoint.search.prevalence import prevalence_text
from rarekg.graph.search.thing import KINDS
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import expand

IPEX, OMENN = "MONDO:0010580", "MONDO:0011338"
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | st.sampled_from(["genes", "limit"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "settings", "limit"]), inner),
    max_leaves=8,
)


@given(sent=st.fixed_dictionaries({"ids": JSON, "properties": JSON}) | JSON)
def test_any_json_is_an_extension_or_refused(sent: object) -> None:
    try:
        read = extension.extension(json.dumps(sent))
    except QueryError as error:
        told = str(error)
    else:
        told = ""
        assert isinstance(sent, dict)
        assert list(read.ids) == list(dict.fromkeys(sent["ids"]))
        assert all(most is None or most > 0 for _, most in read.properties)
    assert "\n" not in told


@given(st.lists(st.sampled_from([one["id"] for kind in KINDS for one in properties.proposed(kind, None)]), min_size=1))
def test_every_proposed_property_is_found_and_asked_for_once(names: list[str]) -> None:
    wanted = [properties.find(name) for name in names]
    assert [one.id for one in wanted] == names
    text = extension.query(wanted, [expand(IPEX)])
    assert bool(text) == any(name != "iri" for name in names)
    assert text.count("rkg:hasPrevalence") == ("prevalence" in names)
    branches = [line for line in text.splitlines() if "?thing skos:exactMatch ?value" in line]
    assert len(branches) == any(properties.is_registry(one) for one in wanted)  # one for all registries


def test_the_query_gives_for_many_what_it_gives_for_each(store: Store) -> None:
    wanted = [properties.find(one["id"]) for one in properties.proposed("disease", None)]

    def values(*curies: str) -> dict[tuple[str, str], list[extension.Value]]:
        things = {expand(curie): curie for curie in curies}
        solutions = store.query(extension.query(wanted, things), use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        results = solutions.serialize(format=QueryResultsFormat.JSON)
        assert results is not None
        return extension.read(results, things)

    together = values(IPEX, OMENN)
    assert together == values(IPEX) | values(OMENN)
    assert {curie for curie, _ in together} == {IPEX, OMENN}


def test_what_is_asked_about_nothing_needs_no_query() -> None:
    assert extension.query([properties.find("genes")], []) == ""
    assert extension.query([properties.find("iri")], [expand(IPEX)]) == ""
    for wrong in ("", "planets", "xsd", "rdfs"):
        with pytest.raises(QueryError, match="there is no property"):
            properties.find(wrong)


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ({"lowerCount": "5", "upperCount": "5", "qualification": "families"}, "5 families"),
        ({"lowerCount": "5", "upperCount": "9"}, "5 to 9"),
        ({"lowerCount": "5", "geography": "Japan"}, "Japan: at least 5"),
        ({"mean": "0.00002", "prevalenceClass": "1-9 / 100 000"}, "1-9 / 100 000"),
        ({"mean": "0.00002"}, "0.00002"),
        ({"sourceWords": "very rare"}, "very rare"),
        ({"prevalenceKind": "point prevalence"}, ""),
    ],
)
def test_a_prevalence_is_one_line(stated: dict[str, str], text: str) -> None:
    assert prevalence_text(stated) == text
