"""Results of the saved queries on a few diseases of the pinned releases, compared with plain loops over the files."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import product
from math import sqrt
from pathlib import Path

import pytest
from fetched import VOCABULARIES, fetched, load_known
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store
from rdf import nquads

from rarekg.graph.inference.closure import Inference
from rarekg.graph.inference.gaps import Coverage
from rarekg.graph.inference.profile import Profiles
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
IPEX, DIABETES, WILLIAMS, STAT3 = "MONDO:0010580", "MONDO:0011073", "MONDO:0008678", "MONDO:0014414"
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
Stated = tuple[str, str, float, float]  # phenotype, record, lower and upper bound


@cache
def known() -> Known:
    return load_known(*VOCABULARIES, "hgnc")


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
    mint = Mint(infores={key: info.infores for key, info in sources().items()})
    inference, coverage, profiles = Inference(), Coverage(), Profiles()
    read: list[tuple[str, Iterator[Fact | Issue]]] = [
        ("gard-restated", gard_restated.read(PAGE, known())),
        ("hpoa", hpoa.read(cut("hpoa", "database_id", folder), known())),
        ("hpo-genes", hpo_genes.read(cut("hpo-genes", "disease_id", folder), known())),
    ]
    facts_by_source = [(source, fact) for source, facts in read for fact in facts if not isinstance(fact, Issue)]
    named = set(CLASSES) | {fact.phenotype for _, fact in facts_by_source if isinstance(fact, Phenotype)}
    for term in above(named | {"HP:0001419"}):
        facts_by_source.append(("hpo", terms()[term]))
    for _, fact in facts_by_source:
        for observer in (inference, coverage, profiles):
            observer.observe(fact)
    inferred = [*inference.hierarchy(mint), *inference.propagated(mint), *coverage.quads(mint), *profiles.quads(mint)]
    store.load("".join([nquads(facts_by_source, mint), *inferred]), RdfFormat.N_QUADS)
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
    codes = {"TAS": "ECO:0000304", "PCS": "ECO:0006017", "IEA": "ECO:0000501"}
    for record in records:
        rows = distinct(record, "P")
        assert rows
        by_statement = {row["statement"]: row for row in result if row["record"] == record}
        assert len(by_statement) == len(rows)
        assert Counter(row["evidence"] for row in by_statement.values()) == Counter(
            codes[row["evidence"]] for row in rows
        )
        assert Counter(row["status"] for row in by_statement.values()) == Counter(map(status, rows))
        cited = {part for row in rows for part in row["reference"].split(";") if part.startswith("PMID:")}
        assert {
            row["reference"] for row in result if row["record"] == record and row["reference"][:4] == "PMID"
        } == cited
        # Orphanet's rows have the day of the release instead of a curator.
        curated = {bool(row["curation"] and row["curated"]) for row in by_statement.values()}
        assert curated == {not record.startswith("ORPHA")}
        assert {row["passedOnBy"] for row in by_statement.values() if row["source"] != "hpo-annotations"} <= {
            "hpo-annotations"
        }


def status(row: dict[str, str]) -> str:
    """Return what a row of phenotype.hpoa says of its term."""
    if row["qualifier"] == "NOT" or row["frequency"] == "HP:0040285":
        return "excluded"
    return "not seen" if re.match(r"0/|0(\.0*)?%", row["frequency"]) else "affirmed"


def stated(record: str) -> Iterator[Stated]:
    """Yield the frequency of each phenotype in ``record``: the bounds of its class, or the interval of people."""
    for row in distinct(record, "P"):
        often = row["frequency"]
        if status(row) == "excluded" or not often:
            continue
        if often in CLASSES:
            least, most = CLASSES[often]
            yield row["hpo_id"], record, least / 100, most / 100
        elif "/" in often:
            affected, examined = map(int, often.split("/"))
            yield row["hpo_id"], record, *interval(affected, examined)
        else:
            yield row["hpo_id"], record, float(often.rstrip("%")) / 100, float(often.rstrip("%")) / 100


def interval(affected: int, examined: int) -> tuple[float, float]:
    """Return the shares p at which (x - p)² = z² p (1 - p) / n, the ends of Wilson's interval, to six decimals."""
    share, z2 = affected / examined, 3.841458820694124
    a, b, c = 1 + z2 / examined, -(2 * share + z2 / examined), share * share
    width = sqrt(max(0.0, b * b - 4 * a * c))
    return round((-b - width) / (2 * a), 6), round((-b + width) / (2 * a), 6)


def page() -> Iterator[Stated]:
    """Yield the frequency of each phenotype on the page about IPEX."""
    alone = replace(known(), pages={})  # two pages on one disease are refused within one build
    for fact in gard_restated.read(PAGE, alone):
        if isinstance(fact, Phenotype) and fact.frequency and fact.frequency.term:
            least, most = CLASSES[fact.frequency.term]
            yield fact.phenotype, "", least / 100, most / 100


