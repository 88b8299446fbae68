"""The disorders of an Orphadata product that has one list for each of them, in the layouts since 2019."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.orphanet.xml_records import ADVICE, Element, records
from rarekg.mappings.reading.issues import Issues
from rarekg.ontology.errors import SourceError

DISORDERS, DISORDER = "DisorderList", "Disorder"
_Record = TypeVar("_Record")


def disorders(path: Path, holds: str, issues: Issues | None, *, without: tuple[str, ...] = ()) -> Iterator[Element]:
    """Yield the disorders of the product at ``path``.

    Args:
        path: The file.
        holds: The tag of the list that each disorder of the product has, empty or not.
        issues: Where to note lists that are not as long as they say.
        without: Tags of lists that the disorders of other products with the first list have.

    Raises:
        SourceError: As :func:`rarekg.mappings.orphanet.xml_records.records`, or a record is of another product.
    """
    for element in records(path, DISORDERS):
        if element.tag != DISORDER:
            raise another(path, element, f"a {element.tag}, and no {DISORDER}")
        if element.first(holds) is None:
            raise another(path, element, f"a disorder without {holds}")
        if other := next((tag for tag in without if element.first(tag) is not None), None):
            raise another(path, element, f"a disorder with {other}")
        if issues is not None:
            check_counts(element, issues)
        yield element


def stated(
    records: Iterable[_Record], facts: Callable[[_Record], Iterator[Fact]], issues: Issues
) -> Iterator[Fact | Issue]:
    """Yield the ``facts`` of each record, followed by the issues noted so far."""
    for record in records:
        yield from facts(record)
        yield from issues.drain()
    yield from issues.drain()


def code(element: Element) -> str:
    """Return the ORPHAcode of a disorder, which was called a number before 2020."""
    return element.words("OrphaCode") or element.words("OrphaNumber")


def another(path: Path, element: Element, what: str) -> SourceError:
    """Return the error for a file of another product, which has ``what``."""
    return SourceError(f"is another product: {what}", path=path, line=element.line, advice=ADVICE)


def check_counts(disorder: Element, issues: Issues) -> None:
    """Note each list below ``disorder`` that is not as long as it says; what it has is read."""
    todo = [disorder]
    while todo:
        element = todo.pop()
        if (stated := element.attributes.get("count")) not in (None, str(len(element.children))):
            message = f"{element.tag} of ORPHA:{code(disorder)} has {len(element.children):,} rows, and says {stated}"
            issues.note("other-count", element.line, message, action="kept", value=stated)
        todo += element.children
