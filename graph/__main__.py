"""Begin the command line, as ``rarekg`` or ``python -m rarekg.graph``: a build with large pages, all else at once."""

import sys

from rarekg.graph.largepages import begin_again


def main() -> None:
    """Run the command line."""
    begin_again(sys.argv)
    # Not before: a build would import it twice, and nothing else can be done meanwhile.
    from rarekg.graph.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
