"""The parts of a SPARQL query that the catalogue needs: its data blocks, its variables, its form."""

from itertools import dropwhile
from typing import NamedTuple

from rarekg.ontology.errors import QueryError
from rarekg.queries.tokenizer import tokens

FORMS = ("select", "construct", "ask", "describe")


class DataBlock(NamedTuple):
    """The text between the braces of ``VALUES ?variable { … }``: ``start`` and ``end`` are its offsets."""

    variable: str
    start: int
    end: int


def data_blocks(query: str) -> tuple[DataBlock, ...]:
    """Return the data blocks of one variable that ``query`` holds, in order.

    >>> data_blocks("SELECT * { VALUES ?x { 1 } }")
    (DataBlock(variable='x', start=22, end=25),)

    Raises:
        QueryError: A string or a data block is not closed.
    """
    words = list(tokens(query))
    blocks = []
    for at, (values, variable, opening) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if values.text.upper() == "VALUES" and variable.kind == "variable" and opening.text == "{":
            closing = next(dropwhile(lambda token: token.text != "}", words[at + 3 :]), None)
            if closing is None:
                raise QueryError(f"the data block of {variable.text} has no closing brace")
            blocks.append(DataBlock(variable.text[1:], opening.end, closing.start))
    return tuple(blocks)


def variables(query: str) -> tuple[str, ...]:
    """Return the names of the variables of ``query``, each once, in the order in which they first occur.

    >>> variables("SELECT ?a { ?a ?b $a }")
    ('a', 'b')

    Raises:
        QueryError: A string is not closed.
    """
    return tuple(dict.fromkeys(token.text[1:] for token in tokens(query) if token.kind == "variable"))


def form(query: str) -> str | None:
    """Return ``select``, ``construct``, ``ask`` or ``describe``; None if ``query`` is not a query.

    >>> form("PREFIX select: <http://example.org/> ASK {}")
    'ask'

    Raises:
        QueryError: A string is not closed.
    """
    keywords = (token.text.lower() for token in tokens(query) if token.kind == "word")
    return next((word for word in keywords if word in FORMS), None)
