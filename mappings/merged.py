"""One successor for every id that was merged away, whatever the ontology's release says twice."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rarekg.mappings.issues import Issues
from rarekg.ontology.terms import Term


def settled(terms: Iterable[Term], issues: Issues) -> Iterator[Term]:
    """Yield ``terms`` without the alternative ids that another statement of the release contradicts.

    An id with a stanza of its own follows that stanza (its ``replaced_by``), not the term that also lists it; of two
    terms that list one id, the first has it. Each that is dropped is noted in ``issues``.
    """
    kept = tuple(terms)
    owner = {term.id: term.id for term in kept}
    for term in kept:
        for alternative in term.alt_ids:
            owner.setdefault(alternative, term.id)
    for term in kept:
        contested = [alternative for alternative in term.alt_ids if owner[alternative] != term.id]
        for alternative in contested:
            message = f"{term.id} lists {alternative} as its own, which {owner[alternative]} speaks for"
            issues.note("contested-id", None, message, value=alternative)
        yield replace(term, alt_ids=tuple(a for a in term.alt_ids if a not in contested)) if contested else term
