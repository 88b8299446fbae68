"""Contradictions and disagreements among the statements of a page."""

from collections.abc import Sequence

from associated import GARD, HPOA, OMIM, ORPHANET, gene, phenotype

from rarekg.graph.endpoint.pages.contradictions import contradictions
from rarekg.graph.endpoint.pages.disagreements import disagreements
from rarekg.graph.endpoint.pages.evidence import Association
from rarekg.graph.endpoint.pages.links import link
from rarekg.graph.endpoint.pages.statements import Statements, Value
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import expand

BLOOD, ANEMIA, SKIN = "x:blood", "x:anemia", "x:skin"
GRAPH = Statements([(Value(ANEMIA, True), Value(expand("rkg:subsumedBy"), True), Value(BLOOD, True))], BASE)


def found(*associations: Association) -> list[tuple[str, str, str]]:
    """Return the excluded phenotype, the affirmed one and where the two are."""
    return [(one.excluded.iri, one.affirmed.iri, one.within) for one in contradictions(GRAPH, associations)]


def entry(term: str, often: str = "", *, excluded: bool = False, original: str = "OMIM:304790") -> Association:
    """Return a row that HPO passes on from OMIM."""
    return phenotype(often, term=term, source=OMIM, passed_on=HPOA, original=original, excluded=excluded)


def test_a_term_that_one_source_excludes_and_another_affirms() -> None:
    excluding = phenotype(term=SKIN, source=ORPHANET, passed_on=HPOA, original="ORPHA:37042", excluded=True)
    assert found(excluding, phenotype(term=SKIN, source=GARD)) == [(SKIN, SKIN, "between two sources")]


def test_a_narrower_term_contradicts_and_a_broader_one_does_not() -> None:
    assert found(entry(BLOOD, excluded=True), entry(ANEMIA)) == [(BLOOD, ANEMIA, "within one entry")]
    assert found(entry(ANEMIA, excluded=True), entry(BLOOD)) == []


def test_what_was_not_seen_contradicts_nothing() -> None:
    assert found(entry(SKIN, excluded=True), entry(SKIN, "0/3")) == []
    assert found(entry(SKIN, "0/3"), entry(SKIN, "3/3")) == []


def test_the_place_is_an_entry_a_source_or_two_sources() -> None:
    """A row that HPO's curators took from a study belongs to the entry of the row from OMIM beside it."""
    study = phenotype(term=SKIN, source=HPOA, original="OMIM:304790")
    assert found(entry(SKIN, excluded=True), study) == [(SKIN, SKIN, "within one entry")]
    other = entry(SKIN, original="OMIM:1")
    assert found(entry(SKIN, excluded=True), other) == [(SKIN, SKIN, "between two entries of one source")]
    assert found(entry(SKIN, excluded=True), study, phenotype(term=SKIN, source=GARD)) == [
        (SKIN, SKIN, "within one entry and between two sources")
    ]


def sides(*associations: Association) -> list[Sequence[tuple[str, str]]]:
    """Return the sides of the disagreements among ``associations``."""
    return [one.sides for one in disagreements(associations, lambda iri: link(iri, "", BASE))]


def test_a_count_disagrees_with_a_class_only_if_its_interval_does() -> None:
    gard = phenotype("occasional", source=GARD)
    assert sides(gard, entry("x:term", "1/1")) == []
    (apart,) = sides(gard, entry("x:term", "28/28"))
    assert apart == [("GARD", "occasional (5–29 %)"), ("OMIM (OMIM:304790)", "28 of 28 people (100 %)")]
    assert sides(gard, entry("x:term", excluded=True)) == []  # that is a contradiction


def test_two_studies_in_one_entry_are_no_disagreement() -> None:
    assert sides(entry("x:term", "0/30"), entry("x:term", "30/30")) == []
    assert len(sides(entry("x:term", "0/30"), entry("x:term", "30/30", original="OMIM:1"))) == 1


def test_a_source_that_states_no_role_of_a_gene_disagrees_with_nobody() -> None:
    assert sides(gene("causal", GARD), gene("", OMIM)) == []
    assert sides(gene("causal", GARD), gene("susceptibility", OMIM)) == [
        [("GARD", "causal"), ("OMIM", "susceptibility")]
    ]
