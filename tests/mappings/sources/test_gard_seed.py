"""IPEX: every number and name of GARD's own page and of the shipped page.

What is expected was written down by hand from the page and from HPO, MONDO and HGNC.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from fetched import known as whole_known
from gard_pages import OWN, facts_of, seed, small_known
from msgspec.structs import fields

from rarekg.mappings.facts import (
    ClinicalModifier,
    Differential,
    Disease,
    Fact,
    Gene,
    GeneDisease,
    Inheritance,
    Issue,
    Mapping,
    Onset,
    Origin,
    Page,
    Phenotype,
    Prevalence,
    Question,
    Reference,
    Resource,
    Section,
    SexAffected,
    Treatment,
)
from rarekg.mappings.reading.lookups import lookup_rows
from rarekg.mappings.sources import gard

T = TypeVar("T")
Facts = list[Fact | Issue]
IPEX = "MONDO:0010580"
PAGES = {"gard": "page/GARD_0001850", "gard-restated": "page/restatement-of-GARD_0001850"}
TITLE = "Immunodysregulation, polyendocrinopathy and enteropathy X-linked"
NAMES = {
    "IPEX syndrome",
    "X-linked autoimmunity-allergic dysregulation syndrome",
    "XLAAD",
    "IDDM secretory diarrhea syndrome",
    "DMSD",
    "Autoimmunity-immunodeficiency syndrome x-linked",
    "Diarrhea, polyendocrinopathy, fatal infection syndrome, x-linked",
    "Enteropathy, autoimmune, with hemolytic anemia and polyendocrinopathy",
    "Polyendocrinopathy, immune dysfunction and diarrhea x-linked",
    "XPID",
}
DIFFERENTIALS = {
    "Wiskott-Aldrich syndrome": "MONDO:0010518",
    "Omenn syndrome": "MONDO:0011338",
    "susceptibility to viral and mycobacterial infections": None,
    "CD25 deficiency": "MONDO:0011664",
    "IL10R deficiency": "MONDO:0016542",
    "STAT5b deficiency": "MONDO:0100211",
    "transient neonatal diabetes": "MONDO:0020525",
    "severe combined immunodeficiency": "MONDO:0015974",
    "intermediate forms of combined immunodeficiency": None,
    "X-linked thrombocytopenia": "MONDO:0010743",
    "pancreatic hypoplasia or agenesis": "MONDO:0009832",
}
LAY_NAMES = {
    "HP:0001531": ("Faltering weight in infancy", "Weight faltering in infancy"),
    "HP:0100646": ("Thyroid gland inflammation",),
    "HP:0100651": ("Type 1 diabetes", "Type I diabetes"),
    "HP:0008066": ("Blistering, generalized", "Blisters"),
    "HP:0002205": (
        "Frequent respiratory infections",
        "Multiple respiratory infections",
        "respiratory infections, recurrent",
        "Susceptibility to respiratory infections",
    ),
    "HP:0001581": ("Skin infections, recurrent",),
    "HP:0002013": ("Throwing up",),
    "HP:0001744": ("Increased spleen size",),
    "HP:0012393": (),
}


@pytest.fixture(scope="module", params=["own", "seed", "own, whole ontologies", "seed, whole ontologies"])
def facts(request: pytest.FixtureRequest) -> Facts:
    page = OWN if request.param.startswith("own") else seed()
    known = replace(whole_known(), pages={}) if "whole" in request.param else small_known()
    return facts_of(page, known)


def of(kind: type[T], facts: Facts) -> list[T]:
    return [fact for fact in facts if isinstance(fact, kind)]


def test_the_page_and_its_disease(facts: Facts) -> None:
    (page,), (disease,) = of(Page, facts), of(Disease, facts)
    assert (page.id, page.title, page.about) == (PAGES[page.source], TITLE, IPEX)
    assert (page.derived_from or page.url) == "https://rarediseases.info.nih.gov/diseases/1850"
    assert (disease.id, disease.label, disease.resolved, disease.definition) == (IPEX, TITLE, True, None)
    assert {name.text for name in disease.names} == NAMES | {TITLE}
    assert len(disease.names) == 11
    assert {name.scope for name in disease.names} == {"exact"}
    assert disease.categories == ()
    assert of(Mapping, facts) == []


def test_61_rows_are_59_phenotypes_a_mode_of_inheritance_and_a_modifier(facts: Facts) -> None:
    phenotypes = of(Phenotype, facts)
    assert len(phenotypes) == 59
    assert len({one.phenotype for one in phenotypes}) == 58
    assert {one.disease for one in phenotypes} == {IPEX}
    (inheritance,), (modifier,) = of(Inheritance, facts), of(ClinicalModifier, facts)
    assert (inheritance.mode, modifier.modifier) == ("HP:0001419", "HP:0003828")
    assert len({one.origin.key for one in (*phenotypes, inheritance, modifier)}) == 61


def test_frequencies_have_class_and_bounds(facts: Facts) -> None:
    frequencies = Counter(
        (one.frequency.term, one.frequency.lower, one.frequency.upper) if one.frequency else None
        for one in of(Phenotype, facts)
    )
    assert frequencies == {
        ("HP:0040282", Decimal("0.30"), Decimal("0.79")): 11,
        ("HP:0040283", Decimal("0.05"), Decimal("0.29")): 26,
        ("HP:0040284", Decimal("0.01"), Decimal("0.04")): 15,
        None: 7,
    }


def test_a_merged_term_is_read_as_its_successor_with_the_words_of_the_page(facts: Facts) -> None:
    eczema = {one.origin.words: one for one in of(Phenotype, facts) if one.phenotype == "HP:0000964"}
    assert set(eczema) == {"Eczematoid dermatitis", "Eczema"}
    assert eczema["Eczematoid dermatitis"].origin.object == "HP:0000976"
    assert eczema["Eczema"].origin.object is None
    replaced = [issue for issue in of(Issue, facts) if issue.action == "replaced"]
    assert [(issue.kind, issue.value) for issue in replaced] == [("replaced-phenotype", "HP:0000976")]


def test_lay_names(facts: Facts) -> None:
    lay_names = {one.phenotype: one.lay_names for one in of(Phenotype, facts)}
    assert {term: lay_names[term] for term in LAY_NAMES} == LAY_NAMES
    assert sum(len(names) for names in lay_names.values()) == 37
    words = {one.origin.words for one in of(Phenotype, facts)}
    assert {"Increased circulating IgE level", "Decreased prealbumin level"} <= words  # labels of 2020
    assert not any("[" in name for names in lay_names.values() for name in names)


def test_gene_sex_onset_and_number_of_cases(facts: Facts) -> None:
    (gene,), (cause,) = of(Gene, facts), of(GeneDisease, facts)
    assert (gene.id, gene.symbol, gene.chromosome, gene.location) == ("HGNC:6106", "FOXP3", "X", "Xp11.23")
    assert set(gene.exact_matches) == {"NCBIGene:50943", "ENSEMBL:ENSG00000049768", "OMIM:300292"}
    assert (cause.disease, cause.gene, cause.role) == (IPEX, "HGNC:6106", "causal")
    assert [(one.disease, one.sex) for one in of(SexAffected, facts)] == [(IPEX, "PATO:0000384")]
    assert [(one.disease, one.onset) for one in of(Onset, facts)] == [(IPEX, "HP:0003593")]
    (cases,) = of(Prevalence, facts)
    assert (cases.kind, cases.lower_count, cases.upper_count) == ("cases", None, 149)
    assert (cases.lower, cases.upper) == (None, None)


def test_two_treatments_and_one_cures(facts: Facts) -> None:
    treatments = {one.treatment: one.curative for one in of(Treatment, facts)}
    assert treatments == {"MAXO:0000297": False, "MAXO:0010030": True}


def test_eleven_differentials_and_nine_have_a_term(facts: Facts) -> None:
    differentials = of(Differential, facts)
    assert {one.name: one.other for one in differentials} == DIFFERENTIALS
    assert len(differentials) == 11
    assert sum(one.other is not None for one in differentials) == 9
    unresolved = {issue.value for issue in of(Issue, facts) if issue.kind == "unresolved-differential"}
    assert unresolved == {name for name, other in DIFFERENTIALS.items() if other is None}


def test_seven_resources_by_kind_and_a_question(facts: Facts) -> None:
    resources = of(Resource, facts)
    assert [(one.kind, one.title) for one in resources] == [
        ("testing", "Genetic Testing Registry"),
        ("where-to-start", "Genetics Home Reference"),
        ("in-depth", "GeneReviews"),
        ("in-depth", "Monarch Initiative"),
        ("in-depth", "Online Mendelian Inheritance in Man"),
        ("in-depth", "Orphanet"),
        ("in-depth", "PubMed"),
    ]
    assert all(one.url and one.publisher and one.description for one in resources)
    (question,) = of(Question, facts)
    assert question.text.count("?") == 2
    assert re.search(r"\? \S", question.text)
    assert "answer" not in question.text.lower()


def test_three_references(facts: Facts) -> None:
    references = of(Reference, facts)
    assert [(one.number, one.id, one.authors, one.journal, one.date, one.volume, one.pages) for one in references] == [
        (1, "NBK:NBK1118", "Hannibal MC & Torgerson T", "GeneReviews", "2011-01-27", None, None),
        (2, "PMC:PMC4047515", "Verbsky JW & Chatila TA", "Curr Opin Pediatr", "2013-12", "25(6)", "708–714"),
        (
            3,
            "PMID:19122524",
            "Ruemmele FM, Moes N, de Serre NP, Rieux-Laucat F & Goulet O",
            "Current Opinion in Gastroenterology",
            "2008",
            "24",
            "742-748",
        ),
    ]
    assert [one.title.split()[0] for one in references if one.title] == ["IPEX", "Immune", "Clinical"]
    assert references[1].title is not None
    assert references[1].title.endswith("IPEX-Related Disorders: an Evolving Web of Heritable Autoimmune Diseases")
    assert [one.url for one in references] == [
        "http://www.ncbi.nlm.nih.gov/books/NBK1118/",
        "http://www.ncbi.nlm.nih.gov/pmc/articles/PMC4047515/",
        "http://www.ncbi.nlm.nih.gov/pubmed/19122524",
    ]


def test_sections_their_dates_and_what_they_cite(facts: Facts) -> None:
    sections = {one.kind: one for one in of(Section, facts)}
    assert {kind: one.modified for kind, one in sections.items() if one.modified} == {
        "summary": ("2016-02-20",),
        "symptoms": ("2020-07-01",),
        "statistics": ("2016-02-23",),
    }
    assert sections["summary"].references == ("NBK:NBK1118", "PMC:PMC4047515", "PMID:19122524")
    assert sections["statistics"].references == ("NBK:NBK1118",)
    assert sections["related-diseases"].attribution == "Orphanet"
    assert {one.page for one in sections.values()} == {of(Page, facts)[0].id}
    assert len(sections) == 12


def test_each_statement_cites_what_the_page_cites_for_it(facts: Facts) -> None:
    for one in facts:
        if isinstance(one, (SexAffected, Onset, GeneDisease, Treatment, Prevalence)):
            assert one.origin.references == ("NBK:NBK1118",)
        if isinstance(one, (Phenotype, Differential, Resource, Question)):
            assert one.origin.references == ()


def test_each_statement_is_part_of_a_section_of_the_page(facts: Facts) -> None:
    sections = {one.id for one in of(Section, facts)}
    keys = [(type(fact), fact.origin.key) for fact in facts if hasattr(fact, "origin")]
    assert len(keys) == len(set(keys)) == 61 + 1 + 1 + 1 + 2 + 1 + 11 + 7 + 1
    for fact in facts:
        if hasattr(fact, "origin"):
            origin: Origin = fact.origin
            assert origin.section in sections
            assert origin.key[0] == PAGES[origin.source]
            assert origin.section == f"{origin.key[0]}#{origin.key[1]}"


def test_nothing_else_is_reported(facts: Facts) -> None:
    assert Counter(issue.kind for issue in of(Issue, facts)) == {"replaced-phenotype": 1, "unresolved-differential": 2}
    assert all(issue.line for issue in of(Issue, facts))


def test_both_pages_give_the_same_facts() -> None:
    """The shipped page is read as GARD's here, so that its facts differ in nothing but what it says otherwise."""
    own, theirs = list(gard.read(OWN, small_known())), facts_of(seed())
    assert [without_words(fact) for fact in own] == [without_words(fact) for fact in theirs]


