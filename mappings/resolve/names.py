"""Hold the name that a source writes beside an id against the names of the terms of HPO and MONDO.

The id identifies the term, and a name that no term has is only another wording. But if the name is that of another
term, one of the two is wrong, and the source alone does not tell which.
"""

from collections.abc import Iterable, Iterator

from rarekg.mappings.resolve.known import Known

OTHER_TERM, OTHER_DISEASE = "name-of-another-term", "name-of-another-disease"


def contradiction(curie: str, name: str, known: Known) -> str | None:
    """Return why ``name`` beside ``curie`` contradicts it, or None if it does not.

    It does if it is, normalized, the label or an exact synonym of other terms of the same ontology, all of them neither
    above nor below this one, and no name of this one: neither a synonym of any scope nor a name from before it was
    merged or replaced. An id that is not known is never contradicted.

    >>> from rarekg.ontology.terms import Term
    >>> known = Known()
    >>> for term in (Term(id="HP:0001250", label="Seizure"), Term(id="HP:0012393", label="Allergy")):
    ...     known.learn(term)
    >>> contradiction("HP:0001250", "Allergy", known)
    "HP:0001250 (Seizure) has 'Allergy' beside it, a name of HP:0012393 (Allergy)"
    >>> contradiction("HP:0001250", "Fits", known) is None
    True
    """
    if not (others := _others(curie, name, known)):
        return None
    return f"{_labelled(curie, known)} has {name!r} beside it, a name of {others}"


def disease_contradictions(own: str, disease: str, names: Iterable[str], known: Known) -> Iterator[tuple[str, str]]:
    """Yield each of the ``names`` that contradict what a disease was resolved to, with the reason.

    Args:
        own: The id of the disease in its source.
        disease: The MONDO term that it was resolved to.
        names: Its names in its source.
        known: The terms of MONDO.
    """
    for name in names:
        if others := _others(disease, name, known):
            yield name, f"{own} is resolved to {_labelled(disease, known)}, but {name!r} is a name of {others}"


def _others(curie: str, name: str, known: Known) -> str:
    """Return the terms that ``name`` names instead of the term with the id ``curie``, as text, empty if none."""
    current = known.current(curie)
    if not name or current.status == "unknown" or name == known.label(curie):
        return ""
    term = current.id or curie
    others = known.names.with_name(name, curie.partition(":")[0])
    if not others or known.is_called(term, name):
        return ""
    if any(known.is_a(other, term) or known.is_a(term, other) for other in others):
        return ""
    return ", ".join(_labelled(other, known) for other in sorted(others))


def _labelled(curie: str, known: Known) -> str:
    term = known.current(curie).id or curie
    return f"{curie} ({known.label(term) or 'obsolete'})"
