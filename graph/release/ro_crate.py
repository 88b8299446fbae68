"""ro-crate-metadata.json: a release as an RO-Crate 1.2, https://www.researchobject.org/ro-crate/specification/1.2/.

Written with the library `rocrate`, in an order and with dates that depend only on the build.
"""

import json
from typing import TYPE_CHECKING

from rarekg.graph.release.contents import AUTHORS, HOMEPAGE, KEYWORDS, RIGHTS, SUMMARY, TITLE, Contents, Source
from rarekg.graph.release.data_package import DOCUMENTS
from rarekg.graph.release.libraries import needed

if TYPE_CHECKING:
    from rocrate.model import ContextEntity
    from rocrate.rocrate import ROCrate

VERSION = "1.2"
LATER = (  # files that are written after this one, or that this one cannot tell the size of
    ("datapackage.json", "The files of the release for programs, as a Data Package", "application/json"),
    ("SHA256SUMS", "The SHA-256 of every file", "text/plain"),
)


def ro_crate(contents: Contents) -> bytes:
    """Return ro-crate-metadata.json.

    Raises:
        RarekgError: The library is not installed.
    """
    needed("rocrate")
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version=VERSION)
    root = crate.root_dataset
    root["datePublished"] = contents.issued
    root["name"], root["description"] = TITLE, f"{SUMMARY} {RIGHTS}"
    root["identifier"], root["version"], root["url"] = contents.dataset, contents.built.id, HOMEPAGE
    root["keywords"] = list(KEYWORDS)
    publisher = _add(crate, "https://w3id.org/rarekg/vocab/authors", "Organization", name=AUTHORS, url=HOMEPAGE)
    root["author"] = root["publisher"] = publisher
    _files(crate, contents)
    root["license"] = crate.dereference("LICENSES.md")
    for (name, url), titles in contents.licences.items():
        _add(crate, url, "CreativeWork", name=name, description=f"The licence of {'; '.join(titles)}.")
    root["isBasedOn"] = [_source(crate, source) for source in contents.sources]
    return json.dumps(crate.metadata.generate(), indent=2, ensure_ascii=False).encode() + b"\n"


def _files(crate: "ROCrate", contents: Contents) -> None:
    for product in contents.products:
        described = {
            "name": product.title,
            "description": product.description,
            "encodingFormat": ["application/gzip", product.mediatype] if product.compression else product.mediatype,
        }
        crate.add_file(dest_path=product.path, properties=described | _measures(contents, product.path))
    for path, (title, mediatype) in DOCUMENTS.items():
        if path in contents.files:
            described = {"name": title, "description": f"{title}.", "encodingFormat": mediatype}
            crate.add_file(dest_path=path, properties=described | _measures(contents, path))
    for path, title, mediatype in LATER:
        crate.add_file(
            dest_path=path, properties={"name": title, "description": f"{title}.", "encodingFormat": mediatype}
        )


def _source(crate: "ROCrate", source: Source) -> "ContextEntity":
    licence = crate.dereference(source.licence.url)
    properties = {"name": source.title, "version": source.version, "url": source.homepage, "license": licence}
    notice = " ".join(source.licence.attribution.split())
    return _add(crate, f"#source-{source.key}", "Dataset", **properties, creditText=notice)


def _add(crate: "ROCrate", identifier: str, kind: str, **properties: object) -> "ContextEntity":
    """Return the entity ``identifier``, new or already there."""
    from rocrate.model import ContextEntity

    if (known := crate.dereference(identifier)) is not None:
        return known
    return crate.add(ContextEntity(crate, identifier, properties={"@type": kind, **properties}))


def _measures(contents: Contents, path: str) -> dict[str, object]:
    measured = contents.files[path]
    return {"contentSize": str(measured.size), "sha256": measured.sha256}
