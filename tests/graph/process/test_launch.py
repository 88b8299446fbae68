"""A process that the system does not start leaves nothing behind."""

from pathlib import Path

import pytest

from rarekg.graph.process.launch import launch

LONGEST_ARGUMENT = 128 << 10  # bytes; MAX_ARG_STRLEN of execve(2)


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_process_that_cannot_be_started_leaves_no_descriptor_open(tmp_path: Path) -> None:
    before = descriptors()
    with pytest.raises(OSError, match="Argument list too long"):
        launch(tmp_path, "http://example.org/" + "x" * LONGEST_ARGUMENT, 1 << 30, {})
    assert descriptors() == before
