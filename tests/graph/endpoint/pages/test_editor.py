"""The editor in a real browser: it runs queries, shows rows, completes by label, and contacts only its own server."""

import re
from urllib.parse import urlencode

import browser
import served
import walked
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait


def opened(page: Chrome, site: served.Endpoint, address: str = "/sparql") -> None:
    page.get(site.url + address)
    browser.waited(page, "#yasgui[data-ready] .CodeMirror")


def run(page: Chrome) -> list[list[str]]:
    """Press the button that runs the query; return the rows of the result."""
    buttons = page.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton")
    next(button for button in buttons if button.is_displayed()).click()
    browser.waited(page, ".yasr .dataTable tbody tr td a, .yasr .dataTable tbody tr td span")
    rows = page.find_elements(By.CSS_SELECTOR, ".yasr .dataTable tbody tr")
    return [[cell.text for cell in row.find_elements(By.TAG_NAME, "td")] for row in rows]


def write(page: Chrome, text: str) -> None:
    editor = "[...document.querySelectorAll('.CodeMirror')].find((editor) => editor.offsetParent).CodeMirror"
    page.execute_script(f"{editor}.setValue(arguments[0])", text)


def test_a_query_runs_and_its_rows_link_to_our_pages_by_name(site: served.Endpoint) -> None:
    with browser.browser() as page:
        opened(page, site)
        write(
            page,
            "SELECT DISTINCT ?disease { ?disease <http://purl.obolibrary.org/obo/RO_0002200> "
            "<http://purl.obolibrary.org/obo/HP_0000964> } ORDER BY ?disease",
        )
        rows = run(page)
        assert len(rows) == len(walked.GENES)
        browser.waited(page, ".yasr .label")
        browser.screenshot(page, "editor-rows")
        links = {link.text: link for link in page.find_elements(By.CSS_SELECTOR, ".yasr td a.iri")}
        assert links["MONDO:0010518"].get_attribute("href") == site.url + walked.WISKOTT
        labels = {label.text for label in page.find_elements(By.CSS_SELECTOR, ".yasr .label")}
        assert {"Wiskott-Aldrich syndrome", "Omenn syndrome"} <= labels


def test_no_other_host_is_contacted(site: served.Endpoint) -> None:
    with browser.browser() as page:
        opened(page, site, f"/editor?saved=phenotypes-by-frequency&disease={walked.IPEX[1:]}")
        assert len(run(page)) > 5
        page.find_elements(By.CSS_SELECTOR, ".saved a")[0].click()
        hints(page, "SELECT * { ?s a Disea")
        urls = browser.requested(page)
        assert {re.match(r"\w+://[^/]+", url)[0] for url in urls} == {site.url}  # type: ignore[index]
        assert [line for line in browser.complaints(page) if "Content Security Policy" in line] == []


def hints(page: Chrome, text: str) -> list[str]:
    """Write ``text`` and return the completions at its end."""
    write(page, text)
    page.execute_script(
        "const e = [...document.querySelectorAll('.CodeMirror')].find((editor) => editor.offsetParent).CodeMirror;"
        "e.focus(); e.setCursor(e.lastLine(), e.getLine(e.lastLine()).length); e.autocomplete();"
    )
    browser.waited(page, ".CodeMirror-hints li")
    return [hint.text for hint in page.find_elements(By.CSS_SELECTOR, ".CodeMirror-hints li")]


def test_terms_classes_and_properties_are_completed_by_label_from_our_data(site: served.Endpoint) -> None:
    with browser.browser() as page:
        opened(page, site)
        assert any("MONDO:0010518" in hint for hint in hints(page, "SELECT * { ?s ?p wiskott"))
        assert any("rkg:Prevalence" in hint for hint in hints(page, "SELECT * { ?s a prevalenc"))
        assert any("rkg:frequencyLower" in hint for hint in hints(page, "SELECT * { ?s frequencyLow"))


def test_a_saved_query_opens_a_tab(site: served.Endpoint) -> None:
    with browser.browser() as page:
        opened(page, site)
        before = len(page.find_elements(By.CSS_SELECTOR, ".tabsList .tab"))
        page.find_element(By.CSS_SELECTOR, ".saved a[data-name=diseases-of-gene]").click()
        WebDriverWait(page, browser.PATIENCE).until(
            lambda here: len(here.find_elements(By.CSS_SELECTOR, ".tabsList .tab")) == before + 1
        )
        assert [row for row in run(page) if any("causal" in cell for cell in row)]


WRONG = "SELECT ?x\n{ ?x rdfs:label ?t\n  rdfs:comment ?c }"


