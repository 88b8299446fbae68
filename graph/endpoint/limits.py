"""The table of the endpoint's limits: for each its default, its unit and what it bounds.

The options of ``rarekg serve``, the variables ``RAREKG_…`` and docs/serving.md follow this table.
"""

import os
from dataclasses import dataclass, field, fields
from typing import Literal, NamedTuple, TypeVar

Unit = Literal["", "seconds", "hours", "bytes"]
Number = TypeVar("Number", int, float)

MIB = 1 << 20


class Row(NamedTuple):
    """One row of the table: the option of the command line and the variable of the environment that set the limit."""

    name: str
    option: str
    variable: str
    default: int | float
    unit: Unit
    bounds: str


def _limit(default: Number, unit: Unit, bounds: str) -> Number:
    limit: Number = field(default=default, metadata={"unit": unit, "bounds": bounds})
    return limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of one query, of one client, and of all together.

    >>> limits = Limits(workers=5, max_get_query_bytes=1000)
    >>> limits.pool_size, limits.reserved, limits.share, limits.max_head_bytes
    (5, 1, 4, 68536)
    """

    workers: int = _limit(0, "", "processes that answer queries; 0 is two for each processor and one more")
    page_workers: int = _limit(2, "", "processes that answer for pages and documents, at least 1")
    slice: float = _limit(0.5, "seconds", "time after which a query is long and needs a place for long ones; 0: never")
    timeout: float = _limit(10.0, "seconds", "wall-clock time of one query, after which its process is killed")
    max_memory: int = _limit(1536 * MIB, "bytes", "address space of one worker process")
    max_query_bytes: int = _limit(1 * MIB, "bytes", "size of a query's text in UTF-8")
    max_get_query_bytes: int = _limit(
        64 << 10, "bytes", "size of a query's text in an address; longer ones come by POST"
    )
    max_nesting: int = _limit(128, "", "depth of brackets and of repeated prefix operators in a query")
    max_operators: int = _limit(5000, "", "operators, separators and brackets in a query")
    max_result_bytes: int = _limit(64 * MIB, "bytes", "size of one result before compression")
    max_running_per_client: int = _limit(0, "", "queries of one client that run at once; 0 is one less than workers")
    max_waiting: int = _limit(128, "", "queries that wait for a worker; more are refused with 503")
    max_waiting_per_client: int = _limit(64, "", "queries of one client that wait; more are refused with 429")
    max_wait: float = _limit(10.0, "seconds", "time that a query waits for a worker")
    cache_bytes: int = _limit(64 * MIB, "bytes", "memory of the result cache; 0 turns it off")
    max_cached_bytes: int = _limit(1 * MIB, "bytes", "size of the largest result that is cached")
    spool_bytes: int = _limit(1024 * MIB, "bytes", "results that clients have not read yet")
    receive_timeout: float = _limit(10.0, "seconds", "time for a request's header, and again for its body")
    send_timeout: float = _limit(30.0, "seconds", "time for a client to take the next part of a result")
    max_connections: int = _limit(1000, "", "open connections; beyond them the client with most of them loses one")
    max_connections_per_client: int = _limit(0, "", "open connections of one client; 0 is a quarter of all")
    max_fields: int = _limit(100, "", "header fields of a request, and again of its trailer")
    client_bytes: int = _limit(96 * MIB, "bytes", "requests and responses in memory; one client has a quarter")
    verify_every: float = _limit(24.0, "hours", "time between two checks of all files of the build; 0 never reads them")

    @property
    def pool_size(self) -> int:
        """The number of worker processes; by default so many that a long query does not hold up short ones."""
        return self.workers or 2 * (os.cpu_count() or 1) + 1

    @property
    def reserved(self) -> int:
        """The number of workers that long queries leave to others: a third, and at least one if there are two."""
        return max(1, self.pool_size // 3) if self.slice and self.pool_size > 1 else 0

    @property
    def share(self) -> int:
        """The number of queries of one client that run at once, at least 1."""
        return self.max_running_per_client or max(1, self.pool_size - 1)

    @property
    def connection_share(self) -> int:
        """The number of connections of one client, at least 1."""
        return self.max_connections_per_client or max(1, self.max_connections // 4)

    @property
    def memory_share(self) -> int:
        """The bytes of memory that the requests and responses of one client may take."""
        return self.client_bytes // 4

    @property
    def max_message_bytes(self) -> int:
        """The size of a whole request in bytes: a head, and a body with as much again for what frames its chunks."""
        return self.max_head_bytes + 2 * self.max_body_bytes

    @property
    def max_head_bytes(self) -> int:
        """The size of a request's head in bytes: percent-encoding makes three of one, and there are the headers."""
        return 3 * min(self.max_get_query_bytes, self.max_query_bytes) + (64 << 10)

    @property
    def max_body_bytes(self) -> int:
        """The size of a request's body in bytes: percent-encoding makes three of one, and more may be sent."""
        return 3 * self.max_query_bytes + (64 << 10)


def table() -> tuple[Row, ...]:
    """Return the limits in the order in which they are documented.

    >>> [row.option for row in table() if row.unit == "seconds"]
    ['--slice', '--timeout', '--max-wait', '--receive-timeout', '--send-timeout']
    """
    return tuple(
        Row(
            name=limit.name,
            option=f"--{limit.name.replace('_', '-')}",
            variable=f"RAREKG_{limit.name.upper()}",
            default=getattr(Limits(), limit.name),
            unit=limit.metadata["unit"],
            bounds=limit.metadata["bounds"],
        )
        for limit in fields(Limits)
    )
