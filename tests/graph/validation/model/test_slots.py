"""The properties of associations: each class has those of the table, and a combination is judged as a whole."""

import pytest
from example_facts import EXAMPLES

from rarekg.graph.validation.model.slots import CLASS, CLOSED, REQUIRED, outline, slots
from rarekg.graph.validation.model.tokens import iri
from rarekg.graph.validation.model.vocabulary import ASSOCIATION, vocabulary
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.rdf.translators import translate

PHENOTYPE, GENE = "biolink:DiseaseToPhenotypicFeatureAssociation", "biolink:GeneToDiseaseAssociation"
LEAST = (
    *("oban:association_has_subject", "oban:association_has_object", "biolink:predicate"),
    *("biolink:knowledge_level", "biolink:agent_type", "biolink:primary_knowledge_source"),
)


def keys(*curies: str) -> tuple[bytes, ...]:
    return tuple(map(iri, curies))


def rules(*curies: str) -> list[tuple[str, bytes]]:
    return [(fault.rule, fault.value) for fault in outline(keys(*curies)).faults]


def test_every_property_that_the_translators_write_is_in_the_table_and_every_one_there_is_declared() -> None:
    written: dict[bytes, set[bytes]] = {}
    for fact in EXAMPLES:
        for subject, statements, _ in translate(fact, Mint()):
            if "/association/" in subject:
                (_, kind), *rest = (statement.encode().split(b" ", 1) for statement in statements)
                written.setdefault(kind, set()).update(words[0] for words in rest if words[0] != iri("rdf:type"))
    assert written.keys() == slots().keys()
    for kind, properties in written.items():
        assert properties <= slots()[kind].allowed
        assert slots()[kind].required <= properties
    assert {term for one in slots().values() for term in one.allowed} <= vocabulary().properties


def test_the_least_association_is_sound() -> None:
    assert rules(PHENOTYPE, ASSOCIATION, *LEAST) == []
    assert outline(keys(PHENOTYPE, ASSOCIATION, *LEAST)).association == vocabulary().associations[iri(PHENOTYPE)]


@pytest.mark.parametrize("missing", LEAST)
def test_each_required_property_is_missed(missing: str) -> None:
    assert rules(PHENOTYPE, ASSOCIATION, *(term for term in LEAST if term != missing)) == [(REQUIRED, iri(missing))]


def test_a_property_of_another_class_is_refused() -> None:
    assert rules(GENE, ASSOCIATION, *LEAST, "rkg:geneRole") == []
    assert rules(PHENOTYPE, ASSOCIATION, *LEAST, "rkg:geneRole") == [(CLOSED, iri("rkg:geneRole"))]
    assert rules(GENE, ASSOCIATION, *LEAST, "biolink:negated") == [(CLOSED, iri("biolink:negated"))]


def test_an_association_has_one_known_class_and_is_typed_as_an_association() -> None:
    assert rules(PHENOTYPE, *LEAST) == [(CLASS, iri(ASSOCIATION))]
    for classes in ((), (ASSOCIATION,), (ASSOCIATION, PHENOTYPE, GENE), (ASSOCIATION, "biolink:Disease")):
        found = outline(keys(*classes, *LEAST))
        assert found.association is None
        assert [fault.rule for fault in found.faults] == [CLASS]
