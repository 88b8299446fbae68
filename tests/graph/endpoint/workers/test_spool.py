"""A result is read as it comes in, in memory or on disk, and all results together stay within their budget."""

import asyncio

import pytest

from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.endpoint.workers.spool import IN_MEMORY, PART, Budget, SpooledResult


async def read(result: SpooledResult) -> bytes:
    return b"".join([part async for part in result.parts()])


@pytest.mark.parametrize("size", [0, 1, PART, PART + 1, IN_MEMORY, IN_MEMORY + 1, 3 * IN_MEMORY])
def test_what_is_written_is_read(size: int) -> None:
    async def scenario() -> None:
        budget = Budget(1 << 30)
        result = SpooledResult(budget)
        reading = asyncio.create_task(read(result))
        data = bytes(number % 251 for number in range(size))
        for at in range(0, size, 50_001):
            result.add(data[at : at + 50_001])
            await asyncio.sleep(0)
        result.finish()
        assert await reading == data == result.whole()
        assert budget.held == size
        result.close()
        result.close()
        assert budget.held == 0

    asyncio.run(scenario())


def test_a_reader_gets_what_there_is_before_the_result_breaks_off() -> None:
    async def scenario() -> None:
        result = SpooledResult(Budget(1 << 20))
        result.add(b"half")
        result.finish(bad_request("timeout", "too slow"))
        parts = result.parts()
        assert await anext(parts) == b"half"
        with pytest.raises(Problem, match="too slow"):
            await anext(parts)

    asyncio.run(scenario())


def test_the_budget_of_all_results_is_enforced() -> None:
    async def scenario() -> None:
        budget = Budget(1000)
        first, second = SpooledResult(budget), SpooledResult(budget)
        first.add(b"x" * 900)
        with pytest.raises(Problem) as caught:
            second.add(b"x" * 101)
        assert (caught.value.status, caught.value.kind) == (503, "spool_bytes")
        first.close()
        second.add(b"x" * 1000)

    asyncio.run(scenario())


def test_waiting_for_the_first_part_ends_with_it_or_with_the_result() -> None:
    async def scenario() -> None:
        result = SpooledResult(Budget(1000))
        waiting = asyncio.create_task(result.settled(3))
        result.add(b"xx")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not waiting.done()
        result.add(b"x")
        await waiting
        empty = SpooledResult(Budget(1000))
        empty.finish()
        await empty.settled(1)

    asyncio.run(scenario())
