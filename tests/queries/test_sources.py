"""Results of the saved queries on a few diseases of the pinned releases, compared with plain loops over the files."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest
from fetched import VOCABULARIES, fetched, load_known
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store
from rdf import statements

from rarekg.graph.inference.closure import Inference
from rarekg.graph.inference.gaps import Coverage
from rarekg.mappings.catalog import sources
from rarekg.mappings.facts import OWN, Fact, Issue, Mapping, Phenotype
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn, reader
from rarekg.mappings.sources import gard_restated, hpo_genes, hpoa
from rarekg.ontology import obo
from rarekg.ontology.prefixes import compress
from rarekg.ontology.terms import Term
from rarekg.queries.catalog import bind, find

PAGE = Path(str(files("rarekg.mappings").joinpath("pages/ipex.txt")))
# IPEX twice, transient neonatal diabetes (type 1 in MONDO), Williams syndrome twice, STAT3 gain of function.
DISEASES = ("OMIM:304790", "ORPHA:37042", "ORPHA:99886", "OMIM:194050", "ORPHA:904", "OMIM:615952")
IPEX, DIABETES, WILLIAMS = "MONDO:0010580", "MONDO:0011073", "MONDO:0008678"
FOXP3 = "HGNC:6106"
# https://hpo.jax.org/browse/term/HP:0040279, in percent
CLASSES = {
    "HP:0040280": (100, 100),
    "HP:0040281": (80, 99),
    "HP:0040282": (30, 79),
    "HP:0040283": (5, 29),
    "HP:0040284": (1, 4),
    "HP:0040285": (0, 0),
}
Row = dict[str, str]
Stated = tuple[str, str, Decimal, Decimal, str]  # phenotype, record, lower and upper bound in percent, class


@cache
def known() -> Known:
    return load_known({source: fetched(source) for source in (*VOCABULARIES, "hgnc")})


@cache
def terms() -> dict[str, Term]:
    return {term.id: term for term in obo.read(fetched("hpo"))}


@cache
def annotations() -> tuple[dict[str, str], ...]:
    """Return the rows of phenotype.hpoa on DISEASES."""
    with fetched("hpoa").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return tuple(row for row in csv.DictReader(lines, delimiter="\t") if row["database_id"] in DISEASES)


def cut(source: str, column: str, folder: Path) -> Path:
    """Write the lines of the fetched ``source`` about DISEASES, and its header, into ``folder``."""
    file, at = folder / source, None
    with fetched(source).open(encoding="utf-8", newline="") as lines, file.open("w", newline="") as out:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if at is None or cells[at] in DISEASES:
                out.write(line)
            if at is None and column in cells:
                at = cells.index(column)
    return file


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return the graph of the page on IPEX and of HPO's annotations and genes of DISEASES, with inferred statements."""
    folder, store = tmp_path_factory.mktemp("cut"), Store()
    mint = Mint(infores={"gard-restated": sources()["gard-restated"].infores})
    inference, coverage = Inference(), Coverage()
    read: list[tuple[str, Iterator[Fact | Issue]]] = [
        ("gard-restated", gard_restated.read(PAGE, known())),
        ("hpoa", hpoa.read(cut("hpoa", "database_id", folder), known())),
        ("hpo-genes", hpo_genes.read(cut("hpo-genes", "disease_id", folder), known())),
    ]
    facts_by_source = [(source, fact) for source, facts in read for fact in facts if not isinstance(fact, Issue)]
    named = set(CLASSES) | {fact.phenotype for _, fact in facts_by_source if isinstance(fact, Phenotype)}
    for term in above(named | {"HP:0001419"}):
        facts_by_source.append(("hpo", terms()[term]))
    for source, fact in facts_by_source:
        inference.observe(fact)
        coverage.observe(fact)
        store.load("".join(f"{row} {mint.graph(source)} .\n" for row in statements(fact, mint)), RdfFormat.N_QUADS)
    store.load(
        "".join([*inference.hierarchy(mint), *inference.propagated(mint), *coverage.quads(mint)]), RdfFormat.N_QUADS
    )
    return store


def above(named: set[str]) -> set[str]:
    """Return ``named`` and their ancestors in HPO."""
    todo, ancestors = list(named), set[str]()
    while todo:
        if (term := todo.pop()) not in ancestors:
            ancestors.add(term)
            todo += terms()[term].parents
    return ancestors


