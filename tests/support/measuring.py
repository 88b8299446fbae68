"""Leave out of the measured coverage what is slow and reaches no line that small inputs do not reach.

A tracer makes a reader take three times as long, which is minutes for the tests of whole releases.
"""

from coverage import Coverage

_paused: list[Coverage] = []


def pause() -> None:
    """Measure no coverage in this process from here to the end of the test."""
    if measuring := Coverage.current():
        measuring.stop()
        _paused.append(measuring)


def resume() -> None:
    """Measure again what was paused."""
    while _paused:
        _paused.pop().start()
