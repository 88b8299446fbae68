"""Statements of the graph in memory, by subject and property, and the terms that they are made of."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rarekg.ontology.prefixes import expand

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*+)"(?:@([A-Za-z0-9-]+))?', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


class Value(NamedTuple):
    """A term of the graph: an IRI, or the text of a literal with its language, '' where it has none."""

    text: str
    is_iri: bool = False
    language: str = ""


Row = tuple[Value | None, ...]


class Statements:
    """Statements by subject and property, each once, and the labels of what they lead to."""

    def __init__(self, rows: list[Row]) -> None:
        """Keep ``rows`` of subject, property and value."""
        self._said: dict[str, dict[str, dict[Value, None]]] = defaultdict(lambda: defaultdict(dict))
        self.labels: dict[str, str] = {}
        for subject, name, value in rows:
            assert subject is not None
            assert name is not None
            assert value is not None
            self._said[subject.text][name.text][value] = None
        for iri, said in self._said.items():
            for value in said.get(expand("rdfs:label"), ()):
                self.labels.setdefault(iri, value.text)

    def unnamed(self) -> set[str]:
        """Return the IRIs that statements are made of and that have no label yet; associations never have one."""
        each = (value for said in self._said.values() for found in said.values() for value in found)
        values = {value.text for value in each if value.is_iri}
        names = {name for said in self._said.values() for name in said}
        subjects = {iri for iri in self._said if "/association/" not in iri}
        return (values | names | subjects) - self.labels.keys()

    def __contains__(self, iri: object) -> bool:
        """Tell whether anything is said about ``iri``."""
        return iri in self._said

    def name(self, iri: str) -> str:
        """Return what orders ``iri`` among others by alphabet: its label, without one the IRI."""
        label = self.labels.get(iri)
        return iri if label is None else label.casefold()

    def values(self, iri: str, curie: str) -> list[Value]:
        """Return the values of the property ``curie`` of ``iri``, in no order."""
        return list(self._said.get(iri, {}).get(expand(curie), ()))

    def texts(self, iri: str, *curies: str) -> list[str]:
        """Return the text of the values of properties of ``iri``, sorted."""
        return sorted({value.text for curie in curies for value in self.values(iri, curie)}, key=str.casefold)

    def one(self, iri: str, curie: str) -> str:
        """Return the one value of the property ``curie`` of ``iri``, of several the first by alphabet, '' for none."""
        found = self._said.get(iri, {}).get(expand(curie), ())
        if len(found) == 1:  # as almost always, and the pages ask thousands of times
            return next(iter(found)).text
        return min((value.text for value in found), default="")

    def iris(self, iri: str, curie: str) -> list[str]:
        """Return the values of a property that are IRIs, by label."""
        found = [value.text for value in self._said.get(iri, {}).get(expand(curie), ()) if value.is_iri]
        return sorted(found, key=lambda each: (self.name(each), each)) if len(found) > 1 else found

    def of_kind(self, *curies: str) -> list[str]:
        """Return the subjects that are instances of one of the classes ``curies``, sorted."""
        kinds = {Value(expand(curie), True) for curie in curies}
        is_a = expand("rdf:type")
        return sorted(iri for iri, said in self._said.items() if kinds & said.get(is_a, {}).keys())

    def leading_to(self, curie: str, iri: str) -> list[str]:
        """Return the subjects of which the property ``curie`` has the value ``iri``, sorted."""
        wanted, name = Value(iri, True), expand(curie)
        return sorted(subject for subject, said in self._said.items() if wanted in said.get(name, ()))

    def subjects(self) -> list[str]:
        """Return everything that something is said about, sorted."""
        return sorted(self._said)

    def everything(self, iri: str) -> Iterator[tuple[str, list[Value]]]:
        """Yield each property of ``iri`` with its values, sorted."""
        for name, values in sorted(self._said.get(iri, {}).items()):
            yield name, sorted(values)


@lru_cache(maxsize=1 << 14)
def term(written: str) -> Value | None:
    """Return the term that a cell of tab-separated results holds, None for an empty one."""
    if not written:
        return None
    if written[0] == "<":
        return Value(written[1:-1], True)
    match = _LITERAL.match(written)
    if match is None:  # numbers and truth values stand there bare
        return Value(written)
    text = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), match[1]) if "\\" in match[1] else match[1]
    return Value(text, language=match[2] or "")
