"""Read a published build for the command line: query, describe, dump, compare."""
