"""Start the command line, as ``rarekg`` or ``python -m rarekg.graph``."""

from rarekg.graph.cli.app import main

if __name__ == "__main__":
    main()
