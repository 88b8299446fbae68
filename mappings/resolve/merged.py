"""One successor for every id that was merged, even if an ontology's release contradicts itself; none for a choice."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from rarekg.mappings.reading.issues import Issues
from rarekg.ontology.terms import Term


def without_contested_ids(terms: Iterable[Term], issues: Issues) -> Iterator[Term]:
    """Yield ``terms`` without the alternative ids that another stanza of the release contradicts.

    The stanza of an id decides, whichever term lists the id as well: its ``replaced_by`` is the successor, and terms to
    ``consider`` are for people to choose from (OBO 1.4: "needs to be looked at carefully by a human expert before the
    replacement is done"). If two terms list an id, it belongs to the first. Each id that is dropped is an issue.
    """
    every = tuple(terms)
    owner = {term.id: successor for term in every if (successor := term.replaced_by if term.obsolete else term.id)}
    open_choices = {
        term.id: term.consider for term in every if term.obsolete and term.consider and not term.replaced_by
    }
    for term in every:
        for alternative in term.alt_ids:
            owner.setdefault(alternative, term.id)
    for term in every:
        # In the order of the term, each to be looked up at once: a term may have lost any number of ids.
        contested = dict.fromkeys(one for one in term.alt_ids if one in open_choices or owner[one] != term.id)
        for alternative in contested:
            choice = " or ".join(open_choices.get(alternative, ()))
            what = f"which asks to consider {choice}" if choice else f"which belongs to {owner[alternative]}"
            issues.note("contested-id", None, f"{term.id} lists {alternative} as its own, {what}", value=alternative)
        yield replace(term, alt_ids=tuple(a for a in term.alt_ids if a not in contested)) if contested else term
