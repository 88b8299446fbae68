"""Each kind of statement of Orphanet on the pages: where it is shown, in which words, and from which product."""

from collections.abc import Iterator

import browser
import httpx
import orphanet_graph
import pytest
import served
import shown
from orphanet_graph import ALONE, ENTRY, INACTIVE, IPEX, MOVED, OMENN, PLAIN, REFERRED
from selectolax.lexbor import LexborHTMLParser
from selenium.webdriver.common.by import By

from rarekg.queries import catalog
from rarekg.queries.catalog import SavedQuery

LACKING = frozenset({"orphanet-genes", "orphanet-prevalence"})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[served.Endpoint]:
    home = tmp_path_factory.mktemp("orphanet")
    orphanet_graph.publish(home)
    with served.endpoint(home) as running:
        yield running


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Return a client of a server whose build lacks the genes and prevalences."""
    home = tmp_path_factory.mktemp("lacking")
    orphanet_graph.publish(home, LACKING)
    with served.endpoint(home) as running, running.client() as opened:
        opened.headers["Accept"] = "text/html"
        yield opened


@pytest.fixture
def ipex(client: httpx.Client) -> LexborHTMLParser:
    return shown.read(client, f"/{IPEX}")


@pytest.fixture
def glance(ipex: LexborHTMLParser) -> dict[str, str]:
    (section,) = ipex.css("#glance")
    return shown.pairs(section)


def rows(page: LexborHTMLParser, selector: str) -> list[list[str]]:
    """Return the cells of each row of the tables that ``selector`` matches."""
    return [shown.texts(row, "th, td") for row in page.css(f"{selector} tbody tr")]


def sides(page: LexborHTMLParser) -> dict[str, dict[str, str]]:
    """Return what each source says, by the heading of each card on which the sources disagree."""
    return {shown.text(card, "strong"): shown.pairs(card) for card in page.css("#disagreements .cards > li")}


def test_each_definition_has_its_source_and_is_escaped(ipex: LexborHTMLParser) -> None:
    assert shown.texts(ipex, ".definition .lead") == [
        "An X-linked immune disorder, in the words of Mondo.",
        orphanet_graph.DEFINITION,
    ]
    assert shown.texts(ipex, ".definition .by") == ["Definition by Mondo", "Definition by Orphanet"]
    assert shown.links(ipex, ".definition .by") == ["/dataset/mondo", "/definition/ipex"]
    assert ipex.css(".definition b") == []


def test_a_definition_that_two_sources_share_is_shown_once(client: httpx.Client) -> None:
    page = shown.read(client, f"/{OMENN}")
    assert shown.texts(page, ".definition .lead") == [orphanet_graph.SHARED]
    assert shown.texts(page, ".definition .by") == ["Definition by Mondo and Orphanet"]


def test_prevalence_is_a_table_by_kind_and_region(ipex: LexborHTMLParser) -> None:
    found = rows(ipex, "#prevalence table")
    assert len(found) == orphanet_graph.PREVALENCE_ROWS
    assert found[0] == [
        "Europe 150",
        "point prevalence",
        "1–9 per 1,000,000mean 2.5 per 1,000,000",
        "Orphanet PMID:5 “ORPHANET_2011”validated",
    ]
    assert found[1] == ["France FR", "prevalence at birth", "fewer than 1 per 1,000,000", "Orphanetnot validated"]
    assert {(row[0], row[2]) for row in found[2:4]} == {("Worldwide 001", "136 cases"), ("Worldwide 001", "1 family")}
    assert {row[2] for row in found[4:]} == {"unknown"}  # which are last
    assert len(ipex.css("#prevalence details tr")) == orphanet_graph.PREVALENCE_ROWS - 6 + 1
    assert shown.links(ipex, "#prevalence tbody .by")[:2] == ["/prevalence/europe", "/PMID:5"]


def test_the_prevalence_at_a_glance_is_the_first_of_the_table(glance: dict[str, str]) -> None:
    assert glance["Prevalence"] == "1–9 per 1,000,000 (point prevalence, Europe) Orphanet PMID:5 12 statements"


def test_sources_that_agree_on_onset_and_inheritance_share_a_line(
    glance: dict[str, str], ipex: LexborHTMLParser
) -> None:
    assert glance["Inheritance"] == "X-linked recessive inheritance OMIM OMIM:304790Orphanet"
    assert glance["Onset"] == (
        "Infantile onset “Infancy”, 1–23 months HPO annotations PMID:1Orphanet "
        "Neonatal onset “Neonatal”, first month Orphanet"
    )
    assert "sources disagree" not in " ".join(glance.values())
    assert not {"Mode of inheritance", "Age of onset"} & sides(ipex).keys()


def test_conflicts_of_onset_and_inheritance_are_shown(client: httpx.Client) -> None:
    page = shown.read(client, f"/{OMENN}")
    # Both modes, and of the onsets the one with which none of the other side agrees.
    assert shown.texts(page, "#glance a.tag") == ["sources disagree"] * 3
    cards = sides(page)
    assert cards["Mode of inheritance"] == {
        "OMIM": "Autosomal dominant inheritance",
        "Orphanet": "Autosomal recessive inheritance",
    }
    assert cards["Age of onset"] == {"HPO annotations": "Infantile onset", "Orphanet": "Adult onset, 19–65 years"}


def test_genes_are_listed_by_role(glance: dict[str, str]) -> None:
    assert glance["Gene"] == "FOXP3 causal loss of function Orphanet PMID:4"
    assert {name: words.split()[0] for name, words in glance.items() if words.startswith("GENE")} == {
        "Susceptibility gene": "GENEA",
        "Modifying gene": "GENEB",
        "Somatic variants in": "GENEC",
        "Fusion gene": "GENED",
        "Role in the phenotype": "GENEE",
        "Biomarker": "GENEF",
        "Candidate gene": "GENEG",
    }
    assert [name for name, words in glance.items() if "(not assessed)" in words] == ["Candidate gene"]


def test_criteria_and_signs_are_marked_in_the_phenotype_list(ipex: LexborHTMLParser) -> None:
    marked = {shown.text(row, "th a"): shown.texts(row, ".mark") for row in ipex.css("tr.first")}
    assert marked == {
        "Eczematoid dermatitis": ["diagnostic criterion"],
        "Diarrhea": ["pathognomonic sign"],
        "Alopecia": ["absence is a criterion"],
    }
    assert shown.texts(ipex, ".diagnosis li") == [
        "Pathognomonic sign: Diarrhea",
        "Diagnostic criterion: Eczematoid dermatitis",
        "Absence is a criterion: Alopecia",
        "Orphanet reviewed its phenotypes of this disease on 2016-06-01, after PMID:2 PMID:3 “[EXPERT]”.",
    ]


def test_the_entry_has_its_kind_flags_and_parents(ipex: LexborHTMLParser) -> None:
    assert shown.texts(ipex, ".entry .tag") == ["disorder: disease", "historical entity"]
    assert shown.text(ipex, ".entry p") == "classified under Primary immunodeficiency, Rare genetic immune disease"
    assert "rare disease according to Orphanet" in shown.text(ipex, "ul.chips")


def test_codes_of_icd_have_their_relation_validation_and_listing(ipex: LexborHTMLParser) -> None:
    tenth, eleventh = rows(ipex, ".codes")
    assert tenth == [
        "ICD-10 ICD10WHO:E31.0 written E31.0*",
        "narrower than the code",
        "a term of the index",
        "Orphanetvalidated",
    ]
    assert eleventh[1:] == [
        "same as the code",
        "a code of its own foundation icd11.foundation:1234",
        "Orphanetnot validated",
    ]
    assert eleventh[0].startswith("ICD-11 ")
    assert eleventh[0].endswith("4A01.32")


def test_ids_on_which_orphanet_differs_are_disagreements(client: httpx.Client, ipex: LexborHTMLParser) -> None:
    assert sides(ipex) == {
        "OMIM:777777": {f"Orphanet ({ENTRY})": "same as this disease", "others": "Omenn syndrome"},
    }
    other = sides(shown.read(client, f"/{OMENN}"))
    assert other[ENTRY] == {"Orphanet": "same as this disease", "others": "IPEX syndrome"}


@pytest.mark.parametrize(
    ("address", "part", "release"),
    [
        ("/dataset/orphanet-nomenclature", "nomenclature", "2026-06-23"),
        ("/dataset/orphanet-ages", "onset and inheritance", "2025-12-09"),
        ("/dataset/orphanet-phenotypes", "phenotypes", "2025-12-08"),
        ("/dataset/orphanet-genes", "genes", "2025-12-07"),
        ("/dataset/orphanet-prevalence", "prevalence", "2025-12-06"),
    ],
)
def test_each_statement_leads_to_its_product(
    client: httpx.Client, ipex: LexborHTMLParser, address: str, part: str, release: str
) -> None:
    chips = {link.attributes["href"]: link.text() for link in ipex.css("section:last-of-type .chips a")}
    assert chips[address] == f"Orphanet {part} {release}"
    terms = shown.pairs(shown.read(client, address).css("[aria-labelledby=terms-h]")[0])
    assert terms["Release"] == release
    assert terms["Attribution"] == orphanet_graph.ATTRIBUTION.format(release=release)


def test_what_hpo_passes_on_from_orphanet_is_no_product_of_it(client: httpx.Client, ipex: LexborHTMLParser) -> None:
    chips = {link.text(): link.attributes["href"] for link in ipex.css("section:last-of-type .chips a")}
    assert chips["Orphanet"] == "/infores:orphanet"
    statement = shown.pairs(shown.read(client, "/association/alopecia"))
    assert statement["Source"] == "Orphanet 2025-12-08"


def test_a_disease_of_orphanet_alone_has_a_page_and_an_entry(client: httpx.Client) -> None:
    page = shown.read(client, f"/{ALONE}")
    assert shown.text(page, "h1") == "A disease of Orphanet alone"
    assert shown.texts(page, ".entry .tag") == ["disorder: disease"]


def test_an_entry_without_a_disease_says_so(client: httpx.Client) -> None:
    page = shown.read(client, f"/{INACTIVE}")
    assert shown.text(page, ".lead") == "An entry of Orphanet that this graph has no disease for."
    assert "non-rare in Europe" in shown.text(page, "table.statements")


def test_obsolete_entries_name_their_successor_or_what_to_consider(client: httpx.Client) -> None:
    moved = shown.read(client, f"/{MOVED}")
    assert shown.text(moved, ".notice").startswith("This term is obsolete. It was replaced by Immune dysregulation-")
    assert shown.links(moved, ".notice") == [f"/{ENTRY}"]
    assert client.get(f"/{ENTRY}").url.path == f"/{IPEX}"
    assert shown.links(shown.read(client, f"/{REFERRED}"), ".notice") == [f"/{ENTRY}"]


def test_the_pages_of_nodes_say_what_they_are(client: httpx.Client) -> None:
    for path in ("/criterion/eczema", "/review/ipex", "/definition/ipex", "/prevalence/europe", "/mapping/icd10"):
        assert shown.read(client, path).css("h1"), path


def test_nothing_is_said_to_be_missing_from_a_full_build(client: httpx.Client) -> None:
    assert shown.read(client, f"/{PLAIN}").css(".missing") == []


def test_a_build_without_prevalences_and_genes_says_how_to_bring_them(lacking: httpx.Client) -> None:
    for disease in (IPEX, PLAIN):
        (line,) = shown.texts(shown.read(lacking, f"/{disease}"), ".missing")
        assert line == (
            "Orphanet’s prevalences and gene roles are not in this build; "
            "rarekg fetch --latest, then rarekg build --locked brings them."
        )


@pytest.mark.parametrize("query", [query for query in catalog.load() if query.needs], ids=lambda query: query.name)
def test_a_saved_query_that_the_build_cannot_answer_says_so(
    client: httpx.Client, lacking: httpx.Client, query: SavedQuery
) -> None:
    """The small graph has all products; the other one lacks two of them."""
    path = f"/editor?saved={query.name}"
    assert shown.read(client, path).css(".notice") == []
    file = client.get(f"/table.csv?saved={query.name}")
    assert file.headers["content-disposition"] == f'attachment; filename="{query.name}.csv"'
    assert "missing-sources" not in file.headers
    note = shown.text(shown.read(lacking, path), ".notice")
    assert note.startswith(f"The build lacks the sources of this answer, {query.needs[0]}")
    assert "rarekg fetch --latest" in note
    file = lacking.get(f"/table.csv?saved={query.name}")
    assert file.headers["missing-sources"] == ", ".join(query.needs)
    assert f"{query.name}-without-{query.needs[0]}.csv" in file.headers["content-disposition"]


def test_a_browser_sees_all_of_it(site: served.Endpoint) -> None:
    with browser.browser() as page:
        page.get(f"{site.url}/{ENTRY}")
        assert page.current_url == f"{site.url}/{IPEX}"
        browser.screenshot(page, "orphanet")
        text = {name: page.find_element(By.ID, name).text for name in ("glance", "prevalence", "phenotypes")}
        assert "Infantile onset “Infancy”, 1–23 months" in text["glance"]
        assert "Europe 150 point prevalence 1–9 per 1,000,000" in text["prevalence"]
        assert "6 more" in text["prevalence"]
        assert "Country 7" not in text["prevalence"]  # which is not open
        page.find_element(By.CSS_SELECTOR, "#prevalence summary").click()
        assert "Country 7" in page.find_element(By.ID, "prevalence").text
        assert "diagnostic criterion" in text["phenotypes"]
        assert "Definition by Orphanet" in page.find_element(By.TAG_NAME, "article").text
        assert browser.complaints(page) == []
        page.get(f"{site.url}/{OMENN}")
        page.find_element(By.CSS_SELECTOR, "#glance a.tag").click()
        assert page.current_url.endswith("#disagreements")
        assert "Autosomal recessive" in page.find_element(By.ID, "disagreements").text
    with browser.browser(browser.NARROW) as page:
        page.get(f"{site.url}/{IPEX}")
        browser.screenshot(page, "orphanet-narrow")
        assert page.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
