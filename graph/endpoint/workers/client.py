"""The asynchronous client of a worker process: it sends one request at a time, spools the result, and ends overruns."""

import asyncio
import logging
import subprocess
from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType

import msgspec

from rarekg.graph.endpoint.problem import Problem, over
from rarekg.graph.endpoint.workers.overruns import BUSY
from rarekg.graph.endpoint.workers.spool import SpooledResult, failed
from rarekg.graph.home.builds import Build
from rarekg.graph.process.frames import DATA, END, FAILURE, HEAD, QUERY, READY, Failure, Request, json_frame, split
from rarekg.graph.process.launch import SELF_DESTRUCT, START_SECONDS, exit_cause, last_words, launch
from rarekg.graph.process.processor import seconds_used

log = logging.getLogger("rarekg.endpoint")

# What clients are told of a remote store, whose address is none of their business.
OF_REMOTE: Mapping[str, str] = MappingProxyType(
    {
        "bad-gateway": "the store behind this service is down, or its answer cannot be used; try again later",
        "gateway-timeout": "the store behind this service sent no answer in time; ask for less, or try again later",
    }
)

# What to do about a query that took too much; the last word is the option of a server of one's own.
ADVICE = (
    "add LIMIT, name a subject or a class, give ids by VALUES and not by FILTER, or take all with `rarekg dump`; "
    "a server of your own allows more with --"
)
ABANDONED_SECONDS = 0.5  # for a query whose result no one reads any more

_STATUS = {
    "syntax": HTTPStatus.BAD_REQUEST,
    "service": HTTPStatus.BAD_REQUEST,
    "accept": HTTPStatus.NOT_ACCEPTABLE,
    "no-graph": HTTPStatus.NOT_FOUND,
    "max_result_bytes": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "memory": HTTPStatus.GATEWAY_TIMEOUT,
    "engine": HTTPStatus.BAD_REQUEST,
    "store": HTTPStatus.SERVICE_UNAVAILABLE,
    "bad-gateway": HTTPStatus.BAD_GATEWAY,
    "gateway-timeout": HTTPStatus.GATEWAY_TIMEOUT,
}


