"""The terms, names, merged ids and mappings read so far in a build.

Readers that come after the ontologies resolve the ids and names of their source with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from rarekg.mappings.facts import OWN, Mapping
from rarekg.mappings.resolve.genes import Genes
from rarekg.mappings.resolve.passed_on import PassedOn
from rarekg.mappings.resolve.pointers import LONGEST_CHAIN, Pointers, point
from rarekg.mappings.resolve.term_names import NameMatch, TermNames
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Term

MOST_ABOVE = 256  # terms above one term; in the releases of 2026-06 there are 62
ADVICE = "the hierarchy of its ontology is damaged; fetch it again"
Status = Literal["current", "alternative", "replaced", "obsolete", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentId:
    """The current id of an id: ``id`` is None if there is none, ``status`` is what became of the original."""

    id: str | None
    status: Status


@dataclass(slots=True)
class Known:
    """The terms, names and mappings read so far.

    ``disease_override`` is the disease that the user declares the pages to be about; ``pages`` maps the local id of
    each page read to its file, to detect two pages about one disease. ``genes`` are the symbols and ids of HGNC,
    ``names`` those of diseases and phenotypes, ``described`` the ids of diseases outside MONDO that a source of this
    build has described, ``entries`` the label of each entry of a registry that has one, ``cross_referenced`` the
    prefixes of the ids that MONDO's release refers to, ``refused`` the ids that a mapping with the id of one term and
    the name of another relates, ``products`` the topics that the products of Orphanet read so far have, as ``genes``,
    ``passed_on`` the rows of Orphanet that HPO passes on, ``stated_choices`` the hashes of the mappings that were
    decided here and are stated already.
    """

    disease_override: str | None = None
    pages: dict[str, str] = field(default_factory=dict)
    genes: Genes = field(default_factory=Genes)
    names: TermNames = field(default_factory=TermNames)
    described: set[str] = field(default_factory=set)
    entries: dict[str, str] = field(default_factory=dict)
    products: set[str] = field(default_factory=set)
    cross_referenced: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    passed_on: PassedOn = field(default_factory=PassedOn)
    stated_choices: set[int] = field(default_factory=set)
    _labels: dict[str, str] = field(default_factory=dict)
    _parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _moved: dict[str, CurrentId] = field(default_factory=dict)
    _with_children: set[str] = field(default_factory=set)
    _mapped: Pointers = field(default_factory=dict)
    _exact: Pointers = field(default_factory=dict)
    _given: Pointers = field(default_factory=dict)
    _decided: dict[str, str] = field(default_factory=dict)
    _ancestors: dict[str, frozenset[str]] = field(default_factory=dict)

    def learn(self, term: Term) -> None:
        """Add ``term``; a disease (MONDO) or a phenotype (HP) also by its names."""
        for alternative in term.alt_ids:
            self._move(alternative, CurrentId(id=term.id, status="alternative"))
        if term.obsolete:
            status: Status = "replaced" if term.replaced_by else "obsolete"
            self._move(term.id, CurrentId(id=term.replaced_by, status=status))
            self.names.learn_former(term)
            return
        self._labels[term.id] = term.label
        self._parents[term.id] = term.parents
        self._with_children.update(term.parents)
        self.names.learn(term)

    def learn_mapping(self, mapping: Mapping, *, given: bool = False) -> None:
        """Add ``mapping`` in both directions; one ``given`` in a file of the user overrides those of the sources.

        An exact match that was decided here (source :data:`OWN`) holds where the sources leave a choice.
        """
        if mapping.source == OWN:
            if mapping.predicate == "skos:exactMatch":
                self._decided[mapping.object] = mapping.subject
            return
        point(self._mapped, mapping.subject, mapping.object)
        point(self._mapped, mapping.object, mapping.subject)
        if mapping.predicate == "skos:exactMatch":
            exact = self._given if given else self._exact
            for one, other in ((mapping.subject, mapping.object), (mapping.object, mapping.subject)):
                if one.startswith("MONDO:"):
                    point(exact, other, one)

    def current(self, curie: str) -> CurrentId:
        """Return the current id of ``curie``, following merged and replaced ids.

        >>> known = Known()
        >>> known.learn(Term(id="HP:0000964", label="Eczematoid dermatitis", alt_ids=("HP:0000976",)))
        >>> known.current("HP:0000976")
        CurrentId(id='HP:0000964', status='alternative')
        """
        if curie in self._labels:
            return CurrentId(id=curie, status="current")
        first = self._moved.get(curie)
        if first is None:
            return CurrentId(id=None, status="unknown")
        target = first.id
        for _ in range(LONGEST_CHAIN):
            if target is None or target in self._labels:
                break
            following = self._moved.get(target)
            target = following.id if following else None
        if target is not None and target not in self._labels:
            target = None
        return first if target is not None and target == first.id else self._resolved(first, target)

    def label(self, curie: str) -> str | None:
        """Return the label of a current term, or None."""
        return self._labels.get(curie)

    def is_a(self, curie: str, ancestor: str) -> bool:
        """Return whether ``curie`` is ``ancestor`` or below it."""
        return ancestor in self.ancestors(curie)

    def ancestors(self, curie: str) -> frozenset[str]:
        """Return ``curie`` and every term above it.

        Raises:
            SourceError: There are more than :data:`MOST_ABOVE`.
        """
        cached = self._ancestors.get(curie)
        if cached is None:
            ancestors, todo = {curie}, [curie]
            while todo:
                for parent in self._parents.get(todo.pop(), ()):
                    if parent not in ancestors:
                        ancestors.add(parent)
                        todo.append(parent)
                if len(ancestors) > MOST_ABOVE:
                    raise SourceError(f"{curie} has more than {MOST_ABOVE} terms above it", advice=ADVICE)
            cached = self._ancestors[curie] = frozenset(ancestors)
        return cached

    def mapped(self, curie: str, prefix: str) -> tuple[str, ...]:
        """Return the ids with ``prefix`` that ``curie`` is mapped to by any predicate, sorted."""
        return tuple(sorted(other for other in self._mapped.get(curie, ()) if other.startswith(prefix + ":")))

    def is_mapped(self, curie: str, other: str) -> bool:
        """Return whether the two ids are mapped to each other by any predicate."""
        return other in self._mapped.get(curie, ())

    def disease(self, curie: str) -> NameMatch:
        """Return the MONDO term that ``curie``, the id of a disease in any registry, exactly matches.

        Mappings given by the user decide if they have a current term for it, then those of the sources, then what was
        decided by name. A term that was merged or replaced counts as its successor; an obsolete term without a
        successor in MONDO counts if nothing else does.
        """
        if curie.startswith("MONDO:"):
            return self._unique(self._current((curie,)))
        for exact in (self._given, self._exact):
            if matches := self._current(exact.get(curie, ())):
                return self._unique(matches, self._decided.get(curie))
        if (decided := self._decided.get(curie)) is not None:
            return NameMatch(id=decided, candidates=(decided,))
        withdrawn = {match for match in self._exact.get(curie, ()) if self.current(match).status != "unknown"}
        return self._unique(withdrawn)

    def claimants(self, curie: str) -> set[str]:
        """Return the current MONDO terms that are mapped to ``curie`` by any predicate."""
        return self._current(self.mapped(curie, "MONDO"))

    def exactly_matched(self) -> set[str]:
        """Return the prefixes of the ids that the sources so far state to be exact matches of MONDO terms."""
        return {curie.partition(":")[0] for curie in self._exact}

    def matches(self, term: str, prefix: str) -> tuple[str, ...]:
        """Return the ids with ``prefix`` that stand for the MONDO term ``term``, sorted."""
        return tuple(other for other in self.mapped(term, prefix) if self.disease(other).id == term)

    def is_called(self, term: str, name: str) -> bool:
        """Return whether ``name``, normalized, is the label or a synonym of any scope of ``term``.

        The names of an obsolete term are those of its successor too.
        """
        return any((self.current(one).id or one) == term for one in self.names.bearing(name))

    def below(self, terms: Iterable[str], root: str) -> Iterator[str]:
        """Yield those of ``terms`` that are ``root`` or below it."""
        return (term for term in terms if self.is_a(term, root))

    def is_leaf(self, term: str) -> bool:
        """Return whether no current term is directly below ``term``."""
        return term not in self._with_children

    def gene(self, symbol: str) -> NameMatch:
        """Return the gene of ``symbol``: by approved symbols first, then by previous ones, then by aliases."""
        ids = self.genes.named(symbol)
        return NameMatch(id=ids[0] if len(ids) == 1 else None, candidates=ids)

    def _current(self, terms: Iterable[str]) -> set[str]:
        """Return the current ids of ``terms`` in MONDO, without those that have none: a successor may be a finding."""
        return {current for term in terms if (current := self.current(term).id or "").startswith("MONDO:")}

    @staticmethod
    def _unique(matches: set[str], decided: str | None = None) -> NameMatch:
        """Return the only one of ``matches``, or the one of several that was ``decided``."""
        chosen = decided if decided in matches else min(matches) if len(matches) == 1 else None
        return NameMatch(id=chosen, candidates=tuple(sorted(matches)))

    def _move(self, curie: str, current: CurrentId) -> None:
        # A release may state twice what became of an id: the first statement with a successor counts.
        if (earlier := self._moved.get(curie)) is None or earlier.id is None:
            self._moved[curie] = current

    @staticmethod
    def _resolved(first: CurrentId, target: str | None) -> CurrentId:
        return CurrentId(id=target, status=first.status if target else "obsolete")
