"""Whether a query names its own dataset (FROM), as the engine itself reads the query.

The engine takes keywords without white space around them, and by where ``<`` stands it is an operator or begins an IRI,
so that no look at the text tells a keyword from the same letters in a comment, a string or a name.
"""

import re
from collections.abc import Mapping

from pyoxigraph import Store

_LETTERS = re.compile(r"(?<=fr)o(?=m)", re.IGNORECASE | re.ASCII)
_OTHER = "q"  # no hexadecimal digit, which could be a part of an escape


def names_dataset(query: str, base: str, prefixes: Mapping[str, str] | None = None) -> bool:
    """Return whether ``query`` has a FROM clause; ``base`` and ``prefixes`` are those with which it will run.

    A keyword cannot be spelled otherwise; the same letters in comments, strings, IRIs and names can, all at once.

    >>> names_dataset("ASK FROM <http://example.org/graph> {}", "http://example.org/")
    True
    >>> names_dataset("ASK { ?from ?p 'from' } # FROM <http://example.org/graph>", "http://example.org/")
    False
    """
    if not _LETTERS.search(query):
        return False
    other, folded = _OTHER, query.casefold()
    while f"fr{other}m" in folded:  # else two names could become one
        other += _OTHER
    try:
        Store().query(_LETTERS.sub(other, query), base_iri=base, prefixes=dict(prefixes or {}))
    except SyntaxError:
        return True
    except (ValueError, OSError, RuntimeError):
        pass  # it was read, and fails when it runs
    return False
