"""datapackage.json: the files of a release for programs, as a Data Package 2.0.

https://datapackage.org/standard/data-package/, https://datapackage.org/standard/data-resource/. The endpoint reads this
file to know what it offers.
"""

from collections.abc import Iterator, Mapping

from msgspec import json

from rarekg.graph.release.contents import AUTHORS, HOMEPAGE, KEYWORDS, RIGHTS, SUMMARY, TITLE, Contents
from rarekg.graph.release.products import Product
from rarekg.graph.release.schemas import named, table_schema

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# Path → title, media type: files that describe the others.
DOCUMENTS: Mapping[str, tuple[str, str]] = {
    "README.md": ("What the files are and how to load them", "text/markdown"),
    "LICENSES.md": ("The licence of each source, and what it asks of its users", "text/markdown"),
    "CITATION.cff": ("How to cite the release", "application/yaml"),
    "CHANGES.md": ("Changes since an earlier build", "text/markdown"),
    "croissant.json": ("The tables for machine learning, as Croissant", "application/ld+json"),
    "ro-crate-metadata.json": ("The release as an RO-Crate", "application/ld+json"),
}


def data_package(contents: Contents) -> bytes:
    """Return datapackage.json; its resources are all products, then the documents beside them."""
    record = {
        "$schema": PROFILE,
        "name": "rarekg",
        "id": contents.dataset,
        "title": TITLE,
        "description": f"{SUMMARY} {RIGHTS}",
        "version": contents.built.id,
        "created": f"{contents.issued}T00:00:00Z",
        "homepage": HOMEPAGE,
        "keywords": list(KEYWORDS),
        "contributors": [{"title": AUTHORS, "roles": ["publisher"]}],
        "licenses": [{"title": name, "path": url} for name, url in contents.licences],
        "sources": [
            {"title": source.title, "path": source.homepage, "version": source.version} for source in contents.sources
        ],
        "resources": [*_resources(contents)],
    }
    return json.format(json.encode(record), indent=2) + b"\n"


def _resources(contents: Contents) -> Iterator[dict[str, object]]:
    for product in contents.products:
        yield _product(product) | _measures(contents, product.path)
    for path, (title, mediatype) in DOCUMENTS.items():
        if path in contents.files:
            described = {"name": _name(path), "path": path, "title": title, "mediatype": mediatype}
            yield described | {"format": path.rpartition(".")[2], "encoding": "utf-8"} | _measures(contents, path)


def _product(product: Product) -> dict[str, object]:
    described: dict[str, object] = {
        "name": _name(product.path),
        "path": product.path,
        "title": product.title,
        "description": product.description,
        "mediatype": product.mediatype,
        "format": product.format,
    }
    if product.table:
        described["schema"] = table_schema(named(product.table), product.format)
    if product.format != "parquet":
        described["encoding"] = "utf-8"
    if product.compression:
        described["compression"] = product.compression
    if product.graph:
        described["graph"] = product.graph
    if product.statements is not None:
        described["statements"] = product.statements
    return described


def _measures(contents: Contents, path: str) -> dict[str, object]:
    measured = contents.files[path]
    return {"bytes": measured.size, "hash": f"sha256:{measured.sha256}"}


def _name(path: str) -> str:
    """Return the name of the file at ``path``: lower case, digits, ``.``, ``-`` and ``_``.

    >>> _name("graphs/mondo-2024.ttl.gz"), _name("README.md")
    ('graphs-mondo-2024.ttl.gz', 'readme.md')
    """
    return path.lower().replace("/", "-")
