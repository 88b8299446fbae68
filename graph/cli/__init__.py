"""The command line, which puts everything else together."""
