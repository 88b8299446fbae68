"""The node of a disease that a registry names: one MONDO term, or its own id tied to the terms that may mean it.

Mappings that a source asserts decide. Only where they leave a choice, or none mentions the id, the disease's name
decides, and the decision is a mapping of our own whose note gives the reason (``docs/decisions/0019-*.md``).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rarekg.mappings.facts import OWN, Mapping
from rarekg.mappings.resolve.known import Known

ANIMAL_DISEASE = "MONDO:0005583"
BY_NAME, BY_REFERENCE = "semapv:LexicalMatching", "semapv:UnspecifiedMatching"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseaseIdentity:
    """The node of a disease: ``id`` is a MONDO term, or None if the disease keeps the id of its registry.

    ``obsolete`` is True if MONDO has withdrawn that term and names no successor. ``mappings`` are those that had to be
    decided: an exact match, or close matches with the terms that may mean the disease.
    """

    id: str | None
    obsolete: bool = False
    mappings: tuple[Mapping, ...] = ()


def identify(own: str, names: Collection[str], known: Known) -> DiseaseIdentity:
    """Return the node of the disease with the id ``own`` (a CURIE), which its source calls ``names``.

    1. The one current term that an asserted mapping states to be an exact match.
    2. Of several terms that refer to the id, the only one with the disease's label or exact synonym.
    3. If no current term refers to it, the only term of that name, unless that matches another id of the registry, or
       the id was mapped to a term under the name of another one. A synonym counts only for a term without subclasses:
       groups have the names of their members as synonyms.
    4. The one obsolete term without a successor that an asserted mapping states to be an exact match.
    5. Otherwise none: the disease keeps its id, with close matches to the terms that refer to it or have its name.

    >>> from rarekg.ontology.terms import Term
    >>> known = Known()
    >>> known.learn(Term(id="MONDO:0980708", label="spermatogenic failure 102"))
    >>> identify("OMIM:621387", ["Spermatogenic failure 102"], known).mappings[0].predicate
    'skos:exactMatch'
    """
    match = known.disease(own)
    obsolete = match.id is not None and known.label(match.id) is None
    if match.id is not None and not obsolete:
        return DiseaseIdentity(id=match.id)
    claimants = known.claimants(own)
    named = {term for term in known.names.exactly(names) if not known.is_a(term, ANIMAL_DISEASE)}
    if len(winners := {term for term in claimants & named if not _is_series(term, own, known)}) == 1:
        return _decided(own, winners.pop(), known, f"the only term that refers to {own} and has its name")
    if not claimants and len(named) == 1 and (why := _free(own, next(iter(named)), names, known)):
        return _decided(own, named.pop(), known, why)
    return DiseaseIdentity(
        id=match.id,
        obsolete=obsolete,
        mappings=tuple(
            _tie(match.id or own, term, own, known, claims=term in claimants) for term in sorted(claimants or named)
        ),
    )


def new_mappings(identity: DiseaseIdentity, known: Known) -> Iterator[Mapping]:
    """Yield the mappings of ``identity`` that no source before has stated: each has one node in a build."""
    for mapping in identity.mappings:
        key = hash((mapping.subject, mapping.predicate, mapping.object))
        if key not in known.stated_choices:
            known.stated_choices.add(key)
            yield mapping


def _free(own: str, term: str, names: Collection[str], known: Known) -> str | None:
    """Return why ``term`` may be ``own`` by its name alone, or None if it may not."""
    registry = own.partition(":")[0]
    label = known.names.has_label(term, names)
    if own in known.refused or known.matches(term, registry) or _is_series(term, own, known):
        return None
    if not (label or known.is_leaf(term)):
        return None
    kind = "label" if label else "exact synonym"
    unclaimed = f"no term refers to {own}, nor this one to any {registry} id"
    return f"the only term with the name of {own} as its {kind}; {unclaimed}"


def _is_series(term: str, own: str, known: Known) -> bool:
    """Return whether ``term`` is a phenotypic series of OMIM, a group of entries, and ``own`` is an entry."""
    return own.startswith("OMIM:") and bool(known.matches(term, "OMIMPS"))


def _decided(own: str, term: str, known: Known, why: str) -> DiseaseIdentity:
    mapping = Mapping(
        subject=term, predicate="skos:exactMatch", object=own, justification=BY_NAME, source=OWN, note=_sentence(why)
    )
    known.learn_mapping(mapping)
    return DiseaseIdentity(id=term, mappings=(mapping,))


def _tie(node: str, term: str, own: str, known: Known, *, claims: bool) -> Mapping:
    others = known.matches(term, own.partition(":")[0])
    why = f"this term refers to {own}, but is not stated to be the same disease" if claims else f"has the name of {own}"
    if others := tuple(other for other in others if other != own):
        why += f"; its exact match is {', '.join(others)}"
    return Mapping(
        subject=term,
        predicate="skos:closeMatch",
        object=node,
        justification=BY_REFERENCE if claims else BY_NAME,
        source=OWN,
        note=_sentence(why),
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
