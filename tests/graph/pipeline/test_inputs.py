"""The input files of a build."""

import os
from hashlib import sha256
from pathlib import Path

import pytest
from invented_packets import ARCHIVES, DAY, named, packet

from rarekg.graph.home.folders import cached_file
from rarekg.graph.home.lock import Lock, Locked, locked_file
from rarekg.graph.pipeline.inputs import chosen, fillable, inputs
from rarekg.mappings.catalog import sources
from rarekg.ontology.errors import SourceError


def test_a_source_comes_after_those_it_needs() -> None:
    keys = chosen(sources(), ["gard"])
    assert keys[-1] == "gard"
    assert {"hpo", "mondo"} <= set(keys)
    assert chosen(sources(), []) == list(sources())
    assert chosen(sources(), ["mondo"]) == ["mondo"]


def test_an_unknown_source_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SourceError, match=r"no source 'hpoo'; the sources are .*hpo"):
        chosen(sources(), ["hpoo"])


PAGES = ["gard", "gard-restated"]


def test_the_shipped_restatement_is_read_if_no_page_is_given(tmp_path: Path) -> None:
    (found,) = inputs(sources(), PAGES, {}, tmp_path)
    assert (found.source, found.taken, found.version) == (
        "gard-restated",
        "shipped",
        sources()["gard-restated"].release,
    )
    assert "IPEX" in Path(found.path).read_text(encoding="utf-8")


def test_a_page_of_the_user_is_read_instead_of_the_restatement(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("x")
    (found,) = inputs(sources(), PAGES, {"gard": [page]}, tmp_path)
    assert (found.source, found.taken, found.path) == ("gard", "given", str(page))


def test_another_restatement_is_read_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("x")
    (found,) = inputs(sources(), PAGES, {"gard-restated": [page]}, tmp_path)
    assert (found.source, found.taken) == ("gard-restated", "given")
    with pytest.raises(
        SourceError, match="given for gard-restated and gard, for which it stands in; give files of one"
    ):
        inputs(sources(), PAGES, {key: [page] for key in PAGES}, tmp_path)


def test_a_source_without_a_file_is_refused_if_it_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gard has no file of its own; .* --source gard=FILE or read gard-restated"):
        fillable(sources(), ["hpo", "gard"], {})
    fillable(sources(), ["hpo", "gard"], {"gard": [tmp_path]})
    fillable(sources(), [], {})


PRODUCT = "orphanet-genes"
LOCKED = Locked(
    url="https://www.orphadata.com/data/xml/en_product6.xml",
    final_url="https://www.orphadata.com/data/xml/en_product6.xml",
    version="2026-06-23",
    date="2026-07-01",
    size=5,
    sha256=sha256(b"genes").hexdigest(),
)


def test_a_source_that_can_only_be_fetched_is_read_where_it_was(tmp_path: Path) -> None:
    lock, file = Lock(sources={PRODUCT: (LOCKED,)}), locked_file(tmp_path, LOCKED)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"genes")
    (found,) = inputs(sources(), [PRODUCT], {}, tmp_path, lock)
    assert (found.source, found.version, found.taken, found.path) == (PRODUCT, "2026-06-23", "latest", str(file))
    assert inputs(sources(), [PRODUCT], {}, tmp_path) == ()
    own = tmp_path / "en_product6.xml"
    own.write_text('<?xml version="1.0"?>\n<JDBOR date="2020-08-01 04:32:16" version="1.3.6"/>')
    (found,) = inputs(sources(), [PRODUCT], {PRODUCT: [own]}, tmp_path, lock)
    assert (found.version, found.taken, found.path) == ("2020-08-01", "given", str(own))


def test_a_source_that_was_not_fetched_is_refused_with_the_command_that_fetches_it(tmp_path: Path) -> None:
    fetch = rf"{PRODUCT} has no file of its own; fetch it with `rarekg fetch --latest --only {PRODUCT}`"
    with pytest.raises(SourceError, match=rf"{fetch} and build with --locked or pass one with --source {PRODUCT}=FILE"):
        fillable(sources(), [PRODUCT], {})
    with pytest.raises(SourceError, match=rf"{fetch} or pass one with --source {PRODUCT}=FILE"):
        fillable(sources(), [PRODUCT], {}, Lock())
    fillable(sources(), [PRODUCT], {PRODUCT: [tmp_path]})
    fillable(sources(), [PRODUCT], {}, Lock(sources={PRODUCT: (LOCKED,)}))


def test_files_given_are_read_in_the_order_of_their_hashes(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in "abcdef"]
    for path in paths:
        path.write_text(path.name)
    found = inputs(sources(), ["gard"], {"gard": paths}, tmp_path)
    assert found == inputs(sources(), ["gard"], {"gard": paths[::-1]}, tmp_path)
    assert [taken.sha256 for taken in found] == sorted(taken.sha256 for taken in found)
    assert {taken.path for taken in found} == set(map(str, paths))


def test_a_missing_release_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"hp\.obo: hpo is not in the cache; run `rarekg fetch` first"):
        inputs(sources(), ["hpo"], {}, tmp_path)


def test_another_file_in_the_cache_is_not_the_pinned_release(tmp_path: Path) -> None:
    cached = cached_file(tmp_path, sources()["hpo"])
    assert cached
    cached.parent.mkdir(parents=True)
    cached.write_text("format-version: 1.2\n")
    with pytest.raises(SourceError, match=r"SHA-256 differs; run `rarekg fetch`, or .* --source hpo="):
        inputs(sources(), ["hpo"], {}, tmp_path)
    (taken,) = inputs(sources(), ["hpo"], {"hpo": [cached]}, tmp_path)
    assert taken.taken == "given"


def test_a_file_for_a_source_that_is_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="given for hpo, which is not read"):
        inputs(sources(), ["mondo"], {"hpo": [tmp_path / "x"]}, tmp_path)


@pytest.mark.parametrize("name", ["none", "."])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        inputs(sources(), ["mondo"], {"mondo": [tmp_path / name]}, tmp_path)


def test_a_file_whose_path_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"mondo-\xff.json")
    odd.write_text("[]")
    with pytest.raises(SourceError, match="its path is not UTF-8; move the file"):
        inputs(sources(), ["mondo"], {"mondo": [odd]}, tmp_path)


@pytest.mark.parametrize("kind", ARCHIVES)
def test_an_archive_has_the_version_that_the_packets_in_it_state(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"orphapackets.{kind}"
    path.write_bytes(ARCHIVES[kind](named(packet())))
    (found,) = inputs(sources(), ["orphapackets"], {"orphapackets": [path]}, tmp_path)
    assert (found.source, found.version, found.taken) == ("orphapackets", DAY, "given")
