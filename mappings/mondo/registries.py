"""The registries whose entries are diseases, as MONDO's terms are; entries of terminologies need no mapping node."""

# Those whose ids MONDO maps one-to-one.
EXACT = frozenset({"OMIM", "OMIMPS", "ORPHA", "DECIPHER"})
REGISTRIES = EXACT | {"GARD"}


def registry(curie: str) -> str:
    """Return the prefix of ``curie``.

    >>> registry("ORPHA:37042")
    'ORPHA'
    """
    return curie.partition(":")[0]
