"""The files of releases over HTTP: ``/downloads/BUILD/PATH``, and ``/downloads/PATH`` of the build that is served.

A packed file is content of its own (``application/gzip``), sent as it stands. Its path without ``.gz`` has what is
packed in it: sent packed to a client that accepts gzip, unpacked to others. Only what the description of the release
lists, that description itself and the documents beside it are ever opened.
"""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rarekg.graph.endpoint.downloads.files import Download, opened
from rarekg.graph.endpoint.downloads.offers import PACKED, PATH, address_path
from rarekg.graph.endpoint.downloads.ranges import Unsatisfiable, selected, still
from rarekg.graph.endpoint.http.entity_tags import names, names_any
from rarekg.graph.endpoint.http.negotiation import coding, field
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.home.releases import DESCRIPTION, LARGEST, Release, Resource, released
from rarekg.ontology.errors import QueryError

FOR_EVER = "public, max-age=31536000, immutable"
PASSING = "public, max-age=0, must-revalidate"
TEXT, MARKDOWN, PACKAGE = "text/plain; charset=utf-8", "text/markdown; charset=utf-8", "application/json"
PACKINGS = MappingProxyType({"gz": "application/gzip", "zst": "application/zstd"})
# Documents that the description does not list, since some of them hold its checksum.
BESIDE: Mapping[str, str] = MappingProxyType(
    {
        DESCRIPTION: PACKAGE,
        "SHA256SUMS": TEXT,
        "README.md": MARKDOWN,
        "LICENSES.md": MARKDOWN,
        "CHANGES.md": MARKDOWN,
        "CITATION.cff": "application/yaml",
        "ro-crate-metadata.json": "application/ld+json",
        "croissant.json": "application/ld+json",
    }
)


async def download(service: Service, request: Request) -> Response:
    """Answer ``/downloads/BUILD/PATH`` by the file, ``/downloads/PATH`` by a redirect to that of the served build.

    Raises:
        Problem: 404 if there is no such release or file, 503 if it is not as it is described, 412 or 416 by the
            conditions of the request.
    """
    path = request.path_params["path"]
    build, _, rest = path.partition("/")
    release = await release_of(service, build) if rest else None
    if release is not None:
        return await _file(service, request, release, rest)
    served = await release_of(service, service.pool.build.id)
    if served is None or not _listed(served, path):
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"there is no file {path!r} here; {PATH}/ lists what there is")
    headers = {"Cache-Control": PASSING}
    return RedirectResponse(address_path(served, path), HTTPStatus.TEMPORARY_REDIRECT, headers)


async def release_of(service: Service, build: str) -> Release | None:
    """Return the release of the build with the id ``build``, None without one.

    Raises:
        Problem: 503 if its description is damaged.
    """
    try:
        return await service.in_thread(released, service.home, build, kind="files")
    except QueryError as error:
        message = f"{error}; the operator of this service can repeat `rarekg release`"
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "damaged", message) from error


def package(request: Request, release: Release) -> Response:
    """Return the description of ``release``, for programs."""
    return _small(request, release.description, PACKAGE, DESCRIPTION)


def _listed(release: Release, path: str) -> bool:
    return path in BESIDE or release.find(path) is not None or release.find(path + PACKED) is not None


async def _file(service: Service, request: Request, release: Release, path: str) -> Response:
    if path == DESCRIPTION:
        return package(request, release)
    if resource := release.find(path):
        return await _as_it_stands(service, request, release, resource)
    packed = release.find(path + PACKED)
    if packed is not None and packed.compression == "gz":
        return await _content(service, request, release, packed)
    if path in BESIDE:
        content = await service.in_thread(_read, release, path, kind="files")
        return _small(request, content, BESIDE[path], path)
    message = f"the release of build {release.build} has no file {path!r}; its {DESCRIPTION} lists what it has"
    raise Problem(HTTPStatus.NOT_FOUND, "unknown", message)


