"""Results of the saved queries on the shipped and on GARD's own page about IPEX."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from fetched import VOCABULARIES, fetched
from pyoxigraph import Literal, NamedNode, QuerySolutions, QueryTriples, RdfFormat, Store
from rdf import nquads

from rarekg.graph.inference.profile import Profiles
from rarekg.mappings.catalog import sources
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn, reader
from rarekg.mappings.sources import gard, gard_restated
from rarekg.ontology.prefixes import compress
from rarekg.ontology.terms import Term
from rarekg.queries.catalog import bind, find

SHIPPED = Path(str(files("rarekg.mappings").joinpath("pages/ipex.txt")))
SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_5c34fa3ca0680cab.txt"
PAGES = ("gard", "gard-restated", "rarekg")  # sources and information resources of the two pages
CLASSES = ("HP:0040282", "HP:0040283", "HP:0040284")
Row = dict[str, str]


@cache
def ontologies() -> tuple[Known, dict[str, Term]]:
    """Return the terms and mappings of HPO and MONDO, and the terms by id."""
    known, terms = Known(), {}
    for source in VOCABULARIES:
        for fact in reader(sources()[source])(fetched(source), known):
            learn(known, fact)
            if isinstance(fact, Term):
                terms[fact.id] = fact
    return known, terms


@cache
def graph(page: Path) -> Store:
    """Return the graph of ``page`` with the terms of HPO and MONDO in its facts."""
    known, terms = ontologies()
    alone = replace(known, pages={})  # two pages on one disease are refused within one build
    key, read = ("gard-restated", gard_restated.read) if page == SHIPPED else ("gard", gard.read)
    facts: list[Fact] = [fact for fact in read(page, alone) if not isinstance(fact, Issue)]
    named = {*re.findall(r"(?:HP|MONDO):\d{7}", repr(facts)), *CLASSES}
    mint, store = Mint(infores={info.key: info.infores for info in sources().values()}), Store()
    rows: list[tuple[str, Fact]] = [(key, fact) for fact in facts]
    rows += [("hpo" if name.startswith("HP:") else "mondo", terms[name]) for name in named if name in terms]
    profiles = Profiles()
    for _, fact in rows:
        profiles.observe(fact)
    store.load("".join([nquads(rows, mint), *profiles.quads(mint)]), RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module", params=[SHIPPED, SEED], ids=["shipped", "seed"])
def ipex(request: pytest.FixtureRequest) -> Store:
    """Return the graph of one of the two pages; skip GARD's own page if it is missing."""
    page: Path = request.param
    if not page.is_file():
        pytest.skip("the centre's own page on IPEX is not there")
    return graph(page)


