"""Every page shows facts of the small graph: read here from its store and sources, one test for each template."""

import re
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import httpx
import pytest
import release_folder
import served
import shown
import small
import walked
from pyoxigraph import NamedNode, Store

from rarekg.graph.endpoint.pages.guide import ADDRESSES, EXAMPLES
from rarekg.graph.home.builds import current
from rarekg.ontology.prefixes import expand, prefix_map
from rarekg.queries import catalog

IPEX = "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"


def test_about(client: httpx.Client, facts: Store) -> None:
    page = shown.read(client, "/about")
    assert {"hpoa", "gard", "hpo", "mondo", "hgnc", "hpo-genes"} <= {node.id or "" for node in page.css("section")}
    assert shown.text(page, "#hpoa h3").startswith("HPO annotations of rare diseases")
    counts = dict(zip(shown.texts(page, "tbody th"), shown.texts(page, "tbody td"), strict=True))
    assert len(counts) > 6
    for graph, count in counts.items():
        added = len(walked.HARM) if graph.endswith("/gard") else 0  # after the build had counted
        assert int(count.replace(",", "")) == shown.size(facts, graph) - added


def test_association(client: httpx.Client, facts: Store) -> None:
    (causal,) = shown.subjects(facts, "rdf:type", expand("biolink:CausalGeneToDiseaseAssociation"))
    page = shown.read(client, causal.removeprefix("https://w3id.org/rarekg"))
    assert shown.text(page, "h1") == f"FOXP3 is a causal gene of {IPEX}"
    listed = shown.pairs(page)
    assert listed["Source"].startswith("GARD")
    assert listed["Wording"] == f"“{shown.values(facts, causal, 'rkg:sourceWords').pop()}”" == "“FOXP3 gene”"
    assert listed["Publications"].startswith("NBK:NBK1118")
    assert listed["Read from"] == "page/GARD_0001850#summary"


def test_association_with_a_count_and_with_an_exclusion(client: httpx.Client, facts: Store) -> None:
    counted = f"""SELECT ?a {{ ?a <{expand("biolink:has_count")}> 3 ; <{expand("biolink:has_total")}> 20 }}"""
    excluded = f"""SELECT ?a {{ ?a <{expand("biolink:negated")}> true }}"""
    for query, verb, lead in (
        (counted, " has the phenotype ", ["How often: 3 of 20 people (15 %)."]),
        (excluded, " does not have the phenotype ", ["The source excludes it."]),
    ):
        rows = shown.solutions(facts, query)
        assert rows
        for (iri,) in rows:
            page = shown.read(client, iri.removeprefix("https://w3id.org/rarekg"))
            (disease,) = shown.values(facts, iri, "oban:association_has_subject")
            (phenotype,) = shown.values(facts, iri, "oban:association_has_object")
            ends = (shown.label(facts, disease), shown.label(facts, phenotype))
            assert shown.text(page, "h1") == verb.join(ends)
            assert shown.texts(page, ".lead") == lead
            assert shown.pairs(page)["Source"].startswith("HPO annotations")


def test_association_that_was_not_seen(client: httpx.Client, facts: Store) -> None:
    query = f"""SELECT ?a {{ ?a <{expand("biolink:has_count")}> 0 ; <{expand("biolink:has_total")}> 7 }}"""
    rows = shown.solutions(facts, query)
    assert rows
    for (iri,) in rows:
        page = shown.read(client, iri.removeprefix("https://w3id.org/rarekg"))
        (disease,) = shown.values(facts, iri, "oban:association_has_subject")
        (phenotype,) = shown.values(facts, iri, "oban:association_has_object")
        verb = " was not found in 7 people examined with "
        assert shown.text(page, "h1") == verb.join((shown.label(facts, phenotype), shown.label(facts, disease)))
        assert "xclude" not in shown.text(page, "main")


def test_association_that_is_passed_on(client: httpx.Client, facts: Store) -> None:
    """HPO's table of genes passes on what OMIM states."""
    iri = min(shown.subjects(facts, "biolink:primary_knowledge_source", expand("infores:omim")))
    page = shown.read(client, iri.removeprefix("https://w3id.org/rarekg"))
    listed = shown.pairs(page)
    assert (listed["Source"], listed["Passed on by"]) == ("OMIM", "HPO annotations 2025-01-16")
    assert {"/infores:omim", "/dataset/hpoa"} <= set(shown.links(page, ".pairs"))


