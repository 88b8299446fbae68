"""Files of a release over HTTP: whole, in parts, conditionally, unpacked, and none that the release does not list."""

import gzip
import json
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
import release_folder
import served

FILE = "/downloads/aaaa1111/graphs/hpo.ttl.gz"


def test_each_file_of_the_description_is_served_as_it_stands(client: httpx.Client, folder: Path) -> None:
    for path in release_folder.paths(folder):
        response = client.get(f"/downloads/aaaa1111/{path}")
        content = (folder / path).read_bytes()
        assert (response.status_code, response.content) == (200, content), path
        digest = sha256(content)
        assert response.headers["etag"] == f'"{digest.hexdigest()}"'
        assert response.headers["repr-digest"] == f"sha-256=:{b64encode(digest.digest()).decode()}:"
        assert response.headers["content-type"] == "application/gzip"
        assert response.headers["content-length"] == str(len(content))
        assert "content-encoding" not in response.headers
        assert "immutable" in response.headers["cache-control"]
        assert response.headers["content-disposition"] == f'attachment; filename="{path.rpartition("/")[2]}"'


def test_head_has_the_headers_of_get_and_no_body(client: httpx.Client) -> None:
    got, head = client.get(FILE), client.head(FILE)
    assert head.content == b""
    ignored = ("date",)
    assert {name: value for name, value in got.headers.items() if name not in ignored} == {
        name: value for name, value in head.headers.items() if name not in ignored
    }


def test_a_path_without_a_build_leads_to_that_of_the_build_that_is_served(client: httpx.Client) -> None:
    response = client.get("/downloads/graphs/hpo.ttl.gz", headers={"Range": "bytes=0-9"})
    assert (response.status_code, response.headers["location"]) == (307, FILE)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=100-", 100, None), ("bytes=-7", -7, None), ("bytes=5-99999999", 5, None)],
)
def test_one_range(client: httpx.Client, folder: Path, asked: str, start: int, end: int | None) -> None:
    content = (folder / "graphs/hpo.ttl.gz").read_bytes()
    response = client.get(FILE, headers={"Range": asked})
    part = content[start:end]
    assert (response.status_code, response.content) == (206, part)
    first = content.index(part) if start >= 0 else len(content) + start
    assert response.headers["content-range"] == f"bytes {first}-{first + len(part) - 1}/{len(content)}"
    assert response.headers["content-length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=9-2", "bytes=x", "bytes=", ""])
def test_what_is_not_one_range_gets_the_whole(client: httpx.Client, folder: Path, asked: str) -> None:
    response = client.get(FILE, headers={"Range": asked})
    assert (response.status_code, response.content) == (200, (folder / "graphs/hpo.ttl.gz").read_bytes())


def test_a_range_behind_the_end_is_refused_with_the_size(client: httpx.Client, folder: Path) -> None:
    size = (folder / "graphs/hpo.ttl.gz").stat().st_size
    for asked in (f"bytes={size}-", "bytes=-0"):
        response = client.get(FILE, headers={"Range": asked})
        assert (response.status_code, response.headers["content-range"]) == (416, f"bytes */{size}")


def test_a_part_is_sent_only_of_what_the_client_has(client: httpx.Client) -> None:
    tag = client.head(FILE).headers["etag"]
    for condition, status in ((tag, 206), ('"other"', 200), (f"W/{tag}", 200), ("Mon, 30 Nov 2026 05:00:00 GMT", 200)):
        response = client.get(FILE, headers={"Range": "bytes=0-9", "If-Range": condition})
        assert response.status_code == status, condition


def test_conditions(client: httpx.Client) -> None:
    tag = client.head(FILE).headers["etag"]
    unchanged = client.get(FILE, headers={"If-None-Match": f'"x", {tag}'})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
    assert client.get(FILE, headers={"If-None-Match": '"x"'}).status_code == 200
    assert client.get(FILE, headers={"If-Match": '"x"'}).status_code == 412
    assert client.get(FILE, headers={"If-Match": tag}).status_code == 200


