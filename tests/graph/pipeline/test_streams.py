"""The plan of a build's streams: which sources share one, and a pipe for each."""

import os

from rarekg.graph.pipeline.plan import Input, Plan
from rarekg.graph.pipeline.streams import close, open_pipes, stages


def plan(*sources: str) -> Plan:
    """Return a plan with one input for each of ``sources``."""
    taken = (Input(source=key, path="", sha256="", size=0, version="", taken="given") for key in sources)
    return Plan(inputs=tuple(taken), base="", code="")


def test_the_first_two_sources_are_streams_of_their_own() -> None:
    assert stages(plan("hpo")) == [("hpo",)]
    assert stages(plan("hpo", "mondo")) == [("hpo",), ("mondo",)]
    assert stages(plan("hpo", "mondo", "hgnc", "gard", "gard")) == [("hpo",), ("mondo",), ("hgnc", "gard")]


def test_each_stream_and_the_reports_have_a_pipe() -> None:
    pipes = open_pipes(plan("hpo", "mondo", "hgnc", "gard"))
    assert len(pipes.streams) == 3
    for number, end in enumerate(pipes.writing):
        os.write(end, str(number).encode())
    close(pipes.writing)
    ends = (pipes.report, *pipes.streams)
    assert [os.read(end, 10) for end in ends] == [b"0", b"1", b"2", b"3"]
    assert [os.read(end, 10) for end in ends] == [b""] * 4
    close(ends)
