"""The pass: every statement that is not inferred is read once, and goes to the rules that are about it.

It costs about 1.3 seconds and 50 MB for a million statements. Those of an association or a mapping node must be
consecutive, as translators write them and as the store dumps them.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from rarekg.graph.validation.findings import Finding
from rarekg.graph.validation.model.associations import REPEATED, Associations
from rarekg.graph.validation.model.features import Features
from rarekg.graph.validation.model.history import History
from rarekg.graph.validation.model.kinds import Kinds
from rarekg.graph.validation.model.matches import Matches
from rarekg.graph.validation.model.pairs import Pairs
from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.values import Handler, Scope, Values
from rarekg.graph.validation.model.vocabulary import vocabulary
from rarekg.mappings.rdf.ntriples import Mint

PROPERTY, TWICE = "declared property", "one place for a node"
_END = b" .\n"


def check(stated: Path, mint: Mint, scope: Scope) -> set[Finding]:
    """Return the findings for ``stated``, a file of N-Triples with all statements that are not inferred.

    There are at most a thousand for each rule, and one more that says how many there would be.

    Raises:
        OSError: The file cannot be read.
    """
    with stated.open("rb") as lines:
        return check_lines(lines, mint, scope)


def check_lines(lines: Iterable[bytes], mint: Mint, scope: Scope) -> set[Finding]:
    """Return the findings for ``lines`` of N-Triples."""
    one = _Pass(mint, scope)
    one.read(lines)
    return one.findings()


class _Pass:
    def __init__(self, mint: Mint, scope: Scope) -> None:
        self._report = Report(mint.base)
        self._association, self._mapping = (f"<{mint.base}{kind}/".encode() for kind in ("association", "mapping"))
        self._values, self._pairs = Values(self._report, scope), Pairs(self._report)
        self._kinds = Kinds(self._report, self._association)
        self._features = Features(self._report)
        self._matches, self._history = Matches(self._report), History(self._report)
        self._associations = Associations(self._report, self._kinds, self._pairs, self._one)
        self._handlers: dict[bytes, list[Handler]] = defaultdict(list)
        for part in (self._values, self._kinds, self._pairs, self._features, self._matches, self._history):
            for predicate, handle in part.handlers():
                self._handlers[predicate].append(handle)
        self._declared = set(vocabulary().properties)
        self._lines: set[int] = set()
        self._nodes: set[int] = set()

    def read(self, lines: Iterable[bytes]) -> None:
        """Read all statements; those of one node that follow each other are checked together."""
        nodes = (self._association, self._mapping)
        subject, is_node, statements = b"", False, list[bytes]()
        met, see = self._lines, self._one
        for line in lines:
            following, _, rest = line.partition(b" ")
            if following != subject:
                if statements:
                    self._node(subject, statements)
                    statements = []
                subject, is_node = following, following.startswith(nodes)
            if is_node:
                statements.append(rest)
                continue
            number = hash(line)
            if number in met:
                self._report.add(REPEATED, subject, "a statement is there twice", rest.partition(b" ")[0])
            met.add(number)
            predicate, _, value = rest.partition(b" ")
            see(subject, predicate, value[:-3])
        if statements:
            self._node(subject, statements)

    def findings(self) -> set[Finding]:
        """Return all findings, once everything is read."""
        self._kinds.finish()
        self._pairs.finish()
        self._features.finish()
        self._history.finish()
        self._matches.finish(self._lines)
        return self._report.findings()

    def _node(self, subject: bytes, statements: list[bytes]) -> None:
        number = hash(subject)
        if number in self._nodes:
            self._report.add(TWICE, subject, "its statements are in two places: two graphs, or two descriptions")
        self._nodes.add(number)
        if subject.startswith(self._association):
            self._associations.see(subject, statements)
            return
        pairs = []
        for rest in statements:
            predicate, _, value = rest.removesuffix(_END).partition(b" ")
            self._one(subject, predicate, value)
            pairs.append((predicate, value))
        self._matches.node(subject, pairs)

    def _one(self, subject: bytes, predicate: bytes, value: bytes) -> None:
        """Check one statement by its property."""
        if predicate not in self._declared:
            self._declared.add(predicate)
            self._report.add(PROPERTY, subject, "the vocabulary does not declare it", predicate)
        self._values.see(subject, value)
        if (handlers := self._handlers.get(predicate)) is not None:
            for handle in handlers:
                handle(subject, value)
