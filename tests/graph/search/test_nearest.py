"""What is suggested for an id or a name that is not there, and that many may ask one index at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from rarekg.graph.home.builds import Build
from rarekg.graph.search.hits import search
from rarekg.graph.search.nearest import NEAR, nearest
from rarekg.graph.search.reader import SearchIndex


@pytest.fixture(scope="module")
def index(built: Build) -> SearchIndex:
    return SearchIndex(built.search)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MONDO:0010581", "MONDO:0010580"),
        ("MONDO:10580", "MONDO:0010580"),
        ("OMIM:304791", "MONDO:0010580"),
        ("Omenn", "MONDO:0011338"),
        ("resource/wiskott_aldrich", "MONDO:0010518"),
    ],
)
def test_typing_errors_and_names_lead_to_the_thing(index: SearchIndex, name: str, expected: str) -> None:
    found = nearest(index, name)
    assert expected in [curie for curie, _ in found]
    assert len(found) <= NEAR


@pytest.mark.parametrize("name", ["DOI:10.1000/alopecia", "HGNC:alopecia", "", "zzz", "OMIM:"])
def test_an_id_is_no_name_and_nothing_is_suggested_for_nothing(index: SearchIndex, name: str) -> None:
    assert nearest(index, name) == []


def test_many_threads_get_what_one_gets(index: SearchIndex) -> None:
    queries = ["ipex", "alopecia", "wiskot", "304790", "syndrome", "x linked recesive", "a"] * 20
    alone = [search(index, query) for query in queries]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda query: search(index, query), queries)) == alone
