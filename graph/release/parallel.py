"""Run the jobs of a release in two processes, which end when the release does, however that ends."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from threading import Thread

from rarekg.graph.release.makers import Made, make
from rarekg.graph.release.products import Job
from rarekg.ontology.errors import RarekgError

PROCESSES = 2  # each holds a part of the store's cache, and a table while it writes one


def run(built: Path, staged: Path, jobs: Iterable[Job]) -> Iterator[Made]:
    """Yield each of ``jobs`` when it is done; they begin in the order given.

    Raises:
        RarekgError: A job failed, or the system ended its process.
        OSError: A file cannot be read or written.
    """
    before = set(active_children())
    # A new interpreter each: a copy of this one would hold its locks and its open stores.
    pool = ProcessPoolExecutor(min(PROCESSES, os.cpu_count() or 1), get_context("spawn"), _end_with_parent)
    try:
        waiting = [pool.submit(make, built, staged, job) for job in jobs]
        for done in as_completed(waiting):
            yield done.result()
        pool.shutdown()
    except BrokenProcessPool as error:
        message = "a process that wrote the release was ended by the system, which may be short of memory"
        raise RarekgError(f"{message}; try again, or with fewer --formats") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(active_children()) - before:
            process.kill()  # what they would still write is removed
            process.join()


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, so that it writes into no folder of a later one."""
    Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
