"""The reader of each source, and the facts that later readers resolve ids and names by."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import cast

from rarekg.mappings import facts
from rarekg.mappings.catalog import SourceInfo
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.terms import Term

Reader = Callable[[Path, Known], Iterator[Fact | Issue]]


def reader(info: SourceInfo, **options: bool) -> Reader:
    """Return the ``read`` of the source's module, with the ``options`` that it takes (``exclude_iea``)."""
    read = import_module(info.module).read
    taken = {name: value for name, value in options.items() if name in signature(read).parameters}
    return cast(Reader, partial(read, **taken) if taken else read)


def learn(known: Known, fact: Fact | Issue, *, given: bool = False) -> None:
    """Add ``fact`` to ``known`` if it is of a kind that later readers resolve by.

    A mapping ``given`` by the user in a source that overrides the others takes precedence over theirs.
    """
    if isinstance(fact, Term):
        known.learn(fact)
    elif isinstance(fact, facts.TermSupplement):
        known.names.learn_synonyms(fact.id, fact.synonyms)
    elif isinstance(fact, facts.Mapping) and fact.resolves:
        known.learn_mapping(fact, given=given)
    elif isinstance(fact, facts.Annotation):
        known.passed_on.learn(fact)
