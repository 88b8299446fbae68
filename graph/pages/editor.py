"""The page on which people write SPARQL: a form that works as it stands, and a comfortable editor where scripts run."""

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.service import Service
from rarekg.graph.pages.rendering import POLICY, page
from rarekg.graph.pages.saved import asked, examples

# The vendored editor positions its parts with style attributes and adds style elements; nothing else is loosened.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "img-src 'self'", "img-src 'self' data:"
)
FIRST = "phenotypes-by-frequency"


async def editor(service: Service, request: Request) -> Response:
    """Return the editor, with the saved query that the address names."""
    queries = list(examples())
    named = "saved" in request.query_params
    first = next((each.text for each in queries if each.name == FIRST), "SELECT * { ?s ?p ?o } LIMIT 10")
    context = {
        "title": "Query",
        "named": named,
        "text": asked(request) if named else first,
        "examples": queries,
        "prefixes": dict(sorted(service.prefixes.items())),
        "limits": service.limits,
    }
    return page(service, "editor.html", context, policy=EDITOR_POLICY)
