"""What became of obsolete terms, merged ids and withdrawn entries: their last successors, and those that have none."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rarekg.ontology.terms import Term

PREFIXES = ("obsolete ", "OBSOLETE: ")  # of the labels of what is obsolete, in ontologies and in Orphanet


@dataclass(slots=True)
class History:
    """The labels of obsolete terms and withdrawn entries, and the successors of these and of merged ids."""

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

    def replace(self, old: str, successor: str | None, label: str | None = None) -> None:
        """Record that ``successor``, if there is one, replaced the withdrawn id ``old``, which had ``label``."""
        if successor:
            self._successors[old] = successor
        if label is not None:
            self._labels[old] = label

    def withdrawn(self) -> dict[str, str]:
        """Return the labels of what is obsolete without a successor, by id.

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
    """Yield the names under which people look for what is obsolete: its label, with and without that word.

    >>> list(old_names("obsolete Caroli disease"))
    ['obsolete Caroli disease', 'Caroli disease']
    """
    if label:
        yield label
        for prefix in PREFIXES:
            if label.startswith(prefix):
                yield label.removeprefix(prefix)