def test_conflicts_of_the_page_omim_and_orphanet_on_ipex_are_those_in_the_files(graph: Store) -> None:
    every = [*page(), *stated("OMIM:304790"), *stated("ORPHA:37042")]
    expected = {
        (less[0], less[1], more[1])
        for less, more in product(every, every)
        if less[0] == more[0] and less[1] != more[1] and less[3] < more[2]
    }
    rows = answer(graph, "conflicting-frequencies", disease=IPEX)
    assert {(row["phenotype"], row["lessRecord"], row["moreRecord"]) for row in rows} == expected
    # Conflicts between the three, never within one.
    assert {record for _, *records in expected for record in records} == {"", "OMIM:304790", "ORPHA:37042"}
    gaps = [Decimal(row["gap"]) for row in rows]
    assert gaps == sorted(gaps, reverse=True)


def test_people_of_all_rows_of_ipex_are_added_up(graph: Store) -> None:
    counted: dict[str, list[int]] = {}
    for row in (row for record in DISEASES[:2] for row in distinct(record, "P")):
        if "/" in row["frequency"] and row["qualifier"] != "NOT":
            people = counted.setdefault(row["hpo_id"], [0, 0])
            for at, number in enumerate(row["frequency"].split("/")):
                people[at] += int(number)
    assert len(counted) > 20
    found = {row["phenotype"]: row for row in answer(graph, "phenotypes-by-frequency", disease=IPEX)}
    for phenotype, (affected, examined) in counted.items():
        if affected:  # what was not seen is not in the list
            row = found[phenotype]
            assert (int(row["affected"]), int(row["examined"])) == (affected, examined)
            assert (float(row["lowest"]), float(row["highest"])) == pytest.approx(
                interval(affected, examined), abs=2e-6
            )
    lowest = [float(row["lowest"] or -1) for row in found.values()]
    assert lowest == sorted(lowest, reverse=True)


def test_contradictions_are_those_in_the_files(graph: Store) -> None:
    for disease, records in ((IPEX, DISEASES[:2]), (WILLIAMS, DISEASES[3:5])):
        rows = [row for record in records for row in distinct(record, "P")]
        affirmed = {row["hpo_id"] for row in rows if status(row) == "affirmed"}
        if disease == IPEX:
            affirmed |= {
                fact.phenotype
                for fact in gard_restated.read(PAGE, replace(known(), pages={}))
                if isinstance(fact, Phenotype)
            }
        excluded = {row["hpo_id"] for row in rows if status(row) == "excluded"}
        expected = {(term, has) for term in excluded for has in affirmed if term in above({has})}
        found = answer(graph, "contradictions", disease=disease)
        assert {(row["excluded"], row["affirmed"]) for row in found} == expected
        assert {(row["relation"] == "same term") == (row["excluded"] == row["affirmed"]) for row in found} <= {True}


@pytest.mark.parametrize(("other", "records"), [(DIABETES, DISEASES[2:3]), (STAT3, DISEASES[5:])])
def test_what_tells_ipex_from_other_diseases_is_excluded_or_was_not_seen_in_ten_people(
    graph: Store, other: str, records: tuple[str, ...]
) -> None:
    has, absent = dict[str, set[str]](), set[tuple[str, str, str, str]]()
    for disease, own in ((IPEX, DISEASES[:2]), (other, records)):
        rows = [row for record in own for row in distinct(record, "P")]
        has[disease] = {row["hpo_id"] for row in rows if status(row) == "affirmed"}
        if disease == IPEX:
            has[IPEX] |= {term for term, *_ in page()}
        examined: Counter[str] = Counter()
        for row in rows:
            if status(row) == "excluded":
                absent.add((disease, row["hpo_id"], "excluded", ""))
            elif "/" in row["frequency"]:
                examined[row["hpo_id"]] += int(row["frequency"].partition("/")[2])
        absent |= {
            (disease, term, "not seen", str(people))
            for term, people in examined.items()
            if people >= 10 and term not in has[disease]
        }
    expected = {
        (term, lacking, status_, people, without)
        for without, lacking, status_, people in absent
        for term in has[other if without == IPEX else IPEX]
        if lacking in above({term})
    }
    found = answer(graph, "phenotypes-telling-apart", disease=IPEX, other=other)
    columns = ("phenotype", "absent", "status", "examined", "without")
    assert {tuple(row[column] for column in columns) for row in found} == expected
    if other == DIABETES:
        assert {row["absent"] for row in found} == {"HP:0030057"}  # Autoimmune antibody positivity


def test_foxp3_is_causal_on_the_page_and_associated_in_hpo(graph: Store) -> None:
    linked = [
        (row["disease"], row["role"], row["source"], row["passedOnBy"])
        for row in answer(graph, "diseases-of-gene", gene=FOXP3)
    ]
    assert linked == [
        (IPEX, "causal", "rarekg", ""),
        (IPEX, "not stated", "omim", "hpo-annotations"),
        (IPEX, "not stated", "orphanet", "hpo-annotations"),
    ]
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
    assert {row["value"] for row in rows if row["source"] != "rarekg"} == expected
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
            # An entry of a database is a ground, and no publication.
            if [
                cited for cited in row["reference"].split(";") if not cited.startswith(("OMIM:", "ORPHA:", "DECIPHER:"))
            ]:
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
