"""The table of limits is one: in the code, on the command line, in the environment, in docs/serving.md."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import commands
import pytest
import served

from rarekg.graph.endpoint.limits import Limits, table

DOCUMENT = (Path(__file__).parents[3] / "docs/serving.md").read_text(encoding="utf-8")


def documented() -> Iterator[tuple[str, ...]]:
    for line in re.findall(r"^\| `--.*\|$", DOCUMENT, re.MULTILINE):
        yield tuple(cell.strip(" `") for cell in line.strip("|").split("|"))


def test_the_document_has_the_table_of_the_code() -> None:
    code = [(row.option, row.variable, f"{row.default:.12g}", row.unit or "–", row.bounds) for row in table()]
    assert list(documented()) == code
    assert len(code) == len(fields(Limits))


@pytest.mark.parametrize("command", ["serve", "up"])
def test_each_limit_is_an_option_and_a_variable(command: str, tmp_path: Path) -> None:
    shown = commands.run(command, "--help", home=tmp_path).stdout
    assert [row.name for row in table() if row.option not in shown or row.variable not in shown] == []


@pytest.mark.parametrize("way", ["option", "variable"])
def test_a_limit_holds_however_it_is_set(way: str, published: Path, tmp_path: Path) -> None:
    home = served.copied(published, tmp_path / "home")
    options = ["--max-nesting", "3", "--workers", "1"] if way == "option" else []
    changed = {"RAREKG_MAX_NESTING": "3", "RAREKG_WORKERS": "1"} if way == "variable" else {}
    with served.endpoint(home, *options, changed=changed) as endpoint, endpoint.client() as client:
        assert client.get("/sparql", params={"query": "ASK {{{}}}"}).status_code == 200
        refused = client.get("/sparql", params={"query": "ASK {{{{}}}}"})
        assert (refused.status_code, "max_nesting = 3" in refused.text) == (400, True)
        assert len(endpoint.query_workers()) == 1


def test_derived_limits() -> None:
    assert Limits(workers=5).share == 4
    assert Limits(workers=1).share == 1
    assert Limits(workers=5, max_running_per_client=2).share == 2
    assert Limits().pool_size >= 2
    assert Limits(max_query_bytes=100).max_body_bytes == 300 + 65536
    assert Limits(max_query_bytes=100).max_head_bytes == 300 + 65536, "an address has no longer query than a body"
    assert Limits(max_get_query_bytes=100).max_head_bytes == 300 + 65536
    assert Limits().max_head_bytes == 4 * 65536
    assert Limits().max_message_bytes > Limits().max_head_bytes + Limits().max_body_bytes
