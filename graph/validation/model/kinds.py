"""What things are: a node is of one kind, and the ends of an association are of the kinds of its class.

Terms of HPO are checked by their branch (:mod:`rarekg.graph.validation.references`).
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import iri, is_literal, namespace, parts, registry, shown
from rarekg.graph.validation.model.values import UNTAGGED, Handler
from rarekg.graph.validation.model.vocabulary import ASSOCIATION, Association, vocabulary

CLASS, ONE_KIND, END, NODE = "declared class", "one kind", "kind of an end", "class of an association"
PUBLISHED, RECORD, SECTION = "described publication", "source record", "described section"
DISEASE, GENE, PHENOTYPE, PUBLICATION = 1, 2, 4, 8
_KINDS = {
    iri("biolink:Disease"): DISEASE,
    iri("biolink:Gene"): GENE,
    iri("biolink:PhenotypicFeature"): PHENOTYPE,
    iri("biolink:Publication"): PUBLICATION,
}
_ELEMENT, _SECTION = iri("schema:WebPageElement"), 16
# What the ids of a registry are. OMIM has entries for diseases and for genes.
_REGISTRIES = {
    **dict.fromkeys(("MONDO", "ORPHA", "DECIPHER", "OMIMPS", "GARD"), DISEASE),
    **dict.fromkeys(("HGNC", "NCBIGene"), GENE),
    **dict.fromkeys(("PMID", "PMC", "NBK"), PUBLICATION),
    "OMIM": DISEASE | GENE,
    "HP": PHENOTYPE,
}
_LETTERS = {"ENSG": ("ENSEMBL", GENE), "PMC": ("PMC", PUBLICATION), "NBK": ("NBK", PUBLICATION)}


@cache
def _by_registry() -> Mapping[bytes, int]:
    """Return the kinds by what IRIs begin with, as far as their numbers. Some numbers have letters before them."""
    lettered = {namespace(prefix) + letters.encode(): kind for letters, (prefix, kind) in _LETTERS.items()}
    return MappingProxyType({namespace(prefix): kind for prefix, kind in _REGISTRIES.items()} | lettered)


def kinds(term: bytes) -> int:
    """Return what an id can be by its registry, as a set of bits; 0 where that does not say.

    >>> kinds(iri("ORPHA:37042")) == DISEASE, kinds(iri("OMIM:300292")) == DISEASE | GENE
    (True, True)
    """
    return _by_registry().get(registry(term), 0)


class Kinds:
    """The rules for rdf:type, and for what must be of a kind."""

    def __init__(self, report: Report, associations: bytes) -> None:
        """Begin without any node; the IRIs of associations begin with ``associations``."""
        self._report, self._associations = report, associations
        self._of_associations = {iri(ASSOCIATION), *vocabulary().associations}
        self._typed: dict[bytes, int] = {}
        self._ends: dict[tuple[bytes, bytes], bytes] = {}
        self._cited: dict[tuple[int, bytes], bytes] = {}
        self._untagged: dict[bytes, bytes] = {}

    def handlers(self) -> Iterator[tuple[bytes, Handler]]:
        """Yield the rules for the objects of single properties."""
        yield iri("rdf:type"), self._type
        yield iri("biolink:publications"), self._cite
        yield iri("dcterms:source"), self._record
        yield iri("dcterms:isPartOf"), self._part
        yield iri("rkg:ofDisease"), self._of_disease
        for predicate in ("rdfs:label", "skos:altLabel", "dcterms:title"):
            yield iri(predicate), self._name

    def association(self, node: bytes, association: Association, subject: bytes, object_: bytes) -> None:
        """Take note of the ends of an association."""
        self._ends.setdefault((association.subject, subject), node)
        self._ends.setdefault((association.object, object_), node)

    def finish(self) -> None:
        """Check what needs the types of all nodes."""
        for (due, term), node in self._ends.items():
            if due in _KINDS and not self._is(term, _KINDS[due]):
                self._report.add(END, node, f"its end is not described as a {shown(due)}", term)
        for (bit, term), node in self._cited.items():
            if not self._is(term, bit):
                rule = SECTION if bit == _SECTION else PUBLISHED
                self._report.add(rule, node, "refers to what is not described as that", term)
        for subject, name in self._untagged.items():
            if not self._is(subject, GENE | PUBLICATION):
                self._report.add(UNTAGGED, subject, "has a name without its language", name)

    def _is(self, term: bytes, bits: int) -> bool:
        return bool(self._typed.get(term, 0) & bits)

    def _type(self, subject: bytes, class_: bytes) -> None:
        if (bit := _KINDS.get(class_)) is not None:
            before, possible = self._typed.get(subject, 0), kinds(subject)
            if before & ~bit or (possible and not possible & bit):
                self._report.add(ONE_KIND, subject, "is of another kind, by its id or by its other class", class_)
            self._typed[subject] = before | bit
        elif class_ == _ELEMENT:
            self._typed[subject] = _SECTION
        elif class_ not in vocabulary().classes:
            self._report.add(CLASS, subject, "the vocabulary does not declare its class", class_)
        elif class_ in self._of_associations and not subject.startswith(self._associations):
            self._report.add(NODE, subject, "has a class of associations, and no IRI of one", class_)

    def _cite(self, node: bytes, publication: bytes) -> None:
        self._cited.setdefault((PUBLICATION, publication), node)

    def _part(self, node: bytes, whole: bytes) -> None:
        if b"#" in whole:  # a section; what is part of a page itself is checked by shapes
            self._cited.setdefault((_SECTION, whole), node)

    def _of_disease(self, node: bytes, disease: bytes) -> None:
        self._ends.setdefault((iri("biolink:Disease"), disease), node)

    def _record(self, node: bytes, record: bytes) -> None:
        if kinds(record) == PUBLICATION:
            self._report.add(RECORD, node, "a publication is cited as an entry of a database", record)

    def _name(self, subject: bytes, name: bytes) -> None:
        if is_literal(name) and not parts(name)[1]:
            self._untagged[subject] = name
