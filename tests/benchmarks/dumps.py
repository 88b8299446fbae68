"""Measure dumps of the current build: speed, size and peak memory of each RDF format, each in a process of its own.

The aim on the full graph: N-Quads at 400,000 statements a second, and memory that does not grow with the graph.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from rarekg.graph.home.builds import current
from rarekg.graph.home.folders import home
from rarekg.graph.rdf.formats import DUMPS

AIM = 400_000  # statements a second, as N-Quads
PROGRAM = """
import json, resource, sys
from pathlib import Path
from time import perf_counter
from rarekg.graph.export.dump import dump
from rarekg.graph.home.builds import current
class Counted:
    size = 0
    def write(self, data):
        self.size += len(data)
        return len(data)
    def flush(self):
        pass
out, began = Counted(), perf_counter()
dump(current(Path(sys.argv[1])), sys.argv[2], out)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": perf_counter() - began, "bytes": out.size, "peak": peak * 1024}))
"""


def measure(folder: Path, form: str) -> dict[str, float]:
    """Return the ``seconds``, ``bytes`` and ``peak`` memory in bytes of a dump of the current build in ``form``."""
    command = [sys.executable, "-c", PROGRAM, str(folder), form]
    made: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return made


def main() -> None:
    """Measure each format and print a table; write the numbers to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=None, help="the folder of sources and builds")
    parser.add_argument("--json", type=Path, default=None, help="a file for the numbers")
    parser.add_argument("--formats", nargs="*", default=list(DUMPS), choices=list(DUMPS))
    given = parser.parse_args()
    folder = given.home or home()
    quads = current(folder).manifest.quads
    table = Table("format", "statements/s", "seconds", "MB", "peak memory, MB", title=f"Dumps of {quads:,} statements")
    found = {}
    for form in given.formats:
        found[form] = made = measure(folder, form)
        speed = quads / made["seconds"]
        cells = (f"{made['seconds']:.1f}", f"{made['bytes'] / 1e6:,.0f}", f"{made['peak'] / 1e6:,.0f}")
        table.add_row(form, f"{speed:,.0f}" + (f" (aim {AIM:,})" if form == "nquads" else ""), *cells)
    Console().print(table)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
