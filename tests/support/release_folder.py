"""A release of a small build, with the dumps that the command line writes, to serve and to read back."""

import gzip
import io
import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from rarekg.graph.export.dump import dump
from rarekg.graph.home.builds import Build, current
from rarekg.graph.home.releases import DESCRIPTION, FOLDER
from rarekg.graph.rdf.formats import DUMPS, media_type

WHOLE, EACH = ("nquads", "ntriples", "turtle"), ("turtle", "ntriples")


def write(home: Path) -> Path:
    """Write the release of the current build of ``home``; return its folder."""
    built = current(home)
    folder = home / FOLDER / built.id
    resources = [_written(folder, built, form, "") for form in WHOLE]
    for graph in sorted(built.manifest.graphs):
        resources += [_written(folder, built, form, graph) for form in EACH]
    (folder / "README.md").write_text("# A release\n", encoding="utf-8")
    described = {"name": "rarekg", "version": built.id, "resources": resources}
    staged = folder / ".staged"
    staged.write_text(json.dumps(described), encoding="utf-8")
    staged.replace(folder / DESCRIPTION)
    return folder


def _written(folder: Path, built: Build, form: str, graph: str) -> Mapping[str, object]:
    suffix = DUMPS[form].suffix
    path = f"graphs/{graph.rpartition('/')[2]}.{suffix}.gz" if graph else f"rarekg.{suffix}.gz"
    content = io.BytesIO()
    dump(built, form, content, graph or None)
    packed = gzip.compress(content.getvalue(), mtime=0)
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(packed)
    return {
        "name": path.replace("/", "-").lower(),
        "path": path,
        "title": f"{graph.rpartition('/')[2] or 'All graphs'} as {form}",
        "mediatype": media_type(form),
        "format": suffix,
        "bytes": len(packed),
        "hash": f"sha256:{sha256(packed).hexdigest()}",
        "compression": "gz",
        **({"graph": graph, "statements": built.manifest.graphs[graph]} if graph else {}),
    }


def paths(folder: Path) -> Iterator[str]:
    """Yield the path of each file that the release in ``folder`` describes."""
    for each in json.loads((folder / DESCRIPTION).read_bytes())["resources"]:
        yield each["path"]
