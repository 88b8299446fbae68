"""Whatever is in a file, a reader raises SourceError or yields facts that any format of the graph can hold."""

from contextlib import suppress
from pathlib import Path

import pytest
from growing import GROWING, Growing, known
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import json

from rarekg.mappings.facts import Issue
from rarekg.mappings.rdf.ntriples import Mint, lines
from rarekg.mappings.rdf.translators import translate
from rarekg.mappings.resolve.readers import learn
from rarekg.ontology.characters import unfit
from rarekg.ontology.errors import SourceError

DAMAGE = st.one_of(
    st.sampled_from(
        [
            *("\x00", "\x01", "\x0b", "\x1b", "\ufffe", "\uffff", "\ud800", "\ufeff", "\r", "\u2028", "\x85"),
            *("\\f", "\\u0001", "\\ud800", "&#1;", "&#xFFFE;", "&#xD800;", '"\\x01"', '"\\uD800"', '"\\UFFFFFFFF"'),
            *("1" * 5_000, "[" * 3_000, "{" * 3_000, '{"a":' * 3_000, "<b>" * 3_000, " and a disease" * 2_000),
            *("\t", "\n", '"', "|", ";", "#", "[1,\n9]", "\\", "-1", "1e999", "NaN", "null", "HP:0001250", "MONDO:1"),
        ]
    ),
    st.text(max_size=20),
)


def read(growing: Growing, content: bytes, path: Path) -> None:
    """Read ``content``; fail if anything but a SourceError comes of it, or a fact that cannot be written."""
    path.write_bytes(growing.pack(content))
    resolved = known()
    with suppress(SourceError):
        for fact in growing.reader(path, resolved):
            learn(resolved, fact)  # type: ignore[arg-type]
            if isinstance(fact, Issue):
                assert json.encode(fact)
            else:
                for description in translate(fact, Mint()):  # type: ignore[arg-type]
                    assert unfit(lines(description, " .\n")) is None


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(GROWING),
    st.integers(1, 3),
    st.lists(st.tuples(st.floats(0, 1), DAMAGE, st.integers(0, 5)), max_size=3),
)
def test_damage_is_a_source_error_an_issue_or_a_fact(
    tmp_path: Path, growing: Growing, size: int, damages: list[tuple[float, str, int]]
) -> None:
    content = growing.made(size)
    for place, damage, lost in damages:
        at = int(place * len(content))
        content = content[:at] + damage + content[at + lost :]
    read(growing, content.encode("utf-8", "surrogatepass"), tmp_path / growing.file)


SEEDS = {growing.reader.__module__: growing for growing in GROWING}


@pytest.mark.parametrize("growing", SEEDS.values(), ids=SEEDS.keys())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_source_error_an_issue_or_a_fact(tmp_path: Path, growing: Growing, content: bytes) -> None:
    read(growing, content, tmp_path / growing.file)


TABLES = ("hpoa", "hpo_genes", "hgnc", "hgnc_withdrawn")


@pytest.mark.parametrize("character", ["\x01", "\x1f", "\ufffe"])
@pytest.mark.parametrize("table", TABLES)
def test_a_row_with_a_character_that_xml_lacks_is_reported_and_the_others_are_read(
    tmp_path: Path, table: str, character: str
) -> None:
    growing = next(one for one in GROWING if one.reader.__module__.endswith(f".{table}"))
    path = tmp_path / growing.file
    header, *rows = growing.made(5).splitlines()
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    sound = [fact for fact in growing.reader(path, known()) if not isinstance(fact, Issue)]
    path.write_text("\n".join([header, *rows, rows[0] + character]), encoding="utf-8")
    facts = list(growing.reader(path, known()))
    assert [fact for fact in facts if not isinstance(fact, Issue)] == sound
    (issue,) = (fact for fact in facts if isinstance(fact, Issue) and fact.kind == "unfit-character")
    assert (issue.line, issue.action) == (len(rows) + 2, "skipped")
    assert f"U+{ord(character):04X}" in issue.message
