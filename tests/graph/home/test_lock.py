"""The lock file: what it holds, where its files lie, and what is refused."""

import json
from pathlib import Path

import pytest

from rarekg.graph.home.lock import Lock, Locked, encode, lock_file, locked_file, read
from rarekg.ontology.errors import SourceError

HASH = "0123456789abcdef" * 4
HPO = Locked(
    url="http://purl.example/hp.obo",
    final_url="https://publisher.example/2026-06-06/hp.obo",
    version="2026-06-06",
    date="2026-11-29",
    size=3,
    sha256=HASH,
    etag='"1"',
    modified="Sat, 06 Jun 2026 10:00:00 GMT",
)


def test_a_lock_is_read_as_it_was_written(tmp_path: Path) -> None:
    lock = Lock(sources={"mondo": (HPO, HPO), "hpo": (HPO,)})
    path = lock_file(tmp_path, None)
    path.write_bytes(encode(lock))
    assert path == tmp_path / "sources.lock"
    assert read(path) == lock
    assert encode(read(path)) == encode(lock)


def test_it_is_json_for_people_with_the_sources_in_order(tmp_path: Path) -> None:
    text = encode(Lock(sources={"mondo": (), "hpo": (HPO,)})).decode()
    assert list(json.loads(text)["sources"]) == ["hpo", "mondo"]
    assert '\n        "version": "2026-06-06",\n' in text


def test_another_lock_file_may_be_named(tmp_path: Path) -> None:
    assert lock_file(tmp_path, Path("other.lock")) == Path("other.lock")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.example/hp.obo", "hp.obo"),
        ("https://a.example/x/hp.obo.gz?version=1#a", "hp.obo"),
        ("https://a.example", "file"),
        ("https://a.example/x/", "x"),
        ("https://a.example/..", "file"),
        ("https://a.example/%2e%2e%2fetc%2fpasswd", "passwd"),
        ("https://a.example/.hidden", "hidden"),
        ("https://a.example/a%20b%00c\\d", "a_b_c_d"),
        ("https://a.example/" + "a" * 300, "a" * 100),
    ],
)
def test_a_file_has_the_name_of_its_address_in_the_folder_of_its_hash(tmp_path: Path, url: str, name: str) -> None:
    locked = Locked(url=url, final_url=url, version="1", date="", size=0, sha256=HASH)
    assert locked_file(tmp_path, locked) == tmp_path / "sources/latest" / HASH / name


def test_a_missing_lock_is_reported_with_advice(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no lock file; make one with `rarekg fetch --latest`, or name it"):
        read(tmp_path / "sources.lock")


def test_a_folder_is_no_lock(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: Is a directory"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "is not a lock file"),
        ("{", "is not a lock file"),
        ("[" * 100_000, "is not a lock file"),
        ('{"sources": ' + "1" * 5_000 + "}", "is not a lock file"),
        (" " * (2 << 20), "is not a lock file: it has more than 1,048,576 bytes"),
        ("[]", "is not a lock file"),
        ("\xff", "is not a lock file"),
        ('{"source": {}}', "is not a lock file: .*source"),
        (encode(Lock(sources={"hpo": (HPO,)})).decode().replace(HASH, "../../x"), "not a lock file: .*sha256"),
        (
            encode(Lock(sources={"hpo": (HPO,)})).decode().replace("http://purl", "file:///etc"),
            "not a lock file: .*url",
        ),
        (encode(Lock(sources={"hpo": (HPO,)})).decode().replace('"size": 3', '"size": "3"'), "lock file: .*size"),
    ],
)
def test_another_file_is_no_lock(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "sources.lock"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(SourceError, match=f"{complaint}.*; restore it, or delete it and run"):
        read(path)
