"""A term is matched exactly with an entry of OMIM or with a series, never with both."""

from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.facts import Fact, Issue, Mapping
from rarekg.mappings.mondo.series import one_of_both
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.terms import Term

TERM, OTHER = "MONDO:0005579", "MONDO:0019200"


def match(term: str, other: str) -> Mapping:
    return Mapping(
        subject=term,
        predicate="skos:exactMatch",
        object=other,
        justification="semapv:UnspecifiedMatching",
        source="mondo-mappings",
    )


BOTH = [match(TERM, "OMIM:600669"), match(TERM, "OMIMPS:600669"), match(OTHER, "OMIMPS:268000")]


def read(facts: list[Mapping]) -> tuple[list[Mapping], list[Issue]]:
    """Return what is yielded, and the issues."""
    known, issues, found = Known(), Issues(source="mondo-mappings", file="x"), list[Fact | Issue]()
    for term in (TERM, OTHER):
        known.learn(Term(id=term, label=term))
    for fact in one_of_both(facts, known, issues):
        found.append(fact)
    return [fact for fact in found if isinstance(fact, Mapping)], list(issues.drain())


@given(st.permutations(BOTH))
def test_the_entry_stays_exact_and_the_series_is_a_reference_in_whatever_order(facts: list[Mapping]) -> None:
    found, issues = read(facts)
    assert {(fact.subject, fact.predicate, fact.object) for fact in found} == {
        (TERM, "skos:exactMatch", "OMIM:600669"),
        (TERM, "oboInOwl:hasDbXref", "OMIMPS:600669"),
        (OTHER, "skos:exactMatch", "OMIMPS:268000"),
    }
    assert [(issue.kind, issue.action, issue.value) for issue in issues] == [
        ("entry-and-series", "replaced", "OMIMPS:600669")
    ]
