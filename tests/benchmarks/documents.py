"""Measure linked data and search on a build: documents of things in each RDF format, and searches as people type them.

One client requests one document after the other, with the service's cache turned off, so that each is queried and
written anew. Searches run in one process, as in a thread of the service. The aims on the full graph: 95 of 100
documents in at most 100 ms, 95 of 100 searches in at most 50 ms.
"""

import argparse
import json
import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from pages import Pages, measured, timed
from rich.console import Console
from rich.table import Table
from serving import BIN, Server, running

from rarekg.graph.home.builds import Build, current
from rarekg.graph.home.folders import home
from rarekg.graph.process.neighbourhood import WHOLE
from rarekg.graph.search.hits import search
from rarekg.graph.search.reader import SearchIndex

DOCUMENT_AIM, SEARCH_AIM = 100.0, 50.0  # milliseconds for 95 of 100
WARMING = 40
FORMATS = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
# Nodes with the most links: sources, kinds of evidence, frequencies, modes of inheritance, the root of phenotypes.
HUBS = ("infores:hpoa", "ECO:0000304", "HP:0040283", "HP:0000006", "HP:0000118", "biolink:Disease", "owl:Class")
HOSTILE = (
    "x" * 10_000,
    '"(" OR *',
    "a b c d e f g h",
    "🙂" * 100,
    "zzzqqq wwwxxx yyyvvv uuuttt sssrrr pppooo",
    "9" * 50,
)


def documents(build: Build, count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each kind of thing with ``count`` addresses, spread evenly over all that have associations."""
    with closing(sqlite3.connect(build.search)) as index:
        for kind in ("disease", "phenotype", "gene"):
            query = "SELECT curie FROM thing WHERE kind = ? AND weight > 0 ORDER BY curie"
            addresses = [f"/{row[0]}" for row in index.execute(query, (kind,))]
            yield kind, addresses[:: max(1, len(addresses) // count)][:count]
            query = "SELECT curie, weight FROM thing WHERE kind = ? ORDER BY weight DESC, curie LIMIT 20"
            commonest = list(index.execute(query, (kind,)))
            yield f"{kind}, commonest", [f"/{curie}" for curie, _ in commonest]
            if long := [f"/{curie}?page=2" for curie, weight in commonest if weight > WHOLE]:
                yield f"{kind}, commonest, page 2", long
    yield "hubs", [f"/{name}" for name in HUBS]
    yield "lists", [f"/{name}?page={page}" for name in ("diseases", "phenotypes", "genes") for page in (1, 20, 30)]


def queries(build: Build, count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each way of searching with ``count`` queries, made of names and ids spread evenly over the index."""
    with closing(sqlite3.connect(build.search)) as index:
        names = [row[0] for row in index.execute("SELECT text FROM name ORDER BY folded, id")]
        ids = [":".join(row) for row in index.execute("SELECT prefix, local FROM code ORDER BY prefix, local")]
    chance = random.Random(1)
    some = names[:: max(1, len(names) // count)][:count]
    yield "whole names", some
    yield "beginnings", [name[: chance.randint(1, max(1, len(name) - 1))] for name in some]
    yield "words in another order", [" ".join(chance.sample(words, len(words))) for words in map(str.split, some)]
    yield "misspelt", [misspelt(name, chance) for name in some]
    yield "misspelt twice", [misspelt(misspelt(name, chance), chance) for name in some]
    yield "ids", ids[:: max(1, len(ids) // count)][:count]
    yield "hostile", list(HOSTILE)


def misspelt(name: str, chance: random.Random) -> str:
    """Return ``name`` with one letter missing, doubled, wrong, or swapped with the next."""
    at = chance.randrange(max(1, len(name) - 1))
    before, letter, after = name[:at], name[at : at + 1], name[at + 1 :]
    slips = (after, letter * 2 + after, chance.choice("aeiourst") + after, after[:1] + letter + after[1:])
    return before + chance.choice(slips)


def searched(index: SearchIndex, texts: list[str]) -> list[tuple[float, int]]:
    """Return milliseconds and number of hits of each query."""
    taken = []
    for query in texts:
        began = perf_counter()
        hits = search(index, query)
        taken.append(((perf_counter() - began) * 1000, len(hits)))
    return taken


def over_http(folder: Path, build: Build, count: int) -> Iterator[Pages]:
    """Yield the times of documents, by kind in Turtle, then all in each format."""
    command = (BIN / "rarekg", "serve", "--home", folder, "--port", "PORT", "--cache-bytes", "0")
    with running(Server(name="documents", command=command, path="/")) as port:
        kinds = list(documents(build, count))
        for accept in FORMATS:
            headers = {"Accept": accept}
            everything = []
            for kind, addresses in kinds:
                timed(port, addresses[:WARMING], headers)
                times = timed(port, addresses, headers)
                everything += times
                if accept == FORMATS[0]:
                    yield measured(kind, times)
            yield measured(f"all, {accept}", everything)


def in_process(build: Build, count: int) -> Iterator[Pages]:
    """Yield the times of searches, by the way of searching, then all."""
    index = SearchIndex(build.search)
    searched(index, ["ipex", "eczema", "wiskot aldrich"])
    everything = []
    for kind, texts in queries(build, count):
        taken = searched(index, texts)
        everything += taken
        yield measured(f"search: {kind}", taken)
    yield measured("search: all", everything)


def main() -> None:
    """Measure, print the table, write the figures if ``--json`` names a file; exit 1 if an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=home(), help="home whose current build is measured")
    parser.add_argument("--count", type=int, default=100, help="number of documents and queries of each kind")
    parser.add_argument("--json", type=Path, help="file for the figures")
    given = parser.parse_args()
    build = current(given.home.absolute())
    kinds = [*in_process(build, given.count), *over_http(given.home.absolute(), build, given.count)]
    shown = Table("kind", "number", "p50 ms", "p95 ms", "max ms", "largest kB")
    for row in kinds:
        # Searches have hits, not bytes.
        size = "" if row.kind.startswith("search") else f"{row.largest:,.1f}"
        shown.add_row(row.kind, str(row.count), *(f"{value:,.1f}" for value in (row.p50, row.p95, row.most)), size)
    Console().print(shown)
    if given.json:
        text = json.dumps({"build": build.id, "documents": [asdict(row) for row in kinds]}, indent=1)
        given.json.write_text(text + "\n", encoding="utf-8")
    aims = {"search: all": SEARCH_AIM, **{f"all, {accept}": DOCUMENT_AIM for accept in FORMATS}}
    sys.exit(any(row.p95 > aims.get(row.kind, row.p95) for row in kinds))


if __name__ == "__main__":
    main()