def test_base(client: httpx.Client, home: Path) -> None:
    build = current(home).id
    for address in ("/", walked.IPEX, "/about", "/search?q=ipex"):
        page = shown.read(client, address)
        assert f"rarekg build {build[:12]} of " in shown.text(page, "footer.bottom")
        assert "Not medical advice" in shown.text(page, "footer.bottom")
        assert shown.texts(page, "header nav a") == ["Query", "Downloads", "Help", "About"]
        assert shown.text(page, "title").endswith("· rarekg")


def test_dataset(client: httpx.Client, facts: Store) -> None:
    page, iri = shown.read(client, "/dataset/hpoa"), "https://w3id.org/rarekg/dataset/hpoa"
    terms, listed = (shown.pairs(page.css(f"[aria-labelledby={name}-h]")[0]) for name in ("terms", "counts"))
    assert {shown.text(page, "h1")} == shown.values(facts, iri, "dcterms:title")
    (rights,), (publisher,) = shown.values(facts, iri, "dcterms:rights"), shown.values(facts, iri, "dcterms:publisher")
    assert terms["Attribution"] == shown.label(facts, rights)
    assert terms["Publisher"] == shown.label(facts, publisher)
    assert {terms["Homepage"]} == shown.values(facts, iri, "foaf:homepage")
    resources = {shown.label(facts, one) for one in shown.values(facts, iri, "prov:hadPrimarySource")}
    assert len(resources) == 4
    assert set(shown.texts(page, "h3 a")) == resources
    assert listed["triples"] == str(shown.size(facts, "https://w3id.org/rarekg/graph/hpoa"))
    stated = shown.subjects(facts, "biolink:primary_knowledge_source", expand("infores:hpo-annotations"))
    phenotypes = shown.subjects(facts, "rdf:type", expand("biolink:DiseaseToPhenotypicFeatureAssociation"))
    assert listed["Phenotype"] == str(len(stated & phenotypes)) == str(len(walked.GENES) * len(walked.SHOWN))


def test_the_dataset_of_the_whole_states_its_rights_and_no_single_licence(client: httpx.Client, facts: Store) -> None:
    page, iri = shown.read(client, "/dataset/rarekg"), "https://w3id.org/rarekg/dataset/rarekg"
    listed = shown.pairs(page.css("section")[0])
    (rights,) = shown.values(facts, iri, "dcterms:rights")
    assert listed["Rights"] == shown.label(facts, rights)
    assert "Licence" not in listed
    assert {listed["Issued"]} == shown.values(facts, iri, "dcterms:issued")


@pytest.mark.parametrize("path", ["/infores:orphanet", "/mapping-set/mondo-mappings"])
def test_what_describes_sources_has_a_page(client: httpx.Client, facts: Store, path: str) -> None:
    iri = expand(path[1:]) if ":" in path else f"https://w3id.org/rarekg{path}"
    page = shown.read(client, path)
    assert shown.text(page, "h1") == shown.label(facts, iri)
    (licence,) = shown.values(facts, iri, "dcterms:license")
    assert shown.label(facts, licence) in shown.texts(page, "table a")


def test_disease(client: httpx.Client, facts: Store) -> None:
    page, iri = shown.read(client, walked.IPEX), expand(walked.IPEX[1:])
    assert shown.text(page, "h1") == IPEX
    listed = shown.pairs(page.css_first("#glance"))  # type: ignore[arg-type]
    assert listed["Gene"].startswith("FOXP3 causal")
    assert "GARD" in listed["Gene"]
    assert "OMIM OMIM:304790" in listed["Gene"]
    assert listed["Inheritance"].startswith("X-linked recessive inheritance")
    (prevalence,) = shown.values(facts, iri, "rkg:hasPrevalence")
    assert listed["Prevalence"].startswith(shown.values(facts, prevalence, "rkg:sourceWords").pop())
    assert shown.texts(page, "#hierarchy li") == ["immune deficiency disease"]
    assert {"IPEX syndrome", "XLAAD"} <= set(shown.texts(page, "#names li"))
    assert {"OMIM:304790", "UMLS:C0342288"} <= set(shown.texts(page, "#names li"))
    assert shown.text(page, "#references li").startswith(
        "Hannibal MC & Torgerson T. IPEX Syndrome. GeneReviews. 2011-01-27."
    )
    assert shown.links(page, "#references li")[0] == "/NBK:NBK1118"


