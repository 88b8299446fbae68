"""Fuzz search, reconciliation, ids in paths and the admission of queries, without a server between."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

from attempts import Attempt, Fault, TooSlowError, within
from fuzz_http import BATCH
from fuzz_sparql import WRITTEN
from mutations import PIECES, mutated_tokens

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.linked.addresses import resolve
from rarekg.graph.endpoint.search import batch, reconciliation
from rarekg.graph.endpoint.sparql.admission import admit
from rarekg.graph.home.builds import current
from rarekg.graph.search.hits import MOST, search
from rarekg.graph.search.nearest import nearest
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.thing import KINDS
from rarekg.ontology.errors import QueryError

SECONDS = 5.0  # for what takes milliseconds
BASE = "https://w3id.org/rarekg/"
Try = Callable[[SearchIndex, Random, str], str]


@contextmanager
def searches(home: Path) -> Iterator[Attempt]:
    """Yield the attempt to do one of TRIES with a text, on the index of ``home``."""
    index = SearchIndex(current(home).search)
    texts = [row.label for row in index.things(KINDS, limit=1000)] + [
        row.curie for row in index.things(KINDS, limit=1000)
    ]
    texts += [row.iri for row in index.things(KINDS, limit=20)]

    def attempt(chance: Random) -> str:
        name = chance.choice(sorted(TRIES))
        text = chance.choice((*texts, *PIECES))
        if chance.random() < 0.6:
            text = mutated_tokens(chance, text, texts)
        try:
            with within(SECONDS):
                return f"{name}: {TRIES[name](index, chance, text)}"
        except QueryError:
            return f"{name}: refused"
        except Fault:
            raise
        except (Exception, TooSlowError) as error:
            raise Fault(f"{name}: {type(error).__name__}: {str(error)[:150]}", text) from error

    yield attempt


def _search(index: SearchIndex, chance: Random, text: str) -> str:
    kinds = tuple(chance.sample(KINDS, chance.choice((0, 0, 1, 2))))
    limit, everything = chance.choice((1, 10, MOST)), chance.random() < 0.3
    found = search(index, text, kinds, limit, everything=everything)
    _sendable([hit.name for hit in found])
    again = search(SearchIndex(index.path), text, kinds, limit, everything=everything)
    wrong = {
        "more hits than asked for": len(found) > limit,
        "a kind that was not asked for": bool(kinds) and any(hit.kind not in kinds and not hit.terms for hit in found),
        "a thing twice": len({hit.iri for hit in found}) < len(found),
        "a score out of range": any(not 0 <= hit.score <= 100 for hit in found),
        "hidden things": not everything and any(hit.hidden and hit.how != "id" for hit in found),
        "another result the second time": again != found,
    }
    if what := [name for name, so in wrong.items() if so]:
        raise Fault(f"search: {what[0]}", text)
    return found[0].how if found else "nothing"


def _reconcile(index: SearchIndex, chance: Random, text: str) -> str:
    asked = {text if chance.random() < 0.3 else "q": {**BATCH["q0"], "query": text}}
    sent = mutated_tokens(chance, json.dumps(asked)) if chance.random() < 0.7 else json.dumps(asked)
    queries = batch.queries(sent)
    _sendable({key: reconciliation.results(index, query) for key, query in queries.items()})
    return "answered"


def _nearest(index: SearchIndex, chance: Random, text: str) -> str:
    _sendable(found := nearest(index, text.encode("utf-8", "replace").decode()))
    return "some" if found else "nothing"


def _resolve(index: SearchIndex, chance: Random, text: str) -> str:
    target = resolve(text.encode("utf-8", "replace").decode() + chance.choice(("", ".ttl", ".json")), BASE)
    if target is not None:
        target.path.encode("ascii")
        target.moved.encode("ascii")
    return "a thing" if target else "nothing"


def _admit(index: SearchIndex, chance: Random, text: str) -> str:
    admit(mutated_tokens(chance, chance.choice(WRITTEN), [*WRITTEN, text]), Limits())
    return "admitted"


def _sendable(value: object) -> None:
    """Check that ``value`` can be sent as the endpoint sends JSON."""
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


TRIES: Mapping[str, Try] = {
    "search": _search,
    "reconcile": _reconcile,
    "nearest": _nearest,
    "resolve": _resolve,
    "admit": _admit,
}
