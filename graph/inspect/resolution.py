"""Resolve ids and names for the command line, which reads the store and the search index of a build itself."""

from collections.abc import Mapping, Sequence
from functools import partial

from pyoxigraph import Store

from rarekg.graph.home.builds import Build
from rarekg.graph.rdf.identification import identify
from rarekg.graph.resolve.asked import read
from rarekg.graph.resolve.outcome import Failed, outcome
from rarekg.graph.resolve.values import Answer, UnresolvedError, answer, ask, iris
from rarekg.graph.search.nearest import nearest
from rarekg.graph.search.reader import SearchIndex
from rarekg.queries.catalog import SavedQuery


def resolve_in(built: Build, query: SavedQuery, values: Mapping[str, Sequence[str]]) -> Answer:
    """Return :func:`resolve` for the store and the search index of ``built``."""
    return resolve(Store.read_only(str(built.store)), query, values, built.base, _index(built))


def resolve(
    store: Store, query: SavedQuery, values: Mapping[str, Sequence[str]], base: str, index: SearchIndex | None = None
) -> Answer:
    """Return what is bound to ``query`` for ``values``, by the names of its parameters.

    Raises:
        QueryError: A parameter is unknown, or has more or fewer values than it takes.
        UnresolvedError: A value stands for no single thing of the right kind.
    """
    question = ask(query, values, index, base)
    known = identify(store, iris(question), base)
    return answer(query, values, question, known, partial(_near, index), base)


def find(built: Build, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the IRI of the one thing that ``name`` (an id, an IRI, a local id or a name) means, and notes.

    An id without statements of its own stands for the thing that matches it exactly. An obsolete term stands for
    itself: what is stated of it names its successor.

    Raises:
        QueryError: It is no id although it begins like one.
        UnresolvedError: The graph has no such thing, or several.
    """
    index, store = _index(built), Store.read_only(str(built.store))
    asked = read(name, index, built.base)
    known = list(identify(store, asked.iris, built.base))
    if asked.iri and known[0].mentioned and (known[0].obsolete or not known[0].things):
        return asked.iri, ()
    found = outcome(asked, known, (), built.base)
    if not isinstance(found, Failed):
        return found.iri, found.notes
    suggested = () if found.near or found.reason == "several" else _near(index, name)
    similar = ", ".join(f"{curie} ({label})" for curie, label in suggested)
    advice = "" if found.near else "; give an id such as MONDO:0010580, an IRI, a local id or a name"
    advice = f"; did you mean {similar}?" if suggested else advice
    raise UnresolvedError(found.reason, found.message + advice, found.near or [curie for curie, _ in suggested])


def _index(built: Build) -> SearchIndex | None:
    return SearchIndex(built.search) if built.search.is_file() else None


def _near(index: SearchIndex | None, name: str) -> Sequence[tuple[str, str]]:
    return nearest(index, name) if index else ()
