"""Curated lookup tables in ``mappings/lookups``."""

from csv import QUOTE_NONE, DictReader
from functools import cache
from importlib.resources import files


@cache
def lookup_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``lookups/<name>.tsv``, each column → value; lines that begin with ``#`` are comments.

    >>> next(row["mode"] for row in lookup_rows("inheritance") if row["phrase"] == "autosomal recessive")
    'HP:0000007'
    """
    table = files("rarekg.mappings").joinpath(f"lookups/{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in table.splitlines() if not line.startswith("#"))
    return tuple(DictReader(lines, delimiter="\t", quoting=QUOTE_NONE))
