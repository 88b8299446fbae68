"""The things in the search index, compared with the facts and with the finished graph."""

from pathlib import Path

import pytest
import tied
from example_facts import EXAMPLES, FOXP3, IPEX
from msgspec.structs import replace
from pyoxigraph import Literal, NamedNode, Store

from rarekg.graph.home.builds import Build
from rarekg.graph.search import writer
from rarekg.graph.search.codes import Code
from rarekg.graph.search.hits import search
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.thing import KINDS, Thing
from rarekg.graph.search.things import ENDS, Things
from rarekg.mappings.facts import Definition, Disease, Fact, Gene, Mapping, Origin, RegistryEntry, WithdrawnGene
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import compress, expand
from rarekg.ontology.terms import Synonym, Term


def indexed(*facts: Fact) -> dict[str, Thing]:
    things = Things()
    for fact in facts:
        things.observe(fact)
    return {thing.curie: thing for thing in things.things()}


def test_a_disease_has_the_names_and_ids_of_all_sources() -> None:
    ipex = indexed(*EXAMPLES)[IPEX]
    assert (ipex.kind, ipex.iri) == ("disease", expand(IPEX))
    assert ipex.label == "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"
    assert ipex.names["IPEX syndrome"] == "exact"
    assert ipex.names["Autoimmune enteropathy of boys"] == "related"
    assert ipex.names["XPID"] == "other"
    assert ipex.names["XLAAD"] == "other"
    assert ipex.codes >= {Code("MONDO", "10580"), Code("OMIM", "304790"), Code("GARD", "1850")}
    assert {code.prefix for code in ipex.codes} == {"MONDO", "OMIM", "GARD", "UMLS", "ICD10CM", "ORPHA"}


def test_a_gene_is_found_by_symbol_name_alias_and_other_ids() -> None:
    gene = indexed(*EXAMPLES)[FOXP3]
    assert dict(gene.names) == {"FOXP3": "label", "forkhead box P3": "exact", "JM2": "other", "scurfin": "other"}
    assert {code.prefix for code in gene.codes} == {"HGNC", "NCBIGene", "ENSEMBL"}
    assert gene.description == "forkhead box P3"


def test_the_branch_of_a_term_of_hpo_is_its_kind() -> None:
    terms = [
        Term(id=f"HP:{number:07d}", label=label, parents=(f"HP:{parent:07d}",))
        for number, label, parent in [
            (118, "Phenotypic abnormality", 1),
            (1574, "Abnormality of the integument", 118),
            (964, "Eczematoid dermatitis", 1574),
            (5, "Mode of inheritance", 1),
            (1419, "X-linked recessive inheritance", 5),
            (3593, "Infantile onset", 3674),
        ]
    ]
    kinds = {thing.curie: thing.kind for thing in indexed(*terms).values()}
    assert kinds == {
        "HP:0000118": "phenotype",
        "HP:0001574": "phenotype",
        "HP:0000964": "phenotype",
        "HP:0000005": "inheritance",
        "HP:0001419": "inheritance",
        "HP:0003593": "term",
    }


def test_merged_and_replaced_ids_lead_to_their_last_successor() -> None:
    things = indexed(
        Term(id="HP:0000001", label="obsolete One", obsolete=True, replaced_by="HP:0000002"),
        Term(id="HP:0000002", label="obsolete Two", obsolete=True, replaced_by="HP:0000003"),
        Term(id="HP:0000003", label="Three", alt_ids=("HP:0000004",)),
        Term(id="HP:0000005", label="obsolete Five", obsolete=True),
        Term(id="HP:0000006", label="obsolete Six", obsolete=True, replaced_by="HP:0000007"),
        Term(id="HP:0000007", label="obsolete Seven", obsolete=True, replaced_by="HP:0000006"),
    )
    assert set(things) == {"HP:0000003", "HP:0000005"}
    assert [curie for curie, thing in things.items() if thing.hidden] == ["HP:0000005"]
    assert dict(things["HP:0000003"].former) == {
        "HP:0000001": "obsolete One",
        "HP:0000002": "obsolete Two",
        "HP:0000004": "",
    }
    assert things["HP:0000003"].codes == {Code("HP", str(number)) for number in (1, 2, 3, 4)}


def test_a_lay_name_ranks_well_whatever_its_scope() -> None:
    synonyms = (Synonym(text="Hair loss", scope="broad", kind="layperson"), Synonym(text="Baldness", scope="related"))
    names = indexed(Term(id="HP:0001596", label="Alopecia", synonyms=synonyms))["HP:0001596"].names
    assert dict(names) == {"Alopecia": "label", "Hair loss": "other", "Baldness": "related"}