def without_words(fact: Fact | Issue) -> dict[str, object]:
    """Return a fact without its page's words and line numbers, in which the two pages differ."""
    prose = {Section: {"text"}, Question: {"text", "origin"}, Resource: {"description"}, Issue: {"file", "line"}}
    values = {f.name: getattr(fact, f.name) for f in fields(fact) if f.name not in prose.get(type(fact), set())}
    if isinstance(fact, (SexAffected, Onset, GeneDisease, Treatment, Prevalence)):
        values["origin"] = msgspec.structs.replace(fact.origin, words=None)
    return {"kind of fact": type(fact).__name__} | values


def test_the_shipped_page_has_no_sentence_of_gards_page() -> None:
    theirs, own = (list(runs(path)) for path in (seed(), OWN))
    assert len(theirs) > 600
    assert len(own) > 150
    assert set(own) & set(theirs) == set()


def runs(path: Path, length: int = 6) -> Iterator[tuple[str, ...]]:
    """Yield each sequence of six words outside names and references."""
    facts = facts_of(path)
    named = {TITLE, *NAMES, *DIFFERENTIALS, *(str(one.origin.words) for one in of(Phenotype, facts))}
    named |= {name for one in of(Phenotype, facts) for name in one.lay_names}
    named |= {part for one in of(Reference, facts) for part in (one.citation, one.title) if part}
    named |= {row["words"] for row in lookup_rows("gard_sections") if row["how"] == "heading"}
    named.add("Genetic and Rare Diseases Information Center")
    # Lists of the source in which two names share a noun.
    named |= {"Wiskott-Aldrich and Omenn syndromes"}
    for line in path.read_text(encoding="utf-8").split("\n"):
        for name in sorted(named, key=len, reverse=True):
            line = re.sub(re.escape(name), " | ", line, flags=re.IGNORECASE)
        for stretch in line.lower().split("|"):
            words = re.findall(r"[\w'’]+", stretch)
            yield from (tuple(words[i : i + length]) for i in range(len(words) - length + 1))
