"""A table is matched on the command line by id, else by name; each row that matches nothing has its reason."""

import csv
import io
from pathlib import Path

import commands
import pytest
import small

IPEX_LABEL = next(label for local, label, *_ in small.DISEASES if local == "0010580")
TABLE = """GardID,Name
GARD:1850,anything
304790,IPEX syndrome
GARD:0000001,omenn syndrome
GARD:0000002,wiskot
,
GARD:0000003,qqqqqqqq
"""
NO_ID = "no source of this build relates this id to anything"


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_rows_are_matched_by_id_or_by_name(home: Path, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8-sig")
    options = ("--id", "GardID", "--name", "Name", "--registry", "GARD", "--kind", "disease")
    done = commands.run("reconcile", tmp_path / "table.csv", *options, home=home)
    assert (done.returncode, done.stderr) == (0, "rarekg: 3 of 6 rows matched: 1 by id, 2 by name\n")
    header, *found = rows(done.stdout)
    assert header == ["id", "name", "match", "label", "by", "reason"]
    ipex = ["MONDO:0010580", IPEX_LABEL]
    assert found[:2] == [
        ["GARD:1850", "anything", *ipex, "id", ""],
        ["304790", "IPEX syndrome", *ipex, "name", ""],  # no such number in GARD
    ]
    assert found[2] == ["GARD:0000001", "omenn syndrome", "MONDO:0011338", "Omenn syndrome", "name", ""]
    similar = "nothing is called so; similar are MONDO:0010518 Wiskott-Aldrich syndrome"
    assert [row[2:5] for row in found[3:]] == [["", "", ""]] * 3
    assert [row[5] for row in found[3:]] == [
        f"{NO_ID}; {similar}",
        "the row has neither id nor name",
        f"{NO_ID}; nothing is called so",
    ]
    rest = commands.run("reconcile", tmp_path / "table.csv", *options, "--unmatched", home=home)
    assert rows(rest.stdout) == [header, *found[3:]]


def test_a_table_with_tabs_comes_on_standard_input(home: Path) -> None:
    done = commands.run(
        "reconcile", "-", "--id", "code", home=home, given="n\tcode\n1\tOMIM:304790\n2\tOrphanet_37042\n3\n"
    )
    assert [row[2] for row in rows(done.stdout)[1:]] == ["MONDO:0010580", "MONDO:0010580", ""]


@pytest.mark.parametrize(
    ("given", "options", "told"),
    [
        ("a,b\n1,2\n", ("--id", "c"), "-: no column 'c'; there are a, b"),
        ("", ("--id", "c"), "-: no column 'c'; there are none"),
        ("a\n1\n", ("--id", "a", "--registry", "XYZ"), "there is no registry 'XYZ'"),
    ],
)
def test_a_wrong_table_is_one_line(home: Path, given: str, options: tuple[str, ...], told: str) -> None:
    assert told in commands.one_line(commands.run("reconcile", "-", *options, home=home, given=given))


def test_bytes_that_are_no_text_and_missing_columns_are_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes(b"name\ncaf\xe9\n")
    done = commands.run("reconcile", tmp_path / "latin.csv", "--name", "name", home=home)
    assert commands.one_line(done).endswith("latin.csv: not text in UTF-8")
    assert commands.run("reconcile", "-", home=home).returncode == 2
