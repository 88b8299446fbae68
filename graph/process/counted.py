"""Answer the queries by which explorers begin from what the build has counted: properties, classes, and how many.

They read every statement otherwise. The engine's union of all graphs counts a statement once for each graph that has
it; as no build has one twice, its partitions (https://www.w3.org/TR/void/#class-property-partitions) give the same numbers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Store

from rarekg.queries.tokenizer import Token, TokenError, tokens

LONGEST = 4000  # characters; explorers' queries are short
# Written out, because a worker starts fast and reads no table of prefixes.
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_ABSOLUTE = re.compile("<[A-Za-z][A-Za-z0-9+.-]*+:")
_VOID, _EXT = "http://rdfs.org/ns/void#", "http://ldf.fi/void-ext#"


class _Other(Exception):
    """The query is none of those that are answered here."""


@dataclass(frozen=True, slots=True)
class _Count:
    """``(COUNT(of) AS ?name)``; ``of`` is a variable, or ``*``."""

    of: str
    distinct: bool
    name: str


@dataclass(slots=True)
class _Asked:
    """What a query asks: ``key`` is the variable of the property or the class.

    ``of_class`` is the IRI of the class to which the subjects must belong, ``kind`` of object ``literal``, ``node`` or
    any (empty). ``counts`` are those in the projection, whose columns are in ``columns``.
    """

    key: str = ""
    subject: str = ""
    object: str = ""
    classes: bool = False
    of_class: str = ""
    kind: str = ""
    distinct: bool = False
    grouped: bool = False
    columns: list[str | _Count] = field(default_factory=list)
    order: list[tuple[str, str]] = field(default_factory=list)
    slice: str = ""


def faster(store: Store, query: str, base: str, prefixes: Mapping[str, str] | None = None) -> str:
    """Return what :func:`counted` does if ``store`` has the partitions, else ``query``."""
    instead = counted(query, base, prefixes)
    if instead is None:
        return query
    whole, graph = NamedNode(f"{base}dataset/rarekg"), NamedNode(f"{base}graph/metadata")
    return instead if any(store.quads_for_pattern(whole, NamedNode(f"{_VOID}properties"), None, graph)) else query


def counted(query: str, base: str, prefixes: Mapping[str, str] | None = None) -> str | None:
    """Return SPARQL over the graph ``metadata`` with the same result as ``query`` on the union of all graphs.

    None if ``query`` is none of those that the partitions answer. ``base`` is that of the build's IRIs, ``prefixes``
    those that the query need not declare.

    >>> counted("ASK {}", "https://w3id.org/rarekg/")
    >>> "void#propertyPartition" in counted("SELECT DISTINCT ?p { ?s ?p ?o }", "https://w3id.org/rarekg/")
    True
    """
    if len(query) > LONGEST or query.count("{") != 1:  # most queries need not be split
        return None
    try:
        asked = _Reader(list(tokens(query)), dict(prefixes or {})).query()
        return _written(asked, base)
    except (TokenError, _Other):
        return None


class _Reader:
    def __init__(self, words: Sequence[Token], prefixes: dict[str, str]) -> None:
        self._words, self._at, self._prefixes = words, 0, prefixes

    def query(self) -> _Asked:
        """Read the whole query; _Other if it is another one."""
        asked = _Asked()
        while self._took("PREFIX"):
            name, value = self._next("name"), self._next("iri")
            self._prefixes[name.removesuffix(":")] = value[1:-1]
        self._expect("SELECT")
        asked.distinct = self._took("DISTINCT")
        while not self._took("WHERE", "{"):
            asked.columns.append(self._count() if self._took("(") else self._next("variable")[1:])
        if self._words[self._at - 1].text != "{":
            self._expect("{")
        self._pattern(asked)
        self._modifiers(asked)
        if self._at < len(self._words):
            raise _Other
        return asked

    def _count(self) -> _Count:
        self._expect("COUNT", "(")
        distinct = self._took("DISTINCT")
        of = "*" if self._took("*") else self._next("variable")[1:]
        self._expect(")", "AS")
        name = self._next("variable")[1:]
        self._expect(")")
        return _Count(of, distinct, name)

    def _pattern(self, asked: _Asked) -> None:
        """Read ``?s ?p ?o``, ``?s a ?class`` or ``?s a <class> . ?s ?p ?o``, with or without a filter."""
        asked.subject = self._end()
        if self._type():
            if self._kind() in ("iri", "name"):
                asked.of_class = self._iri()
                if not self._took(";"):
                    self._expect(".")
                    if not asked.subject or self._end() != asked.subject:
                        raise _Other
                asked.key, asked.object = self._next("variable")[1:], self._end()
            else:
                asked.classes, asked.key = True, self._next("variable")[1:]
        else:
            asked.key, asked.object = self._next("variable")[1:], self._end()
        self._took(".")
        if self._took("FILTER"):
            self._filter(asked)
            self._took(".")
        self._expect("}")
        named = [name for name in (asked.subject, asked.key, asked.object) if name]
        if len(set(named)) < len(named):
            raise _Other

    def _filter(self, asked: _Asked) -> None:
        outer = self._took("(")
        negated = self._took("!")
        test = self._next("word").upper()
        self._expect("(")
        name = self._next("variable")[1:]
        self._expect(")", *([")"] if outer else []))
        if negated and not outer:
            raise _Other
        if test in ("ISIRI", "ISURI", "ISBLANK") and negated == (test == "ISBLANK"):
            found = "node" if test != "ISBLANK" else ""  # there are no blank nodes
        elif test == "ISLITERAL":
            found = "node" if negated else "literal"
        else:
            raise _Other
        if name == asked.object:
            asked.kind = found
        elif name not in (asked.key, asked.subject) or found == "literal":
            raise _Other

    def _modifiers(self, asked: _Asked) -> None:
        if self._took("GROUP"):
            self._expect("BY")
            asked.grouped = True
            if self._next("variable")[1:] != asked.key:
                raise _Other
        if self._took("ORDER"):
            self._expect("BY")
            asked.order.append(self._order())
            while self._at < len(self._words) and not self._sees("LIMIT", "OFFSET"):
                asked.order.append(self._order())
        for _ in range(2):
            if self._sees("LIMIT", "OFFSET"):
                word = self._next("word").upper()
                if word in asked.slice:
                    raise _Other
                asked.slice += f" {word} {self._digits()}"

    def _order(self) -> tuple[str, str]:
        way = "DESC" if self._took("DESC") else "ASC"
        bracket = self._took("ASC") or way == "DESC"
        opened = self._took("(")
        if bracket and not opened:
            raise _Other
        if self._took("COUNT"):
            self._expect("(", "*", ")")
            name = "*"
        else:
            name = self._next("variable")[1:]
        if opened:
            self._expect(")")
        return way, name

    def _end(self) -> str:
        """Read the subject or the object of a pattern: a variable's name, '' for a blank node."""
        if self._took("["):
            self._expect("]")
            return ""
        return self._next("variable")[1:]

    def _type(self) -> bool:
        if self._kind() == "word":
            word = self._words[self._at].text
            self._at += 1
            if word != "a":
                raise _Other
            return True
        if self._kind() in ("iri", "name"):
            if self._iri() != _TYPE:
                raise _Other
            return True
        return False

    def _iri(self) -> str:
        kind, text = self._kind(), self._words[self._at].text
        self._at += 1
        if kind == "name":
            prefix, _, local = text.partition(":")
            if prefix not in self._prefixes:
                raise _Other
            text = f"<{self._prefixes[prefix]}{local}>"
        if not _ABSOLUTE.match(text) or "\\" in text:
            raise _Other
        return text

    def _digits(self) -> str:
        number = self._next("number")
        if not number.isdecimal():
            raise _Other
        return number

    def _kind(self) -> str:
        return self._words[self._at].kind if self._at < len(self._words) else ""

    def _sees(self, *texts: str) -> bool:
        return self._at < len(self._words) and self._words[self._at].text.upper() in texts

    def _took(self, *texts: str) -> bool:
        """Step over the next token if it is one of ``texts``."""
        found = self._sees(*texts)
        self._at += found
        return found

    def _expect(self, *texts: str) -> None:
        for text in texts:
            if not self._took(text):
                raise _Other

    def _next(self, kind: str) -> str:
        if self._kind() != kind:
            raise _Other
        self._at += 1
        return self._words[self._at - 1].text