def test_downloads(client: httpx.Client) -> None:
    page = shown.read(client, "/downloads/")
    assert "rarekg release" in shown.text(page, ".lead")
    assert shown.texts(page, "tbody a") == []


def test_downloads_of_a_release(tmp_path: Path) -> None:
    served.publish(tmp_path, "dddd4444")
    folder = release_folder.write(tmp_path)
    with served.endpoint(tmp_path) as running, running.client() as client:
        client.headers["Accept"] = "text/html"
        page = shown.read(client, "/downloads/")
        listed = {node.text(): node.attributes["href"] or "" for node in page.css("tbody a")}
        assert set(listed) == set(release_folder.paths(folder))
        sums = shown.texts(page, "tbody code")
        assert sums == [sha256((folder / path).read_bytes()).hexdigest() for path in listed]
        for address in listed.values():
            assert client.head(address).status_code == 200
        assert [node.text() for node in page.css("section li a")] == ["README.md", "datapackage.json"]


def test_editor(client: httpx.Client, facts: Store) -> None:
    query = f"SELECT ?name {{ <{expand(walked.FOXP3[1:])}> <{expand('dcterms:title')}> ?name }}"
    page = shown.read(client, f"/editor?query={query}")
    assert shown.text(page, "#query") == query
    assert shown.texts(page, ".result thead th") == ["name"]
    rows, expected = shown.texts(page, ".result tbody td"), [row[0] for row in shown.solutions(facts, query)]
    assert sorted(rows) == sorted(expected)
    assert set(expected) == {"forkhead box P3"}
    saved = shown.read(client, "/editor?saved=diseases-of-gene&gene=HGNC:6106")
    assert "identifiers.org/hgnc/6106" in shown.text(saved, "#query")
    assert len(shown.texts(saved, ".saved li")) > 20
    assert IPEX in shown.texts(saved, ".result tbody td")


def test_error(client: httpx.Client) -> None:
    page = shown.read(client, "/wiskott", 404)
    assert shown.text(page, "h1") == "Page not found"
    assert walked.WISKOTT in shown.links(page, "section")
    assert "Wiskott-Aldrich syndrome MONDO:0010518" in shown.texts(page, "section li")
    assert shown.text(shown.read(client, "/editor?saved=nothing", 400), "h1") == "Invalid request"


def test_gene(client: httpx.Client, facts: Store) -> None:
    page = shown.read(client, walked.FOXP3)
    assert shown.text(page, "h1") == "FOXP3"
    assert shown.text(page, ".lead") == "forkhead box P3, at Xp11.23"
    (disease,) = shown.texts(page, "[aria-labelledby=diseases-h] li")
    assert disease.startswith(f"{IPEX} MONDO:0010580 causal GARD NBK:NBK1118")
    phenotypes = {shown.label(facts, item) for item in shown.values(facts, expand(walked.IPEX[1:]), "RO:0002200")}
    assert set(shown.texts(page, "[aria-labelledby=phenotypes-h] li")) == phenotypes
    assert shown.text(page, "#phenotypes-h .count") == str(len(phenotypes))
    assert {"NCBIGene:50943", "ENSEMBL:ENSG00000049768"} <= set(shown.texts(page, "#names li"))


def test_gene_of_two_diseases(client: httpx.Client, facts: Store) -> None:
    page = shown.read(client, "/HGNC:12731")
    diseases = [disease.partition(" MONDO:")[0] for disease in shown.texts(page, "[aria-labelledby=diseases-h] li")]
    assert diseases == ["thrombocytopenia 1", "Wiskott-Aldrich syndrome"]
    counts: Counter[str] = Counter()
    for iri in (expand(walked.WISKOTT[1:]), expand("MONDO:0010743")):
        counts.update(shown.label(facts, phenotype) for phenotype in shown.values(facts, iri, "RO:0002200"))
    listed = shown.texts(page, "[aria-labelledby=phenotypes-h] li")
    assert sorted(listed) == sorted(f"{name} {count}" for name, count in counts.items())


