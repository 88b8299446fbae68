"""Double the input of each reader and print how its time grows: 2 is a line, 4 a square.

Each input repeats what has cost a reader more than its length (``tests/support/growing.py``). ``--size`` is the least
number of repetitions; it is doubled ``--times`` times. Exit code 1 if a time grows as the square of its input does.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from growing import GROWING, title
from rich.console import Console
from rich.table import Table

SQUARE = 3.0  # times the time for twice the input, on average, from which on it is no line any more
SHORTEST = 0.005  # seconds of the last doubling, below which the clock decides


def main() -> None:
    """Measure and print the growth of each reader."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=4_000)
    arguments.add_argument("--times", type=int, default=3)
    arguments.add_argument("--only", default="", help="a part of the names of the inputs to measure")
    chosen = arguments.parse_args()
    sizes = [chosen.size << turn for turn in range(chosen.times + 1)]
    table = Table("reader and input", *(f"{size:,}" for size in sizes), "growth", title="milliseconds by repetitions")
    steep = 0
    with TemporaryDirectory() as folder:
        for growing in GROWING:
            if chosen.only not in title(growing):
                continue
            seconds = [growing.seconds(Path(folder), size) for size in sizes]
            growth = (seconds[-1] / max(seconds[0], 1e-6)) ** (1 / chosen.times)
            is_steep = growth > SQUARE and seconds[-1] > SHORTEST
            steep += is_steep
            times = (f"{one * 1e3:.1f}" for one in seconds)
            table.add_row(title(growing), *times, f"{growth:.1f}{' !' if is_steep else ''}")
    Console().print(table)
    sys.exit(steep > 0)


if __name__ == "__main__":
    main()
