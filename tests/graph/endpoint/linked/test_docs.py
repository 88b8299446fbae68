"""docs/linked-data.md lists exactly the addresses, formats and readings of the code."""

import re
from pathlib import Path
from typing import get_args

from rarekg.graph.endpoint.linked.addresses import SUFFIXES
from rarekg.graph.endpoint.linked.listing import LISTS
from rarekg.graph.endpoint.linked.listing import PAGE as LIST_PAGE
from rarekg.graph.endpoint.search.batch import MOST_QUERIES
from rarekg.graph.endpoint.search.manifest import PATH
from rarekg.graph.process.neighbourhood import PART, WHOLE
from rarekg.graph.rdf.formats import media_type
from rarekg.graph.search.hits import MOST, MatchedBy
from rarekg.graph.search.thing import KINDS

TEXT = Path(__file__).parents[4].joinpath("docs/linked-data.md").read_text(encoding="utf-8")


def test_the_formats_are_those_of_the_code() -> None:
    written = dict(re.findall(r"^\| `\.(\w+)` \| `([\w/+.-]+)`", TEXT, re.MULTILINE))
    assert written == {suffix: media_type(name) for suffix, name in SUFFIXES.items()}


def test_the_lists_and_numbers_are_those_of_the_code() -> None:
    assert all(f"`/{name}`" in TEXT for name in LISTS)
    assert f"{LIST_PAGE} a page" in TEXT
    assert f"at most {WHOLE:,} links lead to the thing" in TEXT
    assert f"in parts of {PART} links" in TEXT
    assert f"at most {MOST_QUERIES} queries" in TEXT
    assert f"`limit` up to {MOST}" in TEXT
    assert f"`{PATH}`" in TEXT


def test_the_kinds_and_readings_are_those_of_the_code() -> None:
    assert f"`kind={'|'.join(KINDS)}`" in TEXT
    assert ", ".join(f"`{how}`" for how in get_args(MatchedBy)) in TEXT
