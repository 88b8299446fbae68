"""The pass: it reads any order of nodes, finds what is there twice, and needs no more than the lines."""

from pathlib import Path

import pytest
from sound import MINT, NODES, SCOPE, sound

from rarekg.graph.validation.model.check import check, check_lines
from rarekg.mappings.rdf.ntriples import Mint


def lines() -> list[bytes]:
    return [f"{statement} .\n".encode() for statement in sorted(sound())]


def found(stated: list[bytes], mint: Mint = MINT) -> set[tuple[str, str]]:
    return {(one.check.removeprefix("model: "), one.focus) for one in check_lines(stated, mint, SCOPE)}


def test_a_sound_graph_has_no_findings_in_any_order_of_nodes(tmp_path: Path) -> None:
    stated = tmp_path / "stated.nt"
    stated.write_bytes(b"".join(lines()))
    assert check(stated, MINT, SCOPE) == set()
    by_object = sorted(lines(), key=lambda line: (line.split(b" ")[0][::-1], line))
    assert by_object != lines()
    assert found(by_object) == set()


def test_nothing_is_found_in_nothing() -> None:
    assert found([]) == set()


@pytest.mark.parametrize("node", ["eczema", "match"])
def test_a_node_in_two_places_is_found(node: str) -> None:
    here = NODES[node].encode() + b" "
    (first, *rest) = [line for line in lines() if line.startswith(here)]
    others = [line for line in lines() if not line.startswith(here)]
    assert ("one place for a node", NODES[node][1:-1].removeprefix(MINT.base)) in found([*rest, *others, first])


def test_a_statement_twice_in_an_association_is_found() -> None:
    here = NODES["eczema"].encode() + b" "
    doubled = [again for line in lines() for again in ([line, line] if line.startswith(here) else [line])]
    association = NODES["eczema"][1:-1].removeprefix(MINT.base)
    assert found(doubled) == {("repeated statement", association)}


def test_each_undeclared_property_is_found_once() -> None:
    more = [
        f"<http://example.org/{number}> <http://example.org/p> <http://example.org/o> .\n".encode() for number in "ab"
    ]
    assert found([*lines(), *more]) == {("declared property", "<http://example.org/a>")}


def test_the_base_of_the_build_tells_associations_from_other_nodes() -> None:
    other = Mint(base="https://example.org/other/")
    assert "class of an association" in {rule for rule, _ in found(lines(), other)}
    moved = [
        line.replace(MINT.base.encode() + b"association/", other.base.encode() + b"association/") for line in lines()
    ]
    moved = [line.replace(MINT.base.encode() + b"mapping/", other.base.encode() + b"mapping/") for line in moved]
    assert found(moved, other) == set()
