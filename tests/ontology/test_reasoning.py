"""The reasoner: the vocabulary and the facts are consistent, and contradictions are detected."""

import tempfile
from importlib.resources import files
from pathlib import Path
from shutil import which

import owlready2
import pytest
from example_facts import EXAMPLES, PREVALENCES
from gard_pages import OWN, facts_of
from pyoxigraph import NamedNode
from rdf import ntriples, turtle

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.errors import RarekgError
from rarekg.ontology.prefixes import expand
from rarekg.ontology.reasoning import IRI, check

needs_java = pytest.mark.skipif(
    which(owlready2.JAVA_EXE) is None,
    reason="HermiT needs Java: install it (Debian: default-jre-headless)",
)
VOCABULARY = files("rarekg.ontology").joinpath("rarekg.ttl").read_text(encoding="utf-8")
PREFIXES = f"@prefix x: <https://example.org/> .\n@prefix MONDO: <{expand('MONDO:0000001')[:-7]}> .\n"


def statements(text: str, *facts: Fact) -> str:
    return ntriples(facts) + "".join(f"{triple} .\n" for triple in turtle(PREFIXES + text))


@needs_java
def test_the_vocabulary_is_consistent_and_all_classes_are_satisfiable() -> None:
    verdict = check()
    assert verdict.consistent
    assert verdict.unsatisfiable == ()
    assert verdict.seconds < 60


@needs_java
def test_translated_facts_are_consistent_with_the_vocabulary() -> None:
    assert check(ntriples(EXAMPLES)).consistent


@needs_java
def test_a_whole_page_is_consistent_with_the_vocabulary() -> None:
    facts = [fact for fact in facts_of(OWN) if not isinstance(fact, Issue)]
    verdict = check(ntriples(facts))
    assert len(facts) > 80
    assert verdict.consistent
    assert verdict.unsatisfiable == ()


@needs_java
@pytest.mark.parametrize(
    "text",
    [
        "x:a a rkg:Prevalence , rkg:ListedReference .",
        "x:a a rkg:Prevalence , rkg:DiseaseToOnsetAssociation .",
        "x:a rkg:prevalenceKind rkg:PointPrevalence , rkg:CasesReported .",
        "x:a rkg:resourceKind rkg:SupportResource , rkg:RelatedResource .",
        "x:a rkg:prevalenceKind rkg:TestingResource .",
        "x:a rkg:upperCount -1 .",
        "x:a rkg:frequencyLower 0.1 , 0.2 .",
        'x:a rkg:lower "a few" .',
        "x:a a rkg:Prevalence , rkg:ProfileEntry .",
        "x:a rkg:typicality 0.1e0 , 0.2e0 .",
    ],
)
def test_a_contradiction_is_detected(text: str) -> None:
    assert not check(statements(text)).consistent


@needs_java
def test_a_contradiction_among_translated_facts_is_detected() -> None:
    (counted,) = (prevalence for prevalence in PREVALENCES if prevalence.upper_count)
    node = Mint().hashed("prevalence", counted.origin.source, *counted.origin.key)
    assert not check(statements(f"{node} rkg:upperCount 150 .", *EXAMPLES)).consistent


@needs_java
def test_an_unsatisfiable_class_is_reported() -> None:
    verdict = check(
        ontology=VOCABULARY + "\nrkg:Both a owl:Class ; rdfs:subClassOf rkg:Prevalence , rkg:ListedReference ."
    )
    assert verdict.consistent
    assert verdict.unsatisfiable == (expand("rkg:Both"),)


@needs_java
def test_calls_are_independent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = len(owlready2.default_world.graph)
    assert not check(statements("x:a a rkg:Prevalence , rkg:ListedReference .")).consistent
    assert check(statements("x:a a rkg:Prevalence .")).consistent
    assert len(owlready2.default_world.graph) == before
    assert list(tmp_path.iterdir()) == []


@needs_java
def test_any_text_reaches_the_reasoner() -> None:
    text = statements(r'x:a rkg:qualification "\"quoted\" \\ back\nline\r\ttab é 😀"@en .')
    assert check(text).consistent


@needs_java
@pytest.mark.parametrize(
    "text",
    [
        r'x:a rkg:qualification "control \u0001 character"@en .',
        'x:a rkg:lower "1"^^x:datatype .',
        'x:a rkg:lower "many"^^xsd:decimal .',
        'x:a rkg:upperCount ""^^xsd:integer .',
    ],
)
def test_statements_outside_owl_dl_give_one_line(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(RarekgError, match=r"HermiT cannot reason over this: \S") as caught:
        check(statements(text))
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_without_java_the_message_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owlready2, "JAVA_EXE", "no-such-java")
    with pytest.raises(RarekgError, match="install Java 8 or later"):
        check()


def test_the_reasoner_loads_the_declared_ontology() -> None:
    assert NamedNode(IRI) in {triple.subject for triple in turtle(VOCABULARY)}
