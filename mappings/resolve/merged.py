"""One successor for every id that was merged, even if an ontology's release contradicts itself."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from rarekg.mappings.reading.issues import Issues
from rarekg.ontology.terms import Term


def without_contested_ids(terms: Iterable[Term], issues: Issues) -> Iterator[Term]:
    """Yield ``terms`` without the alternative ids that another stanza of the release contradicts.

    The ``replaced_by`` of an id's own stanza decides, whichever term lists the id as well; if two terms list an id, it
    belongs to the first. Each id that is dropped is an issue.
    """
    every = tuple(terms)
    owner = {term.id: successor for term in every if (successor := term.replaced_by if term.obsolete else term.id)}
    for term in every:
        for alternative in term.alt_ids:
            owner.setdefault(alternative, term.id)
    for term in every:
        contested = [alternative for alternative in term.alt_ids if owner[alternative] != term.id]
        for alternative in contested:
            message = f"{term.id} lists {alternative} as its own, which belongs to {owner[alternative]}"
            issues.note("contested-id", None, message, value=alternative)
        yield replace(term, alt_ids=tuple(a for a in term.alt_ids if a not in contested)) if contested else term
