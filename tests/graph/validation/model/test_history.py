"""Terms over time: labels, parents and successors."""

import pytest

from rarekg.graph.validation.model.history import LABEL, PARENT, SUCCESSOR, History
from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import iri

NEXT, BELOW = "IAO:0100001", "rdfs:subClassOf"


def term(number: int) -> str:
    return f"HP:000000{number}"


def found(*statements: tuple[str, str, str], dead: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    """Return rule and focus of the findings for five labelled terms, of which some are obsolete."""
    report = Report("https://w3id.org/rarekg/")
    history = History(report)
    handlers = dict(history.handlers())
    for number in range(1, 6):
        handlers[iri("rdfs:label")](iri(term(number)), f'"term {number}"@en'.encode())
    for number in dead:
        handlers[iri("owl:deprecated")](iri(term(number)), b'"true"')
    for subject, predicate, value in statements:
        handlers[iri(predicate)](iri(subject), value.encode() if value.startswith('"') else iri(value))
    history.finish()
    return sorted({(one.check.removeprefix("model: "), one.focus) for one in report.findings()})


def test_an_obsolete_term_has_an_existing_successor_and_a_current_one_none() -> None:
    assert found((term(1), NEXT, term(2)), dead=(1,)) == []
    assert found((term(1), NEXT, term(2)), (term(2), NEXT, term(3)), dead=(1, 2)) == []
    assert found((term(1), NEXT, term(9)), dead=(1,)) == [(SUCCESSOR, term(1))]
    assert found((term(1), NEXT, term(2))) == [(SUCCESSOR, term(1))]


@pytest.mark.parametrize("circle", [(1,), (1, 2), (1, 2, 3)])
def test_successors_form_no_circle(circle: tuple[int, ...]) -> None:
    steps = [(term(a), NEXT, term(b)) for a, b in zip(circle, (*circle[1:], circle[0]), strict=True)]
    before = (term(5), NEXT, term(circle[0]))
    reported = found(*steps, before, dead=(*circle, 5))
    assert reported == [(SUCCESSOR, term(number)) for number in (*circle, 5)]


def test_the_parent_of_a_current_term_is_a_current_term_of_its_ontology() -> None:
    assert found((term(1), BELOW, term(2)), (term(1), BELOW, term(3))) == []
    assert found((term(1), BELOW, term(2)), dead=(2,)) == [(PARENT, term(1))]
    assert found((term(1), BELOW, term(2)), dead=(1, 2)) == []
    assert found((term(1), BELOW, term(9))) == [(PARENT, term(1))]
    assert found(("MONDO:0000001", "rdfs:label", '"disease"@en'), (term(1), BELOW, "MONDO:0000001")) == [
        (PARENT, term(1))
    ]


def test_no_term_is_above_itself() -> None:
    assert found((term(1), BELOW, term(1))) == [(PARENT, term(1))]
    steps = [(term(1), BELOW, term(2)), (term(2), BELOW, term(3)), (term(3), BELOW, term(1)), (term(4), BELOW, term(5))]
    assert found(*steps) == [(PARENT, term(number)) for number in (1, 2, 3)]


def test_two_current_terms_of_one_ontology_have_different_labels() -> None:
    same = (term(2), "rdfs:label", '"term 1"@en')
    assert found(same) == [(LABEL, term(2))]
    assert found(same, dead=(1,)) == found(same, dead=(2,)) == []
    assert found(("MONDO:0000001", "rdfs:label", '"term 1"@en')) == []
    assert found((term(1), "rdfs:label", '"term 1"@en')) == []
