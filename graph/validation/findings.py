"""What the gate holds against a graph, one finding a line."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, json

from rarekg.ontology.errors import ValidationError, one_line


class Finding(Struct, frozen=True, kw_only=True, order=True):
    """One broken rule: the ``check`` that found it, the node (CURIE or local id), what is wrong with which value."""

    check: str
    focus: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        """Return the finding as one line."""
        return one_line(f"{self.focus}: {self.message}{f' ({self.value})' if self.value else ''} [{self.check}]")


class GateError(ValidationError):
    """Report that the graph is not published, with all that was found."""

    def __init__(self, message: str, findings: Iterable[Finding]) -> None:
        """Keep ``findings``, so that the first of them can be shown."""
        self.findings = tuple(findings)
        super().__init__(message)


def write(findings: Iterable[Finding], path: Path) -> None:
    """Write ``findings`` to ``path``, one JSON object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(json.encode(finding) + b"\n" for finding in findings)
