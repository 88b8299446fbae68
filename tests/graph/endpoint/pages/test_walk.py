"""Walks through the pages in a real browser: with scripts and without, with keys only, on a phone."""

import re

import browser
import pytest
import served
import walked
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

PAGES = {
    "home": "/",
    "search": "/search?q=ipex",
    "disease": walked.IPEX,
    "phenotype": walked.ECZEMA,
    "gene": walked.FOXP3,
    "inheritance": "/HP:0001419",
    "page": "/page/GARD_0001850",
    "reference": "/PMID:30000000",
    "dataset": "/dataset/hpoa",
    "about": "/about",
    "downloads": "/downloads/",
    "list": "/diseases",
    "missing": "/MONDO:0010581",
    "editor": "/sparql",
}


def follow(page: Chrome, text: str, within: str = "main") -> None:
    """Click the first link called ``text`` and wait for another page."""
    before = page.current_url
    links = page.find_elements(By.CSS_SELECTOR, f"{within} a")
    next(link for link in links if link.text.strip().casefold() == text.casefold()).click()
    WebDriverWait(page, browser.PATIENCE).until(lambda here: here.current_url != before)


def walk(page: Chrome, site: served.Endpoint) -> list[str]:
    """Walk from the first page to a gene by way of search, a disease, a phenotype and another disease."""
    page.get(site.url + "/")
    headings = [browser.heading(page)]
    box = page.find_element(By.NAME, "q")
    box.send_keys("ipex")
    box.send_keys(Keys.ENTER)
    WebDriverWait(page, browser.PATIENCE).until(lambda here: "/search" in here.current_url)
    headings.append(browser.heading(page))
    for link in (
        "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome",
        "Eczematoid dermatitis",
        "Wiskott-Aldrich syndrome",
        "WAS",
    ):
        follow(page, link)
        headings.append(browser.heading(page))
    return headings


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_first_page_to_a_gene(site: served.Endpoint, scripts: bool) -> None:
    with browser.browser(scripts=scripts) as page:
        assert [heading.casefold() for heading in walk(page, site)[1:]] == [
            "results for “ipex”",
            "immune dysregulation-polyendocrinopathy-enteropathy-x-linked syndrome",
            "eczematoid dermatitis",
            "wiskott-aldrich syndrome",
            "was",
        ]
        assert {re.match(r"\w+://[^/]+", url)[0] for url in browser.requested(page)} == {site.url}  # type: ignore[index]
        assert browser.complaints(page) == []


def test_typed_text_is_completed_and_keys_are_enough(site: served.Endpoint) -> None:
    with browser.browser() as page:
        page.get(site.url + "/")
        active = page.switch_to.active_element
        active.send_keys(Keys.TAB)
        assert page.switch_to.active_element.text == "Skip to the content"
        page.switch_to.active_element.send_keys(Keys.ENTER)
        assert page.execute_script("return document.activeElement.id") == "main"
        page.switch_to.active_element.send_keys(Keys.TAB)
        while page.switch_to.active_element.get_attribute("name") != "q":
            page.switch_to.active_element.send_keys(Keys.TAB)
        box = page.switch_to.active_element
        box.send_keys("wiskott")
        browser.waited(page, ".suggestions:not([hidden]) li")
        box.send_keys(Keys.ARROW_DOWN)
        chosen = page.find_element(By.CSS_SELECTOR, '[role="option"][aria-selected="true"]')
        assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
        box.send_keys(Keys.ENTER)
        WebDriverWait(page, browser.PATIENCE).until(lambda here: here.current_url.endswith(walked.WISKOTT))
        for _ in range(60):  # everything that keys reach shows its focus
            page.switch_to.active_element.send_keys(Keys.TAB)
            outline = page.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            if page.switch_to.active_element.text == "Eczematoid dermatitis":
                break
        page.switch_to.active_element.send_keys(Keys.ENTER)
        WebDriverWait(page, browser.PATIENCE).until(lambda here: here.current_url.endswith(walked.ECZEMA))


def test_what_was_not_seen_is_apart_from_what_is_excluded(site: served.Endpoint) -> None:
    """Omenn syndrome: alopecia in 17 of 18 people, an anemia in none of 7; an inflammation of the skin is excluded."""
    with browser.browser() as page:
        page.get(site.url + "/MONDO:0011338")
        browser.screenshot(page, "not-seen-and-excluded")
        text = {
            name: page.find_element(By.ID, name).text
            for name in ("phenotypes", "not-seen", "excluded", "contradictions")
        }
        assert "not seen in 7 people" in text["not-seen"]
        assert "excluded" not in text["not-seen"].casefold()
        assert "excluded by the source" in text["excluded"]
        assert "not seen" not in text["excluded"]
        assert "17 of 18 people (94 %)" in text["phenotypes"]
        assert (
            "Eczematoid dermatitis" in text["contradictions"]
        )  # which is affirmed, and is an inflammation of the skin
        rows = page.find_elements(By.CSS_SELECTOR, "#not-seen tbody th a, #excluded tbody th a")
        names = [row.text for row in rows]
        assert len(names) == len(set(names)) == 2
        for name, verb in zip(
            names, ("was not found in 7 people examined with", "does not have the phenotype"), strict=True
        ):
            page.get(site.url + "/MONDO:0011338")
            row = page.find_element(By.XPATH, f"//tr[th/a[text()='{name}']]")
            row.find_element(By.CSS_SELECTOR, ".by a").click()
            WebDriverWait(page, browser.PATIENCE).until(lambda here: "/association/" in here.current_url)
            assert page.find_element(By.CSS_SELECTOR, "h1 em").text == verb


def test_the_statements_behind_a_line_are_one_click_away(site: served.Endpoint) -> None:
    with browser.browser() as page:
        page.get(site.url + walked.IPEX)
        row = page.find_element(By.XPATH, "//tr[th/a[text()='Secretory diarrhea']]")
        assert "17 of 18 people (94 %)" in row.text
        assert "frequent (30–79 %)" not in row.text
        row.find_element(By.TAG_NAME, "summary").click()
        assert "frequent (30–79 %)" in row.text
        browser.screenshot(page, "statements-of-a-line")


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_it_without_scrolling_sideways(site: served.Endpoint, name: str) -> None:
    with browser.browser(browser.NARROW) as page:
        page.get(site.url + PAGES[name])
        browser.screenshot(page, f"{name}-phone")
        width = page.execute_script("return document.documentElement.scrollWidth")
        assert width <= browser.NARROW[0]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(site: served.Endpoint, dark: bool) -> None:
    serious = {}
    with browser.browser(dark=dark) as page:
        source = browser.axe()
        for name, address in PAGES.items():
            page.get(site.url + address)
            if name == "editor":
                browser.waited(page, "#yasgui[data-ready] .CodeMirror")
            browser.screenshot(page, f"{name}{'-dark' if dark else ''}")
            page.execute_script(source)
            # The inside of the vendored editor is not ours to mend.
            run = "axe.run({exclude: [['#yasgui']]}, {resultTypes: ['violations']}).then(arguments[0])"
            result = page.execute_async_script(run)
            serious[name] = [
                (violation["id"], [node["html"][:120] for node in violation["nodes"][:3]])
                for violation in result["violations"]
                if violation["impact"] in ("serious", "critical")
            ]
    assert serious == {name: [] for name in PAGES}
