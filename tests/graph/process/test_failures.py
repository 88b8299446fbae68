"""What the engine raises becomes one sentence with the position and the cause."""

import pytest
from pyoxigraph import Store

from rarekg.graph.process.failures import EXPECTED, Refusal, failure
from rarekg.graph.process.frames import Failure


def raised(query: str) -> Failure:
    with pytest.raises(EXPECTED) as caught:
        Store().query(query)
    return failure(caught.value)


@pytest.mark.parametrize(
    ("query", "line", "column", "expected"),
    [
        ("SELECT *\n{ ?s ?p", 2, 8, '"false", "true", GRAPH, MINUS'),
        ("SELEKT * {}", 1, 10, "expected CONSTRUCT"),
        ("ASK { ?s ?p ?o", 1, 15, 'expected one of ",", ".", ";", "{", "{|", "}", "~"'),
    ],
)
def test_a_syntax_error_has_its_position_and_what_was_expected(
    query: str, line: int, column: int, expected: str
) -> None:
    found = raised(query)
    assert (found.kind, found.facts) == ("syntax", {"line": line, "column": column})
    assert found.message.startswith(f"this is not SPARQL: error in line {line}, column {column}")
    assert found.message.endswith(expected)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (SyntaxError("no position"), "syntax"),
        (PermissionError(13, "Permission denied"), "service"),
        (MemoryError(), "memory"),
        (OSError("JSON-LD does not support RDF 1.2 yet"), "engine"),
        (OSError(24, "Too many open files"), "store"),
        (RuntimeError("Corruption: block checksum mismatch: stored = 1, computed = 2 in /a/b.sst"), "store"),
        (RuntimeError("The custom function <http://x/> is not supported"), "engine"),
        (RuntimeError("The variable encoding the service name is unbound"), "engine"),
        (ValueError("no"), "engine"),
        (Refusal("accept", "no format"), "accept"),
    ],
)
def test_each_error_has_its_kind(error: Exception, kind: str) -> None:
    assert failure(error).kind == kind


def test_a_refusal_keeps_its_facts() -> None:
    assert failure(Refusal("max_result_bytes", "too large", value=7)).facts == {"value": 7}
