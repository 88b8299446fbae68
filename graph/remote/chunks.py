"""A named graph of a build as N-Triples in chunks of whole lines, in the store's order, which is always the same."""

import os
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Store


class Chunk(NamedTuple):
    """A part of a graph: its lines, each of one triple, and how many they are."""

    triples: bytes
    size: int


def chunks(store: Store, graph: str, size: int, skipped: int = 0) -> Generator[Chunk, None, None]:
    r"""Yield ``graph`` in chunks of ``size`` triples, the last one smaller, without the first ``skipped`` chunks.

    The engine writes into a pipe while a chunk is being sent, so that one waits for the other as little as may be.

    >>> store = Store()
    >>> store.load(b"<urn:a> <urn:b> <urn:c>, <urn:d>, <urn:e> .", RdfFormat.TURTLE, to_graph=NamedNode("urn:g"))
    >>> [chunk.size for chunk in chunks(store, "urn:g", 2)], [chunk.size for chunk in chunks(store, "urn:g", 2, 1)]
    ([2, 1], [1])
    """
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(_write, store, graph, writing)
        with os.fdopen(reading, "rb", buffering=1 << 16) as lines:
            for _ in islice(lines, skipped * size):
                pass
            while chunk := list(islice(lines, size)):
                yield Chunk(b"".join(chunk), len(chunk))
        written.result()


def _write(store: Store, graph: str, pipe: int) -> None:
    with (
        suppress(BrokenPipeError),
        os.fdopen(pipe, "wb", buffering=1 << 16) as file,
    ):  # who reads may stop before the end
        store.dump(file, RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
