"""The newest releases and the lock file: from a publisher's server into the cache, and again from the lock."""

import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

import pytest
import small
import upstream as server
from rich.console import Console
from upstream import MODIFIED, Upstream

from rarekg.graph.fetch.latest import fetch_latest
from rarekg.graph.fetch.limits import Limits
from rarekg.graph.fetch.locked import fetch_locked
from rarekg.graph.home.lock import Lock, Locked, locked_file, read
from rarekg.mappings.catalog import sources
from rarekg.ontology.errors import SourceError

QUICK = Limits(timeout=5, attempts=2, wait=0.01, max_bytes=1 << 20)
HPO = small.hp_obo().encode()
NEWER = HPO.replace(b"2025-01-16", b"2026-06-06")
GENES = b"hgnc_id\tsymbol\n"


class Home:
    """A home to fetch into, with an address for each source."""

    def __init__(self, folder: Path, urls: Mapping[str, list[str]]) -> None:
        self.folder, self.urls, self.lock = folder, urls, folder / "sources.lock"

    def latest(self, *keys: str, terminal: bool = False) -> str:
        """Fetch the newest releases; return the output."""
        output = StringIO()
        console = Console(file=output, width=200, force_terminal=terminal)
        infos = [sources()[key] for key in keys or self.urls]
        fetch_latest(infos, self.folder, lock=self.lock, urls=self.urls, limits=QUICK, console=console)
        return output.getvalue()

    def locked(self, *keys: str) -> str:
        """Fetch what is locked; return the output."""
        output = StringIO()
        infos = [sources()[key] for key in keys or self.urls]
        fetch_locked(infos, self.folder, read(self.lock), limits=QUICK, console=Console(file=output, width=200))
        return output.getvalue()

    def one(self, key: str = "hpo") -> Locked:
        (locked,) = read(self.lock).sources[key]
        return locked

    def files(self) -> dict[str, bytes]:
        """Return each file below the home, except the lock of running fetches."""
        paths = (path for path in self.folder.rglob("*") if path.is_file() and path.name != "fetch.lock")
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in paths}


@pytest.fixture
def up() -> Iterator[Upstream]:
    with server.upstream() as made:
        yield made


@pytest.fixture
def home(tmp_path: Path, up: Upstream) -> Home:
    return Home(tmp_path / "home", {"hpo": [up.serve("/hp.obo", server.file(HPO))]})


def test_the_lock_describes_the_file_in_the_cache(home: Home, up: Upstream) -> None:
    up.serve("/hp/2025/hp.obo", server.file(HPO))
    up.serve("/hp.obo", server.redirect("/hp/2025/hp.obo"))
    output = home.latest()
    locked = home.one()
    assert locked.url == f"{up.url}/hp.obo"
    assert locked.final_url == f"{up.url}/hp/2025/hp.obo"
    assert (locked.version, locked.size, locked.etag, locked.modified) == ("2025-01-16", len(HPO), '"1"', MODIFIED)
    assert locked.sha256 == hashlib.sha256(HPO).hexdigest()
    assert locked_file(home.folder, locked).read_bytes() == HPO
    assert f"downloading {up.url}/hp.obo" in output
    assert "hpo: fetched: hp.obo, release 2025-01-16 (0.0 MB)" in output
    assert f"the lock file is {home.lock}" in output


def test_an_unchanged_file_is_not_downloaded_again_and_the_lock_is_the_same(home: Home, up: Upstream) -> None:
    home.latest()
    before = home.files()
    assert "hpo: unchanged: hp.obo, release 2025-01-16" in home.latest()
    assert home.files() == before
    assert up.headers("If-None-Match") == ["", '"1"']
    assert up.headers("If-Modified-Since") == ["", MODIFIED]


def test_a_damaged_file_in_the_cache_is_downloaded_again(home: Home, up: Upstream) -> None:
    home.latest()
    locked_file(home.folder, home.one()).write_bytes(HPO[:-1])
    assert "hpo: fetched" in home.latest()
    assert locked_file(home.folder, home.one()).read_bytes() == HPO
    assert up.headers("If-None-Match") == ["", ""]


def test_a_newer_release_replaces_the_lock_but_not_the_older_file(home: Home, up: Upstream) -> None:
    home.latest()
    before = home.one()
    up.serve("/hp.obo", server.file(NEWER, etag='"2"'))
    home.latest()
    assert home.one().version == "2026-06-06"
    assert locked_file(home.folder, home.one()).read_bytes() == NEWER
    assert locked_file(home.folder, before).read_bytes() == HPO


