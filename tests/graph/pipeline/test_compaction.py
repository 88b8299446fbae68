"""The wait for threads of the engine, whose work can only be observed."""

from threading import Event, Thread
from time import monotonic, process_time

import pytest

from rarekg.graph.pipeline import compaction as module
from rarekg.graph.pipeline.compaction import IDLE_SAMPLES, SAMPLE_SECONDS, wait_for_compaction


def busy(until: Event, seconds: float) -> None:
    """Use a processor until ``seconds`` of its time are used up."""
    used = process_time()
    while process_time() - used < seconds and not until.is_set():
        pass


def test_work_in_another_thread_is_waited_for() -> None:
    stop = Event()
    thread = Thread(target=busy, args=(stop, 3 * SAMPLE_SECONDS))
    thread.start()
    wait_for_compaction()
    assert not thread.is_alive()


def test_an_idle_process_is_sampled_and_left() -> None:
    assert wait_for_compaction() >= IDLE_SAMPLES * SAMPLE_SECONDS


def test_work_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_SECONDS", 3 * SAMPLE_SECONDS)
    stop, began = Event(), monotonic()
    thread = Thread(target=busy, args=(stop, 1000.0))
    thread.start()
    try:
        assert 3 * SAMPLE_SECONDS <= wait_for_compaction() <= monotonic() - began
        assert thread.is_alive()
    finally:
        stop.set()
        thread.join()