def test_home(client: httpx.Client, facts: Store) -> None:
    page = shown.read(client, "/")
    figures = {name: int(count.replace(",", "")) for name, count in shown.pairs(page).items()}
    assert figures["triples in total"] == len(facts) - len(walked.HARM)
    diseases = shown.subjects(facts, "rkg:hasPropagatedPhenotype", expand("HP:0000118"))
    assert figures["diseases with phenotypes"] == len(diseases)
    classes = ("biolink:GeneToDiseaseAssociation", "biolink:CausalGeneToDiseaseAssociation")
    genes = [len(shown.subjects(facts, "rdf:type", expand(name))) for name in classes]
    assert figures["gene–disease links"] == sum(genes)
    assert len(shown.texts(page, ".questions li")) == 10
    assert all(link.startswith("/editor?saved=") for link in shown.links(page, ".questions li"))


def test_each_question_of_the_home_page_opens_with_its_answer(client: httpx.Client) -> None:
    for link in shown.links(shown.read(client, "/"), ".questions li"):
        page, name = shown.read(client, link), link.partition("=")[2]
        answer = client.get(f"/table.csv?saved={name}").text.splitlines()
        assert shown.texts(page, ".result thead th") == answer[0].split(","), name
        assert int(shown.text(page, ".result .count")) == len(answer) - 1, name


def test_the_query_on_the_home_page_counts_each_phenotype_once(client: httpx.Client, facts: Store) -> None:
    (example,) = shown.texts(shown.read(client, "/"), "pre code")
    query = re.search(r"query=' (.*?)'", example)
    assert query
    rows = client.post("/sparql", data={"query": query[1]}, headers={"Accept": "text/csv"}).text.splitlines()[1:]
    stated = shown.values(facts, expand(walked.IPEX[1:]), "RO:0002200")
    assert sorted(row.split(",")[0] for row in rows) == sorted(stated)


def test_an_answered_page_is_kept_and_its_cost_is_paid_once(client: httpx.Client) -> None:
    address = "/editor?saved=diseases-of-gene&gene=HGNC:6106"
    tag = client.get(address, headers={"Accept": "text/html"}).headers["ETag"]
    assert client.get(address, headers={"Accept": "text/html", "If-None-Match": tag}).status_code == 304


def test_listing(client: httpx.Client, facts: Store) -> None:
    page = shown.read(client, "/diseases")
    names = shown.texts(page, ".columns li a")
    assert names == sorted(names, key=str.casefold)
    assert shown.text(page, "h1") == f"Diseases {len(names)}"
    terms = {expand(f"MONDO:{local}") for local, *_ in small.DISEASES}
    assert set(names) >= {shown.label(facts, iri) for iri in terms if shown.values(facts, iri, "rdfs:label")}
    phenotypes = shown.read(client, "/inheritance")
    assert {"X-linked inheritance", "X-linked recessive inheritance"} <= set(shown.texts(phenotypes, ".columns li a"))


def test_parts(client: httpx.Client) -> None:
    """Check the macros that most pages share on an obsolete term, whose page has the notice too."""
    page = shown.read(client, "/HP:0001111")
    assert shown.text(page, ".notice") == "This term is obsolete. It was replaced by Alopecia HP:0001596."
    assert shown.links(page, ".notice") == [walked.HAIR_LOSS]
    assert shown.text(page, ".ids") == "Id: HP:0001111"
    assert shown.links(page, ".actions") == ["/HP:0001111.ttl", "/HP:0001111.jsonld"]
    assert shown.texts(page, ".crumbs li")[0] == "Home"
    assert shown.pairs(shown.read(client, walked.HAIR_LOSS))["Plain language"] == "Hair loss"


