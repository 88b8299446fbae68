"""Where a statement comes from, and rows of a source that could not be used."""

from typing import Literal

from msgspec import Struct


class Origin(Struct, frozen=True, kw_only=True):
    """The provenance of a statement: its sources, evidence, publications, curation and original wording.

    ``source`` is the key of the source that has the statement (``gard``, ``hpoa``); ``key`` holds the raw fields of the
    source that identify it, and the association's IRI is a hash of both. ``primary``, ``aggregator`` and
    ``supporting`` are information resources (``orphanet``): who states it first, if that is not the source itself, who
    passes it on, and whose data it rests on. ``references`` are CURIEs of publications, ``records`` those of entries
    of databases that are cited as grounds; ``evidence`` is an ECO CURIE. ``level`` and ``agent`` are values of
    Biolink's KnowledgeLevelEnum and AgentTypeEnum.

    ``curation`` holds who entered or revised the statement, and when, each as the source writes it; ``curators`` those
    of them that have an ORCID, as CURIEs, ``curated_on`` the last date. ``section`` is the local id of the part of a
    page that makes the statement. ``subject`` and ``object`` are the ids the source used if they differ from those of
    the statement; ``words`` are the words the source used for the object.
    """

    source: str
    key: tuple[str, ...]
    primary: str | None = None
    aggregator: str | None = None
    supporting: str | None = None
    level: str = "knowledge_assertion"
    agent: str = "manual_agent"
    references: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    evidence: str | None = None
    curation: tuple[str, ...] = ()
    curators: tuple[str, ...] = ()
    curated_on: str | None = None
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