def test_a_mistake_is_said_in_a_sentence_and_its_line_marked(site: served.Endpoint) -> None:
    with browser.browser() as page:
        opened(page, site)
        write(page, WRONG)
        buttons = page.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton")
        next(button for button in buttons if button.is_displayed()).click()
        browser.waited(page, ".yasr .mistake")
        said = page.find_element(By.CSS_SELECTOR, ".yasr .mistake")
        browser.screenshot(page, "editor-mistake")
        assert said.find_element(By.CSS_SELECTOR, "p").text == (
            "Line 3, column 3: a ; or . is missing before rdfs:comment."
        )
        source = said.find_element(By.TAG_NAME, "pre").get_attribute("textContent")
        assert source == "  rdfs:comment ?c }\n  ^"
        assert said.find_elements(By.TAG_NAME, "p")[1].text.startswith("Write ; if the same subject goes on")
        assert not re.search(r"[{}\"]", said.text.replace("?c }", ""))
        marked = page.find_elements(By.CSS_SELECTOR, ".CodeMirror .mistaken")
        assert len(marked) == 1
        write(page, WRONG.replace("?t", "?t ;"))
        assert not page.find_elements(By.CSS_SELECTOR, ".CodeMirror .mistaken")


def test_a_mistake_in_the_address_is_shown_with_the_query(site: served.Endpoint) -> None:
    with browser.browser(scripts=False) as page:
        page.get(f"{site.url}/editor?{urlencode({'query': WRONG})}")
        assert page.find_element(By.ID, "query").text == WRONG
        said = page.find_element(By.CSS_SELECTOR, ".mistake")
        assert said.text.startswith("Line 3, column 3: a ; or . is missing before rdfs:comment.")
    with site.client() as client:
        answer = client.get("/editor", params={"query": WRONG}, headers={"Accept": "text/html"})
    assert answer.status_code == 400


def test_a_saved_query_opens_with_its_answer_which_another_query_replaces(site: served.Endpoint) -> None:
    with browser.browser() as page:
        opened(page, site, f"/editor?saved=phenotypes-by-frequency&disease={walked.IPEX[1:]}")
        links = {link.get_attribute("href") for link in page.find_elements(By.CSS_SELECTOR, ".result tbody td a")}
        assert f"{site.url}/HP:0000964" in links
        assert page.find_element(By.CSS_SELECTOR, ".result").is_displayed()
        assert not any(url.endswith("/sparql") for url in browser.requested(page))  # the page came with it
        browser.screenshot(page, "editor-saved")
        page.find_element(By.CSS_SELECTOR, ".saved a[data-name=diseases-of-gene]").click()
        WebDriverWait(page, browser.PATIENCE).until(
            lambda here: not here.find_element(By.CSS_SELECTOR, ".result").is_displayed()
        )
        run(page)
        assert page.find_elements(By.CSS_SELECTOR, ".result") == []


def test_without_scripts_a_saved_query_opens_with_its_answer(site: served.Endpoint) -> None:
    with browser.browser(scripts=False) as page:
        page.get(f"{site.url}/editor?saved=diseases-of-gene&gene={walked.FOXP3[1:]}")
        assert "causal" in page.find_element(By.CSS_SELECTOR, ".result tbody").text


def test_without_scripts_the_form_runs_queries(site: served.Endpoint) -> None:
    with browser.browser(scripts=False) as page:
        page.get(f"{site.url}/editor?saved=diseases-of-gene&gene={walked.FOXP3[1:]}")
        assert "identifiers.org/hgnc/6106" in page.find_element(By.ID, "query").text
        page.find_element(By.CSS_SELECTOR, "#plain button").click()
        browser.waited(page, ".result td")
        links = page.find_elements(By.CSS_SELECTOR, ".result td a")
        assert {link.get_attribute("href") for link in links} == {site.url + walked.IPEX, site.url + walked.FOXP3}
        assert "causal" in page.find_element(By.CSS_SELECTOR, ".result").text


def test_hostile_names_and_addresses_do_no_harm_in_results(site: served.Endpoint) -> None:
    with browser.browser() as page:
        opened(page, site)
        write(
            page,
            "SELECT ?evil ?name { ?evil <http://www.w3.org/2000/01/rdf-schema#label> ?name "
            "FILTER(CONTAINS(STR(?name), 'onerror')) }",
        )
        rows = run(page)
        assert any(walked.EVIL_NAME in cell for row in rows for cell in row)
        assert page.find_elements(By.CSS_SELECTOR, ".yasr img, .yasr script") == []
        addresses = [link.get_attribute("href") for link in page.find_elements(By.CSS_SELECTOR, ".yasr td a[href]")]
        assert all(address and address.startswith("http") for address in addresses)
        for link in page.find_elements(By.CSS_SELECTOR, ".yasr td a"):
            if not link.get_attribute("href"):
                link.click()
        assert "harmed" not in page.title
