"""The counting process: it reads the copies of all statements beside the check, and writes the partitions of the graph.

Its arguments are the folder of the build and the base of its IRIs. It learns the classes of nodes from the copies,
waits for the rest of the graph ``metadata`` on standard input, as N-Triples, then counts and writes N-Triples.
"""

import gc
import signal
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen

from rarekg.graph.inference.closure import GRAPH as INFERRED_GRAPH
from rarekg.graph.pipeline.partitions import partitions
from rarekg.graph.pipeline.streams import INFERRED, STATED
from rarekg.graph.pipeline.tally import END, Group, Kinds
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.errors import ValidationError


@dataclass(slots=True)
class Counting:
    """The process as the build sees it: it begins when the copies in ``folder`` are complete."""

    folder: Path
    mint: Mint
    _process: "Popen[bytes] | None" = None

    def begin(self) -> None:
        """Start it."""
        # -P: a file in the working directory must not pass for a module of the package.
        command = [sys.executable, "-P", "-m", "rarekg.graph.pipeline.counting", str(self.folder), self.mint.base]
        self._process = Popen(command, stdin=PIPE, stdout=PIPE)

    def partitions(self, described: bytes) -> bytes:
        """Return the partitions as N-Triples; ``described`` is the rest of the graph ``metadata``.

        Raises:
            ValidationError: It failed.
        """
        assert self._process is not None  # the loader has waited for the copies
        counted, _ = self._process.communicate(described)
        if self._process.returncode:
            raise ValidationError(f"counting the statements failed with exit code {self._process.returncode}")
        return counted

    def close(self) -> None:
        """End it if it still runs."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()


def main() -> None:
    """Count the statements of the build in the folder that the command line names."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches this process too; the build reports it
    gc.disable()  # nothing here forms a cycle
    folder, base = sys.argv[1:]
    mint, kinds = Mint(base=base), Kinds()
    copies = [(Path(folder, STATED), END), (Path(folder, INFERRED), f" {mint.graph(INFERRED_GRAPH)} .\n".encode())]
    for path, end in copies:
        with path.open("rb") as lines:
            kinds.learn(lines, end)
    described = sys.stdin.buffer.readlines()
    kinds.learn(described)
    counts: Counter[Group] = Counter()
    for path, end in copies:
        with path.open("rb") as lines:
            counts += kinds.count(lines, end)
    sys.stdout.write("".join(f"{line} .\n" for line in partitions(mint, kinds, counts, described)))


if __name__ == "__main__":
    main()
