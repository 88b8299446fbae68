"""Work leaves the event loop's thread, is bounded in time, and one kind of work does not wait for another."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import get_args

import pytest

from rarekg.graph.endpoint.http.threads import Kind, Threads
from rarekg.graph.endpoint.problem import Problem

KINDS: tuple[Kind, ...] = get_args(Kind)
MANY = 20  # more than any kind has threads


def run(work: Callable[[Threads], Coroutine[None, None, None]], seconds: float = 10.0) -> None:
    """Run ``work`` with threads that take work of ``seconds``."""

    async def main() -> None:
        threads = Threads(seconds)
        try:
            await work(threads)
        finally:
            threads.close()

    asyncio.run(main())


@pytest.mark.parametrize("kind", KINDS)
def test_work_runs_beside_the_event_loop(kind: Kind) -> None:
    async def work(threads: Threads) -> None:
        assert await threads.run(kind, threading.get_ident) != threading.get_ident()
        assert await threads.run(kind, divmod, 7, 2) == (3, 1)

    run(work)


@pytest.mark.parametrize("kind", KINDS)
def test_the_loop_runs_while_work_does(kind: Kind) -> None:
    async def work(threads: Threads) -> None:
        goes_on = threading.Event()
        waiting = asyncio.create_task(threads.run(kind, goes_on.wait, 10.0))
        await asyncio.sleep(0)
        goes_on.set()  # only a loop that is not held up comes to this line within ten seconds
        assert await waiting

    run(work)


@pytest.mark.parametrize("kind", KINDS)
def test_work_that_takes_too_long_is_a_problem(kind: Kind) -> None:
    async def work(threads: Threads) -> None:
        goes_on = threading.Event()
        try:
            with pytest.raises(Problem, match=r"too long.*limit timeout = 0\.05") as raised:
                await threads.run(kind, goes_on.wait, 10.0)
            assert (raised.value.status, raised.value.kind) == (503, "timeout")
        finally:
            goes_on.set()

    run(work, seconds=0.05)


@pytest.mark.parametrize("kind", KINDS)
def test_work_that_was_given_up_is_never_begun(kind: Kind) -> None:
    async def work(threads: Threads) -> None:
        goes_on, begun = threading.Event(), list[int]()
        first = [asyncio.create_task(threads.run(kind, goes_on.wait, 10.0)) for _ in range(MANY)]
        await asyncio.sleep(0.05)
        second = asyncio.create_task(threads.run(kind, begun.append, 1))
        await asyncio.sleep(0.05)
        second.cancel()
        await asyncio.wait([second])
        goes_on.set()
        await asyncio.gather(*first)
        assert second.cancelled()
        assert not begun

    run(work)


def test_one_kind_of_work_does_not_wait_for_another() -> None:
    async def work(threads: Threads) -> None:
        goes_on = threading.Event()
        try:
            for kind in KINDS:
                held = [asyncio.create_task(threads.run(kind, goes_on.wait, 10.0)) for _ in range(MANY)]
                await asyncio.sleep(0.05)
                for other in KINDS:
                    if other != kind:
                        assert await threads.run(other, divmod, 7, 2) == (3, 1)
                goes_on.set()
                await asyncio.gather(*held)
                goes_on.clear()
        finally:
            goes_on.set()

    run(work, seconds=5.0)


def test_a_deadline_bounds_several_pieces_of_work_together() -> None:
    async def work(threads: Threads) -> None:
        done = list[int]()

        async def pieces() -> None:
            async with threads.deadline():
                for number in range(1000):
                    await threads.run("queries", time.sleep, 0.02)
                    done.append(number)

        with pytest.raises(Problem, match="too long"):
            await pieces()
        assert 0 < len(done) < 1000

    run(work, seconds=0.5)


def test_an_error_of_the_work_is_passed_on() -> None:
    def fail() -> None:
        raise TimeoutError("its own")

    async def work(threads: Threads) -> None:
        with pytest.raises(TimeoutError, match="its own"):
            await threads.run("pages", fail)

    run(work)


def test_closing_does_not_wait_for_work() -> None:
    async def work(threads: Threads) -> None:
        goes_on = threading.Event()
        held = asyncio.create_task(threads.run("pages", goes_on.wait, 10.0))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        threads.close()
        assert time.monotonic() - began < 5
        goes_on.set()
        await held

    run(work)
