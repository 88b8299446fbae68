"""Hostile text from a source is shown as text, and an address that runs scripts is no link."""

import re
from html.parser import HTMLParser

import browser
import httpx
import pytest
import served
import walked

ADDRESSES = (
    walked.IPEX,
    walked.EVIL_TERM,
    "/HP:0001574",
    "/search?q=onerror",
    f"/search?q={walked.EVIL_NAME}",
    f"/resource?iri={walked.EVIL_IRI}",
    "/resource/00000000000000000000",
    "/editor?query=SELECT ?s ?o { ?s <http://www.w3.org/2000/01/rdf-schema#seeAlso> ?o }",
    f"/{walked.EVIL_NAME}",
)
SCHEMES = re.compile(r"(?:https?://|/|#|[?])")


class Reader(HTMLParser):
    """Collects what a page loads and links to, and its attributes and elements that could run scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.running: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.running += [f"{tag} {name}" for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        self._in_script = tag in ("script", "style")
        if tag in ("a", "form"):
            self.links.append(given.get("href") or given.get("action") or "/")
        elif "src" in given or (tag == "link" and given.get("rel") in ("stylesheet", "icon")):
            self.loaded.append(given.get("src") or given["href"])
        if tag in ("img", "iframe", "object", "embed", "base", "meta") and given.get("http-equiv"):
            self.running.append(tag)

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.running.append(data[:60])

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_runs_nothing_inline_and_links_only_to_the_web(client: httpx.Client, address: str) -> None:
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    reader = Reader()
    reader.feed(response.text)
    assert reader.running == []
    assert [link for link in reader.links if not SCHEMES.match(link)] == []
    assert [asset for asset in reader.loaded if not asset.startswith("/static/")] == []
    assert "<img" not in response.text


def test_a_hostile_name_is_shown_as_text(client: httpx.Client) -> None:
    escaped = walked.EVIL_NAME.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
    for address in (walked.IPEX, walked.EVIL_TERM, "/search?q=onerror"):
        assert escaped in client.get(address).text


def test_headers_forbid_everything_that_pages_do_not_need(client: httpx.Client) -> None:
    for address in ("/", walked.IPEX, "/about", "/search?q=ipex", "/nothing-here", "/diseases"):
        headers = client.get(address).headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert all("unsafe" not in allowed and "*" not in allowed for allowed in policy.values())
        assert {policy[name] for name in ("base-uri", "frame-ancestors")} == {"'none'"}
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_only_the_editor_may_have_inline_styles_and_no_page_inline_scripts(client: httpx.Client) -> None:
    policy = client.get("/sparql").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert [part.split()[0] for part in policy.split(";") if "unsafe" in part] == ["style-src"]


def test_no_page_runs_a_hostile_name(site: served.Endpoint) -> None:
    with browser.browser() as page:
        for address in ADDRESSES:
            page.get(site.url + address)
            assert "harmed" not in page.title or page.title.startswith("<img")
            assert page.execute_script("return document.querySelectorAll('main img, main script').length") == 0
            assert [line for line in browser.complaints(page) if "Content Security Policy" in line] == []
