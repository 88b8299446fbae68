"""Measure every saved query on a build: with its defaults, and with the value that has the most statements.

The aim is at most 100 ms for each (400 ms for the ranking) with its defaults and with the disease that has the most
annotations. The commonest phenotype, mode of inheritance, gene and gap, and the list of rare diseases, are measured for
scale: their results have thousands of rows. Wall time is what a user waits; processor time shows how much of it the
query itself needed.
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

AIM, RANKING_AIM = 100.0, 400.0  # milliseconds
RANKING = "diseases-explaining-phenotypes"
# Hundreds or thousands of rows with the defaults, or two profiles compared term by term.
LISTS = {
    *("rare-diseases", "diseases-where-sources-differ", "diseases-with-diagnostic-criteria", "mapping-disagreements"),
    "profiles-side-by-side",
}
DISEASE = "disease"
# For each parameter, the pattern whose ?value with the most ?x is measured.
MOST = {
    DISEASE: "?x a biolink:DiseaseToPhenotypicFeatureAssociation ; oban:association_has_subject ?value",
    "phenotype": "?x RO:0002200 ?value",
    "inheritance": "?x biolink:has_mode_of_inheritance ?value",
    "gene": "?x oban:association_has_subject ?value . ?value a biolink:Gene",
    "gap": "?x rkg:hasGap ?value",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Times of one query in milliseconds; ``value`` is its parameter's value, '' for its defaults.

    ``processor`` is the median of the processor time; ``aim`` is None if the case has none.
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
    """Yield the times of each saved query in each of its cases."""
    most = {parameter: commonest(store, pattern) for parameter, pattern in MOST.items()}
    for query in load():
        for value, values in cases(query, most):
            aim = RANKING_AIM if query.name == RANKING else AIM
            bounded = set(values) <= {DISEASE} and query.name not in LISTS
            yield measured(store, query, value, values, runs, aim if bounded else None)


def commonest(store: Store, pattern: str) -> str:
    """Return the IRI of the ?value that has the most ?x in ``pattern``."""
    solutions = store.query(
        f"SELECT ?value WHERE {{ {pattern} }} GROUP BY ?value ORDER BY DESC(COUNT(DISTINCT ?x)) ?value LIMIT 1",
        prefixes=dict(prefix_map()),
        use_default_graph_as_union=True,
    )
    assert isinstance(solutions, QuerySolutions)
    return str(next(solutions)["value"].value)


def cases(query: SavedQuery, most: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the cases of ``query``: its defaults, and for each parameter the commonest value."""
    yield "", {}
    for parameter in query.parameters:
        if parameter.name in most and (parameter.name == DISEASE or not parameter.many):
            yield short(most[parameter.name]), {parameter.name: most[parameter.name]}


def measured(
    store: Store, query: SavedQuery, value: str, values: Mapping[str, str], runs: int, aim: float | None
) -> Measure:
    """Run ``query`` ``runs`` times, after a first run that loads the store's pages into memory."""
    text = bind(query, values)
    timed(store, text)
    took = [timed(store, text) for _ in range(runs)]
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


def timed(store: Store, text: str) -> tuple[float, float, int]:
    """Return wall and processor milliseconds until the last row or triple, and the number of these."""
    wall, processor = perf_counter(), thread_time()
    result = store.query(text, use_default_graph_as_union=True)
    rows = sum(1 for _ in result) if isinstance(result, QuerySolutions | QueryTriples) else 1
    return 1000 * (perf_counter() - wall), 1000 * (thread_time() - processor), rows


def table(build: Build, found: list[Measure]) -> Table:
    """Return ``found`` for people; a median above its aim is marked."""
    columns = ("query", "about", "rows", "min ms", "median ms", "max ms", "processor ms", "at most ms")
    shown = Table(*columns, title=f"build {build.id}, {build.manifest.quads:,} quads")
    for one in found:
        times = [f"{time:,.1f}" for time in (one.least, one.middle, one.most, one.processor)]
        style = "red" if one.aim is not None and one.middle > one.aim else None
        shown.add_row(one.query, one.value, f"{one.rows:,}", *times, f"{one.aim:g}" if one.aim else "", style=style)
    return shown


def main() -> None:
    """Measure, print the table, and write the figures as JSON if ``--json`` names a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=home(), help="home whose current build is measured")
    parser.add_argument("--runs", type=int, default=9, help="number of runs of each query")
    parser.add_argument("--json", type=Path, help="file for the figures")
    given = parser.parse_args()
    build = current(given.home.absolute())
    rows = list(measures(Store.read_only(str(build.store)), given.runs))
    Console().print(table(build, rows))
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        figures = {"build": build.id, "measures": [asdict(row) for row in rows]}
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