def answer(store: Store, name: str) -> list[Row]:
    """Return the rows of the saved query ``name`` for IPEX, with CURIEs for IRIs."""
    solutions = store.query(bind(find(name), {"disease": "MONDO:0010580"}), use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    header = [variable.value for variable in solutions.variables]
    return [{name: shown(row[name]) for name in header} for row in solutions]


def shown(term: object) -> str:
    if isinstance(term, NamedNode):
        return compress(term.value) or term.value
    return term.value if isinstance(term, Literal) else ""


def test_phenotypes_by_frequency(ipex: Store) -> None:
    """One of the 59 rows repeats a phenotype, without a frequency."""
    rows = answer(ipex, "phenotypes-by-frequency")
    assert len(rows) == 11 + 26 + 15 + 7 - 1
    groups = Counter((row["frequency"], row["lowest"], row["highest"]) for row in rows)
    assert groups == {
        ("Frequent", "0.3", "0.79"): 11,
        ("Occasional", "0.05", "0.29"): 26,
        ("Very rare", "0.01", "0.04"): 15,
        ("", "", ""): 6,
    }
    assert {row["statements"] for row in rows} == {"1", "2"}
    assert {(row["affected"], row["examined"], row["share"], row["excluding"]) for row in rows} == {("", "", "", "")}
    lowest = [Decimal(row["lowest"] or -1) for row in rows]
    assert lowest == sorted(lowest, reverse=True)
    assert all(row["phenotypeLabel"] and row["sources"] in PAGES for row in rows)


def test_each_row_of_the_table_is_a_statement_with_its_words(ipex: Store) -> None:
    rows = answer(ipex, "phenotypes-with-evidence")
    assert len(rows) == 11 + 26 + 15 + 7
    assert all(row["words"] and row["status"] == "affirmed" and row["source"] in PAGES for row in rows)


def test_the_shipped_page_is_rarekgs_and_the_other_one_is_gards() -> None:
    for page, who in ((SHIPPED, "rarekg"), (SEED, "gard")):
        if page.is_file():
            for query in ("phenotypes-with-evidence", "causal-genes", "section-dates", "questions-and-answers"):
                assert {row["source"] for row in answer(graph(page), query)} == {who}


def test_a_merged_term_is_its_successor_with_the_page_s_words(ipex: Store) -> None:
    rows = answer(ipex, "phenotypes-with-evidence")
    phenotypes = {row["phenotype"] for row in rows}
    assert len(phenotypes) == 58
    assert {(row["words"], row["frequency"]) for row in rows if row["phenotype"] == "HP:0000964"} == {
        ("Eczematoid dermatitis", "Frequent"),
        ("Eczema", ""),
    }
    # An alternative id, a mode of inheritance and a clinical modifier of the page's table.
    assert phenotypes.isdisjoint({"HP:0000976", "HP:0001419", "HP:0003828"})


def test_lay_names_of_the_page_and_of_the_ontology(ipex: Store) -> None:
    rows = answer(ipex, "phenotypes-with-lay-names")
    assert len({row["phenotype"] for row in rows}) == 58
    names = {(row["phenotype"], row["layName"]) for row in rows if row["source"] in PAGES}
    assert {name for phenotype, name in names if phenotype == "HP:0002098"} == {
        "Breathing difficulties",
        "Difficulty breathing",
    }
    assert {name for phenotype, name in names if phenotype == "HP:0001531"} == {
        "Faltering weight in infancy",
        "Weight faltering in infancy",
    }
    assert ("HP:0001596", "Hair loss") in names


def test_lay_names_of_the_ontology_are_layperson_synonyms(ipex: Store) -> None:
    rows = answer(ipex, "phenotypes-with-lay-names")
    terms = ontologies()[1]
    for phenotype in {row["phenotype"] for row in rows}:
        lay = {synonym.text for synonym in terms[phenotype].synonyms if synonym.kind == "layperson"}
        answered = {row["layName"] for row in rows if row["phenotype"] == phenotype and row["source"] not in PAGES}
        assert answered == (lay or {""})


def test_gene_and_location(ipex: Store) -> None:
    (row,) = answer(ipex, "genes-with-location")
    assert (row["gene"], row["symbol"], row["role"]) == ("HGNC:6106", "FOXP3", "causal")
    assert (row["chromosome"], row["location"]) == ("X", "Xp11.23")


def test_inheritance(ipex: Store) -> None:
    (row,) = answer(ipex, "modes-of-inheritance")
    assert (row["inheritance"], row["inheritanceLabel"]) == ("HP:0001419", "X-linked recessive inheritance")


def test_onset_and_sex(ipex: Store) -> None:
    onset, sex = answer(ipex, "onset-and-sex")
    assert (onset["aspect"], onset["value"], onset["valueLabel"]) == ("onset", "HP:0003593", "Infantile onset")
    assert (sex["aspect"], sex["value"]) == ("sex affected", "PATO:0000384")


def test_differential_diagnoses_with_unidentified_ones_last(ipex: Store) -> None:
    rows = answer(ipex, "differential-diagnoses")
    assert len(rows) == 11
    assert {row["other"] for row in rows if row["identified"] == "true"} >= {
        "MONDO:0010518",  # Wiskott-Aldrich syndrome
        "MONDO:0011338",  # Omenn syndrome
        "MONDO:0011664",  # CD25 deficiency
        "MONDO:0016542",  # IL10-related early-onset inflammatory bowel disease
        "MONDO:0100211",  # STAT5b deficiency
        "MONDO:0020525",  # transient neonatal diabetes, the group
        "MONDO:0015974",  # severe combined immunodeficiency
        "MONDO:0010743",  # X-linked thrombocytopenia
        "MONDO:0009832",  # pancreatic agenesis
    }
    assert [row["identified"] for row in rows] == sorted((row["identified"] for row in rows), reverse=True)
    assert all(row["otherLabel"] and row["words"] for row in rows)


def test_treatments_curative_first(ipex: Store) -> None:
    first, second = answer(ipex, "treatments-curative-first")
    assert (first["saidToCure"], second["saidToCure"]) == ("true", "false")
    assert "marrow" in first["treatmentLabel"]
    assert "immun" in second["treatmentLabel"]


def test_references_and_the_statements_that_cite_them(ipex: Store) -> None:
    rows = answer(ipex, "references-and-citing-statements")
    assert {(row["number"], row["reference"], row["published"]) for row in rows} == {
        ("1", "NBK:NBK1118", "2011-01-27"),
        ("2", "PMC:PMC4047515", "2013-12"),
        ("3", "PMID:19122524", "2008"),
    }
    assert all(row["title"] and row["authors"] and row["journal"] for row in rows)
    assert {row["number"] for row in rows if (row["citedBy"], row["about"]) == ("section", "summary")} == {
        "1",
        "2",
        "3",
    }
    assert {row["number"] for row in rows if (row["citedBy"], row["about"]) == ("section", "statistics")} == {"1"}
    assert {row["number"] for row in rows if row["citedBy"] == "treatment"} == {"1"}
    assert {row["number"] for row in rows if row["citedBy"] == "list of references"} == {"1", "2", "3"}


def test_resources_by_kind(ipex: Store) -> None:
    rows = answer(ipex, "resources-by-kind")
    assert Counter(row["kind"] for row in rows) == {
        "TestingResource": 1,
        "IntroductoryResource": 1,
        "InDepthResource": 5,
    }
    assert all(row["title"] and row["description"] for row in rows)


def test_dates_of_the_sections(ipex: Store) -> None:
    dated = [(row["sectionLabel"], row["updated"]) for row in answer(ipex, "section-dates") if row["updated"]]
    assert dated == [("symptoms", "2020-07-01"), ("statistics", "2016-02-23"), ("summary", "2016-02-20")]


def test_names(ipex: Store) -> None:
    rows = [row for row in answer(ipex, "names-of-disease") if row["source"] in PAGES]
    title = "Immunodysregulation, polyendocrinopathy and enteropathy X-linked"
    assert title in {row["name"] for row in rows}
    others = {row["name"] for row in rows} - {title}
    assert len(others) == 10
    assert {"IPEX syndrome", "XLAAD", "DMSD", "XPID", "IDDM secretory diarrhea syndrome"} <= others
    labels = [row for row in answer(ipex, "names-of-disease") if row["kind"] == "label"]
    assert [(row["source"], row["name"] != title) for row in labels] == [("mondo", True)]


def test_everything_has_each_association_of_the_page(ipex: Store) -> None:
    query = bind(find("everything-about-disease"), {"disease": "MONDO:0010580"})
    result = ipex.query(query, use_default_graph_as_union=True)
    assert isinstance(result, QueryTriples)
    triples = list(result)
    subjects = Counter(shown(triple.predicate) for triple in triples)
    # Phenotypes, inheritance, modifier, onset, sex, gene, treatments, differential diagnoses.
    assert subjects["oban:association_has_subject"] == 59 + 1 + 1 + 1 + 1 + 1 + 2 + 11
    assert [triple.object for triple in triples if shown(triple.predicate) == "rkg:upperCount"] == [Literal(149)]
    kinds = Counter(shown(triple.object) for triple in triples if shown(triple.predicate) == "rdf:type")
    assert (kinds["schema:Question"], kinds["biolink:Publication"], kinds["rkg:ListedReference"]) == (1, 3, 3)
    assert kinds["schema:MedicalWebPage"] == 1
