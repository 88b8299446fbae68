"""Take the query editor from its npm package into the pages' vendor folder, with version, hash and licences.

Run it with `make vendor`; it needs npm. A release is named by VERSION and must have the INTEGRITY that is kept here, so
that the files in the repository are those that anyone gets again. To move to another release, change both: `npm view
@zazuko/yasgui@<version> dist.integrity` says the second.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

NAME, VERSION = "@zazuko/yasgui", "4.6.2"
INTEGRITY = "sha512-Zw45KdPoAE1KRaAoxIHdQqeJxvaVG1oQdntw0hy0ktX35Zu8ZccuOLrXCLwR+GU+0xMzLw8Mjw6BkSZV2vUuQw=="
FILES = ("yasgui.min.js", "yasgui.min.css")
FOLDER = Path(__file__).parents[1] / "graph" / "endpoint" / "pages" / "vendor"
# The package names its licence and authors and has no file with the text, which is this one (https://spdx.org/licenses/MIT).
MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


def main() -> None:
    """Fetch, check and unpack the release; one line on standard error and exit code 1 where that cannot be."""
    if shutil.which("npm") is None:
        sys.exit("npm is not installed: install it (apt-get install npm) to take another release of the editor")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = _packed(folder)
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        build = folder / "package" / "build"
        FOLDER.mkdir(exist_ok=True)
        for file in FILES:
            text = (build / file).read_text(encoding="utf-8")
            # A map that is not there would be asked for by every browser whose developer tools are open.
            text = re.sub(r"\n?(?://# |/\*# )sourceMappingURL=\S+(?: \*/)?\s*$", "\n", text)
            (FOLDER / file).write_text(text, encoding="utf-8")
        licences = "\n\n".join(_licences(folder, json.loads((build / f"{FILES[0]}.map").read_text(encoding="utf-8"))))
        (FOLDER / "LICENSE.txt").write_text(licences + "\n", encoding="utf-8")
        _record()


def _packed(folder: Path) -> Path:
    command = ["npm", "pack", "--silent", f"{NAME}@{VERSION}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"npm pack {NAME}@{VERSION} failed: {done.stderr.strip().splitlines()[-1:]}")
    archive = folder / done.stdout.strip().splitlines()[-1]
    found = "sha512-" + b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != INTEGRITY:
        sys.exit(f"{NAME}@{VERSION} is not the release that was taken before: it has {found}, not {INTEGRITY}")
    return archive


def _licences(folder: Path, source_map: dict[str, list[str]]) -> Iterator[str]:
    """Yield the licence of the editor and those of the packages that are bundled in it, by the bundle's own map."""
    about = json.loads((folder / "package" / "package.json").read_text(encoding="utf-8"))
    people = ", ".join([about["author"], *(each["name"] for each in about.get("contributors", []))])
    yield f"{NAME} {VERSION}\n{about['homepage']}\nLicence: {about['license']}\n\nCopyright (c) {people}\n\n{MIT}"
    found = (re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)/", source) for source in source_map["sources"])
    bundled = sorted({names[-1] for names in found if names})
    command = [
        "npm",
        "install",
        "--silent",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        f"{NAME}@{VERSION}",
        "events",
        "buffer",
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    for name in bundled:
        at = folder / "node_modules" / name
        if not at.is_dir():
            yield f"{'-' * 100}\n{name} (bundled), whose licence its own npm package states"
            continue
        package = json.loads((at / "package.json").read_text(encoding="utf-8"))
        texts = [file.read_text(encoding="utf-8").strip() for file in sorted(at.iterdir()) if _is_licence(file)]
        yield "\n".join(
            [f"{'-' * 100}\n{name} (bundled)", f"Licence: {package.get('license', 'not stated')}\n", *texts]
        )


def _is_licence(file: Path) -> bool:
    return file.is_file() and re.match(r"(?i)(licen[cs]e|copying)", file.name) is not None


def _record() -> None:
    """Write which release the files are of, and the hash of each as it lies here."""
    record = {
        "name": NAME,
        "version": VERSION,
        "integrity": INTEGRITY,
        "licence": "MIT; those of the bundled packages are in LICENSE.txt",
        "files": {file: hashlib.sha256((FOLDER / file).read_bytes()).hexdigest() for file in (*FILES, "LICENSE.txt")},
    }
    (FOLDER / "vendored.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
