"""Values that are right or wrong by themselves: text, dates, sources, evidence, terms of the vocabulary."""

from collections.abc import Callable, Collection, Iterator
from functools import partial

from msgspec import Struct

from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import iri, is_literal, namespace, parts
from rarekg.graph.validation.model.vocabulary import vocabulary

PADDED, EMPTY, UNTAGGED, DATE = "padded text", "empty text", "language of a text", "date"
SOURCE, EVIDENCE, TERM, JUSTIFICATION = "source of the build", "evidence", "declared term", "justification"
EARLIEST = "1950"
Handler = Callable[[bytes, bytes], None]
_SPACES = (b" ", b"\\t", b"\\n", b"\\r", "\N{NO-BREAK SPACE}".encode())
_SOURCES = (
    "biolink:primary_knowledge_source",
    "biolink:aggregator_knowledge_source",
    "biolink:supporting_data_source",
)
_DATES = ("rkg:curatedOn", "rkg:validatedOn", "dcterms:issued", "dcterms:modified")
# What is always text of some language; labels and other names of genes and publications are not.
_TAGGED = (
    *("IAO:0000115", "rdfs:comment", "dcterms:description", "rkg:layName", "rkg:abbreviation", "rkg:sourceWords"),
    *(
        "oboInOwl:hasExactSynonym",
        "oboInOwl:hasBroadSynonym",
        "oboInOwl:hasNarrowSynonym",
        "oboInOwl:hasRelatedSynonym",
    ),
    *("schema:text", "rkg:geography", "rkg:qualification", "rkg:geneGroup"),
)


class Scope(Struct, frozen=True, kw_only=True):
    """What the statements of a build may refer to.

    ``sources`` are the names of the information resources of its sources, without ``infores:``; ``latest`` is the date
    of its newest release (YYYY-MM-DD), None if no release is a date.
    """

    sources: frozenset[str]
    latest: str | None = None


class Values:
    """The rules for single values."""

    def __init__(self, report: Report, scope: Scope) -> None:
        """Check values of a build of this ``scope``."""
        self._report = report
        self._latest = scope.latest or "9999"
        self._sources = {iri(f"infores:{name}") for name in scope.sources}
        self._own = namespace("rkg")

    def handlers(self) -> Iterator[tuple[bytes, Handler]]:
        """Yield the rules for the objects of single properties."""
        declared = vocabulary().terms
        for predicates, rule, values, message in (
            (_SOURCES, SOURCE, self._sources, "is the source of no part of this build"),
            (("RO:0002558",), EVIDENCE, declared, "is no evidence that the vocabulary declares"),
            (("sssom:mapping_justification",), JUSTIFICATION, declared, "the vocabulary does not declare it"),
        ):
            for predicate in predicates:
                yield iri(predicate), partial(self._one_of, values, rule, message)
        for predicate in _DATES:
            yield iri(predicate), self._date
        for predicate in _TAGGED:
            yield iri(predicate), self._tagged

    def see(self, subject: bytes, value: bytes) -> None:
        """Check an object of any property."""
        if is_literal(value):
            text, _ = parts(value)
            if not text:
                self._report.add(EMPTY, subject, "has an empty text")
            elif text.startswith(_SPACES) or text.endswith(_SPACES):
                self._report.add(PADDED, subject, "has text that begins or ends with a space", value)
        elif value.startswith(self._own) and value not in vocabulary().terms:
            self._report.add(TERM, subject, "the vocabulary does not declare it", value)

    def _one_of(self, values: Collection[bytes], rule: str, message: str, subject: bytes, value: bytes) -> None:
        if value not in values:
            self._report.add(rule, subject, message, value)

    def _date(self, subject: bytes, value: bytes) -> None:
        day = parts(value)[0].decode() if is_literal(value) else ""
        if day < EARLIEST or day > self._latest[: len(day)]:
            message = f"is not a date from {EARLIEST} to {self._latest}, the newest release of the build"
            self._report.add(DATE, subject, message, value)

    def _tagged(self, subject: bytes, value: bytes) -> None:
        if is_literal(value) and not parts(value)[1].startswith(b"@"):
            self._report.add(UNTAGGED, subject, "is text without its language", value)
