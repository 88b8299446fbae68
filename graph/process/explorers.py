"""Read the queries by which explorers begin: which properties or classes there are, and how often."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rarekg.queries.tokenizer import Token

# Written out, because a worker starts fast and reads no table of prefixes.
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_ABSOLUTE = re.compile("<[A-Za-z][A-Za-z0-9+.-]*+:")


class OtherQueryError(Exception):
    """The query is none of those that are answered here."""


@dataclass(frozen=True, slots=True)
class Count:
    """``(COUNT(of) AS ?name)``; ``of`` is a variable, or ``*``."""

    of: str
    distinct: bool
    name: str


@dataclass(slots=True)
class Asked:
    """What a query asks: ``key`` is the variable of the property or the class.

    ``of_class`` is the IRI of the class to which the subjects must belong, ``kind`` of object ``literal``, ``node`` or
    any (empty). ``columns`` are those of the projection, ``slice`` its LIMIT and OFFSET.
    """

    key: str = ""
    subject: str = ""
    object: str = ""
    classes: bool = False
    of_class: str = ""
    kind: str = ""
    distinct: bool = False
    grouped: bool = False
    columns: list[str | Count] = field(default_factory=list)
    order: list[tuple[str, str]] = field(default_factory=list)
    slice: str = ""


class Reader:
    """Reads the tokens of a query; every method raises OtherQueryError at what it does not expect."""

    def __init__(self, words: Sequence[Token], prefixes: dict[str, str]) -> None:
        """Begin at the first of ``words``; declarations of the query are added to ``prefixes``."""
        self._words, self._at, self._prefixes = words, 0, prefixes

    def query(self) -> Asked:
        """Read the whole query; OtherQueryError if it is another one."""
        asked = Asked()
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
            raise OtherQueryError
        return asked

    def _count(self) -> Count:
        self._expect("COUNT", "(")
        distinct = self._took("DISTINCT")
        of = "*" if self._took("*") else self._next("variable")[1:]
        self._expect(")", "AS")
        name = self._next("variable")[1:]
        self._expect(")")
        return Count(of, distinct, name)

    def _pattern(self, asked: Asked) -> None:
        """Read ``?s ?p ?o``, ``?s a ?class`` or ``?s a <class> . ?s ?p ?o``, with or without a filter."""
        asked.subject = self._end()
        if self._type():
            if self._kind() in ("iri", "name"):
                asked.of_class = self._iri()
                if not self._took(";"):
                    self._expect(".")
                    if not asked.subject or self._end() != asked.subject:
                        raise OtherQueryError
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
            raise OtherQueryError

    def _filter(self, asked: Asked) -> None:
        outer = self._took("(")
        negated = self._took("!")
        test = self._next("word").upper()
        self._expect("(")
        name = self._next("variable")[1:]
        self._expect(")", *([")"] if outer else []))
        if negated and not outer:
            raise OtherQueryError
        if test in ("ISIRI", "ISURI", "ISBLANK") and negated == (test == "ISBLANK"):
            found = "node" if test != "ISBLANK" else ""  # there are no blank nodes
        elif test == "ISLITERAL":
            found = "node" if negated else "literal"
        else:
            raise OtherQueryError
        if name == asked.object:
            asked.kind = found
        elif name not in (asked.key, asked.subject) or found == "literal":
            raise OtherQueryError

    def _modifiers(self, asked: Asked) -> None:
        if self._took("GROUP"):
            self._expect("BY")
            asked.grouped = True
            if self._next("variable")[1:] != asked.key:
                raise OtherQueryError
        if self._took("ORDER"):
            self._expect("BY")
            asked.order.append(self._order())
            while self._at < len(self._words) and not self._sees("LIMIT", "OFFSET"):
                asked.order.append(self._order())
        for _ in range(2):
            if self._sees("LIMIT", "OFFSET"):
                word = self._next("word").upper()
                if word in asked.slice:
                    raise OtherQueryError
                asked.slice += f" {word} {self._digits()}"

    def _order(self) -> tuple[str, str]:
        way = "DESC" if self._took("DESC") else "ASC"
        bracket = self._took("ASC") or way == "DESC"
        opened = self._took("(")
        if bracket and not opened:
            raise OtherQueryError
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
                raise OtherQueryError
            return True
        if self._kind() in ("iri", "name"):
            if self._iri() != _TYPE:
                raise OtherQueryError
            return True
        return False

    def _iri(self) -> str:
        kind, text = self._kind(), self._words[self._at].text
        self._at += 1
        if kind == "name":
            prefix, _, local = text.partition(":")
            if prefix not in self._prefixes:
                raise OtherQueryError
            text = f"<{self._prefixes[prefix]}{local}>"
        if not _ABSOLUTE.match(text) or "\\" in text:
            raise OtherQueryError
        return text

    def _digits(self) -> str:
        number = self._next("number")
        if not number.isdecimal():
            raise OtherQueryError
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
                raise OtherQueryError

    def _next(self, kind: str) -> str:
        if self._kind() != kind:
            raise OtherQueryError
        self._at += 1
        return self._words[self._at - 1].text
