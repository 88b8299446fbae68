"""croissant.json: a release for machine learning, as Croissant 1.0, https://docs.mlcommons.org/croissant/docs/croissant-spec.html."""

from importlib.resources import files
from typing import Any

from msgspec import json

from rarekg.graph.release.contents import AUTHORS, HOMEPAGE, KEYWORDS, RIGHTS, SUMMARY, TITLE, Contents
from rarekg.graph.release.products import Product
from rarekg.graph.release.schemas import named, record_set

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"


def croissant(contents: Contents) -> bytes:
    """Return croissant.json: each product as a file, each table as a set of records."""
    context = json.decode(files("rarekg.graph.release").joinpath("croissant_context.json").read_bytes())
    record = {
        "@context": context,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": "rarekg",
        "alternateName": TITLE,
        "description": f"{SUMMARY} {RIGHTS}",
        "url": HOMEPAGE,
        "identifier": contents.dataset,
        "version": contents.built.id,
        "datePublished": contents.issued,
        "license": [url for _, url in contents.licences],
        "creator": {"@type": "sc:Organization", "name": AUTHORS, "url": HOMEPAGE},
        "citeAs": _citation(contents),
        "keywords": list(KEYWORDS),
        "isLiveDataset": False,
        "distribution": [_file(contents, product) for product in contents.products],
        "recordSet": [
            record_set(named(product.table), product.path)
            for product in contents.products
            if product.table and product.format == "parquet"
        ],
    }
    return json.format(json.encode(record), indent=2) + b"\n"


def _file(contents: Contents, product: Product) -> dict[str, Any]:
    measured = contents.files[product.path]
    return {
        "@type": "cr:FileObject",
        "@id": product.path,
        "name": product.path,
        "description": f"{product.title}. {product.description}",
        "contentUrl": product.path,
        "contentSize": f"{measured.size} B",
        "encodingFormat": _format(product),
        "sha256": measured.sha256,
    }


def _format(product: Product) -> str:
    """Return the media type of a file by the name that readers of Croissant know."""
    if product.compression:
        return "application/gzip"
    return "application/x-parquet" if product.format == "parquet" else product.mediatype


def _citation(contents: Contents) -> str:
    """Return a BibTeX entry."""
    fields = {
        "author": f"{{{AUTHORS}}}",
        "title": TITLE,
        "year": contents.issued[:4],
        "version": contents.built.id,
        "url": HOMEPAGE,
    }
    return f"@misc{{rarekg, {', '.join(f'{name}={{{value}}}' for name, value in fields.items())}}}"
