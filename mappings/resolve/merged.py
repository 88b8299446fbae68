"""One successor for every id that was merged away, whatever the ontology's release says twice."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from rarekg.mappings.reading.issues import Issues
from rarekg.ontology.terms import Term


def settled(terms: Iterable[Term], issues: Issues) -> Iterator[Term]:
    """Yield ``terms`` without the alternative ids that another statement of the release contradicts.

    An id with a stanza of its own goes where that stanza says (``replaced_by``), whichever term lists it as well; of
    two terms that list one id, the first has it. Each that is dropped is noted in ``issues``.
    """
    kept = tuple(terms)
    owner = {term.id: successor for term in kept if (successor := term.replaced_by if term.obsolete else term.id)}
    for term in kept:
        for alternative in term.alt_ids:
            owner.setdefault(alternative, term.id)
    for term in kept:
        contested = [alternative for alternative in term.alt_ids if owner[alternative] != term.id]
        for alternative in contested:
            message = f"{term.id} lists {alternative} as its own, which goes to {owner[alternative]}"
            issues.note("contested-id", None, message, value=alternative)
        yield replace(term, alt_ids=tuple(a for a in term.alt_ids if a not in contested)) if contested else term
