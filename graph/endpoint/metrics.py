"""The endpoint's metrics, for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST
# Seconds: from a cached response to beyond the default limit of a query.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The metrics of one running endpoint, in a registry of their own."""

    def __init__(self) -> None:
        """Begin all of them at zero."""
        registry = self.registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self.requests = Counter("rarekg_requests", "Requests by route, method and status.", labels, registry=registry)
        self.seconds = Histogram(
            "rarekg_request_seconds", "Time to the end of a response.", ("route",), buckets=BUCKETS, registry=registry
        )
        self.problems = Counter("rarekg_problems", "Requests refused or failed.", ("kind",), registry=registry)
        self.ended = Counter("rarekg_workers_ended", "Workers that ended, by cause.", ("cause",), registry=registry)
        self.cache = Counter("rarekg_cache", "Lookups in the result cache.", ("outcome",), registry=registry)
        self.cached = Gauge("rarekg_cache_bytes", "Bytes in the result cache.", registry=registry)
        self.spooled = Gauge("rarekg_spool_bytes", "Bytes of results on their way to clients.", registry=registry)
        self.waiting = Gauge("rarekg_queries_waiting", "Queries that wait for a worker.", ("pool",), registry=registry)
        self.busy = Gauge("rarekg_workers_busy", "Workers at work on a query.", ("pool",), registry=registry)
        self.workers = Gauge("rarekg_workers", "Workers that are up.", ("pool",), registry=registry)
        self.build = Gauge("rarekg_build_info", "The build that is served.", ("build",), registry=registry)

    def exposition(self) -> bytes:
        """Return all metrics in Prometheus' text format."""
        return generate_latest(self.registry)
