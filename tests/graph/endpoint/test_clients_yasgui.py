"""Two releases of YASGUI in Chromium, on a page of another origin, and requests with the headers of such clients."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copy
from urllib.parse import urlencode

import asked
import browser
import httpx
import installed
import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from served import Endpoint

TRIPLY = "4.2.28"
VENDORED = Path(__file__).parents[3] / "graph" / "endpoint" / "pages" / "vendor"
PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>elsewhere</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="yasgui.min.css"><div id="yasgui"></div><script src="yasgui.min.js"></script><script>
const asked = new URLSearchParams(location.search);
window.yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint: asked.get("endpoint"), method: "POST", headers: () => JSON.parse(asked.get("headers")) },
  copyEndpointOnNewTab: false,
});
</script></html>"""
# What clients in browsers add: of Wikibase, jQuery, a signed-in user, a reload, a tracer, and any other.
HEADERS = {
    "queryid": "1",
    "X-Requested-With": "XMLHttpRequest",
    "Authorization": "Bearer abc",
    "Cache-Control": "no-cache",
    "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "X-Anything-Else": "yes",
}
PATHS = (
    f"/sparql?{urlencode({'query': asked.QUERY})}",
    "/MONDO:0010580.ttl",
    "/table.csv?saved=phenotypes-by-frequency",
    "/store?graph=https://w3id.org/rarekg/graph/hpo",
    "/reconcile",
)
FETCHED = """const [address, options, done] = arguments;
fetch(address, options)
  .then(async (answer) => done([answer.status, await answer.text()]))
  .catch((error) => done([0, `${error}`]));"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and writes no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """Serve ``folder`` from an origin of its own; yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


def scripts(release: str) -> Path:
    """Return the folder with the files of one of the two YASGUIs."""
    if release == "zazuko":
        return VENDORED
    return installed.npm(f"yasgui-{TRIPLY}", f"@triply/yasgui@{TRIPLY}") / "@triply" / "yasgui" / "build"


def answered(page: Chrome) -> list[list[str]]:
    """Run the query in the editor; return the texts of the cells of each row."""
    next(each for each in page.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton") if each.is_displayed()).click()
    browser.waited(page, ".yasr .dataTable tbody tr td a, .yasr .errorResult")
    rows = page.find_elements(By.CSS_SELECTOR, ".yasr .dataTable tbody tr")
    return [[cell.text for cell in row.find_elements(By.TAG_NAME, "td")] for row in rows]


@pytest.mark.parametrize("release", ["zazuko", "triply"])
def test_yasgui_elsewhere_reads_rows(linked: Endpoint, tmp_path: Path, release: str) -> None:
    for name in ("yasgui.min.js", "yasgui.min.css"):
        copy(scripts(release) / name, tmp_path / name)
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    with site(tmp_path) as elsewhere, browser.browser() as page:
        sent = {name: value for name, value in HEADERS.items() if name != "Cache-Control"}
        query = urlencode({"endpoint": linked.sparql, "headers": json.dumps(sent)})
        page.get(f"{elsewhere}/?{query}")
        browser.waited(page, ".CodeMirror")
        page.execute_script("window.yasgui.getTab().getYasqe().setValue(arguments[0])", asked.QUERY)
        shown = [[f"<{phenotype}>", f'"{label}"@en'] for phenotype, label in asked.rows()]
        assert [row[1:] for row in answered(page)] == shown


def test_a_script_elsewhere_may_send_any_header(linked: Endpoint, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>elsewhere</title>", encoding="utf-8")
    with site(tmp_path) as elsewhere, browser.browser() as page:
        page.get(elsewhere)
        assert page.execute_script("return location.origin") == elsewhere != linked.url
        for path in PATHS:
            status, text = page.execute_async_script(FETCHED, linked.url + path, {"headers": HEADERS})
            assert (path, status, text) == (path, 200, httpx.get(linked.url + path).text)
