"""Run the command line as ``python -m rarekg.graph``."""

from rarekg.graph.cli import main

if __name__ == "__main__":
    main()