def test_a_file_that_states_no_release_has_the_day_of_its_modification_or_its_hash(
    tmp_path: Path, up: Upstream
) -> None:
    genes = Home(tmp_path / "home", {"hgnc": [up.serve("/a.txt", server.file(GENES))]})
    genes.latest()
    assert genes.one("hgnc").version == "2026-06-06"
    # The same bytes with another date are the same release.
    up.serve("/a.txt", server.file(GENES, etag='"2"', modified="Sun, 07 Jun 2026 10:00:00 GMT"))
    genes.latest()
    assert (genes.one("hgnc").version, genes.one("hgnc").etag) == ("2026-06-06", '"2"')
    other = Home(tmp_path / "other", {"hgnc": [up.serve("/b.txt", server.file(GENES, etag="", modified=""))]})
    other.latest()
    assert other.one("hgnc").version == f"sha256:{hashlib.sha256(GENES).hexdigest()[:12]}"


def test_a_compressed_file_is_locked_by_its_content(tmp_path: Path, up: Upstream) -> None:
    packed = Home(tmp_path / "home", {"hpo": [up.serve("/hp.obo.gz", server.file(gzip.compress(HPO)))]})
    packed.latest()
    assert (packed.one().name, packed.one().size) == ("hp.obo", len(HPO))
    assert locked_file(packed.folder, packed.one()).read_bytes() == HPO
    shutil.rmtree(packed.folder / "sources")
    assert "hpo: fetched" in packed.locked()


def test_a_source_of_several_files_has_them_in_their_order(tmp_path: Path, up: Upstream) -> None:
    urls = [up.serve("/b.obo", server.file(NEWER)), up.serve("/a.obo", server.file(HPO))]
    home = Home(tmp_path / "home", {"hpo": urls})
    home.latest()
    assert [locked.url for locked in read(home.lock).sources["hpo"]] == urls


def test_other_sources_stay_in_the_lock(home: Home, up: Upstream) -> None:
    home.latest()
    genes = Home(home.folder, {"hgnc": [up.serve("/genes.txt", server.file(GENES))]})
    genes.latest()
    assert set(read(home.lock).sources) == {"hpo", "hgnc"}


def test_a_source_without_an_address_is_not_in_the_lock(home: Home) -> None:
    assert sources()["gard"].latest == ()
    home.latest("hpo", "gard")
    assert set(read(home.lock).sources) == {"hpo"}


def test_if_one_file_cannot_be_had_the_lock_stays_and_the_others_are_kept(home: Home, up: Upstream) -> None:
    home.latest()
    before = home.lock.read_bytes()
    up.serve("/hp.obo", server.file(NEWER, etag='"2"'))
    both = Home(home.folder, {**home.urls, "hgnc": [f"{up.url}/genes.txt"]})
    with pytest.raises(SourceError, match=f"^{up.url}/genes.txt: answers 404"):
        both.latest()
    assert home.lock.read_bytes() == before
    up.serve("/genes.txt", server.file(GENES))
    assert "hpo: unchanged: hp.obo, release 2026-06-06" in both.latest()
    assert home.one().version == "2026-06-06"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"<!DOCTYPE html><title>Log in</title>", "is a web page instead of the file"),
        (b"", "is empty"),
        (gzip.compress(HPO)[:-9], "cannot be decompressed"),
        (bytes(2 << 20), "is larger than"),
    ],
)
def test_what_is_no_file_leaves_everything_as_it_was(home: Home, up: Upstream, content: bytes, complaint: str) -> None:
    home.latest()
    before = home.files()
    up.serve("/hp.obo", server.file(content, etag='"2"'))
    with pytest.raises(SourceError, match=f"^{up.url}/hp.obo: {complaint}"):
        home.latest()
    assert home.files() == before


def test_a_lock_that_is_damaged_is_not_overwritten(home: Home, up: Upstream) -> None:
    home.folder.mkdir()
    home.lock.write_text("{")
    with pytest.raises(SourceError, match="is not a lock file"):
        home.latest()
    assert home.lock.read_text() == "{"
    assert up.asked == []


def test_a_record_that_is_damaged_is_not_used(home: Home) -> None:
    home.latest()
    (record,) = (home.folder / "sources/latest").glob("*.json")
    record.write_text("{")
    assert "hpo: fetched" in home.latest()


