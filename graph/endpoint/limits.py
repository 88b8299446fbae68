"""Every limit of the endpoint, in one table: its default, its unit and what it bounds.

The command line, the environment (``RAREKG_`` and the name in capitals) and docs/serving.md all follow this table.
"""

import os
from dataclasses import dataclass, field, fields
from typing import Literal, NamedTuple, TypeVar

Unit = Literal["", "seconds", "bytes"]
Number = TypeVar("Number", int, float)

MIB = 1 << 20


class Row(NamedTuple):
    """One row of the table; ``option`` is as on the command line, ``variable`` as in the environment."""

    name: str
    option: str
    variable: str
    default: int | float
    unit: Unit
    bounds: str


def _limit(default: Number, unit: Unit, bounds: str) -> Number:
    made: Number = field(default=default, metadata={"unit": unit, "bounds": bounds})
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query, one client and all of them together may take."""

    workers: int = _limit(0, "", "processes that answer queries; 0 is two for each processor and one more")
    timeout: float = _limit(10.0, "seconds", "wall-clock time of one query, after which its process is killed")
    max_memory: int = _limit(1536 * MIB, "bytes", "address space of one worker process")
    max_query_bytes: int = _limit(64 << 10, "bytes", "size of a query's text in UTF-8")
    max_nesting: int = _limit(128, "", "depth of brackets and of repeated prefix operators in a query")
    max_operators: int = _limit(5000, "", "operators, separators and brackets in a query")
    max_result_bytes: int = _limit(64 * MIB, "bytes", "size of one result before compression")
    max_running_per_client: int = _limit(0, "", "queries of one client that run at once; 0 is one less than workers")
    max_waiting: int = _limit(128, "", "queries that wait for a worker; more are refused with 503")
    max_waiting_per_client: int = _limit(64, "", "queries of one client that wait; more are refused with 429")
    max_wait: float = _limit(10.0, "seconds", "time that a query waits for a worker")
    cache_bytes: int = _limit(64 * MIB, "bytes", "memory of the result cache; 0 turns it off")
    max_cached_bytes: int = _limit(1 * MIB, "bytes", "size of the largest result that is cached")
    spool_bytes: int = _limit(1024 * MIB, "bytes", "results on their way to clients that read slower than we write")
    receive_timeout: float = _limit(10.0, "seconds", "time for a request's header, and again for its body")
    send_timeout: float = _limit(30.0, "seconds", "time for a client to take the next part of a result")
    max_connections: int = _limit(1000, "", "open connections; further ones are closed at once")

    @property
    def pool_size(self) -> int:
        """The number of worker processes: two for each processor, so that a long query does not hold up short ones."""
        return self.workers or 2 * (os.cpu_count() or 1) + 1

    @property
    def share(self) -> int:
        """How many queries of one client run at once, at least one."""
        return self.max_running_per_client or max(1, self.pool_size - 1)

    @property
    def max_head_bytes(self) -> int:
        """The size of a request's head: percent-encoding makes three bytes of one, and headers come on top."""
        return 3 * self.max_query_bytes + (64 << 10)


def table() -> tuple[Row, ...]:
    """Return the limits in the order in which they are documented."""
    return tuple(
        Row(
            name=found.name,
            option=f"--{found.name.replace('_', '-')}",
            variable=f"RAREKG_{found.name.upper()}",
            default=getattr(Limits(), found.name),
            unit=found.metadata["unit"],
            bounds=found.metadata["bounds"],
        )
        for found in fields(Limits)
    )
