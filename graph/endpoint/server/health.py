"""Whether the endpoint is well, and what it has counted: for those who run it."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.metrics import CONTENT_TYPE

FRESH = {"Cache-Control": "no-store"}


async def healthz(service: Service, request: Request) -> Response:
    """Say whether queries are answered: 200 where they are, 503 where no worker answers."""
    well = await service.pool.healthy()
    said = {"status": "ok" if well else "no worker answers", "build": service.pool.build.id}
    return JSONResponse(said, HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE, headers=FRESH)


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
