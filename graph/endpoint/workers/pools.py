"""The two pools of one endpoint: one for the queries that clients write, one for those of pages and documents."""

import asyncio
from collections.abc import Mapping

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.metrics import Metrics
from rarekg.graph.endpoint.workers.pool import Pool
from rarekg.graph.endpoint.workers.queue import Sharing
from rarekg.graph.endpoint.workers.spool import Budget, SpooledResult
from rarekg.graph.home.builds import Build

AT_ONCE = 4  # queries that a page sends side by side
NICENESS = 5  # of the processes for queries, beside which pages, health and new processes must not be slow


class Pools:
    """Two pools on the same build: ``queries`` and ``pages``, whose queries are our own and short."""

    def __init__(self, build: Build, limits: Limits, prefixes: Mapping[str, str], metrics: Metrics) -> None:
        """Prepare pools that :meth:`start` starts."""
        self.budget = Budget(limits.spool_bytes)
        queries = Sharing(
            name="queries",
            size=limits.pool_size,
            share=limits.share,
            reserved=limits.reserved,
            slice=limits.slice or None,
            niceness=NICENESS,
        )
        size = max(1, limits.page_workers)
        # A page has several queries, which run at once; as all are short, one client may have all workers.
        pages = Sharing(name="pages", size=size, share=size, at_once=AT_ONCE)
        self.queries, self.pages = (
            Pool(build, sharing, limits, prefixes, metrics, self.budget) for sharing in (queries, pages)
        )
        self.each = (self.queries, self.pages)

    @property
    def build(self) -> Build:
        """The build that is served."""
        return self.queries.processes.build

    async def start(self) -> None:
        """Start all workers.

        Raises:
            OSError: The store cannot be opened.
            QueryError: The build has no manifest.
        """
        await asyncio.gather(*(pool.processes.start() for pool in self.each))

    async def close(self) -> None:
        """End all workers, busy ones too."""
        await asyncio.gather(*(pool.processes.close() for pool in self.each))

    async def move(self, build: Build) -> None:
        """Serve ``build`` from now on; queries that run end on the build on which they began.

        Raises:
            OSError: Its store cannot be opened; then nothing changes.
            QueryError: It has no manifest; then nothing changes.
        """
        fresh = await self.queries.processes.prepared(build)
        try:
            fresh_pages = await self.pages.processes.prepared(build)
        except BaseException:  # cancellation too: nobody else knows of these workers yet
            for worker in fresh:
                worker.close()
            raise
        self.queries.processes.switch(build, fresh)
        self.pages.processes.switch(build, fresh_pages)

    def release(self, result: SpooledResult) -> None:
        """Free a result, done or not; a query that still runs is given up."""
        for pool in self.each:
            pool.release(result)

    async def health(self) -> str:
        """Return what is wrong with a pool, nothing if the queries of both run."""
        queries, pages = await asyncio.gather(*(pool.health() for pool in self.each))
        return queries or pages
