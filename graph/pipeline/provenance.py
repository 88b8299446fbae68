"""How the graph came about, in the terms of PROV: a build used files and a program, and generated the datasets.

https://www.w3.org/TR/prov-o/. When that was stands in ``manifest.json``, so that the same inputs give the same graph.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

from rarekg.graph.pipeline.plan import Input, Plan
from rarekg.mappings.catalog import SourceInfo
from rarekg.mappings.rdf.ntriples import Mint, Node, iri, node, text

NAME = "rarekg"


def statements(plan: Plan, infos: Mapping[str, SourceInfo], datasets: Iterable[Node]) -> Iterator[str]:
    """Yield the build of ``plan`` with what it used, and that it generated ``datasets``."""
    mint = Mint(base=plan.base)
    build = iri(f"{mint.base}build/{plan.id}")
    yield f"{build} {node('rdf:type')} {node('prov:Activity')}"
    yield f"{build} {node('rdfs:label')} {text(f'build {plan.id}', 'en')}"
    yield from _program(mint, build, plan.code)
    for taken in plan.inputs:
        yield from _used(build, taken, infos[taken.source])
    for dataset in datasets:
        yield f"{dataset} {node('prov:wasGeneratedBy')} {build}"


def _program(mint: Mint, build: Node, code: str) -> Iterator[str]:
    """Yield the program of the build, by its release and the hash of its code."""
    program = mint.hashed("agent", NAME, version(NAME), code)
    yield f"{build} {node('prov:wasAssociatedWith')} {program}"
    for kind in ("prov:Agent", "prov:SoftwareAgent"):
        yield f"{program} {node('rdf:type')} {node(kind)}"
    yield f"{program} {node('rdfs:label')} {text(f'{NAME} {version(NAME)}', 'en')}"
    yield f"{program} {node('pav:version')} {text(version(NAME))}"
    if code:
        yield f"{program} {node('dcterms:identifier')} {text(code)}"


def _used(build: Node, taken: Input, info: SourceInfo) -> Iterator[str]:
    file = named(taken.sha256)
    yield f"{build} {node('prov:used')} {file}"
    yield f"{file} {node('pav:version')} {text(taken.version)}"
    yield f"{file} {node('dcterms:license')} {iri(info.licence.url)}"
    yield f"{file} {node('dcterms:identifier')} {text(f'sha256:{taken.sha256}')}"


def named(digest: str) -> Node:
    """Return the IRI of the file with this SHA-256, in hexadecimal: https://www.rfc-editor.org/rfc/rfc6920#section-3.

    >>> named("00" * 32)
    '<ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA>'
    """
    return iri(f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip('=')}")
