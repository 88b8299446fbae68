"""The streams of a build: its processes and threads, what flows between them, and what runs at the same time.

Two processes share the work, so that reading and mapping use one core and the store's loader the other::

    build (build.py, mapper_client.py, loader.py)            mapping process (mapper.py)
    ─────────────────────────────────────────────            ───────────────────────────
    main thread     Task ─────────────── standard input ───▶ plan, folder of the build
    report thread   ◀── Note, Mapped, Failure ─ report pipe ─ progress, counts, an error
    load thread 1   ◀── N-Quads ──────────── stream pipe 1 ─ vocabulary, 1st source, its hierarchy
    load thread 2   ◀── N-Quads ──────────── stream pipe 2 ─ 2nd source, its hierarchy
    load thread 3   ◀── N-Quads ──────────── stream pipe 3 ─ all other sources, the inferences
    shapes thread   ◀── N-Triples ─────────── stated.nt ──── all that the sources state, once more
    model thread    ◀── N-Triples ─────────── stated.nt ──── the same
    counting process ◀─ N-Quads ───────────── inferred.nq ── what follows from them, and stated.nt too

    time ───────────────────────────────────────────────────────────────────────────────────────────────▶
    mapping process  map 1st │ map 2nd │ map all others, infer │ write search.sqlite (lower priority)
    load thread 1    read……… │ sort, write
    load thread 2              read……… │ sort, write
    load thread 3                        read, and sort each million………… │ write
    main thread      load………………………………………………………………………………………… │ describe │ check references │ wait
    shapes thread                                   Mapped ▶ │ check shapes………………………………………………… │
    model thread                                    Mapped ▶ │ check the model………………………… │
    counting process                                Mapped ▶ │ classes of nodes…… │ describe ▶ count │
    compaction                                                 (the engine's threads)…………………………………………… ▶ wait

Why three stream pipes: the loader sorts a million quads at a time, or what there is when a stream ends. In one stream
it would wait for its first million while one core is idle; the first two sources are ontologies, which are sorted while
the next source is read. With a fourth stream the engine begins to compact while it loads, and compacts all of it again
at the end.

Why pipes that the loader opens by name (``/dev/fd/N``): no Python stands between the two processes, and when either
dies, the operating system tells the other, by the end of a file or by SIGPIPE.

Why copies of the statements in files: to dump them from the store for validation would take as long as loading them,
and to count them there by class and property twice as long as to count lines.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from rarekg.graph.pipeline.plan import Plan

# Files that the mapping process writes beside the streams: rows that could not be used, and a copy of all statements.
ISSUES, STATED, INFERRED = "issues.jsonl", "stated.nt", "inferred.nq"
SEPARATE = 2  # sources with a stream of their own
BROKEN_PIPE = 141  # exit code of a process whose reader has gone: what a shell reports for SIGPIPE


def stages(plan: Plan) -> list[tuple[str, ...]]:
    """Return the sources of each stream of ``plan``: the first ones alone, all others together.

    >>> from rarekg.graph.pipeline.plan import Input
    >>> def taken(source: str) -> Input:
    ...     return Input(source=source, path="", sha256="", size=0, version="", taken="given")
    >>> stages(Plan(inputs=tuple(map(taken, ("hpo", "mondo", "hgnc", "hpoa"))), base="", code=""))
    [('hpo',), ('mondo',), ('hgnc', 'hpoa')]
    """
    alone, others = plan.sources[:SEPARATE], plan.sources[SEPARATE:]
    return [*((key,) for key in alone), *([others] if others else [])]


@dataclass(frozen=True, slots=True)
class Pipes:
    """The descriptors of a build's pipes: those that the build reads, and those that the mapping process writes.

    ``writing`` begins with the one for reports; the streams follow in their order.
    """

    report: int
    streams: tuple[int, ...]
    writing: tuple[int, ...]


def open_pipes(plan: Plan) -> Pipes:
    """Open a pipe for reports and one for each stage of ``plan``."""
    reading, writing = zip(*(os.pipe() for _ in ("report", *stages(plan))), strict=True)
    return Pipes(report=reading[0], streams=reading[1:], writing=writing)


def close(descriptors: Sequence[int]) -> None:
    """Close each of ``descriptors``."""
    for descriptor in descriptors:
        os.close(descriptor)
