"""Profile entries, compared with sums over the rows and with the example of the vocabulary."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from rdf import statements

from rarekg.graph.inference.profile import ProfileEntry, Profiles
from rarekg.mappings.facts import DiagnosticFeature, FeatureKind, Frequency, Inheritance, Onset, Origin, Phenotype
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology.prefixes import compress, expand

IPEX, OMENN, ECZEMA, ALOPECIA = "MONDO:0010580", "MONDO:0011338", "HP:0000964", "HP:0001596"
BOUNDS = {
    "HP:0040281": ("0.80", "0.99"),
    "HP:0040282": ("0.30", "0.79"),
    "HP:0040283": ("0.05", "0.29"),
    "HP:0040284": ("0.01", "0.04"),
}


def people(count: int, total: int) -> Frequency:
    share = Decimal(f"{count / total:.6f}")
    return Frequency(lower=share, upper=share, count=count, total=total)


def stated(term: str) -> Frequency:
    lower, upper = map(Decimal, BOUNDS[term])
    return Frequency(term=term, lower=lower, upper=upper)


def percent(number: int) -> Frequency:
    share = Decimal(number) / 100
    return Frequency(lower=share, upper=share, percentage=Decimal(number))


EXCLUDED = Frequency(term="HP:0040285", lower=Decimal(0), upper=Decimal(0))


def row(
    frequency: Frequency | None = None,
    *,
    disease: str = IPEX,
    phenotype: str = ECZEMA,
    excluded: bool = False,
    cites: tuple[str, ...] = (),
    key: str = "",
) -> Phenotype:
    origin = Origin(source="hpoa", key=(disease, phenotype, repr(frequency), key), references=cites)
    return Phenotype(disease=disease, phenotype=phenotype, frequency=frequency, excluded=excluded, origin=origin)


def feature(kind: FeatureKind, own: str = "ORPHA:37042", phenotype: str = ECZEMA) -> DiagnosticFeature:
    origin = Origin(source="orphanet-phenotypes", key=(own, phenotype, kind))
    return DiagnosticFeature(disease=IPEX, phenotype=phenotype, kind=kind, origin=origin)


def profiles(rows: Iterable[Phenotype | Inheritance | Onset | DiagnosticFeature]) -> Profiles:
    observed = Profiles()
    for fact in rows:
        observed.observe(fact)
    return observed


def entries(*rows: Phenotype | DiagnosticFeature) -> dict[tuple[str, str], dict[str, list[str]]]:
    """Return, by disease and phenotype, the values of each property of the entries that are written."""
    store = Store()
    store.load("".join(profiles(rows).quads(Mint())), RdfFormat.N_QUADS)
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in store:
        assert quad.graph_name == NamedNode(f"{BASE}graph/inferred")
        assert isinstance(quad.object, NamedNode | Literal)
        assert isinstance(quad.subject, NamedNode)
        term = quad.object.value
        value = compress(term) or term if isinstance(quad.object, NamedNode) else term
        name = str(compress(quad.predicate.value))
        found[quad.subject.value][name.partition(":")[2]].append(str(value))
    return {(entry["ofDisease"][0], entry["ofPhenotype"][0]): dict(entry) for entry in found.values()}


def entry(*rows: Phenotype | DiagnosticFeature) -> dict[str, list[str]]:
    (one,) = entries(*rows).values()
    return {name: sorted(values) for name, values in one.items()}


def test_people_of_all_rows_are_added_up() -> None:
    """1 of 1, 0 of 1, 0 of 2 and 5 of 9 people are 6 of 13."""
    found = entry(*map(row, (people(1, 1), people(0, 1), people(0, 2), people(5, 9))))
    assert found["type"] == ["rkg:ProfileEntry"]
    assert (found["peopleAffected"], found["peopleCounted"], found["rows"]) == (["6"], ["13"], ["4"])
    assert found["share"] == ["0.461538"]
    # The roots of (6/13 - p)² = z² p (1 - p) / 13.
    assert (found["shareLower"], found["shareUpper"]) == (["0.232061"], ["0.708562"])
    # (6 + 4 * 0.4) / (13 + 4)
    assert found["typicality"] == ["0.447059"]
    assert {"statedClass", "excludedRows", "publicationCount"}.isdisjoint(found)


def test_a_diagnostic_feature_is_tied_to_the_entry_of_its_pair() -> None:
    features = (feature("criterion"), feature("criterion", "ORPHA:1"), feature("pathognomonic", phenotype=ALOPECIA))
    found = entries(features[0], row(), row(disease=OMENN), row(phenotype=ALOPECIA), *features[1:])
    nodes = {one: str(Mint().hashed("criterion", one.origin.source, *one.origin.key))[1:-1] for one in features}
    assert sorted(found[IPEX, ECZEMA]["diagnosticFeature"]) == sorted(nodes[one] for one in features[:2])
    assert found[IPEX, ALOPECIA]["diagnosticFeature"] == [nodes[features[2]]]
    assert "diagnosticFeature" not in found[OMENN, ECZEMA]
    # It is no row: it says nothing of how many people have the phenotype.
    assert found[IPEX, ECZEMA]["rows"] == ["1"]


def test_a_diagnostic_feature_without_a_row_has_no_entry() -> None:
    assert entries(feature("criterion")) == {}


def test_where_nobody_was_counted_the_bounds_are_those_of_the_classes() -> None:
    found = entry(row(stated("HP:0040282")), row(stated("HP:0040284")), row(percent(7)), row())
    assert (found["shareLower"], found["shareUpper"]) == (["0.01"], ["0.79"])
    assert found["statedClass"] == ["HP:0040282", "HP:0040284"]
    assert {"peopleCounted", "peopleAffected", "share"}.isdisjoint(found)
    # Middles 0.545, 0.025 and 0.07, each for ten people, and 1.6 of four people.
    assert float(found["typicality"][0]) == pytest.approx((5.45 + 0.25 + 0.7 + 1.6) / 34, abs=1e-6)


def test_people_outweigh_classes_and_both_are_kept() -> None:
    found = entry(row(people(28, 28)), row(stated("HP:0040283")))
    assert found["shareLower"] == ["0.879357"]
    assert found["statedClass"] == ["HP:0040283"]
    assert float(found["typicality"][0]) == pytest.approx((28 + 1.7 + 1.6) / (28 + 10 + 4), abs=1e-6)


def test_an_exclusion_counts_no_people() -> None:
    found = entry(row(people(2, 4)), row(people(9, 9), excluded=True), row(EXCLUDED, excluded=True))
    assert (found["peopleCounted"], found["rows"], found["excludedRows"]) == (["4"], ["3"], ["2"])
    assert found["statedClass"] == ["HP:0040285"]
    assert float(found["typicality"][0]) == pytest.approx((2 + 1.6) / (4 + 20 + 4), abs=1e-6)


def test_a_pair_without_a_frequency_has_no_bounds() -> None:
    found = entry(row())
    assert set(found) == {"type", "ofDisease", "ofPhenotype", "rows", "typicality"}
    assert found["typicality"] == ["0.4"]


def test_publications_are_counted_once_and_each_pair_has_its_own_entry() -> None:
    rows = [
        row(people(1, 1), cites=("PMID:1", "PMID:2")),
        row(people(1, 2), cites=("PMID:2",)),
        row(people(1, 3), phenotype=ALOPECIA, cites=("PMID:3",)),
        row(people(1, 4), disease=OMENN),
    ]
    found = entries(*rows)
    assert {pair: one["peopleCounted"] for pair, one in found.items()} == {
        (IPEX, ECZEMA): ["3"],
        (IPEX, ALOPECIA): ["3"],
        (OMENN, ECZEMA): ["4"],
    }
    assert [found[IPEX, term]["publicationCount"] for term in (ECZEMA, ALOPECIA)] == [["2"], ["1"]]
    assert "publicationCount" not in found[OMENN, ECZEMA]


def test_numbers_have_the_datatypes_of_the_vocabulary() -> None:
    store = Store()
    store.load("".join(profiles([row(people(1, 3), cites=("PMID:1",))]).quads(Mint())), RdfFormat.N_QUADS)
    types = {
        str(compress(quad.predicate.value)): str(compress(quad.object.datatype.value))
        for quad in store
        if isinstance(quad.object, Literal)
    }
    counts = dict.fromkeys(
        ["rkg:rows", "rkg:peopleAffected", "rkg:peopleCounted", "rkg:publicationCount"], "xsd:integer"
    )
    shares = dict.fromkeys(["rkg:share", "rkg:shareLower", "rkg:shareUpper"], "xsd:decimal")
    assert types == {**counts, **shares, "rkg:typicality": "xsd:double"}


FREQUENCIES = st.one_of(
    st.none(),
    st.integers(1, 60).flatmap(lambda total: st.integers(0, total).map(lambda count: people(count, total))),
    st.sampled_from(list(BOUNDS)).map(stated),
    st.integers(0, 100).map(percent),
)
ROWS = st.lists(
    st.builds(
        row,
        FREQUENCIES,
        disease=st.sampled_from([IPEX, OMENN]),
        phenotype=st.sampled_from([ECZEMA, ALOPECIA]),
        excluded=st.booleans(),
        cites=st.lists(st.sampled_from(["PMID:1", "PMID:2", "PMID:3"]), max_size=3).map(tuple),
    ),
    max_size=20,
)


@given(ROWS)
def test_entries_are_sums_over_their_rows(rows: list[Phenotype]) -> None:
    found = {(disease, term): one for disease, term, one in profiles(rows).entries()}
    assert set(found) == {(one.disease, one.phenotype) for one in rows}
    for (disease, term), one in found.items():
        own = [each for each in rows if (each.disease, each.phenotype) == (disease, term)]
        counted = [each.frequency for each in own if each.frequency and each.frequency.total and not each.excluded]
        assert one.rows == len(own)
        assert one.excluded == sum(each.excluded for each in own)
        assert one.affirmed == sum(each.affirmed for each in own)
        assert (one.affected, one.counted) == (sum(f.count or 0 for f in counted), sum(f.total or 0 for f in counted))
        assert len(one.publications) == len({cited for each in own for cited in each.origin.references})
        assert 0 < one.typicality < 1


@given(ROWS)
def test_an_affirmed_pair_is_one_with_a_plain_triple_and_ranks_above_the_others(rows: list[Phenotype]) -> None:
    written = {statement for one in rows for statement in statements(one, Mint())}
    for disease, term, rank in profiles(rows).ranks():
        plain = f"<{expand(disease)}> <{expand('RO:0002200')}> <{expand(term)}>"
        assert (plain in written) == (rank >= -1)


@given(st.lists(FREQUENCIES, min_size=1), st.randoms())
def test_the_order_of_rows_does_not_matter(frequencies: list[Frequency | None], random: object) -> None:
    one, other = ProfileEntry(), ProfileEntry()
    for frequency in frequencies:
        one.add(frequency)
    for frequency in reversed(frequencies):
        other.add(frequency)
    assert (one.bounds, one.rank) == (other.bounds, other.rank)
    assert one.typicality == pytest.approx(other.typicality)


def test_lists_have_the_surest_first_and_what_is_not_affirmed_last() -> None:
    """28 of 28 → 0.88, very frequent → 0.80, 1 of 1 → 0.21, then no frequency, not seen, excluded."""
    rows = [
        row(EXCLUDED, disease="OMIM:100006", excluded=True),
        row(people(0, 3), disease="OMIM:100005"),
        row(disease="OMIM:100004"),
        row(people(1, 1), disease="OMIM:100003"),
        row(stated("HP:0040281"), disease="OMIM:100002"),
        row(people(28, 28), disease="OMIM:100001"),
    ]
    ranks = {disease: rank for disease, _, rank in profiles(rows).ranks()}
    assert sorted(ranks, key=lambda disease: -ranks[disease]) == [f"OMIM:10000{number}" for number in range(1, 7)]
    assert [round(ranks[f"OMIM:10000{number}"], 2) for number in (1, 2, 3)] == [0.88, 0.8, 0.21]


def test_modes_of_inheritance_are_ranked_without_an_entry_and_other_facts_are_ignored() -> None:
    origin = Origin(source="hpoa", key=("x",))
    mode = Inheritance(disease=IPEX, mode="HP:0001419", origin=origin, frequency=people(9, 10))
    onset = Onset(disease=IPEX, onset="HP:0003593", origin=origin)
    observed = profiles([mode, onset])
    ((disease, term, rank),) = observed.ranks()
    assert (disease, term) == (IPEX, "HP:0001419")
    assert -1 < rank < inf
    assert list(observed.quads(Mint())) == []
