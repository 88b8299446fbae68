"""What holds for every test: hypothesis judges what a property says and no time; Ctrl-C works; coverage is measured."""

import signal
from collections.abc import Generator

import measuring
import pytest
from hypothesis import settings

settings.register_profile("rarekg", deadline=None)
settings.load_profile("rarekg")

# A shell that starts the tests in the background has them ignore Ctrl-C, and so would every process that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, bool | None, bool | None]:
    """Measure coverage again after a test that has paused it."""
    try:
        return (yield)
    finally:
        measuring.resume()
