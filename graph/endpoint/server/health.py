"""Health and metrics, for those who run the endpoint."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.metrics import CONTENT_TYPE

FRESH = {"Cache-Control": "no-store"}


async def healthz(service: Service, request: Request) -> Response:
    """Return 200 while queries are answered, 503 if the build is damaged, no worker of it is ready, or none answers."""
    known, build = service.verification.known, service.pool.build
    trouble = known.refusal(build) or await service.pool.health()
    damaged = {"damaged": known.damaged} if known.damaged else {}
    payload = {"status": trouble or "ok", "build": build.id, **damaged}
    return JSONResponse(payload, HTTPStatus.SERVICE_UNAVAILABLE if trouble else HTTPStatus.OK, headers=FRESH)


async def metrics(service: Service, request: Request) -> Response:
    """Return the metrics in Prometheus' text format."""
    counted = service.metrics
    counted.cached.set(service.cache.size)
    counted.spooled.set(service.pool.budget.held)
    for pool in service.pool.each:
        name, workers = pool.sharing.name, pool.processes.workers
        counted.waiting.labels(name).set(pool.waiting)
        counted.workers.labels(name).set(len(workers))
        counted.busy.labels(name).set(sum(worker.busy for worker in workers))
    counted.build.clear()
    counted.build.labels(service.pool.build.id).set(1)
    return Response(counted.exposition(), headers={**FRESH, "Content-Type": CONTENT_TYPE})