def _written(asked: _Asked, base: str) -> str:
    """Return the query over the partitions; _Other if they do not tell."""
    counts = [column for column in asked.columns if isinstance(column, _Count)]
    names = [column.name if isinstance(column, _Count) else column for column in asked.columns]
    bound = {asked.subject, asked.key, asked.object} - {""}
    if not names or len(set(names)) < len(names) or any(name.startswith("_") for name in names):
        raise _Other
    if bound & {count.name for count in counts}:
        raise _Other
    keyed = asked.key in names
    if any(not isinstance(column, _Count) and column != asked.key for column in asked.columns):
        raise _Other
    if keyed and not asked.grouped and (counts or not asked.distinct):
        raise _Other
    values = {asked.key: "?_key"} | {count.name: _value(count, asked, bound) for count in counts}
    columns = " ".join(f"({values[name]} AS ?{name})" for name in names)
    if not keyed and (asked.distinct or not asked.grouped) and asked.key in {name for _, name in asked.order}:
        raise _Other
    order = " ".join(f"{way}({_ordered(name, values, asked)})" for way, name in asked.order)
    distinct = "DISTINCT " if asked.distinct and not keyed else ""
    rows = _rows(asked, base)
    return f"SELECT {distinct}{columns} {{ {rows} }}{f' ORDER BY {order}' if order else ''}{asked.slice}"


