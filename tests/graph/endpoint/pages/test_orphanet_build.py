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


def test_the_datasets_have_release_and_attribution(client: httpx.Client) -> None:
    page = shown.read(client, walked.IPEX)
    chips = dict(zip(shown.texts(page, ".chips a"), shown.links(page, ".chips"), strict=True))
    for part in ("genes", "prevalence"):
        address = chips[f"Orphanet {part} {orphanet_small.RELEASE}"]
        terms = shown.pairs(shown.read(client, address).css("[aria-labelledby=terms-h]")[0])
        assert terms["Release"] == orphanet_small.RELEASE
        assert "© INSERM 1999" in terms["Attribution"]
        assert orphanet_small.RELEASE in terms["Attribution"]
