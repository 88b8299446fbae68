"""The files of a release as DCAT distributions, and as VoID's data dumps, of the datasets that are in them.

https://www.w3.org/TR/vocab-dcat-3/#Class:Distribution, https://www.w3.org/TR/void/#dumps,
https://spdx.org/rdf/terms/ for checksums
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from rarekg.graph.endpoint.downloads.offers import address_path, dumps
from rarekg.graph.endpoint.downloads.serving import PACKINGS
from rarekg.graph.endpoint.sparql.triples import Value, about, node
from rarekg.graph.home.releases import Release, Resource

SPDX = "http://spdx.org/rdf/terms#"
MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def distributions(release: Release, dataset: NamedNode, graph: str, address: str) -> Iterator[Triple]:
    """Yield the statements on all files with ``dataset``: the named graph ``graph``, '' for all that is in none."""
    dumped = {each.path for _, each in dumps(release, graph)}
    for each in release.resources:
        if each.graph != graph:
            continue
        file = NamedNode(address + address_path(release, each.path))
        yield from about(dataset, {"dcat:distribution": file})
        if each.path in dumped:
            yield from about(dataset, {"void:dataDump": file})
        yield from _distribution(file, each)


def _distribution(file: NamedNode, each: Resource) -> Iterator[Triple]:
    described: dict[str, Value] = {
        "rdf:type": node("dcat:Distribution"),
        "dcat:downloadURL": file,
        "dcat:byteSize": Literal(str(each.bytes), datatype=NamedNode(_XSD + "nonNegativeInteger")),
    }
    if each.title:
        described["dcterms:title"] = Literal(each.title, language="en")
    if each.mediatype:
        described["dcat:mediaType"] = NamedNode(MEDIA_TYPE + each.mediatype.partition(";")[0])
    if each.compression in PACKINGS:
        described["dcat:compressFormat"] = NamedNode(MEDIA_TYPE + PACKINGS[each.compression])
    yield from about(file, described)
    checksum = NamedNode(f"{file.value}#sha256")
    value = Literal(each.sha256, datatype=NamedNode(_XSD + "hexBinary"))
    yield Triple(file, NamedNode(SPDX + "checksum"), checksum)
    yield from about(checksum, {"rdf:type": NamedNode(SPDX + "Checksum")})
    yield Triple(checksum, NamedNode(SPDX + "algorithm"), NamedNode(SPDX + "checksumAlgorithm_sha256"))
    yield Triple(checksum, NamedNode(SPDX + "checksumValue"), value)
