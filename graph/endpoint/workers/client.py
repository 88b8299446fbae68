"""A worker as the web process sees it: started, asked, timed, killed, and heard of part by part."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from rarekg.graph.endpoint.problem import Problem, over
from rarekg.graph.endpoint.workers.answer import Answer, failed
from rarekg.graph.home.builds import Build
from rarekg.graph.process.frames import ASK, DATA, END, HEAD, HEADER, PROBLEM, READY, Request, said

START_SECONDS = 30.0
END_SECONDS = 5.0  # for a process whose channel is closed
LEFT_SECONDS = 0.5  # for a query that no one waits for any more
SELF_DESTRUCT = 2.0  # seconds after the deadline at which a worker ends itself, were this process not to
LAST_WORDS = 4096  # bytes

_STATUS = {
    "syntax": HTTPStatus.BAD_REQUEST,
    "service": HTTPStatus.BAD_REQUEST,
    "accept": HTTPStatus.NOT_ACCEPTABLE,
    "no-graph": HTTPStatus.NOT_FOUND,
    "max_result_bytes": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "memory": HTTPStatus.SERVICE_UNAVAILABLE,
    "engine": HTTPStatus.INTERNAL_SERVER_ERROR,
}


class Worker(asyncio.Protocol):
    """One process that answers one query at a time on the store of ``build``.

    ``freed`` is called when it can take the next query, ``lost`` once when it is gone, with the reason.
    """

    def __init__(self, build: Build, freed: Callable[["Worker"], None], lost: Callable[["Worker", str], None]) -> None:
        """Prepare a worker that :meth:`start` starts."""
        self.build = build
        self.ready = asyncio.get_running_loop().create_future()
        self._freed, self._lost = freed, lost
        self._process: subprocess.Popen[bytes] | None = None
        self._transport: asyncio.Transport | None = None
        self._answer: Answer | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._heard = bytearray()
        self._burial: asyncio.Task[None] | None = None
        self._cause = ""
        self._seconds = 0.0

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid if self._process else 0

    @property
    def alive(self) -> bool:
        """Whether it can be asked, as far as is known."""
        return not self._cause and self._transport is not None and not self._transport.is_closing()

    @property
    def busy(self) -> bool:
        """Whether it is at work on a query."""
        return self._answer is not None

    async def start(self, memory: int, prefixes: Mapping[str, str]) -> None:
        """Start the process and wait until its store is open; OSError where it does not come up."""
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-m", "rarekg.graph.process.worker", str(self.build.store)]
        command += [str(theirs.fileno()), str(memory), self.build.base, json.dumps(dict(prefixes))]
        # One arena for all threads gives memory back; a backtrace would only make the end of a bomb take longer.
        environment = os.environ | {"MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}
        with theirs:
            self._process = subprocess.Popen(
                command,
                pass_fds=(theirs.fileno(),),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        await asyncio.get_running_loop().create_connection(lambda: self, sock=ours)
        try:
            async with asyncio.timeout(START_SECONDS):
                await self.ready
        except TimeoutError as error:
            self.kill("start")
            raise OSError(f"a worker did not open {self.build.store} within {START_SECONDS:g} s") from error

    def ask(self, request: Request, answer: Answer) -> None:
        """Send ``request``; what comes back goes into ``answer``."""
        if not self.alive:
            answer.finish(failed("crash", "the process that was to answer had just ended; ask again"))
            return
        assert self._transport is not None
        assert self._answer is None
        self._answer, self._seconds = answer, request["seconds"]
        sent = request | {"seconds": self._seconds + SELF_DESTRUCT}
        self._transport.write(said(ASK, sent))
        self._set_alarm(self._seconds)

    def abandon(self, answer: Answer) -> None:
        """Let a query that no one waits for end soon, in peace where it can: a new process costs more than a moment."""
        if self._answer is answer:
            self._set_alarm(min(LEFT_SECONDS, self._seconds))

    def kill(self, cause: str) -> None:
        """End the process at once; ``cause`` is the word for logs and metrics."""
        self._cause = self._cause or cause
        if self._process is not None:
            self._process.kill()
        self._end(self._obituary())
        if self._transport is not None:
            self._transport.abort()

    def close(self) -> None:
        """Let an idle process go: it ends when its channel does."""
        self._cause = self._cause or "closed"
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the channel."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take the frames that are complete."""
        self._heard += data
        at, size = 0, HEADER.size
        while len(self._heard) - at >= size:
            kind, length = HEADER.unpack_from(self._heard, at)
            if len(self._heard) - at - size < length:
                break
            payload = bytes(memoryview(self._heard)[at + size : at + size + length])
            at += size + length
            self._take(kind, payload)
        del self._heard[:at]

    def connection_lost(self, exc: Exception | None) -> None:
        """Find out why the process ended, tell whoever waits, and have it replaced."""
        self._burial = asyncio.get_running_loop().create_task(self._bury())

    async def _bury(self) -> None:
        # In a thread, because a process that held much memory takes its time to end.
        last_words = await asyncio.to_thread(self._reap)
        if not self._cause:
            clean = self._process is not None and self._process.returncode == 0
            self._cause = "renewed" if clean else "memory" if "memory allocation" in last_words else "crash"
        if not self.ready.done():
            why = last_words.splitlines()[-1] if last_words else "it ended"
            self.ready.set_exception(OSError(f"a worker could not open {self.build.store}: {why}"))
        self._end(self._obituary())
        self._lost(self, self._cause)

    def _take(self, kind: bytes, payload: bytes) -> None:
        answer = self._answer
        if kind == READY:
            self.ready.set_result(None)
        elif answer is None:
            return  # a last frame of a query that was given up
        elif kind == HEAD:
            answer.format = json.loads(payload)
        elif kind == DATA and not answer.closed:
            try:
                answer.add(payload)
            except Problem as problem:
                answer.finish(problem)
                self.kill(problem.kind)
            except OSError as error:
                answer.finish(failed("spool", f"the result cannot be kept on its way: {error.strerror}"))
                self.kill("spool")
        elif kind == END:
            self._end(None)
            self._freed(self)
        elif kind == PROBLEM:
            self._end(_problem(json.loads(payload)))
            self._freed(self)

    def _end(self, problem: Problem | None) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        answer, self._answer = self._answer, None
        if answer is not None:
            answer.finish(problem)

    def _set_alarm(self, seconds: float) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_later(seconds, self.kill, "timeout")

    def _obituary(self) -> Problem:
        if self._cause == "timeout":
            message = "the query took too long and was ended"
            return over("timeout", self._seconds, message, status=HTTPStatus.SERVICE_UNAVAILABLE)
        if self._cause == "memory":
            return failed("memory", "the query needed too much memory and was ended (limit max_memory)")
        return failed(self._cause or "crash", "the query ended the process that answered it; simplify it")

    def _reap(self) -> str:
        """Wait for the process, which is dead or about to be, and return what it said last."""
        process = self._process
        if process is None:
            return ""
        try:
            process.wait(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with process:
            assert process.stderr is not None
            os.set_blocking(process.stderr.fileno(), False)
            heard = process.stderr.read(LAST_WORDS) or b""
        return heard.decode(errors="replace").strip()


def _problem(told: Mapping[str, Any]) -> Problem:
    kind, status = str(told["kind"]), _STATUS[str(told["kind"])]
    if kind == "max_result_bytes":
        return over(kind, told["facts"]["value"], str(told["message"]), status=status)
    return Problem(status, kind, str(told["message"]), **told["facts"])
