"""The release that a file states."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from invented_packets import ARCHIVES, DAY, named, packet

from rarekg.mappings.catalog import sources
from rarekg.mappings.release import FIRST, HEAD, stated_release

PURL = "http://purl.obolibrary.org/obo"
OBO = "format-version: 1.2\ndata-version: {}\n\n[Term]\nid: HP:1\n"


@pytest.mark.parametrize(
    ("source", "text", "release"),
    [
        ("hpo", OBO.format("hp/releases/2026-06-06"), "2026-06-06"),
        ("hpo", OBO.format(f"{PURL}/hp/releases/2026-06-06/hp.obo"), "2026-06-06"),
        ("mondo", OBO.format("releases/2026-05-05"), "2026-05-05"),
        (
            "mondo-mappings",
            f"# mapping_set_version: {PURL}/mondo/releases/2026-08-04/mappings/a.sssom.tsv\n",
            "2026-08-04",
        ),
        ("mondo-mappings", "#mapping_set_version: 2026-08-04\n", "2026-08-04"),
        ("hpoa", '#description: "x"\n#version: 2026-06-06\n', "2026-06-06"),
        ("hpoa", "#date: 2024-01-16\n", "2024-01-16"),
        ("hpo", "format-version: 1.2\n\n[Term]\nid: HP:1\n", ""),
        ("hpo", f"{'!' * HEAD}\ndata-version: hp/releases/2026-06-06\n", ""),
        ("hgnc", "hgnc_id\tsymbol\n", ""),
    ],
)
def test_the_head_of_a_file_states_its_release(tmp_path: Path, source: str, text: str, release: str) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    assert stated_release(path, sources()[source].release_pattern) == release


def test_a_file_that_is_not_text_states_none(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 10)
    assert stated_release(path, sources()["hpo"].release_pattern) == ""


def test_a_pipe_is_not_read_for_its_release(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # opening it would wait for a writer
    assert stated_release(tmp_path / "pipe", sources()["hpo"].release_pattern) == ""


@pytest.mark.parametrize("made", ARCHIVES.values(), ids=ARCHIVES.keys())
def test_an_archive_has_the_release_that_a_file_in_it_states(
    tmp_path: Path, made: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    path, pattern = tmp_path / "file", '"creationDate": *"([0-9]{4}-[0-9][0-9]-[0-9][0-9])'
    path.write_bytes(made({"README": b"x", **named(packet())}))
    assert stated_release(path, pattern) == DAY
    path.write_bytes(made({**{f"{number}": b"x" * HEAD for number in range(FIRST)}, **named(packet())}))
    assert stated_release(path, pattern) == ""


def test_a_damaged_archive_states_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(ARCHIVES["tar.xz"](named(packet()))[:100])
    assert stated_release(tmp_path / "file", "creationDate(.)") == ""
