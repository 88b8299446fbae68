"""Orphanet's alignments of its disorders with other terminologies, as mappings.

Orphanet says of each how the two concepts relate, and whether an expert has validated it
(https://www.orphadata.com/docs/OrphadataFreeAccessProductsDescription.pdf). It never overrules what MONDO asserts: an
exact alignment that contradicts it is kept, and is disputed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from rarekg.mappings import facts
from rarekg.mappings.facts import IcdRelation
from rarekg.mappings.orphanet.records import ExternalReference
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.prefixes import standardize

EXACT = "skos:exactMatch"
# The sources of references, by the prefixes of their ids here.
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "ICD-10": "ICD10WHO",
        "ICD-11": "ICD11",
        "OMIM": "OMIM",
        "UMLS": "UMLS",
        "MeSH": "MESH",
        "MedDRA": "MedDRA",
        "GARD": "GARD",
        "MONDO": "MONDO",
    }
)
# The first word of a relation: the disorder is equivalent to the target, narrower, broader, or this is not decided.
PREDICATES: Mapping[str, str] = MappingProxyType(
    {"E": EXACT, "NTBT": "skos:broadMatch", "BTNT": "skos:narrowMatch", "ND": "oboInOwl:hasDbXref"}
)
# What the name of the relation of ICD begins with, before its explanation in brackets.
ICD_RELATIONS: Mapping[str, IcdRelation | None] = MappingProxyType(
    {
        "Specific code": "specific",
        "Inclusion term": "inclusion",
        "Index term": "index",
        "Attributed code": "attributed",
        "": None,
    }
)
STATUSES: Mapping[str, bool | None] = MappingProxyType({"Validated": True, "Not yet validated": False, "": None})
CURATED, UNSPECIFIED = "semapv:ManualMappingCuration", "semapv:UnspecifiedMatching"
_MARKS = "*+\N{DAGGER}"  # of ICD-10: a manifestation, and the disease that it is one of
_ICD10 = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9]{1,2})?")


@dataclass(slots=True, kw_only=True)
class Alignments:
    """Makes the mappings of disorders; ``alone`` has the codes that Orphanet alone maps to a term, with the term."""

    known: Known
    issues: Issues
    source: str
    alone: dict[str, str] = field(default_factory=dict)

    def decide(self, references: Mapping[str, Sequence[str]]) -> None:
        """Let Orphanet decide which MONDO term a disorder is where MONDO says nothing of either.

        That is so if one disorder is equivalent to one current term and the term to no other disorder, no mapping has
        the code, and none gives the term another one.

        Args:
            references: The ids of MONDO that each disorder is equivalent to, by its ORPHA CURIE.
        """
        terms = {own: {self._term(one)[0] for one in written} - {None} for own, written in references.items()}
        owners: dict[str | None, set[str]] = {}
        for own, found in terms.items():
            for term in found:
                owners.setdefault(term, set()).add(own)
        for own, found in terms.items():
            term = next(iter(found)) if len(found) == 1 else None
            if term is not None and len(owners[term]) == 1 and self._silent(own, term):
                self.alone[own] = term
        for own, term in self.alone.items():
            self.known.learn_mapping(
                facts.Mapping(subject=term, predicate=EXACT, object=own, justification=CURATED, source=self.source)
            )

    def _silent(self, own: str, term: str) -> bool:
        """Return whether no source before says anything of the match of a disorder, or of the ORPHAcode of a term."""
        asserted = self.known.mapped(own, "MONDO") or self.known.mapped(term, "ORPHA")
        return self.known.label(term) is not None and not asserted and own not in self.known.refused

    def mappings(self, own: str, node: str, references: Sequence[ExternalReference]) -> Iterator[facts.Mapping]:
        """Yield a mapping for each of the ``references`` of the disorder ``own``, which is ``node`` in the graph."""
        seen: set[tuple[str, str, str]] = set()
        for reference in references:
            if (mapping := self._mapping(own, node, reference)) is None:
                continue
            key = (mapping.original_subject or mapping.subject, mapping.predicate, mapping.object)
            if key in seen:
                message = f"{own} is aligned with {reference.source} {reference.reference} twice"
                self.issues.note("repeated-mapping", reference.line, message, value=own)
                continue
            seen.add(key)
            yield mapping

    def _mapping(self, own: str, node: str, reference: ExternalReference) -> facts.Mapping | None:
        relation, icd = _word(reference.relation), _word(reference.icd_relation)
        for category, value, values in (
            ("reference-source", reference.source, PREFIXES),
            ("relation", relation, PREDICATES),
            ("icd-relation", icd, ICD_RELATIONS),
            ("status", reference.status, STATUSES),
        ):
            if value not in values:
                message = f"{own} has the unknown {category.replace('-', ' ')} {value!r:.80} of {reference.reference}"
                self.issues.note(f"unknown-{category}", reference.line, message, value=value)
                return None
        validated = STATUSES[reference.status]
        return self._matched(
            own,
            node,
            reference,
            predicate=PREDICATES[relation],
            justification=CURATED if validated else UNSPECIFIED,
            validated=validated,
            icd_relation=ICD_RELATIONS[icd],
        )

    def _matched(
        self,
        own: str,
        node: str,
        reference: ExternalReference,
        *,
        predicate: str,
        justification: str,
        validated: bool | None,
        icd_relation: IcdRelation | None,
    ) -> facts.Mapping | None:
        """Return the mapping to the id in ``reference``; report and return None if that is no such id."""
        if reference.source == "MONDO":
            subject, written = self._term(reference.reference, own, reference.line)
            if subject is None:
                return None
            return facts.Mapping(
                subject=subject,
                predicate=predicate,
                object=own,
                justification=justification,
                source=self.source,
                original_subject=None if written == subject else written,
                validated=validated,
                resolves=self.alone.get(own) == subject,
                disputed=predicate == EXACT and subject != node,
            )
        if (target := self._target(own, reference)) is None:
            return None
        bare = reference.reference.strip().rstrip(_MARKS)
        return facts.Mapping(
            subject=node,
            predicate=predicate,
            object=target,
            justification=justification,
            source=self.source,
            original_subject=None if node == own else own,
            words=None if bare == reference.reference else reference.reference,
            validated=validated,
            icd_relation=icd_relation,
            foundation=_foundation(reference.foundation),
            resolves=False,
            disputed=predicate == EXACT and self._contradicts(node, target),
        )

    def _target(self, own: str, reference: ExternalReference) -> str | None:
        prefix, local = PREFIXES[reference.source], reference.reference.strip().rstrip(_MARKS)
        try:
            if reference.source == "ICD-10" and not _ICD10.fullmatch(local):
                raise ValueError(f"{local!r} is no code of ICD-10")
            return standardize(f"{prefix}:{local}")
        except ValueError as error:
            message = f"{own} is aligned with {reference.source} {reference.reference!r:.40}: {error}"
            self.issues.note("malformed-id", reference.line, message, value=reference.reference)
            return None

    def _term(self, number: str, own: str | None = None, line: int | None = None) -> tuple[str | None, str]:
        """Return the current term of MONDO with a number, and its id as Orphanet has it; report one that is not known.

        A term that MONDO has withdrawn without a successor stays.
        """
        written = f"MONDO:{number.removeprefix('MONDO:').zfill(7)}"
        current = self.known.current(written)
        term = current.id or (written if current.status == "obsolete" else None)
        if own is not None and (term != written or current.status == "obsolete"):
            self._report(own, written, term, line)
        return term, written

    def _report(self, own: str, written: str, term: str | None, line: int | None) -> None:
        if term is None:
            message = f"{own} is aligned with {written}, which MONDO does not have"
            self.issues.note("unknown-term", line, message, value=written)
        elif term == written:
            message = f"{own} is aligned with {written}, which MONDO has withdrawn without a successor"
            self.issues.note("obsolete-term", line, message, action="kept", value=written)
        else:
            message = f"{own} is aligned with {written}, which is now {term} ({self.known.label(term)})"
            self.issues.note("replaced-term", line, message, action="replaced", value=written)

    def _contradicts(self, node: str, target: str) -> bool:
        """Return whether the exact match of ``node`` and ``target`` joins what an asserted mapping keeps apart.

        An entry of OMIM that no term is stated to be the same as is a disease of its own.
        """
        if target.startswith("OMIM:"):
            return self.known.disease(target).id != node
        claimants = self.known.claimants(target)
        return bool(claimants) and node not in claimants


def is_exact(reference: ExternalReference) -> bool:
    """Return whether ``reference`` says, in the words of Orphanet, that the two are equivalent."""
    return PREDICATES.get(_word(reference.relation)) == EXACT and reference.status in STATUSES


def _word(relation: str) -> str:
    """Return what stands before the explanation of a relation in brackets."""
    return relation.partition("(")[0].strip()


def _foundation(number: str) -> str | None:
    """Return the entity of ICD-11's foundation; Orphanet also writes 'null', and other things than numbers."""
    return f"icd11.foundation:{number}" if number.isascii() and number.isdigit() else None
