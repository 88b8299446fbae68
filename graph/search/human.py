"""Terms of MONDO that people with a disease do not look for: diseases of animals, and terms that are no diseases."""

from collections.abc import Container, Iterator, Mapping, Sequence

from rarekg.mappings.resolve.identity import ANIMAL_DISEASE

# Disease characteristic, injury, disease susceptibility: a source that annotates such a term takes it for a disease.
NO_DISEASES = ("MONDO:0021125", "MONDO:0021178", "MONDO:0042489")


def outside(children: Mapping[str, Sequence[str]], annotated: Container[str]) -> frozenset[str]:
    """Return the terms that are left out unless asked for.

    Args:
        children: The terms directly below each term.
        annotated: The terms about which a source makes a statement.

    >>> children = {"MONDO:0042489": ["MONDO:0100001", "MONDO:0100002"]}
    >>> sorted(outside(children, {"MONDO:0100001"}))
    ['MONDO:0005583', 'MONDO:0021125', 'MONDO:0021178', 'MONDO:0042489', 'MONDO:0100002']
    """
    no_diseases = _below(children, NO_DISEASES)
    return frozenset((*_below(children, (ANIMAL_DISEASE,)), *(term for term in no_diseases if term not in annotated)))


def _below(children: Mapping[str, Sequence[str]], roots: Sequence[str]) -> Iterator[str]:
    """Yield ``roots`` and all terms below them, each once."""
    todo, seen = list(roots), set(roots)
    while todo:
        term = todo.pop()
        yield term
        for child in children.get(term, ()):
            if child not in seen:
                seen.add(child)
                todo.append(child)