def test_a_terminal_shows_a_bar(home: Home) -> None:
    size = f"{len(HPO) / 1000:.1f}"
    assert f"{size}/{size} kB" in home.latest(terminal=True)


def test_a_home_that_is_a_file(home: Home) -> None:
    home.folder.write_text("")
    with pytest.raises(SourceError, match="the cache cannot be used: "):
        home.latest()


def test_locked_files_in_the_cache_need_no_network(home: Home, up: Upstream) -> None:
    home.latest()
    before, asked = home.files(), len(up.asked)
    assert "hpo: in the cache: hp.obo, release 2025-01-16" in home.locked()
    assert (home.files(), len(up.asked)) == (before, asked)


@pytest.mark.parametrize("damage", [None, HPO[:-1], b""])
def test_a_missing_or_damaged_file_is_fetched_from_upstream(home: Home, damage: bytes | None) -> None:
    home.latest()
    path = locked_file(home.folder, home.one())
    if damage is None:
        shutil.rmtree(home.folder / "sources")
    else:
        path.write_bytes(damage)
    output = home.locked()
    assert ("because it was damaged" in output) == (damage is not None)
    assert path.read_bytes() == HPO


def test_the_address_of_a_release_serves_it_when_the_first_one_has_moved_on(home: Home, up: Upstream) -> None:
    up.serve("/2025/hp.obo", server.file(HPO))
    up.serve("/2026/hp.obo", server.file(NEWER))
    up.serve("/hp.obo", server.redirect("/2025/hp.obo"), server.redirect("/2026/hp.obo"))
    home.latest()
    shutil.rmtree(home.folder / "sources")
    home.locked()
    assert locked_file(home.folder, home.one()).read_bytes() == HPO


def test_the_first_address_is_asked_when_the_one_of_the_release_is_gone(home: Home, up: Upstream) -> None:
    up.serve("/2025/hp.obo", server.file(HPO), server.status(404))
    up.serve("/hp.obo", server.redirect("/2025/hp.obo"), server.file(HPO))
    home.latest()
    shutil.rmtree(home.folder / "sources")
    home.locked()
    assert locked_file(home.folder, home.one()).read_bytes() == HPO


def test_a_file_that_has_moved_on_is_named_in_one_line_and_nothing_changes(home: Home, up: Upstream) -> None:
    home.latest()
    shutil.rmtree(home.folder / "sources/latest" / home.one().sha256)
    before = home.files()
    up.serve("/hp.obo", server.file(NEWER, etag='"2"'))
    with pytest.raises(SourceError) as caught:
        home.locked()
    old, new = (hashlib.sha256(content).hexdigest()[:12] for content in (HPO, NEWER))
    assert str(caught.value) == (
        f"{up.url}/hp.obo: hpo has moved on from 2025-01-16 (SHA-256 {old}…) in the lock to 2026-06-06 "
        f"(SHA-256 {new}…); nothing was changed; `rarekg fetch --latest` takes the new file"
    )
    assert home.files() == before


def test_each_of_several_files_that_have_moved_on_has_its_line(tmp_path: Path, up: Upstream) -> None:
    urls = [up.serve("/a.obo", server.file(HPO)), up.serve("/b.obo", server.file(HPO + b"\n"))]
    home = Home(tmp_path / "home", {"hpo": urls})
    home.latest()
    shutil.rmtree(home.folder / "sources")
    for path in ("/a.obo", "/b.obo"):
        up.serve(path, server.file(NEWER))
    output = StringIO()
    with pytest.raises(SourceError, match="2 locked files have moved on, see above; nothing was changed"):
        fetch_locked(
            [sources()["hpo"]], home.folder, read(home.lock), limits=QUICK, console=Console(file=output, width=200)
        )
    lines = [line for line in output.getvalue().splitlines() if "has moved on from" in line]
    assert [line.partition(": hpo")[0] for line in lines] == urls


def test_a_source_that_the_lock_does_not_name_is_left_out(home: Home, up: Upstream) -> None:
    home.latest()
    asked = len(up.asked)
    assert "hgnc" not in home.locked("hgnc", "hpo")
    assert len(up.asked) == asked


def test_the_lock_is_readable_json(home: Home) -> None:
    home.latest()
    (entry,) = json.loads(home.lock.read_text(encoding="utf-8"))["sources"]["hpo"]
    assert list(entry) == ["url", "final_url", "version", "date", "size", "sha256", "etag", "modified"]
    assert read(home.lock) == Lock(sources={"hpo": (home.one(),)})
