"""Resolve gene symbols, and ids of genes in any registry, to current ids of HGNC.

HGNC gives each human gene an id that stays and one approved symbol, which may change
(https://www.genenames.org/about/guidelines/).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rarekg.mappings.facts import Gene
from rarekg.mappings.resolve.pointers import LONGEST_CHAIN, Pointers, point


@dataclass(slots=True)
class Genes:
    """The genes read so far, by symbol and by id."""

    _symbols: dict[str, str] = field(default_factory=dict)
    _approved: dict[str, str] = field(default_factory=dict)
    _previous: Pointers = field(default_factory=dict)
    _aliases: Pointers = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)

    def learn(self, gene: Gene, *, previous: Iterable[str] = (), aliases: Iterable[str] = ()) -> None:
        """Add ``gene`` by its id, exact matches and symbol, and by ``previous`` symbols and ``aliases``."""
        self._symbols[gene.id] = gene.symbol
        self._approved[gene.symbol] = gene.id
        for curie in (gene.id, *gene.exact_matches):
            self._ids[curie] = gene.id
        for symbol in previous:
            point(self._previous, symbol, gene.id)
        for symbol in aliases:
            point(self._aliases, symbol, gene.id)

    def learn_merger(self, withdrawn: str, gene: str) -> None:
        """Record that ``gene`` replaces the id ``withdrawn``."""
        self._ids[withdrawn] = gene

    def id_of(self, curie: str) -> str | None:
        """Return the current id of the gene with the id ``curie`` in any registry, or None.

        >>> genes = Genes()
        >>> genes.learn(Gene(id="HGNC:6106", symbol="FOXP3", exact_matches=("NCBIGene:50943",)))
        >>> genes.id_of("NCBIGene:50943")
        'HGNC:6106'
        """
        for _ in range(LONGEST_CHAIN):
            following = self._ids.get(curie)
            if following is None or following == curie:
                return following
            curie = following
        return None

    def symbol(self, gene: str) -> str | None:
        """Return the approved symbol of the gene with this id, or None."""
        return self._symbols.get(gene)

    def named(self, symbol: str) -> tuple[str, ...]:
        """Return the ids of the genes that ``symbol`` may stand for, sorted.

        An approved symbol stands for its gene alone; otherwise previous symbols count, then aliases.
        """
        if symbol in self._approved:
            return (self._approved[symbol],)
        return tuple(sorted(self._previous.get(symbol) or self._aliases.get(symbol) or ()))
