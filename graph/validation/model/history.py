"""Terms of ontologies over time: live ones have live parents and a label of their own, old ones a successor."""

from collections import defaultdict
from collections.abc import Iterator

from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import iri, namespace, registry, shown
from rarekg.graph.validation.model.values import Handler

LABEL, SUCCESSOR, PARENT = "label of one term", "successor", "parent"


class History:
    """The labels, parents and successors of terms."""

    def __init__(self, report: Report) -> None:
        """Begin without any term."""
        self._report = report
        self._ontologies = {namespace("HP"), namespace("MONDO")}
        self._labelled: set[bytes] = set()
        self._by_label: dict[int, bytes] = {}
        self._same_label: list[tuple[bytes, bytes, bytes]] = []
        self._deprecated: set[bytes] = set()
        self._successors: dict[bytes, bytes] = {}
        self._parents: dict[bytes, list[bytes]] = defaultdict(list)

    def handlers(self) -> Iterator[tuple[bytes, Handler]]:
        """Yield the rules for the objects of single properties."""
        yield iri("rdfs:label"), self._label
        yield iri("owl:deprecated"), self._deprecate
        yield iri("IAO:0100001"), self._replace
        yield iri("rdfs:subClassOf"), self._parent

    def finish(self) -> None:
        """Check what needs all terms."""
        for one, other, label in self._same_label:
            if one not in self._deprecated and other not in self._deprecated:
                self._report.add(LABEL, other, f"has the label of {shown(one)}", label)
        for term, successor in self._successors.items():
            self._succeeds(term, successor)
        for term, parents in self._parents.items():
            if term not in self._deprecated:
                self._descends(term, parents)
        for term in _in_circles(self._parents):
            self._report.add(PARENT, term, "is above itself")

    def _succeeds(self, term: bytes, successor: bytes) -> None:
        if term not in self._deprecated:
            self._report.add(SUCCESSOR, term, "is current, and has a successor", successor)
        if successor not in self._labelled:
            self._report.add(SUCCESSOR, term, "its successor does not exist", successor)
        passed = {term}
        while successor not in passed and (following := self._successors.get(successor)) is not None:
            passed.add(successor)
            successor = following
        if successor in passed:
            self._report.add(SUCCESSOR, term, "its successors lead back to it or form a circle", successor)

    def _descends(self, term: bytes, parents: list[bytes]) -> None:
        for parent in parents:
            if parent in self._deprecated:
                self._report.add(PARENT, term, "its parent is obsolete", parent)
            elif parent not in self._labelled or registry(parent) != registry(term):
                self._report.add(PARENT, term, "its parent is no term of its ontology", parent)

    def _label(self, subject: bytes, label: bytes) -> None:
        self._labelled.add(subject)
        ontology = registry(subject)
        if ontology in self._ontologies:
            first = self._by_label.setdefault(hash((ontology, label)), subject)
            if first != subject:
                self._same_label.append((first, subject, label))

    def _deprecate(self, subject: bytes, _: bytes) -> None:
        self._deprecated.add(subject)

    def _replace(self, subject: bytes, successor: bytes) -> None:
        self._successors[subject] = successor

    def _parent(self, subject: bytes, parent: bytes) -> None:
        if registry(subject) in self._ontologies:
            self._parents[subject].append(parent)


def _in_circles(parents: dict[bytes, list[bytes]]) -> Iterator[bytes]:
    """Yield the terms that are above themselves or above such a term: what is left when all others are taken away."""
    children: dict[bytes, list[bytes]] = defaultdict(list)
    left = {term: len(above) for term, above in parents.items()}
    for term, above in parents.items():
        for parent in above:
            children[parent].append(term)
    todo = [term for term in children if term not in parents]
    while todo:
        for child in children.get(todo.pop(), ()):
            left[child] -= 1
            if not left[child]:
                todo.append(child)
    yield from (term for term, count in left.items() if count)
