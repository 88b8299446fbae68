"""Mistakes in queries that follow the grammar: variables that are not grouped, bound twice or named twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rarekg.queries.mistakes.mistake import Mistake, near, shown
from rarekg.queries.mistakes.parser import Reading, Span
from rarekg.queries.mistakes.terminals import Terminal


@dataclass(slots=True)
class Select:
    """A SELECT with the parts that are its own, and not those of a subquery."""

    span: Span
    parts: list[Span] = field(default_factory=list)

    def named(self, rule: str) -> Iterator[Span]:
        """Yield its parts of one rule."""
        yield from (part for part in self.parts if part.rule == rule)


def selects(reading: Reading) -> Iterator[Select]:
    """Yield the queries and subqueries of ``reading``."""
    opened: list[Select] = []
    for span in sorted(reading.spans, key=lambda span: (span.first, -span.after)):
        while opened and opened[-1].span.after <= span.first:
            yield opened.pop()
        if span.rule in ("SelectQuery", "SubSelect"):
            opened.append(Select(span))
        elif opened:
            opened[-1].parts.append(span)
    yield from reversed(opened)


def variables(reading: Reading, span: Span, without: frozenset[int] = frozenset()) -> Iterator[Terminal]:
    """Yield the variables in ``span`` whose numbers among the terminals are not in ``without``."""
    for at in range(span.first, span.after):
        terminal = reading.terminals[at]
        if terminal.kind == "VAR" and at not in without:
            yield terminal


def _numbers(spans: Iterable[Span]) -> frozenset[int]:
    """Return the numbers of the terminals in ``spans``."""
    return frozenset(at for span in spans for at in range(span.first, span.after))


def ungrouped(reading: Reading) -> Iterator[Mistake]:
    """Yield what SELECT shows of a grouped query though it is neither grouped by nor aggregated."""
    for select in selects(reading):
        clause = next(select.named("SelectClause"), None)
        heads = [*select.named("SelectClause"), *select.named("HavingClause"), *select.named("OrderClause")]
        aggregates = [one for one in select.named("Aggregate") if any(_inside(one, head) for head in heads)]
        grouping = next(select.named("GroupClause"), None)
        if clause is None or not (grouping or aggregates or next(select.named("HavingClause"), None)):
            continue
        star = reading.terminals[clause.after - 1]
        if star.text == "*":
            what = "SELECT * stands with GROUP BY or an aggregate"
            yield Mistake(star.start, what, "name in SELECT what is grouped by, and aggregates: ?a (COUNT(?b) AS ?n)")
        yield from _unknown(reading, select, _numbers(aggregates), whole=grouping is None)


def _inside(inner: Span, outer: Span) -> bool:
    return outer.first <= inner.first and inner.after <= outer.after


def _unknown(reading: Reading, select: Select, aggregates: frozenset[int], *, whole: bool) -> Iterator[Mistake]:
    known = set(_grouped(reading, select))
    for item in select.named("SelectItem"):
        own = reading.terminals[item.after - 2] if item.after - item.first > 1 else None
        for variable in variables(reading, item, aggregates):
            if variable is not own and variable.text[1:] not in known:
                yield _neither(variable, known, whole=whole)
        if own is not None:
            known.add(own.text[1:])


def _grouped(reading: Reading, select: Select) -> Iterator[str]:
    for condition in select.named("GroupCondition"):
        last = reading.terminals[condition.after - 1 if condition.after - condition.first == 1 else condition.after - 2]
        if last.kind == "VAR" and (
            condition.after - condition.first == 1 or reading.terminals[condition.after - 3].kind in ("AS", "(")
        ):
            yield last.text[1:]


def _neither(variable: Terminal, known: set[str], *, whole: bool) -> Mistake:
    name = shown(variable.text)
    if whole:
        what = f"{name} is neither grouped by (GROUP BY) nor aggregated, and without GROUP BY all rows are one group"
        return Mistake(variable.start, what, f"add GROUP BY {name}")
    meant = near(variable.text[1:], {one.upper() for one in known})
    similar = next((one for one in sorted(known) if one.upper() == meant), None)
    advice = f"add {name} to GROUP BY, or aggregate it: (SAMPLE({name}) AS ?name)"
    what = f"{name} is neither grouped by (GROUP BY) nor aggregated"
    return Mistake(variable.start, what, f"did you mean ?{similar}? else {advice}" if similar else advice)


def named_twice(reading: Reading) -> Iterator[Mistake]:
    """Yield what SELECT names twice, and names that the pattern has already."""
    for select in selects(reading):
        where, seen = next(select.named("WhereClause"), None), set[str]()
        bound = {one.text[1:] for one in variables(reading, where)} if where else set()
        for item in select.named("SelectItem"):
            computed = item.after - item.first > 1
            variable = reading.terminals[item.after - 2 if computed else item.first]
            name = shown(variable.text)
            if variable.text[1:] in seen:
                yield Mistake(variable.start, f"SELECT names {name} twice", "leave one out, or take another name")
            elif computed and variable.text[1:] in bound:
                what = f"AS names {name}, which is already bound in the pattern"
                yield Mistake(variable.start, what, "take a name that is new")
            seen.add(variable.text[1:])


def bound_twice(reading: Reading) -> Iterator[Mistake]:
    """Yield each BIND whose variable has a value before it in the same group."""
    named = {bind.after - 2 for bind in reading.spans if bind.rule == "Bind"}
    hidden = _numbers(span for span in reading.spans if span.rule == "Filter")
    seen: list[set[str]] = [set()]
    for at, terminal in enumerate(reading.terminals):
        if terminal.text == "{":
            seen.append(set())
        elif terminal.text == "}" and len(seen) > 1:
            smaller, larger = sorted((seen.pop(), seen.pop()), key=len)
            larger |= smaller
            seen.append(larger)
        elif terminal.kind == "VAR" and at not in hidden:
            if at in named and terminal.text[1:] in seen[-1]:
                name = shown(terminal.text)
                what = f"BIND gives a value to {name}, which is already bound before it"
                yield Mistake(terminal.start, what, "take a name that is new, or compare them in FILTER(?a = ?b)")
            seen[-1].add(terminal.text[1:])


def misplaced_aggregate(reading: Reading) -> Iterator[Mistake]:
    """Yield aggregates in FILTER, BIND and GROUP BY."""
    opened: list[Span] = []
    for span in sorted(reading.spans, key=lambda span: (span.first, -span.after)):
        while opened and opened[-1].after <= span.first:
            opened.pop()
        if span.rule in ("Filter", "Bind", "GroupClause", "SelectClause", "HavingClause", "OrderClause"):
            opened.append(span)
        elif span.rule == "Aggregate" and opened and opened[-1].rule in ("Filter", "Bind", "GroupClause"):
            word, here = reading.terminals[opened[-1].first].word, reading.terminals[span.first]
            what = f"the aggregate {here.word} stands in {'GROUP BY' if word == 'GROUP' else word}"
            advice = f"put it into SELECT, or after the pattern: GROUP BY … HAVING({here.word}(…) > 1)"
            yield Mistake(here.start, what, advice)
