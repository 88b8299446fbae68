"""Free what the tests of a module share, such as all facts of a whole file, when the last of them is done."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def released(request: pytest.FixtureRequest) -> Iterator[None]:
    """Clear the caches of the functions of a module after its last test: they hold gigabytes together."""
    yield
    for shared in vars(request.module).values():
        if hasattr(shared, "cache_clear") and shared.__module__ == request.module.__name__:
            shared.cache_clear()
