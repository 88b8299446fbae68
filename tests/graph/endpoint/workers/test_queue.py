"""Who is served next: clients in turn, each client's queries in their order, and no one is lost who gives up."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.workers.queue import FairQueue

LIMITS = Limits(workers=3, max_waiting=6, max_waiting_per_client=4, max_wait=5.0)


def scenario(work: Callable[[FairQueue[str], list[str], list[str]], Awaitable[None]], limits: Limits = LIMITS) -> None:
    """Run ``work`` with an empty queue, the log of who was served, and the log of what was given back."""
    asyncio.run(work(FairQueue(limits), [], []))  # type: ignore[arg-type]  # a coroutine, as all that is passed here


async def join(queue: FairQueue[str], served: list[str], back: list[str], client: str) -> "asyncio.Task[None]":
    async def wait() -> None:
        worker = await queue.wait(client, back.append)
        served.append(f"{client}:{worker}")

    task = asyncio.create_task(wait())
    await asyncio.sleep(0)
    return task


def test_clients_take_turns() -> None:
    async def work(queue: FairQueue[str], served: list[str], back: list[str]) -> None:
        for client in ("a", "a", "a", "b", "c"):
            await join(queue, served, back, client)
        given = [queue.assign(f"w{number}") for number in range(5)]
        # One client may run on two workers of three.
        assert given == ["a", "b", "c", "a", None]
        queue.end("a")
        assert queue.assign("w9") == "a"
        await asyncio.sleep(0)
        assert queue.waiting == 0
        assert sorted(served) == ["a:w0", "a:w3", "a:w9", "b:w1", "c:w2"]

    scenario(work)


def test_queries_of_one_client_are_served_in_their_order() -> None:
    async def work(queue: FairQueue[str], served: list[str], back: list[str]) -> None:
        for client in ("a", "a", "b", "a"):
            await join(queue, served, back, client)
        for number in range(4):
            turn = queue.assign(f"w{number}")
            assert turn is not None
            queue.end(turn)
        await asyncio.sleep(0)
        assert served == ["a:w0", "b:w1", "a:w2", "a:w3"]

    scenario(work)


def test_a_client_that_gives_up_leaves_no_trace() -> None:
    async def work(queue: FairQueue[str], served: list[str], back: list[str]) -> None:
        first, second = [await join(queue, served, back, "a") for _ in range(2)]
        first.cancel()
        # In the same moment, before the task has seen that it is cancelled.
        assert queue.assign("w") == "a"
        await asyncio.gather(first, second, return_exceptions=True)
        assert served == ["a:w"]
        assert (back, queue.waiting) == ([], 0)

    scenario(work)


def test_a_worker_assigned_after_the_timeout_is_returned() -> None:
    async def work(queue: FairQueue[str], served: list[str], back: list[str]) -> None:
        only = await join(queue, served, back, "a")
        assert queue.assign("w") == "a"
        only.cancel()
        await asyncio.gather(only, return_exceptions=True)
        assert (served, back, queue.waiting) == ([], ["w"], 0)

    scenario(work)


def test_waiting_is_bounded_for_one_and_for_all() -> None:
    async def work(queue: FairQueue[str], served: list[str], back: list[str]) -> None:
        tasks = [await join(queue, served, back, client) for client in ("a", "a", "a", "a", "b", "b")]
        for client, status in (("a", 429), ("c", 503)):
            with pytest.raises(Problem) as caught:
                await queue.wait(client, back.append)
            assert caught.value.status == status
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert queue.waiting == 0

    scenario(work)


def test_waiting_ends() -> None:
    async def work(queue: FairQueue[str], served: list[str], back: list[str]) -> None:
        with pytest.raises(Problem, match="max_wait"):
            await queue.wait("a", back.append)
        assert queue.waiting == 0

    scenario(work, Limits(workers=3, max_wait=0.05))
