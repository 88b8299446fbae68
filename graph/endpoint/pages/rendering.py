"""Templates made into pages, with their headers.

Everything a template shows is escaped. Pages load nothing from elsewhere and run no inline script or style.
"""

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import VARY
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.http.threads import Kind
from rarekg.graph.endpoint.linked.addresses import suffixed
from rarekg.graph.rdf.formats import HTML, content_type

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Type": content_type(HTML.name),
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Vary": VARY,
    }
)
Context = Mapping[str, object]
# Makes the context from what was read before; it runs in a thread, because a page may hold thousands of links.
MakeContext = Callable[[], Context]


@cache
def environment() -> Environment:
    """Return the templates of this package; an undefined name in a template is an error."""
    templates = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters["thousands"] = _thousands
    templates.filters["suffixed"] = suffixed
    templates.globals["asset"] = asset
    return templates


def asset(name: str) -> str:
    """Return the address of a file of ``static``; it changes with the file, so that it may be cached for ever."""
    return f"/static/{name}?v={_version(name)}"


@cache
def static(name: str) -> bytes:
    """Return a file of ``static`` or ``vendor``.

    Raises:
        FileNotFoundError: if there is none of that name.
    """
    folder, _, rest = name.rpartition("/")
    if folder not in ("", "vendor") or rest.startswith("."):
        raise FileNotFoundError(name)
    return _package().joinpath(folder or "static", rest).read_bytes()


def rendered(template: str, context: Context) -> str:
    """Return ``template`` with ``context`` filled in."""
    return environment().get_template(template).render(context)


async def page(
    service: Service,
    template: str,
    make: MakeContext,
    policy: str = POLICY,
    kind: Kind = "pages",
) -> Response:
    """Return a page that is not cached, such as the results of a search, made in a thread for ``kind``."""
    body = await service.in_thread(_body, service, template, make, kind=kind)
    return Response(body, headers=_headers(policy))


def small_page(service: Service, template: str, context: Context, status: HTTPStatus) -> Response:
    """Return a page that is not cached and holds so little that it is made at once."""
    return Response(_body(service, template, lambda: context), status, headers=_headers(POLICY))


def _headers(policy: str) -> Mapping[str, str]:
    return {**HEADERS, "Content-Security-Policy": policy, "Cache-Control": "no-cache"}


async def rendered_document(service: Service, template: str, make: MakeContext, policy: str = POLICY) -> CachedResponse:
    """Return a page that stays the same for a build and an address."""
    body = await service.in_thread(_body, service, template, make)
    return CachedResponse(body=body, headers={**HEADERS, "Content-Security-Policy": policy})


def _body(service: Service, template: str, make: MakeContext) -> bytes:
    return rendered(template, {**_common(service), **make()}).encode()


def _common(service: Service) -> Context:
    build = service.pool.build
    return {"build": build.id, "built": build.finished[:10], "base": build.base}


def _source(name: str) -> str | None:
    file = _package().joinpath("templates", name)
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _package() -> Traversable:
    return files("rarekg.graph.endpoint.pages")


@cache
def _version(name: str) -> str:
    return sha256(static(name)).hexdigest()[:12]


def _thousands(number: int) -> str:
    return f"{number:,}"
