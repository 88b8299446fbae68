"""Measure every saved query on a build: with its defaults, and with what most is said of.

The aim is that each answers in at most 100 ms (the ranking 300 ms) for its defaults and for the disease with the most
annotations. The commonest phenotype, mode of inheritance, gene and gap stand beside them for scale: their answers have
thousands of rows. Wall time is what a user waits; the processor's time tells how much of it was the query's own.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time

from pyoxigraph import QuerySolutions, QueryTriples, Store
from rich.console import Console
from rich.table import Table

from rarekg.graph.home.builds import Build, current
from rarekg.graph.home.folders import home
from rarekg.graph.rdf.curies import short
from rarekg.ontology.prefixes import prefix_map
from rarekg.queries.catalog import SavedQuery, bind, load

AIM, RANKING_AIM = 100.0, 300.0  # milliseconds
RANKING = "diseases-explaining-phenotypes"
DISEASE = "disease"
# For each parameter, what most is said of: the value that has the most members.
MOST = {
    DISEASE: "?x a biolink:DiseaseToPhenotypicFeatureAssociation ; oban:association_has_subject ?value",
    "phenotype": "?x RO:0002200 ?value",
    "inheritance": "?x biolink:has_mode_of_inheritance ?value",
    "gene": "?x oban:association_has_subject ?value . ?value a biolink:Gene",
    "gap": "?x rkg:hasGap ?value",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What one query took, in milliseconds; ``value`` is what it was asked about, '' for its defaults.

    ``processor`` is the median of the processor's time; ``aim`` is None where there is none.
    """

    query: str
    value: str
    rows: int
    least: float
    middle: float
    most: float
    processor: float
    aim: float | None


def measures(store: Store, runs: int) -> Iterator[Measure]:
    """Yield a measure for each saved query and each of its cases."""
    most = {parameter: mostly(store, pattern) for parameter, pattern in MOST.items()}
    for query in load():
        for value, values in cases(query, most):
            aim = RANKING_AIM if query.name == RANKING else AIM
            yield measured(store, query, value, values, runs, aim if set(values) <= {DISEASE} else None)


def mostly(store: Store, pattern: str) -> str:
    """Return the IRI of the ?value that has the most ?x in ``pattern``."""
    found = store.query(
        f"SELECT ?value WHERE {{ {pattern} }} GROUP BY ?value ORDER BY DESC(COUNT(DISTINCT ?x)) ?value LIMIT 1",
        prefixes=dict(prefix_map()),
        use_default_graph_as_union=True,
    )
    assert isinstance(found, QuerySolutions)
    return str(next(found)["value"].value)


def cases(query: SavedQuery, most: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what ``query`` is asked about: its defaults, and for each parameter what most is said of."""
    yield "", {}
    for parameter in query.parameters:
        if parameter.name in most and not parameter.many:
            yield short(most[parameter.name]), {parameter.name: most[parameter.name]}


def measured(
    store: Store, query: SavedQuery, value: str, values: Mapping[str, str], runs: int, aim: float | None
) -> Measure:
    """Ask ``query`` ``runs`` times, after once that brings the store's pages into memory."""
    text = bind(query, values)
    answered(store, text)
    took = [answered(store, text) for _ in range(runs)]
    walls, processor, rows = zip(*took, strict=True)
    return Measure(
        query=query.name,
        value=value,
        rows=rows[0],
        least=min(walls),
        middle=median(walls),
        most=max(walls),
        processor=median(processor),
        aim=aim,
    )


def answered(store: Store, text: str) -> tuple[float, float, int]:
    """Return the milliseconds of wall and of processor until all rows or triples are there, and how many there are."""
    wall, processor = perf_counter(), thread_time()
    found = store.query(text, use_default_graph_as_union=True)
    rows = sum(1 for _ in found) if isinstance(found, QuerySolutions | QueryTriples) else 1
    return 1000 * (perf_counter() - wall), 1000 * (thread_time() - processor), rows


def table(build: Build, found: list[Measure]) -> Table:
    """Return ``found`` for people; a median above its aim is marked."""
    columns = ("query", "about", "rows", "min ms", "median ms", "max ms", "processor ms", "at most ms")
    shown = Table(*columns, title=f"build {build.id}, {build.manifest['quads']:,} quads")
    for one in found:
        times = [f"{time:,.1f}" for time in (one.least, one.middle, one.most, one.processor)]
        style = "red" if one.aim is not None and one.middle > one.aim else None
        shown.add_row(one.query, one.value, f"{one.rows:,}", *times, f"{one.aim:g}" if one.aim else "", style=style)
    return shown


def main() -> None:
    """Measure, print the table, and write the figures as JSON where a file is named for them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=home(), help="the home whose current build is asked")
    parser.add_argument("--runs", type=int, default=9, help="how often each query is asked")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    given = parser.parse_args()
    build = current(given.home.absolute())
    found = list(measures(Store.read_only(str(build.store)), given.runs))
    Console().print(table(build, found))
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        said = {"build": build.id, "measures": [asdict(one) for one in found]}
        given.json.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