def test_only_ids_of_the_same_thing_are_codes() -> None:
    def mapped(predicate: str) -> Mapping:
        return Mapping(
            subject="MONDO:0000001", predicate=predicate, object="OMIM:100000", justification="semapv:x", source="y"
        )

    disease = Disease(id="MONDO:0000001", label="disease", resolved=False)
    for predicate, same in (("skos:exactMatch", True), ("oboInOwl:hasDbXref", True), ("skos:broadMatch", False)):
        codes = indexed(disease, mapped(predicate))["MONDO:0000001"].codes
        assert (Code("OMIM", "100000") in codes) is same


def test_every_association_adds_to_the_weight_of_both_things() -> None:
    tied = {type(fact) for fact in EXAMPLES if hasattr(fact, "origin") and hasattr(fact, "disease")}
    assert {kind.__name__ for kind in tied - ENDS.keys()} == {
        *("Prevalence", "Resource", "Question", "Definition", "DiagnosticFeature", "PhenotypeReview")
    }
    expected = sum(1 for fact in EXAMPLES if type(fact) in ENDS and ENDS[type(fact)](fact)[0] == IPEX)
    assert indexed(*EXAMPLES)[IPEX].weight == expected > 10


def test_ids_of_an_obsolete_term_and_withdrawn_genes_lead_to_their_successors() -> None:
    old = Term(id="MONDO:0000506", label="obsolete Caroli disease", obsolete=True, replaced_by="MONDO:0010913")
    match = Mapping(
        subject=old.id, predicate="skos:exactMatch", object="OMIM:600643", justification="semapv:x", source="y"
    )
    genes = (
        Gene(id="HGNC:1", symbol="A"),
        WithdrawnGene(id="HGNC:2", replaced_by="HGNC:1"),
        WithdrawnGene(id="HGNC:3"),
    )
    things = indexed(old, Term(id="MONDO:0010913", label="Caroli disease"), match, *genes)
    assert things.keys() == {"MONDO:0010913", "HGNC:1"}
    assert things["MONDO:0010913"].codes == {Code("MONDO", "506"), Code("MONDO", "10913"), Code("OMIM", "600643")}
    assert dict(things["HGNC:1"].former) == {"HGNC:2": ""}


def test_the_code_of_an_entry_finds_its_disease_and_that_of_a_moved_one_the_disease_of_its_successor() -> None:
    """Moved entries come before and after their successors; one leads on to another that was moved as well."""
    things = indexed(
        RegistryEntry(id="ORPHA:1", label="Older name", replaced_by="ORPHA:2"),
        RegistryEntry(id="ORPHA:2", label="Old name", replaced_by="ORPHA:3"),
        Term(id="MONDO:0000001", label="a disease"),
        RegistryEntry(id="ORPHA:3", label="Name", disease="MONDO:0000001"),
        Disease(id="ORPHA:4", label="Another disease", resolved=False),
        RegistryEntry(id="ORPHA:4", label="Another disease", disease="ORPHA:4"),
        RegistryEntry(id="ORPHA:5", label="Its old name", replaced_by="ORPHA:4"),
        RegistryEntry(id="ORPHA:6", label="OBSOLETE: Lost disease", consider=("ORPHA:4",)),
    )
    assert things.keys() == {"MONDO:0000001", "ORPHA:4", "ORPHA:6"}
    term, other, lost = (things[curie] for curie in ("MONDO:0000001", "ORPHA:4", "ORPHA:6"))
    assert term.codes == {Code("MONDO", "1"), Code("ORPHA", "1"), Code("ORPHA", "2"), Code("ORPHA", "3")}
    assert dict(term.former) == {"ORPHA:1": "Older name", "ORPHA:2": "Old name"}
    assert dict(term.names) == {"Older name": "former", "Old name": "former", "a disease": "label"}
    assert other.codes == {Code("ORPHA", "4"), Code("ORPHA", "5")}
    assert dict(other.former) == {"ORPHA:5": "Its old name"}
    assert not other.hidden
    assert (lost.kind, lost.hidden) == ("disease", True)
    assert lost.codes == {Code("ORPHA", "6")}
    assert dict(lost.names) == {"OBSOLETE: Lost disease": "label", "Lost disease": "exact"}


def test_a_registry_s_definition_describes_a_disease_without_one() -> None:
    term = Term(id="MONDO:0000001", label="one", definition="Of MONDO.")
    origin = Origin(source="orphanet-nomenclature", key=("k",))
    defined = [Definition(disease=curie, text="A text.", origin=origin) for curie in ("MONDO:0000001", "MONDO:0000002")]
    things = indexed(term, Term(id="MONDO:0000002", label="two"), *defined)
    assert [thing.description for thing in things.values()] == ["Of MONDO.", "A text."]


