"""A template made into a response: its headers, its tag, its compression.

Everything a template shows is escaped. Pages load nothing from elsewhere and run no inline script or style.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import Result, key
from rarekg.graph.endpoint.http.compression import CODINGS, compressed
from rarekg.graph.endpoint.http.negotiation import coding
from rarekg.graph.endpoint.http.respond import FRESH, TAG_LENGTH
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.addresses import suffixed

HTML = "text/html; charset=utf-8"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Type": HTML,
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Vary": "Accept, Accept-Encoding",
    }
)
Context = Mapping[str, object]


@cache
def environment() -> Environment:
    """Return the templates of this package; a name that a template uses and is not given is an error."""
    made = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["thousands"] = _thousands
    made.filters["suffixed"] = suffixed
    made.globals["asset"] = asset
    return made


def asset(name: str) -> str:
    """Return the address of a file of ``static``, which changes when the file does, so that it may be kept for ever."""
    return f"/static/{name}?v={_version(name)}"


@cache
def static(name: str) -> bytes:
    """Return a file of ``static`` or ``vendor``; FileNotFoundError where there is none of that name."""
    folder, _, rest = name.rpartition("/")
    if folder not in ("", "vendor") or rest.startswith("."):
        raise FileNotFoundError(name)
    return _package().joinpath(folder or "static", rest).read_bytes()


def rendered(template: str, context: Context) -> str:
    """Return ``template`` with ``context`` filled in."""
    return environment().get_template(template).render(context)


def page(
    service: Service, template: str, context: Context, status: HTTPStatus = HTTPStatus.OK, policy: str = POLICY
) -> Response:
    """Return a page that is made anew for each request, such as the results of a search."""
    body = rendered(template, {**_common(service), **context})
    headers = {**HEADERS, "Content-Security-Policy": policy, "Cache-Control": "no-cache"}
    return Response(body, status, headers=headers)


async def kept(
    service: Service, request: Request, template: str, context: Callable[[], Awaitable[Context]]
) -> Response:
    """Return a page that is the same for a build and an address; ``context`` is asked for what it shows.

    It is kept in the service's cache, and a browser that has it already is told so without asking the graph.
    """
    identity = key(service.pool.build.id, "page", template, request.url.path, request.url.query, _templates())
    headers = {**HEADERS, "Cache-Control": FRESH, "ETag": f'W/"{identity.hex()[:TAG_LENGTH]}"'}
    if headers["ETag"].removeprefix("W/") in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    found = service.cache.find(identity, "identity")
    if found is None:
        body = rendered(template, {**_common(service), **await context()}).encode()
        found = Result(format="html", body=body)
        service.cache.keep(identity, "identity", found)
    return _sent(service, request, identity, found, headers)


def _sent(service: Service, request: Request, identity: bytes, plain: Result, headers: dict[str, str]) -> Response:
    wanted = coding(request.headers.get("accept-encoding"), CODINGS)
    if wanted == "identity":
        return Response(plain.body, headers=headers)
    found = service.cache.find(identity, wanted)
    if found is None:
        found = Result(format="html", body=compressed(plain.body, wanted), coding=wanted)
        service.cache.keep(identity, wanted, found)
    return Response(found.body, headers={**headers, "Content-Encoding": wanted})


def _common(service: Service) -> Context:
    build = service.pool.build
    return {"build": build.id, "built": build.finished[:10], "base": build.base}


def _source(name: str) -> str | None:
    file = _package().joinpath("templates", name)
    return file.read_text(encoding="utf-8") if file.is_file() else None


@cache
def _templates() -> str:
    """Return a hash of everything a page is made with, so that a page kept by a browser ends with an update of ours."""
    digest = sha256()
    for folder in ("templates", "static"):
        for file in sorted(_package().joinpath(folder).iterdir(), key=lambda entry: entry.name):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _package() -> Traversable:
    return files("rarekg.graph.endpoint.pages")


@cache
def _version(name: str) -> str:
    return sha256(static(name)).hexdigest()[:12]


def _thousands(number: int) -> str:
    return f"{number:,}"