def test_phenotype(client: httpx.Client, facts: Store) -> None:
    page, iri = shown.read(client, walked.ECZEMA), expand(walked.ECZEMA[1:])
    assert shown.text(page, ".kind") == "Phenotype"
    assert {shown.text(page, ".lead")} == shown.values(facts, iri, "IAO:0000115")
    assert shown.texts(page, ".crumbs li")[1:3] == ["Phenotypic abnormality", "Abnormality of the integument"]
    listed = shown.pairs(page)
    assert listed["Type of"] == "Inflammatory abnormality of the skin HP:0011123"
    (count,) = shown.values(facts, iri, "rkg:annotatedDiseaseCount")
    assert listed["Diseases"].startswith(f"{count} have it or a more specific form")
    associations = shown.subjects(facts, "oban:association_has_object", iri)
    diseases = set().union(*(shown.values(facts, item, "oban:association_has_subject") for item in associations))
    names = [heading.partition(" MONDO:")[0] for heading in shown.texts(page, "tbody th")]
    assert sorted(names) == sorted(shown.label(facts, disease) for disease in diseases)
    assert len(shown.texts(page, "tbody .by")) == len(associations)


def test_phenotype_with_more_specific_terms(client: httpx.Client, facts: Store) -> None:
    page = shown.read(client, "/HP:0001574?below=1")
    terms = shown.subjects(facts, "rdfs:subClassOf", expand("HP:0001574"))
    below = {name.rstrip("0123456789 ") for name in shown.texts(page, "[aria-labelledby=hierarchy-h] .columns li")}
    assert below == {shown.label(facts, term) for term in terms}
    diseases = shown.subjects(facts, "rkg:hasPropagatedPhenotype", expand("HP:0001574"))
    assert len(shown.texts(page, "tbody th")) == len(diseases)
    assert set(shown.texts(page, "tbody .often")) == {"only a more specific term"}


def test_a_disease_with_the_term_itself_is_shown_with_it_among_those_with_more_specific_terms(
    client: httpx.Client,
) -> None:
    """All diseases of the small graph have the inflammation and the dermatitis, which is more specific."""
    stated, all_ = (shown.read(client, f"/HP:0011123{query}") for query in ("", "?below=1"))
    assert len(shown.texts(all_, "tbody th")) == len(walked.GENES)
    assert sorted(shown.texts(all_, "tbody .often")) == sorted(shown.texts(stated, "tbody .often"))
    assert "only a more specific term" not in shown.texts(all_, "tbody .often")


def test_phenotype_template_on_a_mode_of_inheritance(client: httpx.Client) -> None:
    for address in ("/HP:0001419", "/HP:0000005"):
        assert shown.text(shown.read(client, address), ".kind") == "Mode of inheritance"
    page = shown.read(client, "/HP:0001419")
    names = [heading.partition(" MONDO:")[0] for heading in shown.texts(page, "tbody th")]
    assert sorted(names) == sorted([IPEX, "Wiskott-Aldrich syndrome", "thrombocytopenia 1"])  # OMIM's ids begin with 3


def test_publication(client: httpx.Client, facts: Store) -> None:
    page = shown.read(client, "/NBK:NBK1118")
    assert shown.text(page, "h1") == "IPEX Syndrome"
    assert shown.text(page, ".lead") == "Hannibal MC & Torgerson T"
    assert shown.text(page, ".aka") == "GeneReviews, 2011-01-27"
    counted = shown.read(client, "/PMID:30000000")
    citing = shown.subjects(facts, "biolink:publications", expand("PMID:30000000"))
    assert shown.text(counted, "#supports-h .count") == str(len(citing)) == str(len(walked.GENES))
    assert len(shown.texts(counted, "[aria-labelledby=supports-h] h3")) == len(walked.GENES)
    cited = {entry.split(" HPO annotations")[0] for entry in shown.texts(counted, ".columns li")}
    assert {"Eczematoid dermatitis 3 of 20 people (15 %)", "Eczematoid dermatitis frequent (30–79 %)"} <= cited


def test_search_results(client: httpx.Client) -> None:
    page = shown.read(client, "/search?q=ipex")
    assert shown.text(page, ".hits .name") == IPEX
    assert shown.links(page, ".hits li")[0] == walked.IPEX
    assert shown.texts(page, ".filters [aria-current]") == ["Everything"]
    assert shown.text(shown.read(client, "/search?q=dermatittis"), ".notice") == "No exact match. These are similar."
    assert "No results for “qqqqqqqq”." in shown.text(shown.read(client, "/search?q=qqqqqqqq"), "main")


