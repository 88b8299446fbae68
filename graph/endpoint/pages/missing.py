"""What the pages would show of Orphanet if the build had the products that no package carries."""

from collections.abc import Collection

from rarekg.queries.needs import FETCHING

PRODUCTS = {"orphanet-prevalence": "prevalences", "orphanet-genes": "gene roles"}
ALL = "orphapackets"  # has what all products have


def missing(sources: Collection[str]) -> str:
    """Return which statements of Orphanet a build with ``sources`` lacks, in words, '' if it lacks none.

    >>> missing({"mondo", "orphanet-genes"}), missing({"orphapackets"})
    ('prevalences', '')
    """
    if ALL in sources:
        return ""
    return " and ".join(words for key, words in PRODUCTS.items() if key not in sources)


def remedy() -> tuple[str, ...]:
    """Return the commands that bring them, to run in turn."""
    return FETCHING
