"""Who is served next: the client that used least lately, within bounds, and no one is lost who gives up."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.workers.queue import STEP, FairQueue, Sharing, Turn
from rarekg.graph.endpoint.workers.usage import HALF_LIFE, LONG_SECONDS

LIMITS = Limits(max_waiting=6, max_waiting_per_client=4, max_wait=5.0)
SHARING = Sharing(name="queries", size=3, share=2, reserved=1, slice=0.5)
READY = 3


@dataclass
class Scene:
    """A queue under test: its clock, who was served, and which workers were given back."""

    sharing: Sharing = SHARING
    limits: Limits = LIMITS
    time: float = 1000.0
    served: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.queue: FairQueue[str] = FairQueue(self.limits, self.sharing, lambda: self.time)

    async def join(self, client: str, *, long: bool = False) -> "asyncio.Task[None]":
        async def wait() -> None:
            seconds = self.limits.max_wait
            worker = await self.queue.wait(client, long=long, seconds=seconds, release=self.back.append)
            self.served.append(f"{client}:{worker}")

        task = asyncio.create_task(wait())
        await asyncio.sleep(0)
        return task

    def assign(self, worker: str = "w") -> Turn | None:
        return self.queue.assign(worker, ready=READY)

    def use(self, client: str, seconds: float) -> None:
        """Let ``client`` have used ``seconds`` of worker time just now."""
        turn = self.queue.begin(client)
        self.time += seconds
        self.queue.end(turn)


def play(work: Callable[[Scene], Awaitable[None]], scene: Scene | None = None) -> None:
    asyncio.run(work(scene or Scene()))  # type: ignore[arg-type]  # a coroutine, as all that is passed here


def test_the_client_that_used_least_is_first() -> None:
    async def work(scene: Scene) -> None:
        for client, seconds in (("much", 0.9 * SHARING.size), ("some", 0.4), ("little", 0.1)):
            scene.use(client, seconds)
        for client in ("much", "some", "new", "little"):
            await scene.join(client)
        turns = [scene.assign() for _ in range(4)]
        # The two that used less than one step are equal, and so in the order in which they came.
        assert [turn.client for turn in turns if turn] == ["new", "little", "some", "much"]

    # Without slices, or 'much' would be one whose queries are long.
    play(work, Scene(sharing=Sharing(name="pages", size=4, share=4)))


def test_a_query_that_runs_counts_before_it_ends() -> None:
    async def work(scene: Scene) -> None:
        scene.queue.begin("a")
        scene.time += STEP
        for client in ("a", "b"):
            await scene.join(client)
        turn = scene.assign()
        assert turn is not None
        assert turn.client == "b"

    play(work)


def test_what_was_used_is_forgotten_by_and_by() -> None:
    async def work(scene: Scene) -> None:
        scene.use("a", 0.4)
        scene.time += HALF_LIFE
        for client in ("a", "b"):
            await scene.join(client)
        turn = scene.assign()
        assert turn is not None
        assert turn.client == "a", "0.2 s are less than a step, and a was first"

    play(work)


def test_one_client_has_no_more_than_its_share() -> None:
    async def work(scene: Scene) -> None:
        for client in ("a", "a", "a", "b"):
            await scene.join(client)
        turns = [scene.assign() for _ in range(4)]
        assert [turn and turn.client for turn in turns] == ["a", "a", "b", None]
        assert turns[0] is not None
        scene.queue.end(turns[0])
        turn = scene.assign()
        assert turn is not None
        assert turn.client == "a"

    play(work)


def test_queries_of_one_client_are_served_in_their_order() -> None:
    async def work(scene: Scene) -> None:
        for client in ("a", "a", "b", "a"):
            await scene.join(client)
        for number in range(4):
            turn = scene.assign(f"w{number}")
            assert turn is not None
            scene.queue.end(turn)
        await asyncio.sleep(0)
        assert scene.served == ["a:w0", "a:w1", "b:w2", "a:w3"]

    play(work)


def test_long_queries_leave_the_reserved_workers() -> None:
    queue: FairQueue[str] = FairQueue(LIMITS, SHARING)
    turns = [queue.begin(client) for client in "abc"]
    assert [queue.lengthen(turn, ready=READY) for turn in turns] == [True, True, False]
    assert queue.lengthen(turns[0], ready=READY), "one that is long stays so"
    assert not queue.may_run("d", long=True, ready=READY)
    queue.end(turns[0])
    assert queue.may_run("d", long=True, ready=READY)
    assert not queue.may_run("d", long=True, ready=READY - 1), "one worker less is one place less"
    assert queue.may_run("d", long=False, ready=READY - 1)


def test_a_query_that_has_ended_needs_no_place() -> None:
    queue: FairQueue[str] = FairQueue(LIMITS, SHARING)
    turn = queue.begin("a")
    queue.end(turn)
    queue.end(turn)  # as a worker does that ends after its query
    assert queue.lengthen(turn, ready=0)


def test_a_long_query_that_waits_precedes_one_whose_slice_ends() -> None:
    async def work(scene: Scene) -> None:
        turn = scene.queue.begin("a")
        waiting = await scene.join("b", long=True)
        assert not scene.queue.lengthen(turn, ready=READY)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert scene.queue.lengthen(turn, ready=READY)

    play(work)


def test_a_short_query_passes_long_ones_that_have_no_place() -> None:
    async def work(scene: Scene) -> None:
        for client in "ab":
            scene.queue.begin(client, long=True)
        await scene.join("c", long=True)
        assert scene.assign() is None
        await scene.join("d")
        turn = scene.assign()
        assert turn is not None
        assert (turn.client, turn.long) == ("d", False)

    play(work)


def test_whose_query_was_long_is_expected_to_send_another() -> None:
    async def work(scene: Scene) -> None:
        scene.use("a", 0.499)
        assert not scene.queue.is_long("a")
        turn = scene.queue.begin("a")
        scene.time += 0.5
        assert scene.queue.is_long("a"), "it runs still"
        scene.queue.end(turn)
        # What waits already is treated so too.
        await scene.join("a")
        turn = scene.assign() or turn
        assert turn.long
        scene.queue.end(turn)
        scene.time += LONG_SECONDS - 0.001
        assert scene.queue.is_long("a")
        scene.time += 0.001
        assert not scene.queue.is_long("a")

    play(work)


def test_a_client_that_gives_up_leaves_no_trace() -> None:
    async def work(scene: Scene) -> None:
        first, second = [await scene.join("a") for _ in range(2)]
        first.cancel()
        # In the same moment, before the task has seen that it is cancelled.
        assert scene.assign() is not None
        await asyncio.gather(first, second, return_exceptions=True)
        assert scene.served == ["a:w"]
        assert (scene.back, scene.queue.waiting) == ([], 0)

    play(work)


def test_a_worker_assigned_after_the_timeout_is_returned() -> None:
    async def work(scene: Scene) -> None:
        only = await scene.join("a")
        assert scene.assign() is not None
        only.cancel()
        await asyncio.gather(only, return_exceptions=True)
        assert (scene.served, scene.back, scene.queue.waiting) == ([], ["w"], 0)

    play(work)


async def refused(scene: Scene, client: str, *, long: bool = False) -> int:
    with pytest.raises(Problem) as caught:
        await scene.queue.wait(client, long=long, seconds=0.01, release=scene.back.append)
    return int(caught.value.status)


def test_waiting_is_bounded_for_one_and_for_all() -> None:
    async def work(scene: Scene) -> None:
        tasks = [await scene.join(client) for client in ("a", "a", "a", "a", "b", "c")]
        assert await refused(scene, "a") == 429
        assert scene.queue.waiting == 6
        # d has no query that waits, a has most: its last one gives way.
        tasks.append(await scene.join("d"))
        with pytest.raises(Problem, match="max_waiting"):
            await tasks[3]
        assert [task.done() for task in tasks] == [False, False, False, True, False, False, False]
        # Long ones have as many places of their own.
        tasks.append(await scene.join("e", long=True))
        assert scene.queue.waiting == 7
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert scene.queue.waiting == 0

    play(work)


def test_no_one_gives_way_to_a_client_with_as_many() -> None:
    async def work(scene: Scene) -> None:
        tasks = [await scene.join(client) for client in "abcdef"]
        assert await refused(scene, "g") == 503
        assert not any(task.done() for task in tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    play(work)


def test_as_many_more_wait_as_a_request_sends_at_once() -> None:
    async def work(scene: Scene) -> None:
        tasks = [await scene.join("a") for _ in range(8)]
        assert await refused(scene, "a") == 429
        tasks += [await scene.join("b") for _ in range(4)]
        assert scene.queue.waiting == 2 * LIMITS.max_waiting
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    play(work, Scene(sharing=Sharing(name="pages", size=2, share=2, at_once=2)))


def test_waiting_ends() -> None:
    async def work(scene: Scene) -> None:
        with pytest.raises(Problem, match="max_wait"):
            await scene.queue.wait("a", long=False, seconds=0.05, release=scene.back.append)
        assert scene.queue.waiting == 0

    play(work)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("join"), st.sampled_from("abcd"), st.booleans()),
        st.tuples(st.just("assign"), st.just(""), st.booleans()),
        st.tuples(st.just("end"), st.integers(0, 5).map(str), st.booleans()),
        st.tuples(st.just("pass"), st.sampled_from(("0.1", "0.3", "2", "40")), st.booleans()),
    ),
    max_size=60,
)


@given(steps=STEPS)
def test_whatever_comes_bounds_and_order_hold(steps: list[tuple[str, str, bool]]) -> None:
    async def work(scene: Scene) -> None:
        turns, tasks = list[Turn](), list["asyncio.Task[None]"]()
        finished: list[tuple[str, float, float]] = []
        waiting = Counter[str]()
        for kind, value, long in steps:
            if kind == "join":
                tasks.append(await scene.join(value, long=long))
                waiting[value] += 1
            elif kind == "pass":
                scene.time += float(value)
            elif kind == "end" and turns:
                turn = turns.pop(int(value) % len(turns))
                scene.queue.end(turn)
                finished.append((turn.client, scene.time - turn.began, scene.time))
            elif kind == "assign" and len(turns) < READY:
                used = {client: steps_used(client, scene.time, turns, finished) for client in waiting}
                turn_or_none = scene.assign()
                if turn_or_none is None:
                    continue
                turns.append(turn_or_none)
                served = turn_or_none.client
                waiting[served] -= 1
                running = Counter(turn.client for turn in turns)
                assert running[served] <= SHARING.share
                assert sum(turn.long for turn in turns) <= READY - SHARING.reserved
                # Who used less and waits still may not run: it has its share, or needs a place for long ones.
                places = READY - SHARING.reserved - sum(turn.long for turn in turns) + turn_or_none.long
                for client, left in waiting.items():
                    if left and used[client] < used[served]:
                        assert running[client] >= SHARING.share or places <= 0 or not turn_or_none.long or places == 1
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    play(work, Scene(limits=Limits(max_waiting=100, max_waiting_per_client=100)))


def steps_used(client: str, now: float, turns: list[Turn], finished: list[tuple[str, float, float]]) -> int:
    """Return the use of ``client`` in steps, from the list of all that it ran."""
    used = sum(now - turn.began for turn in turns if turn.client == client)
    used += sum(seconds * 2 ** ((end - now) / HALF_LIFE) for name, seconds, end in finished if name == client)
    return int(used / STEP)
