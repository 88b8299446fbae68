"""Diagnostic features and plain triples, as sets."""

from itertools import product

import pytest

from rarekg.graph.validation.model.features import MISSING, UNSUPPORTED, Features
from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import iri

IPEX, ECZEMA, TRUE = iri("MONDO:0010580"), iri("HP:0000964"), b'"true"'
CRITERION, SIGN = (
    ("rkg:DiagnosticCriterion", "rkg:hasDiagnosticCriterion"),
    (
        "rkg:PathognomonicSign",
        "rkg:hasPathognomonicSign",
    ),
)


def found(triples: list[str], nodes: list[tuple[str, bool]]) -> list[str]:
    """Return what is found in plain triples of these predicates and features of these kinds, excluded or not."""
    report = Report("https://w3id.org/rarekg/")
    features = Features(report)
    handlers = dict(features.handlers())
    for number, (kind, excluded) in enumerate(nodes):
        node = f"<https://w3id.org/rarekg/criterion/{number}>".encode()
        for predicate, value in (("rkg:featureKind", iri(kind)), ("rkg:ofDisease", IPEX), ("rkg:ofPhenotype", ECZEMA)):
            handlers[iri(predicate)](node, value)
        if excluded:
            handlers[iri("biolink:negated")](node, TRUE)
    for predicate in triples:
        handlers[iri(predicate)](IPEX, ECZEMA)
    features.finish()
    return sorted(f"{one.check.removeprefix('model: ')}: {one.focus} {one.value}" for one in report.findings())


@pytest.mark.parametrize("kind", [CRITERION, SIGN])
@pytest.mark.parametrize(
    ("triple", "excluded"), [*product([True, False], [[], [False], [True], [True, False], [False, False]])]
)
def test_a_triple_stands_if_and_only_if_a_feature_affirms_it(
    kind: tuple[str, str], triple: bool, excluded: list[bool]
) -> None:
    name, predicate = kind
    affirmed = not all(excluded)
    rule = UNSUPPORTED if triple else MISSING
    expected = [] if triple == affirmed else [f"{rule}: MONDO:0010580 HP:0000964"]
    assert found([predicate] if triple else [], [(name, one) for one in excluded]) == expected


def test_a_feature_affirms_the_triple_of_its_own_kind_only() -> None:
    assert found([SIGN[1]], [(CRITERION[0], False)]) == [
        f"{UNSUPPORTED}: MONDO:0010580 HP:0000964",
        f"{MISSING}: MONDO:0010580 HP:0000964",
    ]
    assert found([CRITERION[1], SIGN[1]], [(CRITERION[0], False), (SIGN[0], False)]) == []


def test_another_kind_is_left_to_the_shapes() -> None:
    assert found([], [("rkg:PointPrevalence", False)]) == []
