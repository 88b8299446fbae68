"""The shipped page, shown as rarekg's restatement of a page of GARD: on the disease, on the page, in a browser."""

from collections.abc import Iterator
from pathlib import Path

import browser
import commands
import httpx
import pytest
import served
import shown
import small
import walked
from pyoxigraph import Store
from selenium.webdriver.common.by import By

from rarekg.graph.home.builds import current
from rarekg.ontology.prefixes import expand

PAGE, IRI = "/page/restatement-of-GARD_0001850", "https://w3id.org/rarekg/page/restatement-of-GARD_0001850"
GARD_PAGE = "https://rarediseases.info.nih.gov/diseases/1850"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a build of the small ontologies, without definitions, and the shipped page."""
    folder = tmp_path_factory.mktemp("restated")
    options = small.without_page(folder / "sources")
    commands.build(folder, options)
    return folder


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[served.Endpoint]:
    """Run `rarekg serve` on that home."""
    with served.endpoint(home) as running:
        yield running


def test_no_statement_of_the_build_is_gards(home: Path) -> None:
    store = Store.read_only(str(current(home).store))
    assert current(home).manifest.sources.keys() >= {"gard-restated"}
    assert "gard" not in current(home).manifest.sources
    named = {
        value
        for (value,) in shown.solutions(store, f"SELECT ?o {{ ?s <{expand('biolink:primary_knowledge_source')}> ?o }}")
    }
    assert expand("infores:rarekg") in named
    assert expand("infores:gard") not in named


def test_the_disease_names_the_restatement(client: httpx.Client) -> None:
    page = shown.read(client, walked.IPEX)
    assert shown.texts(page, ".summary footer") == ["Summary by rarekg, a restatement of the GARD page of 2016-02-20"]
    assert shown.links(page, ".summary footer") == [f"{PAGE}#summary"]
    assert "rarekg, after GARD, section by section" in shown.text(page, "#resources")
    assert set(shown.texts(page, ".by a[title]")) == {"rarekg, after GARD"}
    assert "/dataset/gard-restated" in shown.links(page, ".chips")


def test_the_page_says_who_wrote_it_after_which_page(client: httpx.Client) -> None:
    page = shown.read(client, PAGE)
    assert shown.text(page, ".kind") == "Restatement by rarekg of a GARD page"
    assert shown.links(page, ".lead") == [walked.IPEX, GARD_PAGE]
    assert shown.text(page, ".notice").startswith("rarekg wrote this page after the one of GARD")
    assert "Dated 2016-02-20 by GARD. " in shown.text(page, "#summary .quiet")
    assert "Updated" not in shown.text(page, "main")


def test_the_dataset_names_its_authors_and_licence(client: httpx.Client) -> None:
    page = shown.read(client, "/dataset/gard-restated")
    assert shown.text(page, "h1") == "A restatement by rarekg of the GARD page on IPEX syndrome"
    listed = shown.pairs(page.css("[aria-labelledby=terms-h]")[0])
    assert listed["Licence"] == "MIT"
    assert listed["Attribution"].startswith("The rarekg authors, after the page on IPEX syndrome")
    assert "/GARD:0001850" in shown.links(page, "[aria-labelledby=plain-h]")


def test_a_browser_sees_the_restatement_named_as_ours(site: served.Endpoint) -> None:
    with browser.browser() as page:
        page.get(site.url + walked.IPEX)
        summary = page.find_element(By.CSS_SELECTOR, ".summary footer")
        assert summary.text == "Summary by rarekg, a restatement of the GARD page of 2016-02-20"
        summary.find_element(By.TAG_NAME, "a").click()
        assert page.current_url == f"{site.url}{PAGE}.html#summary"
        assert page.find_element(By.CSS_SELECTOR, ".kind").text.casefold() == "restatement by rarekg of a gard page"
        assert "rarekg wrote this page" in page.find_element(By.CSS_SELECTOR, ".notice").text
        assert browser.complaints(page) == []
