"""Every link of every page works, from the home page to all things of the small graph."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import httpx
import served
import walked

LINK = re.compile(r'<(?:a|link)\b[^>]*\bhref="([^"]*)"')
ENOUGH = 300
# Addresses that depend on a query, and files for programs, have tests of their own.
PROGRAMS = "editor|table\\.csv|search|sparql|static|shapes|reconcile|\\.well-known"
LEFT_OUT = re.compile(rf"/(?:{PROGRAMS})\b|\.(?:ttl|jsonld|nt|rdf|csv)\b")


def test_every_link_of_every_page_works(site: served.Endpoint, client: httpx.Client) -> None:
    seen, todo = {"/", walked.IPEX}, deque(["/", walked.IPEX])
    broken, anchors, pages = [], [], 0
    while todo:
        address = todo.popleft()
        response = client.get(address)
        pages += 1
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            broken.append((address, response.status_code, response.headers["Content-Type"]))
            continue
        ids = set(re.findall(r'\bid="([^"]+)"', response.text))
        for target in map(unescape, LINK.findall(response.text)):
            parts = urlsplit(urljoin(str(response.url), target))
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if target.startswith("#") and parts.fragment not in ids:
                anchors.append((address, target))
            if f"{parts.scheme}://{parts.netloc}" == site.url and path not in seen and not LEFT_OUT.search(path):
                seen.add(path)
                todo.append(path)
    assert (broken, anchors) == ([], [])
    assert pages >= ENOUGH


def test_every_download_and_query_that_pages_offer_works(site: served.Endpoint, client: httpx.Client) -> None:
    offered = set()
    for address in (walked.IPEX, walked.ECZEMA, walked.FOXP3, "/page/GARD_0001850", "/dataset/hpoa", "/", "/help"):
        page = client.get(address).text
        offered |= {unescape(link) for link in LINK.findall(page) if LEFT_OUT.search(link)}
    assert {link.rpartition(".")[2] for link in offered if link.endswith((".ttl", ".jsonld"))} == {"ttl", "jsonld"}
    for link in sorted(offered):
        response = client.get(link)
        assert response.status_code == 200, link
