"""Which build of the home is served: the current one, unless its files are no longer as they were built.

Sizes are compared when a build is first served; then a thread reads all files, at the start, after each change of
build, and on a schedule. A damaged build is refused from the moment it is known; the newest other build whose files
all hold takes over. If only the search index is damaged, the store is served and search is refused.

The thread rests ten times as long as it works, rather than have a low priority: while it holds the interpreter, a
thread of low priority would keep the one that serves requests waiting until it gets a processor itself.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event, Thread

from rarekg.graph.endpoint.resting import Pace, StoppedError
from rarekg.graph.endpoint.soundness import Soundness, candidates, check, name
from rarekg.graph.home import builds, integrity, verified
from rarekg.graph.home.builds import Build
from rarekg.graph.home.checksums import Rest
from rarekg.graph.home.integrity import How, summary
from rarekg.graph.home.verified import Record
from rarekg.ontology.errors import QueryError

log = logging.getLogger("rarekg.endpoint")

RECHECK_SECONDS, STOP_SECONDS = 2.0, 1.0


class Verification:
    """The choice of a sound build of ``home``, whose files are read every ``hours``, never for 0."""

    def __init__(self, home: Path, hours: float) -> None:
        """Choose the build to serve first, by the sizes of its files.

        Raises:
            QueryError: Nothing has been built yet, or every build is damaged.
        """
        self.known = Soundness()
        self._home, self._seconds = home, 3600 * hours
        self._stop, self._changed = Event(), Event()
        self._thread, self._pace = Thread(target=self._run, daemon=True), Pace(self._stop)
        self._unsaid: list[str] | None = []  # until the log is there
        self._unchecked: set[Path] = set()
        self._forget: Callable[[], object] = lambda: None
        self._served = builds.current(home)
        self._look(self._served, "none")
        if self.known.refusal(self._served):
            raise QueryError(self._unsaid[-1])

    @property
    def served(self) -> Build:
        """The build that is to be served, as it was last chosen."""
        return self._served

    def build(self) -> Build:
        """Return the build to serve now: the current one, or another while that is damaged.

        Raises:
            QueryError: There is no current build, or a new one that is damaged, which is never served.
            OSError: It cannot be read.
        """
        current = builds.current(self._home)
        if current.folder != self._served.folder and not self.known.refusal(current):
            _, damage = integrity.check(current, verified.read(current), "none")
            if any(wrong.path != builds.SEARCH for wrong in damage):
                raise QueryError(f"build {current.id} is damaged: {summary(damage)}")
            self._look(current, "none")  # which notes a damaged index
            self._served = current
            self._changed.set()
        return self._served

    def start(self, forget: Callable[[], None]) -> None:
        """Log what is known, and begin to read files in a thread.

        ``forget`` drops answers that were made before damage was noticed, or mended; the running loop calls it.
        """
        loop = asyncio.get_running_loop()
        self._forget = partial(loop.call_soon_threadsafe, forget)
        unsaid, self._unsaid = self._unsaid or [], None
        for line in unsaid:
            log.error("%s", line)
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        done, due = Path(), 0.0
        while not self._stop.is_set():
            self._changed.clear()
            build = self._served
            try:
                self._recheck()
                due_now = build.folder != done or time.monotonic() >= due
                if self._seconds and due_now and not self.known.refusal(build):
                    done, due = build.folder, time.monotonic() + self._seconds
                    self._verify(build)
            except StoppedError:
                return
            except Exception as error:  # nothing ends the thread in silence
                log.error("the files of build %s cannot be verified: %s", build.folder.name, error)
            self._changed.wait(min(RECHECK_SECONDS, self._seconds or RECHECK_SECONDS))

    def _verify(self, build: Build) -> None:
        """Read all files of ``build``, at once those that do not look as when they were verified."""
        if build.manifest.files:
            if not self._look(build, "changed", self._pace.go_on):
                self._pace.begin()
                self._look(build, "all", self._pace.rest)
        elif build.folder not in self._unchecked:
            self._unchecked.add(build.folder)
            log.warning("build %s is of an older version and has no checksums: damage is not noticed", build.id)

    def _look(self, build: Build, how: How, rest: Rest | None = None) -> bool:
        """Check ``build`` and act on the result; return whether it is damaged."""
        before = verified.read(build)
        after, damage = check(build, before, how, rest)
        if how != "none":
            integrity.remember(build, before, after)
        known = Record(manifest=after.manifest, files={**before.files, **after.files})
        if self.known.learn(build, damage, known):
            outcome = self._outcome(build)
            self._say(f"build {name(build)} is damaged: {summary(damage)}; {outcome}")
            self._forget()
        return bool(damage)

    def _outcome(self, build: Build) -> str:
        """Choose another build if ``build``, which is damaged, was to be served; return what is served now."""
        if not self.known.refusal(build):
            return "search is refused until it is built again"
        if build.folder == self._served.folder:
            self._served = self._other() or build
        if self._served.folder == build.folder:
            return "no other build is sound; build again with `rarekg build`"
        return f"build {name(self._served)} is served instead"

    def _other(self) -> Build | None:
        """Return the newest build whose files all hold, apart from those that are known to be damaged."""
        how: How = "all" if self._unsaid is None else "changed"  # a server that starts is not kept long
        for build in candidates(self._home):
            if build.folder not in self.known.found:
                before = verified.read(build)
                after, damage = check(build, before, how, self._pace.go_on)
                integrity.remember(build, before, after)
                self.known.learn(build, damage, after)
                if not damage:
                    return build
        return None

    def _recheck(self) -> None:
        """Forget damaged builds that were removed or mended; look for a sound one if there was none.

        Workers hold what they read of a store that is open: its files are back only if they never were others.
        """
        for folder, found in self.known.found.items():
            build, is_open = Build(folder=folder), folder == self._served.folder and found.store
            after, damage = check(build, found.record, "none" if is_open else "changed", self._pace.go_on)
            if damage or not is_open or after.files.keys() >= build.manifest.files.keys():
                self.known.learn(build, damage, found.record if is_open else after)
            if folder not in self.known.found:
                integrity.remember(build, found.record, after)
                self._forget()
        if self.known.refusal(self._served):
            self._served = self._other() or self._served

    def _say(self, line: str) -> None:
        if self._unsaid is None:
            log.error("%s", line)
        else:
            self._unsaid.append(line)
