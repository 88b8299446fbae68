"""The columns of a table for people: a thing's id beside its label, and how often something holds in one column.

What is folded here stands in columns of its own in the other formats, and in a table with all columns.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from rarekg.graph.inspect.rows import Rows
from rarekg.graph.rdf.curies import Shown
from rarekg.graph.rdf.shares import between, percent
from rarekg.ontology.prefixes import expand

LABEL = "Label"  # what a variable ends in that holds the label of another
DIFFERENCE = Decimal("0.001")  # between a share as it is stated and the quotient of its counts
NUMBERS = {expand(f"xsd:{name}") for name in ("integer", "decimal", "double", "float")}


class Column(NamedTuple):
    """A column with its ``title`` and the text of each row; ``of`` are the variables whose values it shows.

    ``is_id``: its cells are ids, which stay in one piece. ``is_label``: its cells are labels of the column before it.
    """

    title: str
    cells: Sequence[str]
    of: Sequence[str]
    is_id: bool = False
    is_number: bool = False
    is_label: bool = False


Values = Mapping[str, Sequence[Shown | None]]


def plain(found: Rows, written: Callable[[Shown], str]) -> list[Column]:
    """Return a column for each variable, its values ``written`` as text."""
    return [_column(name, values, written) for name, values in _by_name(found).items()]


def folded(found: Rows, written: Callable[[Shown], str], label: Callable[[NamedNode], str | None]) -> list[Column]:
    """Return the columns with labels beside the ids that they name, and people counted as how often.

    ``label`` gives the label of an IRI; it is asked where no variable of the query holds labels of the column.
    """
    values = _by_name(found)
    shares = [share for share in map(_share, values) if share and _folds(share, values)]
    labels = {name + LABEL for name in values if name + LABEL in values and _is_id(values[name])}
    columns: list[Column] = []
    for name, terms in values.items():
        share = next((share for share in shares if name in share), None)
        if share and name == next(other for other in values if other in share):
            columns.append(_how_often(share, values))
        if share or name in labels:
            continue
        columns.append(_column(name, terms, written))
        if name + LABEL in labels:
            columns.append(_column("", values[name + LABEL], written)._replace(of=(name + LABEL,), is_label=True))
        elif _is_id(terms):
            columns.extend(_own_labels(columns[-1], terms, label, values))
    return columns


class _Share(NamedTuple):
    """The names of the variables that say together how often something holds."""

    affected: str
    examined: str
    share: str
    frequency: str
    lowest: str
    highest: str


def _share(name: str) -> _Share | None:
    """Return the variables that belong to one of people who are affected, such as ``lessAffected``.

    >>> _share("lessAffected").frequency, _share("affected").lowest, _share("less")
    ('lessFrequency', 'lowest', None)
    """
    if not name.casefold().endswith("affected"):
        return None
    before = name[: -len("affected")]
    parts = ("affected", "examined", "share", "frequency", "lowest", "highest")
    return _Share(*(before + (part.capitalize() if before else part) for part in parts))


def _folds(share: _Share, values: Values) -> bool:
    """Tell whether people are counted in all rows as they are to be shown: a folded cell must say what the row says."""
    if share.affected not in values or share.examined not in values:
        return False
    return all(map(_agree, *(_numbers(values, name) for name in share[:3])))


def _agree(affected: Decimal | None, examined: Decimal | None, share: Decimal | None) -> bool:
    if affected is None or examined is None:
        return affected is None and examined is None and share is None
    whole = affected == int(affected) and examined == int(examined)
    return whole and 0 <= affected <= examined != 0 and (share is None or abs(share - affected / examined) < DIFFERENCE)


def _how_often(share: _Share, values: Values) -> Column:
    numbers = (_numbers(values, name) for name in (share.affected, share.examined, share.lowest, share.highest))
    classes = [term.value if isinstance(term, Literal) else "" for term in _terms(values, share.frequency)]
    cells = [_cell(*row) for row in zip(*numbers, classes, strict=True)]
    before = share.affected[: -len("affected")]
    title = f"{before}: how often" if before else "how often"
    return Column(title, cells, share[:3], is_id=True)


def _cell(
    affected: Decimal | None, examined: Decimal | None, lowest: Decimal | None, highest: Decimal | None, label: str
) -> str:
    if affected is not None and examined is not None:
        return f"{percent(int(affected), int(examined)):>5} ({affected:f} of {examined:f})"
    if label or lowest is None or highest is None:
        return label
    return between(lowest, highest)


def _numbers(values: Values, name: str) -> list[Decimal | None]:
    """Return the numbers of a variable, None for a row without one; a value that is no number is less than any."""
    return [None if term is None else _number(term) for term in _terms(values, name)]


def _number(term: Shown) -> Decimal:
    try:
        return Decimal(term.value) if isinstance(term, Literal) else Decimal(-1)
    except InvalidOperation:
        return Decimal(-1)


def _terms(values: Values, name: str) -> Sequence[Shown | None]:
    return values.get(name) or [None] * len(next(iter(values.values())))


def _own_labels(
    ids: Column, terms: Sequence[Shown | None], label: Callable[[NamedNode], str | None], values: Values
) -> Iterable[Column]:
    """Yield the labels of ``terms``, unless the ids or another column of the query have the same text."""
    known = {term: label(term) or "" for term in set(terms) if isinstance(term, NamedNode)}
    cells = [known.get(term, "") if isinstance(term, NamedNode) else "" for term in terms]
    others = ([term.value if isinstance(term, Literal) else "" for term in column] for column in values.values())
    if any(cells) and cells != ids.cells and cells not in others:
        yield Column("", cells, ids.of, is_label=True)


def _column(name: str, terms: Sequence[Shown | None], written: Callable[[Shown], str]) -> Column:
    cells = ["" if term is None else " ".join(written(term).split()) for term in terms]
    return Column(
        name, cells, (name,), is_id=_is_id(terms) or not any(" " in cell for cell in cells), is_number=_is_number(terms)
    )


def _is_id(terms: Iterable[Shown | None]) -> bool:
    return any(isinstance(term, NamedNode) for term in terms)


def _is_number(terms: Iterable[Shown | None]) -> bool:
    given = [term for term in terms if term is not None]
    return bool(given) and all(isinstance(term, Literal) and term.datatype.value in NUMBERS for term in given)


def _by_name(found: Rows) -> Values:
    return {name: [row[at] for row in found.rows] for at, name in enumerate(found.names)}
