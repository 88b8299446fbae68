"""Validation findings, and the file and the error that report them."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, json

from rarekg.ontology.errors import ValidationError, one_line


class Finding(Struct, frozen=True, kw_only=True, order=True):
    """A violation of a rule: the ``check``, the ``focus`` node (CURIE or local id), the problem and its value.

    >>> print(Finding(check="reference: RO:0002200", focus="MONDO:1", message="does not exist", value="HP:1"))
    MONDO:1: does not exist (HP:1) [reference: RO:0002200]
    """

    check: str
    focus: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        """Return the finding as one line."""
        return one_line(f"{self.focus}: {self.message}{f' ({self.value})' if self.value else ''} [{self.check}]")


class GateError(ValidationError):
    """A graph that is not published, with its findings."""

    def __init__(self, message: str, findings: Iterable[Finding]) -> None:
        """Store ``findings`` beside the message, so that a command can show the first of them."""
        self.findings = tuple(findings)
        super().__init__(message)


def write(findings: Iterable[Finding], path: Path) -> None:
    """Write ``findings`` to ``path``, one JSON object per line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(json.encode(finding) + b"\n" for finding in findings)