def answer(store: Store, name: str, **values: str) -> list[Row]:
    solutions = store.query(bind(find(name), values), use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    header = [variable.value for variable in solutions.variables]
    return [{column: shown(row[column]) for column in header} for row in solutions]


def shown(term: object) -> str:
    if isinstance(term, NamedNode):
        return compress(term.value) or term.value
    return term.value if isinstance(term, Literal) else ""


def distinct(record: str, aspect: str) -> list[dict[str, str]]:
    """Return the distinct rows of ``record``, curation aside, as in the graph."""
    rows = [row for row in annotations() if (row["database_id"], row["aspect"]) == (record, aspect)]
    return list({tuple(value for name, value in row.items() if name != "biocuration"): row for row in rows}.values())


@pytest.mark.parametrize(("disease", "records"), [(IPEX, DISEASES[:2]), (WILLIAMS, DISEASES[3:5])])
def test_every_row_of_every_record_is_in_the_result_with_its_evidence(
    graph: Store, disease: str, records: tuple[str, ...]
) -> None:
    result = answer(graph, "phenotypes-with-evidence", disease=disease)
    codes = {"TAS": "ECO:0000304", "PCS": "ECO:0000269", "IEA": "ECO:0000501"}
    for record in records:
        rows = distinct(record, "P")
        assert rows
        by_statement = {row["statement"]: row for row in result if row["record"] == record}
        assert len(by_statement) == len(rows)
        assert Counter(row["evidence"] for row in by_statement.values()) == Counter(
            codes[row["evidence"]] for row in rows
        )
        assert sum(row["excluded"] == "true" for row in by_statement.values()) == sum(
            row["qualifier"] == "NOT" for row in rows
        )
        cited = {part for row in rows for part in row["reference"].split(";") if part.startswith("PMID:")}
        assert {
            row["reference"] for row in result if row["record"] == record and row["reference"][:4] == "PMID"
        } == cited
        assert all(row["curators"] and row["curated"] for row in by_statement.values())


def stated(record: str) -> Iterator[Stated]:
    """Yield the frequency of each phenotype in ``record``, in percent."""
    for row in distinct(record, "P"):
        often, term = row["frequency"], row["hpo_id"]
        if often in CLASSES:
            least, most = CLASSES[often]
            yield term, record, Decimal(least), Decimal(most), often
        elif often:
            affected, _, examined = often.rstrip("%").partition("/")
            share = 100 * Decimal(affected) / Decimal(examined or 100)
            kind = next((kind for kind, (least, _) in CLASSES.items() if share >= least > 1), "HP:0040284")
            yield term, record, share, share, kind if share else "HP:0040285"


def page() -> Iterator[Stated]:
    """Yield the frequency of each phenotype on the page about IPEX, in percent."""
    alone = replace(known(), pages={})  # two pages on one disease are refused within one build
    for fact in gard_restated.read(PAGE, alone):
        if isinstance(fact, Phenotype) and fact.frequency:
            least, most = CLASSES[fact.frequency.term]
            yield fact.phenotype, "", Decimal(least), Decimal(most), fact.frequency.term


def test_conflicts_of_the_page_omim_and_orphanet_on_ipex_are_those_in_the_files(graph: Store) -> None:
    every = [*page(), *stated("OMIM:304790"), *stated("ORPHA:37042")]
    expected = {
        (less[0], less[1], more[1])
        for less, more in product(every, every)
        if less[0] == more[0] and less[1] != more[1] and less[3] < more[2] and less[4] != more[4]
    }
    rows = answer(graph, "conflicting-frequencies", disease=IPEX)
    assert {(row["phenotype"], row["lessRecord"], row["moreRecord"]) for row in rows} == expected
    # Conflicts between the three, never within one.
    assert {record for _, *records in expected for record in records} == {"", "OMIM:304790", "ORPHA:37042"}
    gaps = [Decimal(row["gap"]) for row in rows]
    assert gaps == sorted(gaps, reverse=True)
    ige = next(row for row in rows if row["phenotype"] == "HP:0003212")
    assert (ige["lessFrequency"], ige["moreLowest"]) == ("Frequent", "0.918919")  # 34 of 37 people


def test_antibodies_tell_ipex_from_transient_neonatal_diabetes(graph: Store) -> None:
    rows = answer(graph, "phenotypes-telling-apart", disease=IPEX, other=DIABETES)
    has = {row["hpo_id"] for record in DISEASES[:2] for row in distinct(record, "P")}
    excluded = {row["hpo_id"] for row in distinct("ORPHA:99886", "P") if row["qualifier"] == "NOT"}
    excluded |= {row["hpo_id"] for row in distinct("ORPHA:99886", "P") if row["frequency"].startswith("0/")}
    expected = {(term, ancestor) for term in has for ancestor in excluded & above({term})}
    assert expected
    assert {(row["phenotype"], row["excluded"]) for row in rows} == expected
    assert {row["excluded"] for row in rows} == {"HP:0030057"}  # Autoimmune antibody positivity
    assert {(row["with"], row["without"]) for row in rows} == {(IPEX, DIABETES)}


def test_eosinophilia_tells_ipex_from_stat3_gain_of_function(graph: Store) -> None:
    (row,) = answer(graph, "phenotypes-telling-apart", disease=IPEX, other="MONDO:0014414")
    assert (row["phenotype"], row["with"], row["without"]) == ("HP:0001880", IPEX, "MONDO:0014414")


def test_foxp3_is_causal_on_the_page_and_associated_in_hpo(graph: Store) -> None:
    linked = [(row["disease"], row["role"], row["source"]) for row in answer(graph, "diseases-of-gene", gene=FOXP3)]
    assert linked == [(IPEX, "causal", "rarekg"), (IPEX, "not stated", "hpo-genes")]
    (cause,) = answer(graph, "causal-genes", disease=IPEX)
    assert (cause["gene"], cause["symbol"], cause["source"]) == (FOXP3, "FOXP3", "rarekg")
    assert answer(graph, "causal-genes", disease=WILLIAMS) == []  # the table of genes does not say what causes it


def test_genes_of_williams_syndrome_are_those_of_the_table(graph: Store) -> None:
    with fetched("hpo-genes").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        symbols = {row["gene_symbol"] for row in rows if row["disease_id"] in DISEASES[3:5]}
    result = answer(graph, "genes-with-location", disease=WILLIAMS)
    assert len({row["gene"] for row in result}) == len(symbols) > 10
    assert {row["role"] for row in result} == {"not stated"}


def test_ipex_is_among_the_x_linked_diseases(graph: Store) -> None:
    rows = answer(graph, "diseases-by-inheritance", inheritance="HP:0001417")
    assert [(row["disease"], row["inheritance"]) for row in rows] == [(IPEX, "HP:0001419")]
    inherited = {row["hpo_id"] for row in annotations() if row["aspect"] == "I" and row["database_id"] in DISEASES[:2]}
    assert inherited <= {"HP:0001419"}


@pytest.mark.parametrize("disease", [IPEX, DIABETES, WILLIAMS])
def test_course_and_modifiers_are_the_rows_of_their_aspects(graph: Store, disease: str) -> None:
    records = {IPEX: DISEASES[:2], DIABETES: DISEASES[2:3], WILLIAMS: DISEASES[3:5]}[disease]
    # Onsets have the aspect of the course and are in another query.
    expected = {
        row["hpo_id"]
        for record in records
        for aspect in "CMH"
        for row in distinct(record, aspect)
        if "HP:0003674" not in above({row["hpo_id"]})
    }
    rows = answer(graph, "course-and-modifiers", disease=disease)
    assert {row["value"] for row in rows if row["source"] == "hpoa"} == expected
    assert [row["value"] for row in rows if row["source"] == "rarekg"] == ["HP:0003828"] * (disease == IPEX)


def test_the_question_on_the_page_has_no_answer(graph: Store) -> None:
    (row,) = answer(graph, "questions-and-answers", disease=IPEX)
    assert row["questionLabel"].endswith("?")
    assert (row["answer"], row["source"]) == ("", "rarekg")


def test_gaps_of_all_diseases_are_those_in_the_files() -> None:
    """All annotations and genes are read; gaps need no store. What is stated of a tied node counts for both."""
    coverage, learned, ties = Coverage(), Known(), list[tuple[str, str]]()
    for source in (*VOCABULARIES, "hgnc", "hpoa", "hpo-genes"):
        for fact in reader(sources()[source])(fetched(source), learned):
            if not isinstance(fact, Issue):
                learn(learned, fact)
                coverage.observe(fact)
            if isinstance(fact, Mapping) and (fact.source, fact.predicate) == (OWN, "skos:closeMatch"):
                ties += [(fact.subject, fact.object), (fact.object, fact.subject)]
    lacking = Counter[str]()
    for block in coverage.quads(Mint()):
        lacking.update(line.split()[2].partition("#No")[2].rstrip(">") for line in block.splitlines())
    own: dict[str, str] = {}
    states: dict[str, set[str]] = {"Phenotype": set(), "Inheritance": set(), "Reference": set(), "Gene": set()}
    with fetched("hpoa").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t"):
            disease = own.setdefault(row["database_id"], learned.disease(row["database_id"]).id or row["database_id"])
            never = row["qualifier"] == "NOT" or row["frequency"].startswith("0/") or row["frequency"] == "HP:0040285"
            if row["aspect"] in "PI" and not never:
                states["Phenotype" if row["aspect"] == "P" else "Inheritance"].add(disease)
            if set(row["reference"].split(";")) - {row["database_id"]}:
                states["Reference"].add(disease)
    with fetched("hpo-genes").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            states["Gene"].add(learned.disease(row["disease_id"]).id or row["disease_id"])
    # A disease that only the table of genes has is described if MONDO does not do so.
    every = set(own.values()) | {disease for disease in states["Gene"] if not disease.startswith("MONDO:")}
    for having in states.values():
        having |= {other for node, other in ties if node in having}
    assert {kind: lacking[kind] for kind in states} == {kind: len(every - having) for kind, having in states.items()}
    assert lacking["Mapping"] == sum(identifier.partition(":")[0] != "MONDO" for identifier in every)
