"""Turn what the engine raises into a failure that a person can act on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rarekg.graph.process.frames import Failure
from rarekg.ontology.errors import QueryError
from rarekg.queries.federation import FederationError

if TYPE_CHECKING:
    from rarekg.queries.mistakes.explain import Explained

# The engine raises RuntimeError for a store that it cannot read, and for much that a query asks and it cannot do.
UNREADABLE = ("Corruption: ", "IO error: ")
REFUSED = 400  # the status with which a remote store refuses a query that it cannot read or does not support
# What the engine and its Python binding raise for one query, without being broken themselves.
EXPECTED = (SyntaxError, ValueError, OSError, RuntimeError, MemoryError, OverflowError, QueryError)


class Refusal(Exception):
    """Ends a request with a failure of the worker's own."""

    def __init__(self, kind: str, message: str, **facts: int | str) -> None:
        """Make the failure from its parts."""
        self.failure = Failure(kind=kind, message=message, facts=facts)
        super().__init__(message)


def is_panic(error: BaseException) -> bool:
    """Return whether ``error`` stands for a panic of the engine, whose class has no name that could be imported.

    https://pyo3.rs/main/doc/pyo3/panic/struct.PanicException
    """
    return type(error).__name__ == "PanicException"


def failure(error: BaseException, query: str = "", prefixes: Mapping[str, str] | None = None) -> Failure:
    """Return the failure that stands for ``error``, one of EXPECTED, a Refusal or a panic, which ``query`` raised.

    ``prefixes`` are those that the query need not declare.

    >>> failure(PermissionError(13, "Permission denied")).kind
    'service'
    """
    if isinstance(error, Refusal):
        return error.failure
    if isinstance(error, QueryError):
        return _of_remote(error)
    if isinstance(error, SyntaxError):
        return _syntax(str(error), query, prefixes or {})
    if is_panic(error):
        return Failure(kind="engine", message="this query breaks the engine, which has a fault; write it another way")
    if isinstance(error, PermissionError):  # the sandbox let it open no socket
        return Failure(kind="service", message="SERVICE is not supported: queries run on this graph alone")
    if isinstance(error, MemoryError):
        return Failure(kind="memory", message="the query needed too much memory")
    of_system = isinstance(error, OSError) and error.errno is not None
    if of_system or (isinstance(error, RuntimeError) and str(error).startswith(UNREADABLE)):
        return Failure(kind="store", message=f"the store cannot be read: {error}")
    return _of_engine(str(error), query)


def _of_remote(error: QueryError) -> Failure:
    """Return the failure of a query that does not go to a remote store, or has no result from it."""
    from rarekg.graph.remote.failures import GATEWAY_TIMEOUT, RemoteStoreError

    if isinstance(error, FederationError):
        return Failure(kind="service", message=str(error))
    if not isinstance(error, RemoteStoreError):
        return Failure(kind="engine", message=str(error))
    if error.status == REFUSED:
        return Failure(kind="engine", message=f"the engine behind this service {error.what}")
    stalled = error.status == GATEWAY_TIMEOUT
    return Failure(kind="gateway-timeout" if stalled else "bad-gateway", message=str(error))


def _syntax(message: str, query: str, prefixes: Mapping[str, str]) -> Failure:
    # Only a query that fails needs these modules: a worker without them starts sooner.
    from rarekg.queries.mistakes.explain import explain

    return _explained("syntax", explain(query, message, prefixes))


def _of_engine(message: str, query: str) -> Failure:
    from rarekg.queries.mistakes.running import run_mistake

    found = run_mistake(query, message)
    if found.explained is None:
        return Failure(kind=found.kind, message=found.message)
    return _explained(found.kind, found.explained)


def _explained(kind: str, found: "Explained") -> Failure:
    return Failure(kind=kind, message=found.message, facts=found.facts)
