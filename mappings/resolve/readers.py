"""The reader of each source, and what it teaches the readers after it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import cast

from rarekg.mappings import facts
from rarekg.mappings.catalog import SourceInfo, sources
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.terms import Term

Reader = Callable[[Path, Known], Iterator[Fact | Issue]]


def reader(info: SourceInfo, **options: bool) -> Reader:
    """Return the ``read`` of the source's module, with those of ``options`` that it has (``exclude_iea``)."""
    read = import_module(info.module).read
    taken = {name: value for name, value in options.items() if name in signature(read).parameters}
    return cast(Reader, partial(read, **taken) if taken else read)


def load_known(inputs: Mapping[str, Path]) -> Known:
    """Return what the sources in ``inputs``, key → file, teach the readers after them.

    Raises SourceError as the readers do.
    """
    known = Known()
    for key, info in sources().items():
        if key in inputs:
            for fact in reader(info)(inputs[key], known):
                learn(known, fact, given=info.given)
    return known


def learn(known: Known, fact: Fact | Issue, *, given: bool = False) -> None:
    """Let ``known`` remember the kinds of fact that later readers ask it for; ``given`` by the user outweighs."""
    if isinstance(fact, Term):
        known.learn(fact)
    elif isinstance(fact, facts.Mapping):
        known.learn_mapping(fact, given=given)
