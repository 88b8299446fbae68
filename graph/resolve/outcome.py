"""What comes of resolving one text: a thing with notes on how it was found, or why there is none."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rarekg.graph.rdf.curies import short
from rarekg.graph.rdf.identification import Identified, Named, Thing
from rarekg.graph.resolve.asked import Asked
from rarekg.ontology.prefixes import expand
from rarekg.queries.parameters import ANY_ID

Reason = Literal["unknown", "kind", "several", "value"]
WORDS = {
    "disease": "a disease",
    "phenotype": "a phenotype",
    "gene": "a gene",
    "inheritance": "a mode of inheritance",
    "term": "a term of HPO that is no phenotype",
    ANY_ID: "an id that the graph has",
}


class Found(NamedTuple):
    """The IRI of the thing that ``asked`` stands for; of a thing that was identified, ``thing``."""

    asked: Asked
    iri: str
    label: str
    thing: Thing | None = None
    notes: tuple[str, ...] = ()


class Failed(NamedTuple):
    """Why ``asked`` stands for no single thing of the right kind; ``near`` are the ids to take instead."""

    asked: Asked
    reason: Reason
    message: str
    near: tuple[str, ...] = ()


def outcome(asked: Asked, known: Sequence[Identified], takes: Sequence[str], base: str) -> Found | Failed:
    """Return what comes of ``asked``, whose IRIs are ``known``, where ``takes`` (of a parameter) is wanted.

    Without ``takes`` any thing is right.
    """
    things = {thing.iri: thing for each in known for thing in each.things}
    right = [thing for thing in things.values() if fits(thing, takes)]
    if len(right) == 1:
        return _found(asked, right[0], base)
    if ANY_ID in takes and asked.iri and known[0].mentioned:
        return Found(asked, asked.iri, known[0].label)
    name = _named(asked, known, base)
    if right:
        several = tuple(Named(thing.iri, thing.label) for thing in right)
        how = "is matched exactly to" if asked.iri else "means"
        message = f"{name} {how} {_listed(several, base)}; take one of them"
        return Failed(asked, "several", message, _ids(several, base))
    if things:
        wanted = " or ".join(WORDS.get(word, f"one of {word}") for word in takes)
        message = " and ".join(_wrong(thing, base, wanted) for thing in things.values())
        return Failed(asked, "kind", message)
    return _unknown(asked, known, name, base)


def fits(thing: Thing, takes: Sequence[str]) -> bool:
    """Return whether ``thing`` is one of ``takes``: of a kind, of a class, or any id."""
    if not takes or ANY_ID in takes:
        return True
    return thing.kind in takes or any(":" in word and expand(word) in thing.classes for word in takes)


def _found(asked: Asked, thing: Thing, base: str) -> Found:
    notes, name = [], described(thing, base)
    if asked.iri and asked.iri != thing.iri:
        notes.append(f"{short(asked.iri, base)} is {name} in this graph")
    elif not asked.iri:
        notes.append(f"{asked.text!r} is {name}")
    if thing.withdrawn:
        advice = f"; consider {_listed(thing.instead, base)}" if thing.instead else ""
        notes.append(f"{name} was withdrawn by its ontology, which names no successor{advice}")
    return Found(asked, thing.iri, thing.label, thing, tuple(notes))


def _unknown(asked: Asked, known: Sequence[Identified], name: str, base: str) -> Failed:
    for each in known:
        if each.instead:
            listed, near = _listed(each.instead, base), _ids(each.instead, base)
            message = f"{name} is obsolete and has no successor; consider {listed}: query one of them"
            return Failed(asked, "unknown", message, near)
        if each.referencing:
            listed, near = _listed(each.referencing, base), _ids(each.referencing, base)
            message = f"{name} is not an exact match of anything; it is cross-referenced by {listed}: query that"
            return Failed(asked, "unknown", message, near)
    return Failed(asked, "unknown", f"the graph has no {name}")


def _named(asked: Asked, known: Sequence[Identified], base: str) -> str:
    return described(known[0], base) if asked.iri else repr(asked.text)


def _wrong(thing: Thing, base: str, wanted: str) -> str:
    kind = WORDS.get(thing.kind)
    return f"{described(thing, base)} is {f'{kind}, not {wanted}' if kind else f'not {wanted}'}"


def described(named: Named | Thing | Identified | Found, base: str) -> str:
    """Return the id of a thing with its label, if it has one."""
    name = short(named.iri, base)
    return f"{name} ({named.label})" if named.label else name


def _listed(named: Sequence[Named], base: str) -> str:
    return " and ".join(described(each, base) for each in named)


def _ids(named: Sequence[Named], base: str) -> tuple[str, ...]:
    return tuple(short(each.iri, base) for each in named)


def tie_notes(found: Found, base: str, *, both: bool) -> Iterator[str]:
    """Yield a sentence on each tie of the disease found; ``both`` is whether the result has the tied diseases too."""
    thing = found.thing
    for tie in thing.ties if thing else ():
        term, disease = tie.named(tie.term, base), tie.named(tie.disease, base)
        if found.iri == tie.disease:
            yield f"{disease} is tied to {term}: {tie.reason} Query that for both"
        elif both:
            yield f"{term} is also recorded under {disease}: {tie.reason} The result has both"
        else:
            yield f"{term} is also recorded under {disease}: {tie.reason} Query that as well"
