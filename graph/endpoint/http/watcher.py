"""Watch for a build that is newer than the one that is served, and serve it."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from rarekg.graph.endpoint.http.cache import Cache
from rarekg.graph.endpoint.workers.pools import Pools
from rarekg.graph.home.builds import Build
from rarekg.ontology.errors import QueryError

log = logging.getLogger("rarekg.endpoint")

Choose = Callable[[], Build]

WATCH_SECONDS = 1.0
LONGEST_PAUSE = 60.0  # seconds between attempts to open a build that could not be opened


class Watcher:
    """What was tried: a build that cannot be opened is tried again, after pauses that double."""

    def __init__(self, choose: Choose, pool: Pools, cache: Cache) -> None:
        """Begin with no failure."""
        self._choose, self._pool, self._cache = choose, pool, cache
        self._refused: Path | None = None
        self._trouble = ""
        self._pause = self._next = 0.0

    async def look(self) -> None:
        """Serve the build to choose if it is another than the one that is served; log why it cannot be served, once."""
        try:
            build = self._choose()
            if build.folder == self._pool.build.folder:
                self._forget()
            elif build.folder != self._refused or monotonic() >= self._next:
                await self._serve(build)
        except (QueryError, OSError) as error:
            self._report(str(error))
        except Exception as error:  # a fault of ours must not end the watch either
            self._report(f"{type(error).__name__}: {error}")

    async def _serve(self, build: Build) -> None:
        if build.folder != self._refused:
            self._forget()
        self._refused, self._pause = build.folder, min(LONGEST_PAUSE, max(WATCH_SECONDS, 2 * self._pause))
        try:
            identity = build.id  # a build without a manifest is refused before a worker starts on it
            await self._pool.move(build)
        finally:
            self._next = monotonic() + self._pause
        self._cache.clear()
        self._forget()
        log.info("serving build %s", identity)

    def _forget(self) -> None:
        self._refused, self._trouble, self._pause = None, "", 0.0

    def _report(self, trouble: str) -> None:
        if trouble != self._trouble:
            log.error("the new build is not served: %s", trouble)
        self._trouble = trouble


async def watch(choose: Choose, pool: Pools, cache: Cache) -> None:
    """Look every WATCH_SECONDS whether ``choose`` names another build for ``pool``; ``cache`` begins again then."""
    watcher = Watcher(choose, pool, cache)
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        await watcher.look()
