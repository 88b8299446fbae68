"""Statements of the graph in memory, by subject and property, and the terms that they are made of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from rarekg.graph.endpoint.pages.links import Link, link
from rarekg.ontology.prefixes import expand
from rarekg.ontology.remembering import remembered

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*+)"(?:@([A-Za-z0-9-]+))?', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
# Nodes that hold a statement; a page has hundreds of them, and need not ask for their labels.
_NAMELESS = ("association", "mapping", "prevalence", "definition", "criterion", "review")
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


class Value(NamedTuple):
    """A term of the graph: an IRI, or the text of a literal with its language, '' if it has none."""

    text: str
    is_iri: bool = False
    language: str = ""


Row = tuple[Value | None, ...]


class Statements:
    """Statements by subject and property, each once, and the labels of the terms in them.

    Properties are named by CURIE. ``labels`` maps IRIs to labels and may be added to; ``base`` is the base of the
    build that the statements come from.
    """

    def __init__(self, rows: Iterable[Row], base: str) -> None:
        """Index ``rows`` of subject, property and value."""
        self.base = base
        self.labels: dict[str, str] = {}
        self._values: dict[str, dict[str, dict[Value, None]]] = defaultdict(lambda: defaultdict(dict))
        for subject, name, value in rows:
            assert subject is not None
            assert name is not None
            assert value is not None
            self._values[subject.text][name.text][value] = None
        for iri, properties in self._values.items():
            for value in properties.get(expand("rdfs:label"), ()):
                self.labels.setdefault(iri, value.text)

    def unlabelled(self) -> set[str]:
        """Return the IRIs in the statements that have no label yet, except those of nodes that never have one."""
        values = chain.from_iterable(chain.from_iterable(item.values()) for item in self._values.values())
        iris = {value.text for value in values if value.is_iri}
        names = {name for properties in self._values.values() for name in properties}
        nameless = tuple(f"{self.base}{kind}/" for kind in _NAMELESS)
        return {iri for iri in iris | names | self._values.keys() if not iri.startswith(nameless)} - self.labels.keys()

    def link(self, iri: str) -> Link:
        """Return the link to ``iri``, by its label."""
        return link(iri, self.labels.get(iri, ""), self.base)

    def links(self, iris: Iterable[str]) -> list[Link]:
        """Return the links to ``iris``, by label."""
        return sorted(map(self.link, iris), key=lambda link: (link.label.casefold(), link.iri))

    def id_link(self, iri: str) -> Link:
        """Return the link to ``iri``, by its id."""
        return link(iri, "", self.base)

    def sort_key(self, iri: str) -> tuple[str, str]:
        """Return the key that sorts IRIs by label, and those without a label by IRI."""
        label = self.labels.get(iri)
        return (iri if label is None else label.casefold()), iri

    def texts(self, iri: str, *curies: str) -> list[str]:
        """Return the text of the values of properties of ``iri``, in alphabetical order."""
        values = self._values.get(iri, {})
        texts = {value.text for curie in curies for value in values.get(expand(curie), ())}
        return sorted(texts, key=lambda text: (text.casefold(), text))

    def text(self, iri: str, curie: str) -> str:
        """Return the text of the value of a property of ``iri``: the first by alphabet of several, '' of none."""
        values = self._values.get(iri, {}).get(expand(curie), ())
        if len(values) == 1:  # as almost always, and a page makes thousands of these calls
            return next(iter(values)).text
        return min((value.text for value in values), default="")

    def iris(self, iri: str, curie: str) -> list[str]:
        """Return the values of a property of ``iri`` that are IRIs, by label."""
        iris = [value.text for value in self._values.get(iri, {}).get(expand(curie), ()) if value.is_iri]
        return sorted(iris, key=self.sort_key) if len(iris) > 1 else iris

    def instances(self, curie: str) -> list[str]:
        """Return the subjects that are instances of the class ``curie``, sorted."""
        return self.subjects("rdf:type", expand(curie))

    def subjects(self, curie: str, iri: str) -> list[str]:
        """Return the subjects whose property ``curie`` has the value ``iri``, sorted."""
        value, name = Value(iri, True), expand(curie)
        return sorted(subject for subject, properties in self._values.items() if value in properties.get(name, ()))

    def properties(self, iri: str) -> Iterator[tuple[str, list[Value]]]:
        """Yield each property of ``iri``, as an IRI, with its values, sorted."""
        for name, values in sorted(self._values.get(iri, {}).items()):
            yield name, sorted(values)

    def links_to(self, iri: str) -> list[tuple[str, str]]:
        """Return the property and subject of each statement with the value ``iri``, sorted; not of ``iri`` itself."""
        value = Value(iri, True)
        return sorted(
            (name, subject)
            for subject, properties in self._values.items()
            if subject != iri
            for name, values in properties.items()
            if value in values
        )


@remembered(8 << 20)
def term(cell: str) -> Value | None:
    r"""Return the term in a cell of tab-separated SPARQL results (https://www.w3.org/TR/sparql11-results-csv-tsv/).

    An empty cell, None, is an unbound variable.

    >>> term("<http://purl.obolibrary.org/obo/HP_0000964>")
    Value(text='http://purl.obolibrary.org/obo/HP_0000964', is_iri=True, language='')
    >>> term(r'"Ekzem\tund \"Haut\""@de')
    Value(text='Ekzem\tund "Haut"', is_iri=False, language='de')
    >>> term("0.5")
    Value(text='0.5', is_iri=False, language='')
    >>> term("")
    """
    if not cell:
        return None
    if cell[0] == "<":
        return Value(cell[1:-1], True)
    match = _LITERAL.match(cell)
    if match is None:  # numbers and truth values have no quotation marks
        return Value(cell)
    text = _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), match[1]) if "\\" in match[1] else match[1]
    return Value(text, language=match[2] or "")
