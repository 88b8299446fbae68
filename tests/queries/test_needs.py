"""A query names the sources that it needs; where a build has none of them, a note names the commands that bring one."""

import re

import pytest

from rarekg.mappings.catalog import sources
from rarekg.ontology.errors import QueryError
from rarekg.queries.catalog import SavedQuery, load, read
from rarekg.queries.needs import missing_sources, note

TEXT = "#+ summary: Which?\n#+ description: D\n#+ tags: [t]\n#+ defaults: {}\n%sASK {}"


def query(needs: str = "") -> SavedQuery:
    return read("which-one", "things", TEXT % (f"#+ needs: {needs}\n" if needs else ""))


@pytest.mark.parametrize(
    ("needs", "available", "missing"),
    [
        ("", [], ()),
        ("[]", ["hpo"], ()),
        ("[a-one, two]", ["hpo"], ("a-one", "two")),
        ("[a-one, two]", ["hpo", "two"], ()),
        ("[a-one, two]", ["a-one", "two"], ()),
    ],
)
def test_one_of_the_sources_suffices(needs: str, available: list[str], missing: tuple[str, ...]) -> None:
    assert missing_sources(query(needs), available) == missing


@pytest.mark.parametrize("needs", ["a-one", "[a-one, a-one]", "[A]", "[a_b]", "['']", "{a: b}", "[[a]]"])
def test_what_is_no_list_of_keys_is_refused_in_one_line(needs: str) -> None:
    with pytest.raises(QueryError, match=r"\Athings/which-one\.rq: .*needs"):
        query(needs)


def test_the_note_is_one_line_with_every_source_and_every_command() -> None:
    text = note(("orphanet-genes", "orphapackets"))
    assert "the sources of this answer, orphanet-genes and orphapackets;" in text
    assert re.findall("`(.*?)`", text) == [
        "rarekg fetch --latest",
        "rarekg build --locked",
        "rarekg build --source orphanet-genes=FILE",
        "rarekg build --source orphapackets=FILE",
    ]
    assert text.count("\n") == 0
    assert "the source of this answer, orphapackets;" in note(("orphapackets",))


@pytest.mark.parametrize("query", [query for query in load() if query.needs], ids=lambda query: query.name)
def test_the_sources_exist_and_the_first_can_be_fetched(query: SavedQuery) -> None:
    known = sources()
    assert set(query.needs) <= known.keys()
    assert known[query.needs[0]].latest
    assert all(known[key].given for key in query.needs)  # a pinned source is in every build
