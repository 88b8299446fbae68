"""The values of a saved query's parameters: what is asked, what the graph knows of it, and what is bound.

Three steps, so that the command line, which has the store, and the endpoint, which asks a worker, share all decisions:
:func:`ask` reads the texts, :func:`identify <rarekg.graph.rdf.identification.identify>` looks their IRIs up, and
:func:`answer` decides.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from rarekg.graph.rdf.identification import Identified
from rarekg.graph.rdf.ties import tied_diseases
from rarekg.graph.resolve.asked import Asked, read
from rarekg.graph.resolve.outcome import Failed, Found, Reason, described, outcome, tie_notes
from rarekg.graph.search.reader import SearchIndex
from rarekg.ontology.errors import QueryError, one_line
from rarekg.queries.catalog import SavedQuery, target
from rarekg.queries.parameters import LISTED, Parameter, Value, terms

FEW = 3  # things that a sentence names
Near = Callable[[str], Sequence[tuple[str, str]]]
Question = Mapping[str, tuple[Parameter, tuple[Asked | Failed, ...]]]


class UnresolvedError(QueryError):
    """A value that stands for no single thing of the right kind; ``near`` are ids to take instead."""

    def __init__(self, reason: Reason, message: str, near: Iterable[str] = ()) -> None:
        """Keep the reason and the ids beside the message."""
        self.reason, self.near = reason, list(near)
        super().__init__(one_line(message, limit=1000))


class Answer(NamedTuple):
    """What is bound: ``values`` by parameter, ``notes`` on how they were found, and ``if_empty``.

    ``if_empty`` says what a result without rows means, '' if the query does not say.
    """

    values: Mapping[str, Sequence[Value]]
    notes: tuple[str, ...]
    if_empty: str


def ask(query: SavedQuery, values: Mapping[str, Sequence[str]], index: SearchIndex | None, base: str) -> Question:
    """Return what ``values``, by the names of parameters of ``query``, ask for.

    Raises:
        QueryError: A parameter is unknown, or has more or fewer values than it takes.
        UnresolvedError: A value is none of those that its parameter lists.
    """
    question: dict[str, tuple[Parameter, tuple[Asked | Failed, ...]]] = {}
    for key, given in values.items():
        parameter = target(query, key)
        if parameter.kind != "iri" or LISTED in parameter.takes or not parameter.takes:
            _check(parameter, given)
            continue
        texts = tuple(dict.fromkeys(given))
        if not texts or (len(texts) > 1 and not parameter.many):
            terms(parameter, ["http://example.org/"] * len(texts))  # which raises with the advice
        question[key] = parameter, tuple(_read(text, index, base, parameter) for text in texts)
    return question


def iris(question: Question) -> tuple[str, ...]:
    """Return the IRIs that are to be identified, each once."""
    asked = (each for _, several in question.values() for each in several if isinstance(each, Asked))
    return tuple(dict.fromkeys(iri for each in asked for iri in each.iris))


def answer(
    query: SavedQuery,
    values: Mapping[str, Sequence[str]],
    question: Question,
    known: Iterable[Identified],
    near: Near,
    base: str,
) -> Answer:
    """Return what is bound to ``query``; ``near`` suggests things for an unknown text.

    Of a list, what stands for no thing is left out, and a note names it.

    Raises:
        UnresolvedError: None of a parameter's values stands for a thing that it takes.
    """
    identified = {each.iri: each for each in known}
    bound: dict[str, Sequence[Value]] = dict(values)
    about = {parameter.name: _listed(parameter.default) for parameter in query.parameters}
    about |= {target(query, key).name: _listed(given) for key, given in values.items()}
    notes: list[str] = []
    for key, (parameter, several) in question.items():
        outcomes = [
            each if isinstance(each, Failed) else outcome(each, _of(each, identified), parameter.takes, base)
            for each in several
        ]
        found = [each for each in outcomes if isinstance(each, Found)]
        failed = [each for each in outcomes if isinstance(each, Failed)]
        if not found:
            raise _unresolved(query, parameter, failed, near)
        bound[key] = [NamedNode(iri) for iri in _bound(found, parameter)]
        about[parameter.name] = _listed([*dict.fromkeys(described(each, base) for each in found)])
        notes += _left_out(failed, len(several))
        notes += [note for each in found for note in (*each.notes, *tie_notes(each, base, both=parameter.many))]
    return Answer(bound, tuple(dict.fromkeys(notes)), query.empty.format_map(about))


def _check(parameter: Parameter, given: Sequence[str]) -> None:
    """Check values that stand for no thing.

    Raises:
        UnresolvedError: One is not in the list of those that there are.
    """
    if LISTED not in parameter.takes:
        return
    listed = terms(parameter, parameter.default)
    for text in given:
        if terms(parameter, (text,))[0] not in listed:
            message = f"{parameter.name} is one of {', '.join(parameter.default)}, not {text!r}"
            raise UnresolvedError("value", message, parameter.default)


def _read(text: str, index: SearchIndex | None, base: str, parameter: Parameter) -> Asked | Failed:
    try:
        return read(text, index, base, parameter.takes)
    except QueryError as error:
        return Failed(Asked(text, ""), "value", str(error))


def _of(asked: Asked, identified: Mapping[str, Identified]) -> list[Identified]:
    return [identified[iri] for iri in asked.iris]


def _bound(found: Sequence[Found], parameter: Parameter) -> Iterator[str]:
    """Yield the IRIs that are bound, with the diseases that are tied to them if there may be several."""
    chosen = dict.fromkeys(each.iri for each in found)
    yield from chosen
    if parameter.many:
        tied = (iri for each in found if each.thing for iri in tied_diseases(each.thing.ties, each.iri))
        yield from dict.fromkeys(iri for iri in tied if iri not in chosen)


def _unresolved(query: SavedQuery, parameter: Parameter, failed: Sequence[Failed], near: Near) -> UnresolvedError:
    first = failed[0]
    if len(failed) > 1:
        listed = _listed([each.asked.text for each in failed])
        message = f"none of the {len(failed)} values of {parameter.name} stands for one: {listed}; {first.message}"
        return UnresolvedError(first.reason, message)
    message, ids = first.message, first.near
    if first.reason == "kind":
        message += f"; {query.name} takes one as {parameter.name}, such as {parameter.default[0]}"
    elif first.reason in ("unknown", "value") and not ids:
        suggested = near(first.asked.text)
        ids = tuple(curie for curie, _ in suggested)
        similar = ", ".join(f"{curie} ({label})" for curie, label in suggested)
        message += f"; did you mean {similar}?" if suggested else f"; give one such as {parameter.default[0]}"
    return UnresolvedError(first.reason, message, ids)


def _left_out(failed: Sequence[Failed], asked: int) -> Iterator[str]:
    words = {"unknown": "unknown", "kind": "of another kind", "several": "of several meanings", "value": "no id"}
    for reason, what in words.items():
        if texts := [each.asked.text for each in failed if each.reason == reason]:
            yield f"{len(texts)} of {asked} left out, {what}: {', '.join(texts)}"


def _listed(names: Sequence[str]) -> str:
    return " or ".join(names) if len(names) <= FEW else f"any of {names[0]}, {names[1]} and {len(names) - 2:,} others"
