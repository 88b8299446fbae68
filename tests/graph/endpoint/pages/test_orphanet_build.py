"""Orphanet's genes and prevalences on a page, from files in their real layout by the real builder to a browser."""

from collections.abc import Iterator

import browser
import commands
import httpx
import orphanet_small
import pytest
import served
import shown
import walked
from selenium.webdriver.common.by import By


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[served.Endpoint]:
    home = tmp_path_factory.mktemp("products")
    commands.build(home, orphanet_small.small_options(home / "sources"))
    with served.endpoint(home) as running:
        yield running


def test_a_browser_sees_genes_by_role_and_prevalence_by_region(site: served.Endpoint) -> None:
    with browser.browser() as page:
        page.get(site.url + walked.IPEX)
        browser.screenshot(page, "orphanet-built")
        glance = page.find_element(By.ID, "glance").text.split("\n")
        assert "FOXP3 causal loss of function GARD NBK:NBK1118Orphanet ORPHA:37042 PMID:11137993" in glance
        assert glance[glance.index("WAS Orphanet ORPHA:37042 (not assessed)") - 1] == "Biomarker"
        rows = [row.text for row in page.find_elements(By.CSS_SELECTOR, "#prevalence tbody tr")]
        assert rows[0].startswith("Europe 150 point prevalence fewer than 1 per 1,000,000 Orphanet PMID:11137993")
        assert rows[1].split("\n")[0] == "France FR prevalence at birth 1–9 per 1,000,000"
        assert "mean 1.6 per 1,000,000" in rows[1]
        assert rows[2].startswith("Worldwide 001 cases reported 136 cases Orphanet")
        assert rows[3].startswith("Not stated cases reported Fewer than 150 people GARD")
        assert "PMID:11137993" in page.find_element(By.ID, "references").text
        assert page.find_elements(By.CSS_SELECTOR, ".missing") == []
        page.find_element(By.CSS_SELECTOR, '#prevalence a[href^="/prevalence/"]').click()
        assert "prevalence" in browser.heading(page)
        assert browser.complaints(page) == []


def test_a_browser_sees_definition_course_criteria_codes_and_conflicts(site: served.Endpoint) -> None:
    """GARD says that the inheritance is X-linked recessive."""
    with browser.browser() as page:
        page.get(f"{site.url}/ORPHA:37042")
        assert page.current_url == site.url + walked.IPEX
        text = page.find_element(By.TAG_NAME, "article").text
        assert "A severe disorder of regulatory T cells & of the gut.\nDefinition by Orphanet" in text
        for line in (
            "Infantile onset “Infancy”, 1–23 months Orphanet ORPHA:37042",
            "Autosomal dominant inheritance sources disagree Orphanet ORPHA:37042",
            "X-linked recessive inheritance sources disagree GARD",
            "Diagnostic criterion: Eczematoid dermatitis",
            "Pathognomonic sign: Diarrhea",
            "Orphanet reviewed its phenotypes of this disease on 2016-06-01, after PMID:11137993.",
        ):
            assert line in text.split("\n")
        cards = page.find_element(By.ID, "disagreements").text
        assert "Mode of inheritance" in cards
        assert "OMIM:603554: whose id it is" in cards
        assert "Omenn syndrome" in cards
        classified = page.find_element(By.ID, "hierarchy").text
        assert "ORPHA:37042 Syndrome IPEX disorder: disease historical entity" in classified
        assert "ICD-10 ICD10WHO:E31.0 narrower than the code a term of the index Orphanet ORPHA:37042" in classified
        assert browser.complaints(page) == []
        page.get(f"{site.url}/ORPHA:100")
        page.find_element(By.CSS_SELECTOR, ".notice a").click()
        assert page.current_url == site.url + walked.IPEX


def test_the_datasets_have_release_and_attribution(client: httpx.Client) -> None:
    page = shown.read(client, walked.IPEX)
    chips = dict(zip(shown.texts(page, ".chips a"), shown.links(page, ".chips"), strict=True))
    for part in ("genes", "prevalence"):
        address = chips[f"Orphanet {part} {orphanet_small.RELEASE}"]
        terms = shown.pairs(shown.read(client, address).css("[aria-labelledby=terms-h]")[0])
        assert terms["Release"] == orphanet_small.RELEASE
        assert "© INSERM 1999" in terms["Attribution"]
        assert orphanet_small.RELEASE in terms["Attribution"]