def test_source_page(client: httpx.Client, facts: Store) -> None:
    page, iri = shown.read(client, "/page/GARD_0001850"), "https://w3id.org/rarekg/page/GARD_0001850"
    assert {shown.text(page, "h1")} == shown.values(facts, iri, "rdfs:label")
    assert shown.links(page, ".lead") == [walked.IPEX, "https://rarediseases.info.nih.gov/diseases/1850"]
    assert shown.texts(page, "h2") == ["Summary", "Symptoms", "Statistics", "References"]
    for section, date in (("summary", "2016-02-20"), ("symptoms", "2020-07-01"), ("statistics", "2016-02-23")):
        read = len(shown.subjects(facts, "dcterms:isPartOf", f"{iri}#{section}"))
        assert f"Updated {date}. {read} statement" in shown.text(page, f"#{section} .quiet")
    assert shown.text(page, "#reference-1").endswith("NBK:NBK1118")


def test_statements_and_thing(client: httpx.Client, facts: Store) -> None:
    (iri,) = shown.values(facts, expand(walked.IPEX[1:]), "rkg:hasPrevalence")
    page = shown.read(client, iri.removeprefix("https://w3id.org/rarekg"))
    names = shown.texts(page, "[aria-labelledby=plain-h] tbody th")
    quads = list(facts.quads_for_pattern(NamedNode(iri), None, None))
    assert len(names) == len({quad.predicate for quad in quads})
    rows = dict(zip(names, shown.texts(page, "[aria-labelledby=plain-h] tbody td"), strict=True))
    assert rows["source's words"] == "Fewer than 150 people"
    assert rows["upper count"] == "149"
    assert shown.texts(page, "[aria-labelledby=links-h] td") == [IPEX]
    assert shown.text(page, "[aria-labelledby=links-h] tbody th") == "has prevalence"


def test_thing_with_many_links(client: httpx.Client, facts: Store) -> None:
    evidence = "ECO:0006017"
    links = list(facts.quads_for_pattern(None, None, NamedNode(expand(evidence))))
    page = shown.read(client, f"/{evidence}")
    assert len(shown.texts(page, "[aria-labelledby=links-h] td")) == min(len(links), 100)


def test_help(client: httpx.Client) -> None:
    page = shown.read(client, "/help")
    assert shown.texts(page, "[aria-labelledby=addresses-h] dt") == list(ADDRESSES)
    assert shown.texts(page, "[aria-labelledby=queries-h] h3") == [example.question for example in EXAMPLES]
    names, namespaces = (shown.texts(page, f"[aria-labelledby=prefixes-h] tbody {cell}") for cell in ("th", "td"))
    assert dict(zip(names, namespaces, strict=True)) == prefix_map()


def test_saved(client: httpx.Client) -> None:
    page = shown.read(client, "/saved")
    assert shown.texts(page, "h2") == [query.summary for query in catalog.load()]
    section = "[aria-labelledby=diseases-of-gene]"
    assert shown.links(page, f"{section} h2") == ["/editor?saved=diseases-of-gene"]
    (default,) = catalog.find("diseases-of-gene").defaults["gene"]
    assert shown.texts(page, f"{section} li") == [f"gene, one or several, by default {default}"]


# Each template with the tests of what it shows; macros are tested on a page that uses them.
TESTS: dict[str, tuple[Callable[..., None], ...]] = {
    "about.html": (test_about,),
    "association.html": (test_association, test_association_with_a_count_and_with_an_exclusion),
    "base.html": (test_base,),
    "dataset.html": (test_dataset,),
    "disease.html": (test_disease,),
    "downloads.html": (test_downloads, test_downloads_of_a_release),
    "editor.html": (test_editor,),
    "error.html": (test_error,),
    "gene.html": (test_gene, test_gene_of_two_diseases),
    "help.html": (test_help,),
    "home.html": (test_home,),
    "listing.html": (test_listing,),
    "parts.html": (test_parts,),
    "phenotype.html": (test_phenotype, test_phenotype_with_more_specific_terms),
    "publication.html": (test_publication,),
    "saved.html": (test_saved,),
    "search_results.html": (test_search_results,),
    "source_page.html": (test_source_page,),
    "statements.html": (test_statements_and_thing,),
    "thing.html": (test_statements_and_thing, test_thing_with_many_links),
}


def test_every_template_has_a_test_of_its_content() -> None:
    folder = files("rarekg.graph.endpoint.pages") / "templates"
    assert {file.name for file in folder.iterdir()} == set(TESTS)
