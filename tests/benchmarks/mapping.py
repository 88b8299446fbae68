"""Read and map a file of annotations as a build does; print the time and the memory as JSON.

Arguments: the home with the other sources, and the file. Nothing is loaded: this is the half of a build whose memory
must not grow with the number of annotations.
"""

import json
import os
import resource
import sys
from pathlib import Path
from time import monotonic

from rarekg.graph.home.code_hash import building
from rarekg.graph.pipeline.inputs import chosen, inputs
from rarekg.graph.pipeline.mapper import MappingRun
from rarekg.graph.pipeline.plan import Plan
from rarekg.mappings import catalog
from rarekg.mappings.rdf.ntriples import BASE, lines


def main() -> None:
    """Measure, and print the figures."""
    home, annotations = map(Path, sys.argv[1:])
    infos = catalog.sources()
    taken = inputs(infos, chosen(infos, ["hpoa"]), {"hpoa": [annotations]}, home)
    run = MappingRun(Plan(inputs=taken, base=BASE, code=building(), floors=False), lambda note: None)
    started, written = monotonic(), 0
    with Path(os.devnull).open("wb") as issues:
        for key in run.plan.sources:
            written += sum(len(lines(described, graph).encode()) for described, graph in run.stated(key, issues))
            written += sum(map(len, run.inferred(key)))
    seconds = monotonic() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3  # kilobytes on Linux
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "written": written / 1e6}))


if __name__ == "__main__":
    main()
