"""Who is served next: clients in turn, each client's short queries first, and no one lost who gives up."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.workers.queue import Turns

LIMITS = Limits(workers=3, max_waiting=6, max_waiting_per_client=4, max_wait=5.0)


def scenario(work: Callable[[Turns[str], list[str], list[str]], Awaitable[None]], limits: Limits = LIMITS) -> None:
    """Run ``work`` with an empty queue, the log of who was served, and the log of what was given back."""
    asyncio.run(work(Turns(limits), [], []))  # type: ignore[arg-type]  # a coroutine, as all that is passed here


async def join(
    turns: Turns[str], served: list[str], back: list[str], client: str, patience: float = 1.0
) -> "asyncio.Task[None]":
    async def wait() -> None:
        worker = await turns.wait(client, patience, back.append)
        served.append(f"{client}:{worker}")

    task = asyncio.create_task(wait())
    await asyncio.sleep(0)
    return task


def test_clients_take_turns() -> None:
    async def work(turns: Turns[str], served: list[str], back: list[str]) -> None:
        for client in ("a", "a", "a", "b", "c"):
            await join(turns, served, back, client)
        given = [turns.give(f"w{number}") for number in range(5)]
        # One client may run on two workers of three.
        assert given == ["a", "b", "c", "a", None]
        turns.end("a")
        assert turns.give("w9") == "a"
        await asyncio.sleep(0)
        assert turns.waiting == 0
        assert sorted(served) == ["a:w0", "a:w3", "a:w9", "b:w1", "c:w2"]

    scenario(work)


def test_short_queries_of_a_client_come_first() -> None:
    async def work(turns: Turns[str], served: list[str], back: list[str]) -> None:
        long = await join(turns, served, back, "a", patience=3.0)
        short = await join(turns, served, back, "a", patience=0.1)
        turns.give("first")
        await asyncio.sleep(0)
        assert (short.done(), long.done()) == (True, False)
        turns.give("second")
        await long

    scenario(work)


def test_who_gives_up_leaves_no_trace() -> None:
    async def work(turns: Turns[str], served: list[str], back: list[str]) -> None:
        first, second = [await join(turns, served, back, "a") for _ in range(2)]
        first.cancel()
        # In the same moment, before the task has seen that it is cancelled.
        assert turns.give("w") == "a"
        await asyncio.gather(first, second, return_exceptions=True)
        assert served == ["a:w"]
        assert (back, turns.waiting) == ([], 0)

    scenario(work)


def test_a_worker_that_comes_too_late_is_given_back() -> None:
    async def work(turns: Turns[str], served: list[str], back: list[str]) -> None:
        only = await join(turns, served, back, "a")
        assert turns.give("w") == "a"
        only.cancel()
        await asyncio.gather(only, return_exceptions=True)
        assert (served, back, turns.waiting) == ([], ["w"], 0)

    scenario(work)


def test_waiting_is_bounded_for_one_and_for_all() -> None:
    async def work(turns: Turns[str], served: list[str], back: list[str]) -> None:
        tasks = [await join(turns, served, back, client) for client in ("a", "a", "a", "a", "b", "b")]
        for client, status in (("a", 429), ("c", 503)):
            with pytest.raises(Problem) as caught:
                await turns.wait(client, 1.0, back.append)
            assert caught.value.status == status
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert turns.waiting == 0

    scenario(work)


def test_waiting_ends() -> None:
    async def work(turns: Turns[str], served: list[str], back: list[str]) -> None:
        with pytest.raises(Problem, match="max_wait"):
            await turns.wait("a", 1.0, back.append)
        assert turns.waiting == 0

    scenario(work, Limits(workers=3, max_wait=0.05))
