"""Read and map a file of annotations as a build does; print as JSON how long it took and how much memory it needed.

Arguments: the home with the other sources, and the file. Nothing is loaded: this is the side of a build that must stay
as small however many annotations there are.
"""

import io
import json
import resource
import sys
from pathlib import Path
from time import monotonic

from rarekg.graph.emit import Emission
from rarekg.graph.inputs import chosen, inputs
from rarekg.graph.plan import Plan, code_hash
from rarekg.mappings import catalog
from rarekg.mappings.statements import BASE, lines


class Nowhere(io.StringIO):
    """Forget what is written: in a build, the list of issues goes to a file."""

    def write(self, text: str) -> int:
        """Return how much there was."""
        return len(text)


def main() -> None:
    """Measure and print."""
    home, annotations = map(Path, sys.argv[1:])
    infos = catalog.sources()
    taken = inputs(infos, chosen(infos, ["hpoa"]), {"hpoa": [annotations]}, home)
    emission = Emission(Plan(inputs=taken, base=BASE, code=code_hash(), floors=False), lambda note: None)
    started, written = monotonic(), 0
    for key in emission.plan.sources:
        written += sum(len(lines(said, graph).encode()) for said, graph in emission.stated(key, Nowhere()))
        written += sum(map(len, emission.inferred(key)))
    seconds = monotonic() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3  # kilobytes on Linux
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "written": written / 1e6}))


if __name__ == "__main__":
    main()