def test_the_path_without_gz_has_the_content_packed_or_not(client: httpx.Client, folder: Path) -> None:
    packed = (folder / "rarekg.nq.gz").read_bytes()
    plain = client.get("/downloads/aaaa1111/rarekg.nq")
    assert (plain.status_code, plain.content) == (200, gzip.decompress(packed))
    assert plain.headers["content-type"] == "application/n-quads"
    with client.stream("GET", "/downloads/aaaa1111/rarekg.nq", headers={"Accept-Encoding": "gzip"}) as coded:
        assert b"".join(coded.iter_raw()) == packed
        assert coded.headers["content-encoding"] == "gzip"
        assert coded.headers["etag"] != plain.headers["etag"]


def test_the_description_and_the_documents_beside_it(client: httpx.Client, folder: Path) -> None:
    for path in ("/downloads/aaaa1111/datapackage.json", "/downloads/"):
        response = client.get(path, headers={"Accept": "application/json"})
        assert response.content == (folder / "datapackage.json").read_bytes()
        tag = response.headers["etag"]
        again = client.get(path, headers={"Accept": "application/json", "If-None-Match": tag})
        assert again.status_code == 304
    assert client.get("/downloads/aaaa1111/README.md").text == "# A release\n"
    assert client.get("/downloads/aaaa1111/SHA256SUMS").status_code == 404


OUTSIDE = (
    *("../../builds/aaaa1111/manifest.json", "graphs/../rarekg.nq.gz", "/etc/passwd", "graphs", "graphs/", ".staged"),
    *("%2e%2e/%2e%2e/current/manifest.json", "..%2f..%2fcurrent%2fmanifest.json", "graphs//hpo.ttl.gz", "a%00b"),
)


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_else_is_served(running: served.Endpoint, path: str) -> None:
    # curl sends a path as it is written.
    address = f"{running.url}/downloads/aaaa1111/{path}"
    command = ["curl", "-s", "--path-as-is", "-o", "/dev/null", "-w", "%{http_code}", address]
    assert subprocess.run(command, capture_output=True, check=True, text=True).stdout == "404"


def test_curl_resumes_through_the_redirect(running: served.Endpoint, folder: Path, tmp_path: Path) -> None:
    content = (folder / "rarekg.nq.gz").read_bytes()
    file = tmp_path / "rarekg.nq.gz"
    file.write_bytes(content[:1000])
    subprocess.run(
        ["curl", "-sfL", "-C", "-", "-o", str(file), f"{running.url}/downloads/rarekg.nq.gz"], check=True, timeout=60
    )
    assert file.read_bytes() == content


def test_what_is_not_as_described_has_no_body(tmp_path: Path) -> None:
    served.publish(tmp_path, "bbbb2222")
    with served.endpoint(tmp_path) as running, running.client() as client:
        assert client.get("/downloads/", headers={"Accept": "application/json"}).status_code == 404
        assert "rarekg release" in client.get("/downloads/", headers={"Accept": "text/html"}).text
        folder = release_folder.write(tmp_path)  # is offered at once
        assert client.get("/downloads/bbbb2222/rarekg.nq.gz").status_code == 200
        assert "rarekg.nq.gz" in client.get("/downloads/", headers={"Accept": "text/html"}).text
        with (folder / "rarekg.nq.gz").open("ab") as file:
            file.write(b"x")
        longer = client.get("/downloads/bbbb2222/rarekg.nq.gz")
        assert (longer.status_code, longer.text.count("\n")) == (503, 1)
        (folder / "rarekg.nt.gz").unlink()
        assert client.get("/downloads/bbbb2222/rarekg.nt.gz").status_code == 404
        (folder / "rarekg.ttl.gz").unlink()
        (folder / "rarekg.ttl.gz").symlink_to(folder / "graphs" / "hpo.ttl.gz")
        assert client.get("/downloads/bbbb2222/rarekg.ttl.gz").status_code == 503
        (folder / "graphs").rename(folder / "moved")
        (folder / "graphs").symlink_to("moved")
        assert client.get("/downloads/bbbb2222/graphs/hpo.ttl.gz").status_code == 503
        (folder / "datapackage.json").write_text(json.dumps({"version": "another", "resources": []}), encoding="utf-8")
        damaged = client.get("/downloads/bbbb2222/rarekg.nq.gz")
        assert (damaged.status_code, damaged.text.count("\n")) == (503, 1)
        assert client.get("/.well-known/void").status_code == 200
        assert client.get("/healthz").status_code == 200
