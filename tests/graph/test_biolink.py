"""The associations of a build against Biolink's schema: required slots, values of enumerations, slots of each class."""

from collections import defaultdict

import biolink
import commands
import pytest
import small
from example_facts import EXAMPLES
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdf import ntriples

from rarekg.graph.home.builds import current
from rarekg.mappings.sources import hpoa
from rarekg.ontology.prefixes import compress, expand

Statements = dict[str, dict[str, list[str]]]
# The ends of an association are OBAN's, which Biolink names as its own exact match of them.
ENDS = {"oban:association_has_subject": "subject", "oban:association_has_object": "object"}
# An association slot that no class of the release lists; its definition has the use that it has here.
LOOSE = {"supporting_data_source"}
# Some rows count the families with a mode of inheritance. Biolink has the frequency of it, and the slots for the count
# in a mixin of the association with a phenotype.
COUNTED, QUANTIFIER = "DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation", "FrequencyQuantifier"
ROWS = (
    "OMIM:304790\tIPEX\t\tHP:0000964\tPMID:1\tPCS\tHP:0003593\t4/8\tMALE\tHP:0003828\tP\tHPO:a[2020-01-31]",
    "OMIM:304790\tIPEX\t\tHP:0001596\tOMIM:304790\tTAS\t\tHP:0040282\t\t\tP\tHPO:a[2020-01-31]",
    "OMIM:304790\tIPEX\tNOT\tHP:0001873\tOMIM:304790\tIEA\t\t\t\t\tP\tHPO:iea[2020-01-31]",
    "ORPHA:37042\tIPEX\t\tHP:0002014\tORPHA:37042\tTAS\t\t12.5%\t\t\tP\tORPHA:orphadata[2020-01-31]",
    "OMIM:304790\tIPEX\t\tHP:0001419\tOMIM:304790\tTAS\t\t1/1\t\t\tI\tHPO:a[2020-01-31]",
    "OMIM:304790\tIPEX\t\tHP:0003593\tOMIM:304790\tTAS\t\t\t\t\tC\tHPO:a[2020-01-31]",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Statements:
    """Return the associations of a build from small sources: the values of each property, by node and CURIE."""
    home = tmp_path_factory.mktemp("home")
    options = small.with_genes(home / "sources", 2)
    (home / "sources" / "hpoa.tsv").write_text("\n".join(("\t".join(hpoa.COLUMNS), *ROWS)) + "\n", encoding="utf-8")
    commands.build(home, options)
    return associations(set(Store.read_only(str(current(home).store)).quads_for_pattern(None, None, None)))


@pytest.fixture(scope="module")
def written() -> Statements:
    """Return the associations of every kind of fact, as the translators write them."""
    return associations(set(parse(ntriples(EXAMPLES), format=RdfFormat.N_TRIPLES)))


@pytest.fixture(params=["built", "written"])
def found(request: pytest.FixtureRequest) -> Statements:
    statements: Statements = request.getfixturevalue(request.param)
    return statements


def associations(quads: set[Quad]) -> Statements:
    nodes: Statements = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            value = compress(quad.object.value) if isinstance(quad.object, NamedNode) else None
            predicate = compress(quad.predicate.value) or quad.predicate.value
            nodes[quad.subject.value][predicate].append(value or quad.object.value)
    return {node: dict(stated) for node, stated in nodes.items() if "oban:association_has_subject" in stated}


def kind(stated: dict[str, list[str]]) -> str:
    """Return the name in Biolink of an association's most special class; its own classes extend Association."""
    kinds = [name.removeprefix("biolink:") for name in stated["rdf:type"] if name.startswith("biolink:")]
    return next((name for name in kinds if name != "Association"), "Association")


def test_the_builds_cover_the_classes(built: Statements, written: Statements) -> None:
    assert len(built) > 10
    assert {kind(stated) for stated in built.values()} >= {
        "DiseaseToPhenotypicFeatureAssociation",
        "DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation",
        "GeneToDiseaseAssociation",
        "Association",
    }
    assert len({tuple(sorted(stated["rdf:type"])) for stated in written.values()}) == 11


def test_every_association_is_one_of_biolinks(found: Statements) -> None:
    assert {node for node, stated in found.items() if "biolink:Association" not in stated["rdf:type"]} == set()
    for stated in found.values():
        lineage = list(biolink.schema().lineage(kind(stated)))
        assert biolink.schema().classes["Association"] in lineage


def test_every_required_slot_has_one_value(found: Statements) -> None:
    for node, stated in found.items():
        slots = {ENDS.get(name, name.removeprefix("biolink:")): values for name, values in stated.items()}
        required = {slot for slot, usage in biolink.schema().induced(kind(stated)).items() if usage.get("required")} - {
            "id"
        }  # the node itself
        assert required >= {"subject", "predicate", "object", "knowledge_level", "agent_type"}
        assert {slot for slot in required if len(slots.get(slot, ())) != 1} == set(), node


def test_a_slot_with_one_value_has_no_second_one(found: Statements) -> None:
    for node, stated in found.items():
        induced = biolink.schema().induced(kind(stated))
        single = {slot for slot, usage in induced.items() if usage.get("multivalued") is False}
        assert "primary_knowledge_source" in single
        assert {slot for slot in single if len(stated.get(f"biolink:{slot}", ())) > 1} == set(), node


def test_levels_and_agents_are_values_of_their_enumerations(found: Statements) -> None:
    enums = biolink.schema().enums
    assert {value for stated in found.values() for value in stated["biolink:knowledge_level"]} <= enums[
        "KnowledgeLevelEnum"
    ]
    assert {value for stated in found.values() for value in stated["biolink:agent_type"]} <= enums["AgentTypeEnum"]


def test_the_predicate_is_one_that_the_class_allows(found: Statements) -> None:
    for stated in found.values():
        (predicate,) = stated["biolink:predicate"]
        assert predicate.removeprefix("biolink:") in biolink.schema().predicates(kind(stated))


def test_every_property_of_biolink_is_a_slot_of_the_class(found: Statements) -> None:
    """An own class extends Association, and may have what any association of Biolink has."""
    schema = biolink.schema()
    anywhere = {slot for name in schema.classes if name.endswith("Association") for slot in schema.induced(name)}
    assert schema.below("association_slot") >= LOOSE
    for stated in found.values():
        name = kind(stated)
        slots = anywhere if name == "Association" else schema.induced(name).keys()
        extra = schema.induced(QUANTIFIER).keys() if name == COUNTED else set()
        used = {name.removeprefix("biolink:") for name in stated if name.startswith("biolink:")}
        assert used - slots - extra - LOOSE == set(), name


def test_the_numbers_of_a_frequency_have_the_types_of_their_slots(built: Statements, written: Statements) -> None:
    ranges = {slot: biolink.schema().slots[slot]["range"] for slot in ("has_count", "has_total", "has_quotient")}
    assert ranges == {"has_count": "integer", "has_total": "integer", "has_quotient": "double"}
    counted = [stated for stated in (*built.values(), *written.values()) if "biolink:has_count" in stated]
    assert len(counted) > 2
    for stated in counted:
        count, total, quotient, percentage = (
            float(stated[f"biolink:has_{name}"][0]) for name in ("count", "total", "quotient", "percentage")
        )
        assert count / total == pytest.approx(quotient, abs=1e-5)
        assert percentage == pytest.approx(100 * quotient, abs=1e-3)


def test_biolink_names_oban_as_its_match() -> None:
    assert "OBAN:association" in biolink.schema().classes["Association"]["exact_mappings"]
    assert expand("oban:association") == "http://purl.org/oban/association"
