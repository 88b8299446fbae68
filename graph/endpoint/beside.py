"""The one build that a server with a remote store serves: a folder with its manifest and its search index.

Newer builds are not looked for: when another build has been loaded into the store, start the server with its folder.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from rarekg.graph.endpoint.resting import Pace, StoppedError
from rarekg.graph.endpoint.soundness import Soundness, check
from rarekg.graph.home.builds import MANIFEST, SEARCH, Build
from rarekg.graph.home.checksums import Rest
from rarekg.graph.home.integrity import summary
from rarekg.graph.home.verified import Record
from rarekg.graph.remote.checking import place
from rarekg.ontology.errors import QueryError

log = logging.getLogger("rarekg.endpoint")

STOP_SECONDS = 1.0


class Beside:
    """The build in ``folder``, whose store is at ``url``; its search index is read every ``hours``, never for 0."""

    def __init__(self, folder: Path, url: str, hours: float) -> None:
        """Ask the store whether it holds the build.

        Raises:
            QueryError: ``folder`` lacks a manifest or a search index, or the store does not hold this build.
        """
        build = Build(folder=folder.absolute())
        for name in (MANIFEST, SEARCH):
            if not (build.folder / name).is_file():
                raise QueryError(f"{build.folder} has no {name}; name the folder of a build with --build")
        self.known = Soundness()
        self._served = Build(folder=build.folder, remote=str(place(url, build)))
        self._seconds, self._stop = 3600 * hours, Event()
        self._thread, self._pace = Thread(target=self._run, daemon=True), Pace(self._stop)

    @property
    def served(self) -> Build:
        """The build, with the place of its store."""
        return self._served

    def build(self) -> Build:
        """Return the build, which stays the same."""
        return self._served

    def start(self, forget: Callable[[], None]) -> None:
        """Begin to read the search index in a thread; answers of search are not kept, so there is none to forget."""
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        self._look(None)
        while self._seconds and not self._stop.wait(self._seconds):
            self._pace.begin()
            try:
                self._look(self._pace.rest)
            except StoppedError:
                return

    def _look(self, rest: Rest | None) -> None:
        """Compare the size of the search index; with ``rest`` read it."""
        try:
            _, damage = check(self._served, Record(), "none" if rest is None else "all", rest)
        except OSError as error:
            log.error("the files of %s cannot be verified: %s", self._served.folder, error)
            return
        if self.known.learn(self._served, damage, Record()):
            log.error("%s is damaged: %s; search is refused until it is mended", self._served.folder, summary(damage))
