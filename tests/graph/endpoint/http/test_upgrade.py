"""An upgrade of the code answers no request with what the code before it made."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import served
from fronts import FRONTS, Front
from imports import ROOT


@pytest.fixture(scope="module")
def upgraded(linked_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[served.Endpoint]:
    """Run an endpoint on the same build, from a copy of the package with one template changed."""
    folder = tmp_path_factory.mktemp("package")
    for room in ("ontology", "mappings", "queries", "graph"):
        shutil.copytree(ROOT / room, folder / "rarekg" / room, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "rarekg/graph/endpoint/pages/templates/base.html").open("a", encoding="utf-8") as template:
        template.write("<!-- changed -->")
    # -S keeps an editable installation from hiding the copy; the interpreter's own packages are added again.
    site = next(path for path in sys.path if path.endswith("site-packages"))
    script = (
        f"import runpy, sys; sys.path[:0] = [{str(folder)!r}, {site!r}]; "
        "runpy.run_module('rarekg.graph', run_name='__main__', alter_sys=True)"
    )
    with served.endpoint(linked_home, command=(sys.executable, "-S", "-c", script)) as running:
        yield running


def test_every_tag_is_another(endpoint: served.Endpoint, upgraded: served.Endpoint, front: Front) -> None:
    headers = {"Accept": front.accept, "Host": "same.test"}
    with endpoint.client() as client, upgraded.client() as other:
        before, after = client.get(front.path, headers=headers), other.get(front.path, headers=headers)
        assert before.status_code == after.status_code == 200
        assert before.headers["etag"] != after.headers["etag"]
        again = other.get(front.path, headers={**headers, "If-None-Match": before.headers["etag"]})
        assert (again.status_code, again.headers["etag"]) == (200, after.headers["etag"])


def test_the_copy_serves_what_was_changed(upgraded: served.Endpoint) -> None:
    front: Front = FRONTS["about"]
    with upgraded.client() as client:
        assert "<!-- changed -->" in client.get(front.path, headers={"Accept": front.accept}).text