async def _as_it_stands(service: Service, request: Request, release: Release, resource: Resource) -> Response:
    tag = f'"{resource.sha256}"'
    headers = {
        "ETag": tag,
        "Cache-Control": FOR_EVER,
        "Accept-Ranges": "bytes",
        "Repr-Digest": _digest(bytes.fromhex(resource.sha256)),
    }
    if answered := conditional(request, tag, headers):
        return answered
    status, span = _span(request, resource.bytes, tag)
    if status == HTTPStatus.PARTIAL_CONTENT:
        headers["Content-Range"] = f"bytes {span[0]}-{span[1] - 1}/{resource.bytes}"
    kind = PACKINGS.get(resource.compression) or _text(resource.mediatype)
    headers |= {"Content-Type": kind, "Content-Disposition": _saved_as(resource.path)}
    file = await service.in_thread(opened, release.folder, resource.path, resource.bytes, kind="files")
    return Download(service, file, span, status, headers)


async def _content(service: Service, request: Request, release: Release, packed: Resource) -> Response:
    """Return what is packed in a file: a coding of the same content, so without ranges."""
    taken = coding(field(request, "accept-encoding"), ("gzip",)) == "gzip"
    tag = f'"{packed.sha256}{"-gzip" if taken else ""}-content"'
    headers = {"ETag": tag, "Cache-Control": FOR_EVER, "Vary": "Accept-Encoding", "Accept-Ranges": "none"}
    if answered := conditional(request, tag, headers):
        return answered
    headers |= {
        "Content-Type": _text(packed.mediatype),
        "Content-Disposition": _saved_as(packed.path.removesuffix(PACKED)),
        **({"Content-Encoding": "gzip"} if taken else {}),
    }
    file = await service.in_thread(opened, release.folder, packed.path, packed.bytes, kind="files")
    return Download(service, file, (0, packed.bytes), HTTPStatus.OK, headers, unpack=not taken)


def conditional(request: Request, tag: str, headers: Mapping[str, str]) -> Response | None:
    """Return the 304 that the conditions of ``request`` ask for, None if the content is to be sent.

    Raises:
        Problem: 412 if ``If-Match`` names another state (RFC 9110, section 13.2.2).
    """
    match = field(request, "if-match")
    if match is not None and not (names_any(match) or names(match.replace('W/"', 'w/"'), tag)):
        raise Problem(HTTPStatus.PRECONDITION_FAILED, "condition", "the file is another one than If-Match names")
    condition = field(request, "if-none-match") or ""
    if names(condition, tag) or names_any(condition):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return None


def _span(request: Request, size: int, tag: str) -> tuple[HTTPStatus, tuple[int, int]]:
    """Return the status of the response, and the bytes that it has.

    Raises:
        Problem: 416 if the file ends before the range begins.
    """
    header = field(request, "range")
    if request.method != "GET" or header is None or not still(field(request, "if-range"), tag):
        return HTTPStatus.OK, (0, size)
    try:
        span = selected(header, size)
    except Unsatisfiable as error:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        message = f"the file has {size} bytes, and the range begins behind them"
        raise Problem(status, "range", message, headers={"Content-Range": f"bytes */{size}"}) from error
    return (HTTPStatus.PARTIAL_CONTENT, span) if span else (HTTPStatus.OK, (0, size))


def _small(request: Request, content: bytes, kind: str, path: str) -> Response:
    digest = sha256(content)
    tag = f'"{digest.hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": PASSING, "Vary": "Accept", "Repr-Digest": _digest(digest.digest())}
    shown = {"Content-Type": kind, "Content-Disposition": _saved_as(path, "inline")}
    return conditional(request, tag, headers) or Response(content, headers={**headers, **shown})


def _read(release: Release, path: str) -> bytes:
    with opened(release.folder, path, None) as file:
        return file.read(LARGEST)


def _digest(digest: bytes) -> str:
    """Return the field of RFC 9530, section 3."""
    return f"sha-256=:{b64encode(digest).decode()}:"


def _saved_as(path: str, how: str = "attachment") -> str:
    return f'{how}; filename="{path.rpartition("/")[2]}"'


def _text(media_type: str) -> str:
    kind = media_type or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") and "charset" not in kind else kind
