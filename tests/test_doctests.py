"""The examples in docstrings run and print what they claim."""

import doctest
from importlib import import_module
from types import ModuleType

import pytest
from imports import modules

LEAST = 180  # examples in the whole project, which had 190 when this was set


def load(path: str) -> ModuleType:
    """Import the module at ``path``, relative to the root, as the installed package does."""
    return import_module("rarekg." + path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))


# A ``__main__`` runs its program as soon as it is imported.
MODULES = [module.as_posix() for module in modules() if module.name != "__main__.py"]


@pytest.mark.parametrize("path", MODULES)
def test_the_examples_of_a_module_print_what_they_claim(path: str) -> None:
    results = doctest.testmod(load(path))
    assert results.failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    assert sum(len(test.examples) for path in MODULES for test in finder.find(load(path))) >= LEAST
