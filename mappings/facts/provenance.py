"""Where a statement comes from, and rows of a source that could not be used."""

from typing import Literal

from msgspec import Struct


class Origin(Struct, frozen=True, kw_only=True):
    """The provenance of a statement: its source, evidence, publications, curation and original wording.

    ``source`` is the key of the source (``gard``, ``hpoa``); ``key`` holds the raw fields of the source that identify
    the statement, and the association's IRI is a hash of both. ``references`` are CURIEs of publications;
    ``evidence`` is an ECO CURIE. ``section`` is the local id of the part of a page that makes the statement.
    ``subject`` and ``object`` are the ids the source used if they differ from those of the statement; ``words`` are the
    words the source used for the object.
    """

    source: str
    key: tuple[str, ...]
    references: tuple[str, ...] = ()
    evidence: str | None = None
    curated_by: tuple[str, ...] = ()
    curated_on: tuple[str, ...] = ()
    section: str | None = None
    subject: str | None = None
    object: str | None = None
    words: str | None = None


class Issue(Struct, frozen=True, kw_only=True):
    """A row or statement that could not be used unchanged; a line of ``issues.jsonl``.

    ``kind`` is a kebab-case name (``unknown-phenotype``, ``duplicate-row`` …), ``message`` one line for people,
    ``action`` what was done with the row: ``skipped``, ``replaced`` or ``kept``.
    """

    source: str
    file: str
    line: int | None
    kind: str
    message: str
    action: Literal["skipped", "replaced", "kept"]
    value: str | None = None
