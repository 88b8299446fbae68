"""Nothing that goes wrong while a new build is looked for ends the watch."""

import asyncio
from pathlib import Path

import pytest

from rarekg.graph.endpoint.http.cache import Cache
from rarekg.graph.endpoint.http.watcher import Watcher
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.metrics import Metrics
from rarekg.graph.endpoint.workers.pools import Pools
from rarekg.graph.home import builds
from rarekg.ontology.errors import QueryError

FAULTS = [QueryError("no graph"), OSError(5, "Input/output error"), ZeroDivisionError("x"), RecursionError("y")]


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
def test_any_fault_is_one_line_in_the_log(
    published: Path, fault: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pools = Pools(builds.current(published), Limits(workers=1), {}, Metrics())
    watcher = Watcher(lambda: builds.current(published), pools, Cache(0, 0))

    def broken(home: Path) -> builds.Build:
        raise fault

    monkeypatch.setattr(builds, "current", broken)
    for _ in range(3):
        asyncio.run(watcher.look())
    assert len(caplog.records) == 1
    assert str(fault) in caplog.text
    monkeypatch.undo()
    asyncio.run(watcher.look())
    monkeypatch.setattr(builds, "current", broken)
    asyncio.run(watcher.look())
    assert len(caplog.records) == 2, "it was well again between the two"