def test_a_withdrawn_entry_that_a_source_describes_keeps_the_label_of_the_source() -> None:
    entry = RegistryEntry(id="ORPHA:6", label="OBSOLETE: A disease", consider=("ORPHA:4",))
    (thing,) = indexed(Disease(id="ORPHA:6", label="a disease", resolved=False), entry).values()
    assert (thing.label, thing.hidden, thing.names["OBSOLETE: A disease"]) == ("a disease", False, "exact")


@pytest.mark.parametrize(
    ("predicate", "changes", "same"),
    [
        ("skos:exactMatch", {}, True),
        ("skos:exactMatch", {"resolves": False}, True),
        ("skos:exactMatch", {"disputed": True}, False),
        ("oboInOwl:hasDbXref", {"resolves": False}, False),
        ("skos:narrowMatch", {}, False),
    ],
)
def test_a_disputed_or_undecided_mapping_is_no_id_of_the_disease(
    predicate: str, changes: dict[str, bool], same: bool
) -> None:
    disease = Disease(id="ORPHA:4", label="disease", resolved=False)
    match = Mapping(subject="ORPHA:4", predicate=predicate, object="OMIM:100000", justification="semapv:x", source="y")
    assert (Code("OMIM", "100000") in indexed(disease, replace(match, **changes))["ORPHA:4"].codes) is same


def test_a_term_has_the_phenotypes_and_the_weight_of_the_diseases_tied_to_it() -> None:
    things = indexed(*tied.FACTS)
    assert (things[tied.ALS].phenotypes, things[tied.ALS].terms) == (2, ())
    assert (things[tied.ORPHA].phenotypes, things[tied.ORPHA].terms) == (2, (tied.ALS,))
    assert things[tied.ALS].weight == things[tied.ORPHA].weight == 4
    assert "ORPHA" not in {code.prefix for code in things[tied.ALS].codes}
    assert dict(things[tied.ORPHA].names) == {"Amyotrophic lateral sclerosis of Orphanet": "label"}


def test_what_people_do_not_look_for_is_hidden() -> None:
    """A susceptibility that a source annotates is taken for a disease, and so is a withdrawn term."""
    hidden = {curie for curie, thing in indexed(*tied.FACTS).items() if thing.hidden}
    assert hidden == {"MONDO:0005583", tied.ANIMAL, "MONDO:0042489", "MONDO:0100002", tied.LOST}


def test_a_thing_without_label_or_curie_is_left_out() -> None:
    assert indexed(Disease(id="OMIM:100000", label=None, resolved=False), Gene(id="HGNC:1", symbol="A")).keys() == {
        "HGNC:1"
    }


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one", "two")]
    for file, facts in zip(files, (EXAMPLES, tuple(reversed(EXAMPLES))), strict=True):
        writer.write(indexed(*facts).values(), [], file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_disk_error_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        writer.write([], [], tmp_path / "nowhere" / "search.sqlite")


@pytest.mark.parametrize("predicate", ["rdfs:label", "skos:altLabel", "oboInOwl:hasExactSynonym"])
def test_every_name_in_the_graph_finds_its_thing(built: Build, store: Store, predicate: str) -> None:
    known, searched = SearchIndex(built.search), 0
    things = {row.iri for row in known.things(KINDS, limit=10_000)}
    for quad in store.quads_for_pattern(None, NamedNode(expand(predicate)), None, None):
        if isinstance(quad.object, Literal) and quad.subject.value in things:  # type: ignore[union-attr]
            hits = search(known, quad.object.value, limit=20)
            assert quad.subject.value in {hit.iri for hit in hits if hit.how == "exact"}  # type: ignore[union-attr]
            searched += 1
    assert searched > 3


@pytest.mark.parametrize("predicate", ["skos:exactMatch", "oboInOwl:hasDbXref"])
def test_every_id_in_the_graph_finds_its_thing(built: Build, store: Store, predicate: str) -> None:
    known, searched = SearchIndex(built.search), 0
    for quad in store.quads_for_pattern(None, NamedNode(expand(predicate)), None, None):
        curie = compress(quad.object.value) if isinstance(quad.object, NamedNode) else None
        if curie and quad.graph_name != NamedNode(f"{BASE}graph/inferred"):  # which has matches the other way round
            assert quad.subject.value in {hit.iri for hit in search(known, curie)}  # type: ignore[union-attr]
            searched += 1
    assert searched > 1


def test_deprecated_terms_are_no_things(built: Build, store: Store) -> None:
    quads = store.quads_for_pattern(None, NamedNode(expand("owl:deprecated")), None, None)
    deprecated = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    assert deprecated
    assert not {row.iri for row in SearchIndex(built.search).things(KINDS, limit=10_000)} & deprecated
