"""The processor time of another process: what works has some, what waits has none."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rarekg.graph.process.processor import seconds_used

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system has no /proc")
TICK = 1 / os.sysconf("SC_CLK_TCK")


def test_the_time_of_this_process_is_what_the_system_says() -> None:
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass
    used = seconds_used(os.getpid())
    assert used is not None
    assert abs(used - time.process_time()) < 5 * TICK


def test_a_process_that_sleeps_uses_none() -> None:
    with subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE) as process:
        time.sleep(0.3)
        before = seconds_used(process.pid)
        time.sleep(0.3)
        assert before is not None
        assert seconds_used(process.pid) == before
        process.communicate(b"\n")
    assert seconds_used(process.pid) is None


def test_nobody_can_tell_without_a_descriptor() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        assert seconds_used(os.getpid()) is None
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert seconds_used(os.getpid()) is not None