class Worker(asyncio.Protocol):
    """One process that runs one query at a time on the store of ``build``.

    ``on_free`` is called when it can take the next query, ``on_exit`` once when it has ended, with the cause, and
    ``on_overrun`` with a request that was at work for all of its time or used all of its memory, before its result is
    done. ``pause`` are the seconds that were waited before its start; ``proven`` says that it has ended a query as it
    should. ``trouble`` is what was wrong with a remote store when the last query ended, '' for nothing.
    """

    def __init__(
        self,
        build: Build,
        on_free: Callable[["Worker"], None],
        on_exit: Callable[["Worker", str], None],
        on_overrun: Callable[[Build, Request, Problem], None],
        pause: float = 0.0,
    ) -> None:
        """Prepare a worker that :meth:`start` starts."""
        self.build, self.pause, self.proven, self.trouble = build, pause, False, ""
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._on_free, self._on_exit, self._on_overrun = on_free, on_exit, on_overrun
        self._process: subprocess.Popen[bytes] | None = None
        self._transport: asyncio.Transport | None = None
        self._result: SpooledResult | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._buffer = bytearray()
        self._exit_task: asyncio.Task[None] | None = None
        self._cause = ""
        self._request: Request | None = None
        self._began = 0.0  # by the clock of the event loop
        self._used: float | None = None  # seconds of processor time when the request began

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid if self._process else 0

    @property
    def exists(self) -> bool:
        """Whether it has a process whose end ``on_exit`` will report."""
        return self._transport is not None

    @property
    def opened(self) -> bool:
        """Whether it has opened its store."""
        return self._opened.done() and self._opened.exception() is None

    @property
    def alive(self) -> bool:
        """Whether it can take a request, as far as is known."""
        return not self._cause and self._transport is not None and not self._transport.is_closing()

    @property
    def busy(self) -> bool:
        """Whether it runs a query."""
        return self._result is not None

    async def start(self, max_memory: int, prefixes: Mapping[str, str], niceness: int) -> None:
        """Start the process and wait until its store is open.

        Raises:
            OSError: It cannot open the store, or not in time.
        """
        self._process, channel = launch(self.build.opened, self.build.base, max_memory, prefixes, niceness)
        try:
            await asyncio.get_running_loop().create_connection(lambda: self, sock=channel)
        except BaseException:  # cancellation too: nobody else knows of this process yet
            self._process.kill()
            channel.close()
            raise
        await asyncio.wait((self._opened,), timeout=START_SECONDS)
        if not self._opened.done():
            self.kill("start")
            raise OSError(f"a worker did not open {self.build.store} within {START_SECONDS:g} s")
        self._opened.result()

    def run(self, request: Request, result: SpooledResult) -> None:
        """Send ``request``; its result goes into ``result``."""
        if not self.alive:
            result.finish(failed("crash", "the process that was to run the query had just ended; send it again"))
            return
        assert self._transport is not None
        assert self._result is None
        self._result, self._request = result, request
        self._began, self._used = asyncio.get_running_loop().time(), seconds_used(self.pid)
        sent = msgspec.structs.replace(request, seconds=request.seconds + SELF_DESTRUCT)
        self._transport.write(json_frame(QUERY, sent))
        self._set_alarm(request.seconds)

    def abandon(self, result: SpooledResult) -> None:
        """Give a query whose ``result`` no one reads a moment to end by itself: a new process takes longer."""
        if self._result is result:
            assert self._request is not None
            self._set_alarm(min(ABANDONED_SECONDS, self._request.seconds))

    def kill(self, cause: str) -> None:
        """End the process at once; ``cause`` is the word for logs and metrics."""
        self._cause = self._cause or cause
        worked = self._worked()  # which nobody can tell any more when the process is gone
        if self._process is not None:
            self._process.kill()
        self._end(self._exit_problem(), again=self._cause == "timeout" and worked)
        if self._transport is not None:
            self._transport.abort()

    def close(self) -> None:
        """Let an idle process go: it ends when its channel does."""
        self._cause = self._cause or "closed"
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the channel."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take the frames that are complete."""
        self._buffer += data
        for kind, payload in split(self._buffer):
            self._take(kind, payload)

    def connection_lost(self, exc: Exception | None) -> None:
        """Find out why the process has ended, and pass it on."""
        self._exit_task = asyncio.get_running_loop().create_task(self._ended())

    async def _ended(self) -> None:
        assert self._process is not None
        try:
            # In a thread, because a process that had much memory takes a while to end.
            words = await asyncio.to_thread(last_words, self._process)
        except RuntimeError:  # the system has no thread to give
            self._process.kill()
            words = ""
        self._cause = self._cause or exit_cause(self._process.returncode, words)
        if not self._opened.done():
            why = words.splitlines()[-1] if words else "it ended"
            self._opened.set_exception(OSError(f"a worker could not open {self.build.store}: {why}"))
        self._end(self._exit_problem(), again=self._cause == "memory")
        self._on_exit(self, self._cause)

    def _take(self, kind: bytes, payload: bytes) -> None:
        if kind == READY:
            if not self._opened.done():  # else it was given up a moment ago
                self._opened.set_result(None)
        elif self._result is None:
            return  # a last frame of a query that was given up
        elif kind == HEAD:
            self._result.format = msgspec.json.decode(payload, type=str)
        elif kind == DATA and not self._result.closed:
            self._spool(self._result, payload)
        elif kind in (END, FAILURE):
            failure = None if kind == END else msgspec.json.decode(payload, type=Failure)
            self.trouble = failure.message if failure is not None and failure.kind in OF_REMOTE else ""
            problem = None if failure is None else _problem(failure)
            self._end(problem, again=problem is not None and problem.kind == "memory")
            self.proven = True
            self._on_free(self)

    def _spool(self, result: SpooledResult, data: bytes) -> None:
        try:
            result.add(data)
        except Problem as problem:
            result.finish(problem)
            self.kill(problem.kind)
        except OSError as error:
            result.finish(failed("spool", f"the result cannot be spooled to disk: {error.strerror}"))
            self.kill("spool")

    def _end(self, problem: Problem | None, *, again: bool = False) -> None:
        """End the query with ``problem``, None if its result is complete; ``again`` if it would end so once more."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        result, request = self._result, self._request
        self._result = self._request = None
        if again and problem is not None and request is not None:
            self._on_overrun(self.build, request, problem)
        if result is not None:
            result.finish(problem)

    def _set_alarm(self, seconds: float) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_later(seconds, self.kill, "timeout")

    def _worked(self) -> bool:
        """Return whether the query had all of its time and a processor for nearly all of it."""
        if self._request is None or self._used is None:
            return False
        seconds, used = self._request.seconds, seconds_used(self.pid)
        had = asyncio.get_running_loop().time() - self._began
        return used is not None and had >= seconds and used - self._used >= BUSY * seconds

    def _exit_problem(self) -> Problem:
        if self._cause == "timeout":
            seconds = 0.0 if self._request is None else self._request.seconds
            message = "the query took too long and was ended"
            problem = over("timeout", seconds, message, status=HTTPStatus.GATEWAY_TIMEOUT)
            return Problem(problem.status, problem.kind, f"{problem}: {ADVICE}timeout", headers=None, **problem.facts)
        if self._cause == "memory":
            message = f"the query needed too much memory and was ended (limit max_memory): {ADVICE}max-memory"
            return Problem(HTTPStatus.GATEWAY_TIMEOUT, "memory", message)
        return failed(self._cause or "crash", "the query ended the process that ran it; simplify it")


def _problem(failure: Failure) -> Problem:
    status = _STATUS[failure.kind]
    if failure.kind == "max_result_bytes":
        return over(failure.kind, float(failure.facts["value"]), failure.message, status=status)
    message = f"{failure.message}: {ADVICE}max-memory" if failure.kind == "memory" else failure.message
    if failure.kind == "store":
        log.error("%s", message)  # it names files, which are no business of a client
        message = "the store of this build cannot be read"
    message = OF_REMOTE.get(failure.kind, message)
    return Problem(status, failure.kind, message, headers=None, **failure.facts)
