"""No more connections are taken than the system has descriptors for, and as many as it can have."""

import resource
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.server.descriptors import FEWEST_CONNECTIONS, connections


@given(descriptors=st.integers(200, 1 << 20), workers=st.integers(1, 12), most=st.integers(1, 5000))
def test_all_connections_workers_and_files_fit(descriptors: int, workers: int, most: int) -> None:
    taken = connections(descriptors, Limits(workers=workers, max_connections=most))
    assert taken <= most
    # A socket and a spooled file each; channel, errors and four more while it starts for each worker of both pools.
    if taken > FEWEST_CONNECTIONS:
        assert 2 * taken + 6 * (workers + 2) < descriptors


@pytest.mark.parametrize(("descriptors", "expected"), [(0, FEWEST_CONNECTIONS), (resource.RLIM_INFINITY, 1000)])
def test_there_are_always_some(descriptors: int, expected: int) -> None:
    assert connections(descriptors, Limits()) == expected


def test_the_soft_limit_is_raised_to_the_hard_one() -> None:
    script = "from rarekg.graph.endpoint.server.descriptors import allowed; print(allowed(), allowed())"
    command = ["bash", "-c", 'ulimit -S -n 100; ulimit -H -n 300; exec "$@"', "bash", sys.executable, "-c", script]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == ["300", "300"]
