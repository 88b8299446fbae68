"""Whatever order Python's sets have in a process, pages, documents, lists and searches have the same at every start."""

import re
from pathlib import Path

import commands
import namesakes
import pytest
import served
from crawling import crawl

SEEDS = ("1", "2", "3")
STARTS = (
    *("/", "/about", "/diseases", "/phenotypes", "/genes", "/HP:0000118", "/MONDO:0010580", "/HP:2000103", "/PMID:1"),
    *(f"/search?q=twin{more}&limit=100" for more in ("", "+sign", "+system", "+disease", "+dissease", "+s")),
    *(f"/complete?q=twin&kind={kind}" for kind in ("thing", "term")),
    *("/complete?q=&kind=class", "/complete?q=a&kind=property", "/reconcile", "/reconcile/suggest/property"),
    "/reconcile?queries=%7B%22a%22%3A%7B%22query%22%3A%22twin%22%2C%22limit%22%3A40%7D%7D",
    *(f"{path}.{suffix}" for path in ("/HP:2000100", "/shapes", "/vocab") for suffix in ("ttl", "nt", "rdf", "jsonld")),
    *("/.well-known/void", "/.well-known/sparql-examples", "/sitemap.xml", "/table.csv?saved=phenotypes-by-frequency"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("namesakes")
    namesakes.build(folder)
    return folder


def responses(home: Path, seed: str) -> dict[str, bytes]:
    """Return what a server whose sets have the order of ``seed`` sends for STARTS and the pages that these lead to."""
    options = ("--public-url", "http://x.example", "--workers", "2")
    with served.endpoint(home, *options, changed={"PYTHONHASHSEED": seed}) as running, running.client() as client:
        client.headers["Accept"] = "text/html, */*;q=0.5"
        found = crawl(
            client,
            STARTS,
            lambda response: re.findall(r'href="(/(?:HP|MONDO|OMIM|association|publication)[^"#]*)', response.text),
            150,
        )
        return {address: response.content for address, response in found}


def test_namesakes_have_one_order_at_every_start(home: Path) -> None:
    first, *others = (responses(home, seed) for seed in SEEDS)
    assert len(first) > 100
    assert first["/search?q=twin&limit=100"].lower().count(b"twin system") >= namesakes.MANY
    for other in others:
        assert first.keys() == other.keys()
        assert [address for address in first if first[address] != other[address]] == []


@pytest.mark.parametrize(
    "command", [("search", "twin"), ("describe", "HP:2000103"), ("query", "phenotypes-by-frequency")]
)
def test_the_command_line_prints_them_in_one_order(home: Path, command: tuple[str, ...]) -> None:
    printed = {commands.run(*command, home=home, changed={"PYTHONHASHSEED": seed}).stdout for seed in SEEDS}
    assert len(printed) == 1
    assert "twin" in printed.pop().casefold()
