"""The loader and the mapping process: what is loaded, and the errors if one of them fails."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import small
from pyoxigraph import NamedNode, Store, parse

from rarekg.graph.pipeline.counts import Counts, RunningCounts
from rarekg.graph.pipeline.loader import load
from rarekg.graph.pipeline.mapper_client import MappingProcess, Reports, mapping_process
from rarekg.graph.pipeline.plan import Plan, measured
from rarekg.graph.pipeline.streams import STATED
from rarekg.ontology.errors import SourceError, ValidationError

QUAD = b"<x:a> <x:b> <x:c> <x:g> .\n"


def plan(folder: Path, obo: str | None = None) -> Plan:
    small.written(folder, obo=obo)
    taken = measured("hpo", folder / "hp.obo", version="", taken="given")
    return Plan(inputs=(taken,), base="https://example.org/", code="", floors=False)


def loaded(store: Store, plan: Plan, folder: Path, reports: Reports | None = None) -> Counts:
    """Load ``plan`` and wait until the mapping process has done all it does."""
    with mapping_process(plan, folder, reports or Reports(note=lambda text: None, mapped=lambda: None)) as mapping:
        counts = load(store, mapping)
        mapping.finish()
    return counts


def unexpected() -> None:
    pytest.fail("the statements were reported as written")


def test_all_that_is_stated_is_loaded_and_copied(tmp_path: Path) -> None:
    notes: list[str] = []
    copied: list[int] = []
    copy, store = tmp_path / STATED, Store()
    reports = Reports(note=notes.append, mapped=lambda: copied.append(copy.stat().st_size))
    counts = loaded(store, plan(tmp_path), tmp_path, reports)
    assert copied == [copy.stat().st_size]
    assert counts.facts["hpo"]["Term"] == len(small.PHENOTYPES) + 1
    inferred = {quad for quad in store if str(quad.graph_name).endswith("/inferred>")}
    assert inferred
    assert {found.triple for found in parse(path=str(copy))} == {quad.triple for quad in {*store} - inferred}
    assert "inference" in notes


def test_a_source_error_is_passed_on(tmp_path: Path) -> None:
    broken = plan(tmp_path, obo="format-version: 1.2\n\n[Term]\nid HP:1\n")
    with pytest.raises(SourceError, match=r"hp\.obo:4: .+"):
        loaded(Store(), broken, tmp_path, Reports(note=lambda text: None, mapped=unexpected))


def test_an_issue_list_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file or directory"):
        loaded(Store(), plan(tmp_path), tmp_path / "none", Reports(note=lambda text: None, mapped=unexpected))


def test_an_index_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    made = plan(tmp_path)
    (tmp_path / "search.sqlite").mkdir()
    with pytest.raises(SourceError, match=r"search\.sqlite"):
        loaded(Store(), made, tmp_path)


def test_progress_is_reported(tmp_path: Path) -> None:
    many = "".join(f"\n[Term]\nid: HP:{number:07}\nname: term {number}\n" for number in range(2_000_000, 2_006_000))
    notes: list[str] = []
    reports = Reports(note=notes.append, mapped=lambda: None)
    counts = loaded(Store(), plan(tmp_path, obo=small.hp_obo(many)), tmp_path, reports)
    assert counts.facts["hpo"]["Term"] == len(small.PHENOTYPES) + 1 + 6000
    assert "hpo: 5,000 facts" in notes


@contextmanager
def writing(*streams: bytes, then: str = "") -> Iterator[MappingProcess]:
    """Run a process that writes ``streams``, seems to have reported counts, and does ``then``."""
    pipes = [os.pipe() for _ in streams]
    writes = [(end, stream) for (_, end), stream in zip(pipes, streams, strict=True)]
    writing = f"for end, content in {writes!r}:\n    os.write(end, content)\n    os.close(end)"
    program = f"import os, signal, time\n{writing}\n{then}"
    # -S: a process that writes its coverage data when SIGTERM ends it would take longer to die than the test waits.
    process = subprocess.Popen([sys.executable, "-S", "-c", program], pass_fds=[end for _, end in pipes])
    for _, end in pipes:
        os.close(end)
    reports = Reports(note=lambda text: None, mapped=lambda: None, counts=RunningCounts().counts())
    reports.outcome.set()
    try:
        yield MappingProcess(streams=[end for end, _ in pipes], process=process, reports=reports)
    finally:
        process.kill()
        process.wait()
        for end, _ in pipes:
            os.close(end)


def test_every_stream_is_loaded() -> None:
    store = Store()
    with writing(QUAD, b"", QUAD.replace(b"x:c", b"x:d")) as mapping:
        assert load(store, mapping).facts == {}
        mapping.finish()
    assert {quad.object for quad in store} == {NamedNode("x:c"), NamedNode("x:d")}


def test_invalid_rdf_ends_the_process_and_is_reported() -> None:
    with (
        pytest.raises(ValidationError, match=r"a statement is not RDF: .*line 2"),
        writing(QUAD + b"<x:a> <x:b .\n", QUAD, then="time.sleep(60)") as mapping,
    ):
        load(Store(), mapping)
    assert mapping.process.returncode == -signal.SIGTERM


def test_half_a_statement_of_a_dead_process_is_not_reported_as_invalid() -> None:
    with writing(QUAD + b"<x:a> <x:b", then="os.kill(os.getpid(), signal.SIGTERM)") as mapping:
        mapping.reports.counts = None
        with pytest.raises(SourceError, match=r"ended by signal 15; is there enough memory\?"):
            load(Store(), mapping)


def test_a_process_that_fails_after_the_quads_is_reported() -> None:
    with writing(QUAD, then="raise SystemExit(3)") as mapping:
        load(Store(), mapping)
        with pytest.raises(SourceError, match="failed with exit code 3"):
            mapping.finish()


def test_a_store_that_cannot_be_written_ends_the_process_and_is_reported(tmp_path: Path) -> None:
    Store(str(tmp_path)).flush()
    store = Store.read_only(str(tmp_path))
    with writing(QUAD, then="time.sleep(60)") as mapping, pytest.raises(RuntimeError, match="read-write"):
        load(store, mapping)
    assert mapping.process.returncode == -signal.SIGTERM