def _value(count: _Count, asked: _Asked, bound: set[str]) -> str:
    """Return the expression of ``count`` over the rows of :func:`_rows`."""
    if count.of != "*" and count.of not in bound:
        raise _Other
    if not count.distinct or (asked.classes and asked.grouped and count.of == asked.subject):
        return "?_n" if asked.grouped else "COALESCE(SUM(?_n), 0)"
    if count.of == asked.key and not asked.grouped:
        return "COUNT(?_key)"
    raise _Other


def _ordered(name: str, values: Mapping[str, str], asked: _Asked) -> str:
    if name == "*" and asked.grouped:
        return "?_n"
    if name not in values:
        raise _Other
    return values[name]


def _rows(asked: _Asked, base: str) -> str:
    """Return the pattern that binds each property or class to ``?_key``, and its number to ``?_n``."""
    whole = f"<{base}dataset/rarekg>"
    if asked.classes:
        found = f"{whole} <{_VOID}classPartition> ?_x . ?_x <{_VOID}class> ?_key ; <{_VOID}entities> ?_n"
    else:
        owner = whole
        if asked.of_class:
            owner = f"{whole} <{_VOID}classPartition> ?_c . ?_c <{_VOID}class> {asked.of_class} . ?_c"
        found = f"{owner} <{_VOID}propertyPartition> ?_x . ?_x <{_VOID}property> ?_key ; <{_VOID}triples> "
        literals = f"?_x <{_EXT}datatypePartition> ?_d . ?_d <{_VOID}triples> ?_k"
        if asked.kind:
            found += "?_all"
            found += f" OPTIONAL {{ SELECT ?_x (SUM(?_k) AS ?_l) {{ {literals} }} GROUP BY ?_x }}"
            number = "COALESCE(?_l, 0)" if asked.kind == "literal" else "?_all - COALESCE(?_l, 0)"
            found += f" BIND({number} AS ?_n) FILTER(?_n > 0)"
        else:
            found += "?_n"
    return f"GRAPH <{base}graph/metadata> {{ {found} }}"
