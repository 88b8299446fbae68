"""Write the release of a build: a folder of files to take away and what describes them, the same bytes every time."""

from collections.abc import Sequence
from pathlib import Path

from rarekg.graph.home.builds import Build
from rarekg.graph.inspect.diff import Step
from rarekg.graph.release import changes, croissant, data_package, documents, ro_crate
from rarekg.graph.release.contents import Contents, contents
from rarekg.graph.release.libraries import needed
from rarekg.graph.release.parallel import run
from rarekg.graph.release.products import OF_ARROW, Product, products
from rarekg.graph.release.publishing import published

SUMS = "SHA256SUMS"


def release(built: Build, folder: Path, groups: frozenset[str], step: Step, since: Build | None = None) -> Contents:
    """Write the release of ``built`` with the products in ``groups`` into ``folder``; return what it holds.

    ``step`` shows the progress, ``since`` is the build whose changes to list.

    Raises:
        RarekgError: The folder is in use, a library is missing, the disk is full, or the builds cannot be compared.
        OSError: A file cannot be read or written.
    """
    needed("rocrate", *(("pyarrow",) if groups & OF_ARROW else ()))
    chosen = products(built, groups)
    with published(folder) as staged:
        _make(built, staged, chosen, step)
        changed = changes.changes(built, since, step)
        with step("describe") as show:
            done = _describe(contents(built, chosen, staged), staged, changed)
            show(f"{len(done.files):,} files, {sum(file.size for file in done.files.values()):,} bytes")
    return done


def _make(built: Build, staged: Path, chosen: Sequence[Product], step: Step) -> None:
    jobs = tuple(dict.fromkeys(product.job for product in chosen))
    with step("write") as show:
        for number, made in enumerate(run(built.folder, staged, jobs), 1):
            show(f"{number} of {len(jobs)} parts, {made.job.path} in {made.seconds:.1f} s")


def _describe(written: Contents, staged: Path, changed: str) -> Contents:
    """Write all that describes the products; what names a file's checksum comes after the file."""
    texts = {
        "README.md": documents.readme(written),
        "LICENSES.md": documents.licences(written),
        "CITATION.cff": documents.citation(written),
        "CHANGES.md": changed,
    }
    done = _written(written, staged, {path: text.encode() for path, text in texts.items()})
    done = _written(done, staged, {"croissant.json": croissant.croissant(done)})
    done = _written(done, staged, {"ro-crate-metadata.json": ro_crate.ro_crate(done)})
    done = _written(done, staged, {"datapackage.json": data_package.data_package(done)})
    sums = "".join(f"{file.sha256}  {path}\n" for path, file in sorted(done.files.items()))
    return _written(done, staged, {SUMS: sums.encode()})


def _written(before: Contents, staged: Path, content: dict[str, bytes]) -> Contents:
    for path, text in content.items():
        (staged / path).write_bytes(text)
    return before.adding(staged, *content)
