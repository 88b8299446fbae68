"""Ask a store a query that a person wrote: in a process of its own, with a deadline."""

import sys
from subprocess import PIPE, Popen, TimeoutExpired

from rarekg.graph.home.builds import Build
from rarekg.graph.inspect.query_process import BROKEN_PIPE, FAILED
from rarekg.ontology.errors import QueryError, one_line


def ask(built: Build, query: str, form: str, timeout: float) -> None:
    """Write the answer of ``query`` on ``built`` to standard output in ``form``, within ``timeout`` seconds.

    QueryError where the query is not SPARQL, fails, crashes the engine or takes too long; BrokenPipeError where no one
    reads the answer any more.
    """
    command = [sys.executable, "-P", "-m", "rarekg.graph.inspect.query_process", str(built.store), form, built.base]
    with Popen(command, stdin=PIPE, stderr=PIPE) as process:
        try:
            _, said = process.communicate(query.encode(), timeout=timeout)
        except TimeoutExpired as error:
            raise QueryError(
                f"the query took longer than {timeout:g} s; narrow it, or give it more with --timeout"
            ) from error
        finally:
            process.kill()
    _judge(process.returncode, said.decode(errors="replace"))


def _judge(status: int, said: str) -> None:
    if status == FAILED:
        raise QueryError(one_line(said))
    if status == BROKEN_PIPE:
        raise BrokenPipeError
    if status < 0:
        raise QueryError(f"the query ended the engine (signal {-status}); is it nested very deeply?")
    if status:
        raise QueryError(f"the query failed: {one_line(said)}")
