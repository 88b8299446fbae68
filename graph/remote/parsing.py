"""Read a query as the embedded engine does before another engine gets it: its form, its mistakes, and no SERVICE.

The engine reads a query by running it, here on no data. SERVICE would send requests even so; the letters are therefore
put so that no keyword is left, which makes a query with such a clause a syntax error, and changes the names, strings
and comments of any other one alike (as :mod:`rarekg.graph.process.dataset` does for FROM).
"""

import re
from collections.abc import Mapping
from typing import Literal

from pyoxigraph import QueryBoolean, QuerySolutions, Store

from rarekg.ontology.errors import QueryError
from rarekg.queries.federation import refuse_federation
from rarekg.queries.tokenizer import TokenError, tokens

Form = Literal["rows", "truth", "triples"]
_LETTERS = re.compile("(?<=ser)v(?=ice)", re.IGNORECASE | re.ASCII)
_OTHER = "q"  # no hexadecimal digit, which could be a part of an escape
# Functions by which Virtuoso runs its own procedures, some of which read files or send requests.
_PROCEDURES = re.compile(r"<?(?:bif|sql):", re.IGNORECASE)


class OfEngineError(QueryError):
    """A query that calls a procedure of the engine behind the service."""


def form(query: str, base: str | None = None, prefixes: Mapping[str, str] | None = None) -> Form:
    """Return what kind of result ``query`` has; ``base`` and ``prefixes`` are those that it need not declare.

    >>> form("ASK {}"), form("SELECT * { ?service ?p 'SERVICE' }"), form("DESCRIBE <urn:a>")
    ('truth', 'rows', 'triples')

    Raises:
        FederationError: It has a SERVICE clause.
        OfEngineError: It calls a procedure.
        SyntaxError, ValueError, OSError, RuntimeError: As the embedded engine does.
    """
    try:
        words = list(tokens(query))
    except TokenError:
        words = []  # the engine says where the mistake is
    refuse_federation(query, words)
    for word in words:
        if word.kind in ("iri", "name") and _PROCEDURES.match(word.text):
            raise OfEngineError(f"{word.text} is not supported: it would call a procedure of the engine")
    declared = {_LETTERS.sub(_OTHER, prefix): iri for prefix, iri in (prefixes or {}).items()}
    try:
        result = Store().query(_LETTERS.sub(_other(query), query), base_iri=base, prefixes=declared)
    except (ValueError, OSError, RuntimeError) as error:
        if isinstance(error, SyntaxError):
            raise
        return "rows"  # it was read, and what it does not do here the other engine may
    if isinstance(result, QuerySolutions):
        return "rows"
    return "truth" if isinstance(result, QueryBoolean) else "triples"


def _other(query: str) -> str:
    other, folded = _OTHER, query.casefold()
    while f"ser{other}ice" in folded:  # else two names could become one
        other += _OTHER
    return other
