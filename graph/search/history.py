"""What became of obsolete terms and merged ids: their last successors, and the terms that have none."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rarekg.ontology.terms import Term

PREFIX = "obsolete "  # of the labels of obsolete terms


@dataclass(slots=True)
class History:
    """The obsolete terms with their labels, and the successors of obsolete and merged ids."""

    _labels: dict[str, str] = field(default_factory=dict)
    _successors: dict[str, str] = field(default_factory=dict)

    def observe(self, term: Term) -> None:
        """Record the ids that were merged into ``term``, and what became of it."""
        for merged in term.alt_ids:
            self._successors[merged] = term.id
        if term.obsolete:
            self._labels[term.id] = term.label
            if term.replaced_by:
                self._successors[term.id] = term.replaced_by

    def replace(self, old: str, successor: str | None) -> None:
        """Record that ``successor``, if there is one, replaced the withdrawn id ``old``."""
        if successor:
            self._successors[old] = successor

    def withdrawn(self) -> dict[str, str]:
        """Return the labels of the obsolete terms without a successor, by id.

        >>> history = History()
        >>> history.observe(Term(id="HP:0001145", label="obsolete Chorioretinopathy", obsolete=True))
        >>> history.withdrawn()
        {'HP:0001145': 'obsolete Chorioretinopathy'}
        """
        return {term: label for term, label in self._labels.items() if term not in self._successors}

    def former(self) -> dict[str, dict[str, str]]:
        """Return by each last successor the ids that lead to it, with their labels ('' for merged ids)."""
        former: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for old in self._successors:
            target, seen = self._successors[old], {old}
            while target in self._successors and target not in seen:
                seen.add(target)
                target = self._successors[target]
            former[target][old] = self._labels.get(old, "")
        return former


def old_names(label: str) -> Iterator[str]:
    """Yield the names under which people look for an obsolete term: its label, with and without 'obsolete'.

    >>> list(old_names("obsolete Caroli disease"))
    ['obsolete Caroli disease', 'Caroli disease']
    """
    if label:
        yield label
        if label.startswith(PREFIX):
            yield label.removeprefix(PREFIX)
