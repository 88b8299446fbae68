"""Health and metrics, for those who run the endpoint."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.metrics import CONTENT_TYPE

FRESH = {"Cache-Control": "no-store"}


async def healthz(service: Service, request: Request) -> Response:
    """Return 200 while queries are answered, 503 if no worker answers."""
    healthy = await service.pool.healthy()
    payload = {"status": "ok" if healthy else "no worker answers", "build": service.pool.build.id}
    return JSONResponse(payload, HTTPStatus.OK if healthy else HTTPStatus.SERVICE_UNAVAILABLE, headers=FRESH)


async def metrics(service: Service, request: Request) -> Response:
    """Return the metrics in Prometheus' text format."""
    counted, pool = service.metrics, service.pool
    counted.cached.set(service.cache.size)
    counted.spooled.set(pool.budget.held)
    counted.waiting.set(pool.waiting)
    counted.workers.set(len(pool.workers))
    counted.busy.set(sum(worker.busy for worker in pool.workers))
    counted.build.clear()
    counted.build.labels(pool.build.id).set(1)
    return Response(counted.exposition(), headers={**FRESH, "Content-Type": CONTENT_TYPE})
