"""What the pass finds, by rule: the first thousand findings of each, and how many there are."""

from collections import Counter

from rarekg.graph.validation.findings import Finding
from rarekg.graph.validation.model.tokens import shown

# A systematic fault breaks a rule at every node; the first thousand are enough.
MOST = 1000


class Report:
    """Findings of the rules of the model, at most ``MOST`` of each; ``base`` is what minted IRIs begin with."""

    def __init__(self, base: str) -> None:
        """Begin without findings."""
        self._base = base
        self._found: set[Finding] = set()
        self._counts: Counter[str] = Counter()

    def add(self, rule: str, focus: bytes, message: str, value: bytes = b"") -> None:
        """Add that the node ``focus`` breaks ``rule``, because of ``value``; both are terms of N-Triples."""
        self._counts[rule] += 1
        if self._counts[rule] <= MOST:
            found = Finding(
                check=f"model: {rule}",
                focus=shown(focus, self._base),
                message=message,
                value=shown(value, self._base) if value else "",
            )
            self._found.add(found)

    def findings(self) -> set[Finding]:
        """Return the findings, and for a rule with more than ``MOST`` one that says how many there are."""
        more = {
            Finding(check=f"model: {rule}", focus="…", message=f"{count:,} findings, of which {MOST:,} are listed")
            for rule, count in self._counts.items()
            if count > MOST
        }
        return self._found | more
