"""Facts, the records between sources and RDF: one class for each kind of statement.

A reader yields facts and knows no RDF; a translator turns one kind of fact into RDF and knows no source. Every id is a
CURIE of ``ontology/prefixes.ttl``, or a *local* id (``page/…``) that the graph mints an IRI for. The id that a source
used is recorded beside the one it was resolved to.
"""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from rarekg.ontology.terms import Synonym, Term

GeneRole = Literal["causal", "susceptibility", "modifier", "unknown"]
ResourceKind = Literal["testing", "specialist", "support", "where-to-start", "in-depth", "related"]
PrevalenceKind = Literal["point", "birth", "incidence", "lifetime", "cases"]


class Origin(Struct, frozen=True, kw_only=True):
    """The provenance of a statement: its source, evidence, publications, curation and original wording.

    ``source`` is the key of the source (``gard``, ``hpoa``); ``key`` holds the raw fields of the source that identify
    the statement, and the association's IRI is a hash of both. ``references`` are CURIEs of publications;
    ``evidence`` is an ECO CURIE. ``section`` is the local id of the part of a page that makes the statement.
    ``subject`` and ``object`` are the ids the source used if they differ from those of the statement; ``words`` are the
    words the source used for the object.
    """

    source: str
    key: tuple[str, ...]
    references: tuple[str, ...] = ()
    evidence: str | None = None
    curated_by: tuple[str, ...] = ()
    curated_on: tuple[str, ...] = ()
    section: str | None = None
    subject: str | None = None
    object: str | None = None
    words: str | None = None


class Disease(Struct, frozen=True, kw_only=True):
    """A disease with a source's names for it.

    ``label`` is the source's main name. ``resolved`` is True if ``id`` is a term of an ontology in the build, whose own
    label is then the only ``rdfs:label``; ``label`` is None if that ontology has all of the source's names.
    """

    id: str
    label: str | None
    resolved: bool
    names: tuple[Synonym, ...] = ()
    definition: str | None = None
    categories: tuple[str, ...] = ()


class Mapping(Struct, frozen=True, kw_only=True):
    """A mapping: a source's claim that two ids identify the same or a related thing.

    ``predicate`` is ``skos:exactMatch``, ``skos:broadMatch``, ``skos:narrowMatch``, ``skos:closeMatch`` or
    ``oboInOwl:hasDbXref``; ``justification`` is a ``semapv:`` CURIE; ``note`` is a comment for people.
    """

    subject: str
    predicate: str
    object: str
    justification: str
    source: str
    note: str | None = None


class Frequency(Struct, frozen=True, kw_only=True):
    """The frequency of a phenotype in people with the disease.

    ``term`` is the HP frequency class (HP:0040280 … HP:0040285); ``lower`` and ``upper`` are shares of 1, inclusive.
    ``count`` of ``total`` people, or ``percentage`` (0 to 100), are set only if the source states them.
    """

    term: str
    lower: Decimal
    upper: Decimal
    count: int | None = None
    total: int | None = None
    percentage: Decimal | None = None


class Annotation(Struct, frozen=True, kw_only=True):
    """A statement about a disease with a term of HPO; each subclass adds the field for the term.

    ``excluded`` is True if the source states that the disease does *not* have it. ``sex`` is a PATO CURIE;
    ``modifiers`` are HP terms under HP:0012823.
    """

    disease: str
    origin: Origin
    excluded: bool = False
    frequency: Frequency | None = None
    sex: str | None = None
    modifiers: tuple[str, ...] = ()


class Phenotype(Annotation, frozen=True, kw_only=True):
    """A phenotype (HP term under HP:0000118), its age of ``onset`` (under HP:0003674), the source's ``lay_names``."""

    phenotype: str
    onset: str | None = None
    lay_names: tuple[str, ...] = ()


class Inheritance(Annotation, frozen=True, kw_only=True):
    """A mode of inheritance (HP term under HP:0000005) of a disease."""

    mode: str


class Onset(Annotation, frozen=True, kw_only=True):
    """An age of onset (HP term under HP:0003674) of a disease as a whole."""

    onset: str


class ClinicalCourse(Annotation, frozen=True, kw_only=True):
    """The course or the end of a disease (HP term under HP:0031797 that is no onset)."""

    course: str


class ClinicalModifier(Annotation, frozen=True, kw_only=True):
    """A clinical modifier (HP term under HP:0012823) of a disease as a whole."""

    modifier: str


class PastHistory(Annotation, frozen=True, kw_only=True):
    """A past medical event of people with the disease, or of the pregnancy (HP term under HP:0032443)."""

    history: str
    onset: str | None = None


class SexAffected(Struct, frozen=True, kw_only=True):
    """The sex (PATO:0000384 male, PATO:0000383 female) that a disease affects."""

    disease: str
    sex: str
    origin: Origin


class Gene(Struct, frozen=True, kw_only=True):
    """A gene: approved symbol, name, location in the genome, ids in other databases (CURIEs)."""

    id: str
    symbol: str
    name: str | None = None
    synonyms: tuple[str, ...] = ()
    chromosome: str | None = None
    location: str | None = None
    exact_matches: tuple[str, ...] = ()


class GeneDisease(Struct, frozen=True, kw_only=True):
    """A gene's role in a disease: ``causal`` only if the source states that its germline variants cause it."""

    disease: str
    gene: str
    role: GeneRole
    origin: Origin


class Prevalence(Struct, frozen=True, kw_only=True):
    """The prevalence of a disease.

    ``lower`` and ``upper`` are shares of a population (0 to 1) for the kinds ``point``, ``birth``, ``incidence`` and
    ``lifetime``; for ``cases``, ``lower_count`` and ``upper_count`` are people or families ever reported.
    """

    disease: str
    kind: PrevalenceKind
    origin: Origin
    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_count: int | None = None
    upper_count: int | None = None
    geography: str | None = None
    qualification: str | None = None


class Treatment(Struct, frozen=True, kw_only=True):
    """A treatment of a disease: a term of MAXO, NCIT, CHEBI or MESH and its ``label``.

    ``curative`` is True only if the source states that it cures the disease.
    """

    disease: str
    treatment: str
    label: str
    origin: Origin
    curative: bool = False


class Differential(Struct, frozen=True, kw_only=True):
    """A differential diagnosis; ``other`` is None if the source's ``name`` could not be resolved."""

    disease: str
    other: str | None
    name: str
    origin: Origin


class Resource(Struct, frozen=True, kw_only=True):
    """A web page or an organisation that a page refers its reader to; ``publisher`` runs it."""

    disease: str
    kind: ResourceKind
    title: str
    origin: Origin
    url: str | None = None
    publisher: str | None = None
    organization: bool = False
    description: str | None = None


class Question(Struct, frozen=True, kw_only=True):
    """A question about a disease and the source's answer, if any."""

    disease: str
    text: str
    origin: Origin
    answer: str | None = None


class Reference(Struct, frozen=True, kw_only=True):
    """A publication as a source cites it.

    ``id`` is a PMID, PMC, NBK or DOI CURIE, or a local id if the source has none. ``date`` is ``YYYY``, ``YYYY-MM`` or
    ``YYYY-MM-DD``. ``identifiers`` are further ids of the same publication, ``page`` is the local id of the page that
    lists it as number ``number``.
    """

    id: str
    citation: str
    authors: str | None = None
    title: str | None = None
    journal: str | None = None
    date: str | None = None
    volume: str | None = None
    pages: str | None = None
    url: str | None = None
    identifiers: tuple[str, ...] = ()
    page: str | None = None
    number: int | None = None


class Page(Struct, frozen=True, kw_only=True):
    """A page of a source about one disease; ``id`` is local, as ``page/GARD_0001850``."""

    id: str
    title: str
    about: str
    source: str
    url: str | None = None
    language: str = "en"


class Section(Struct, frozen=True, kw_only=True):
    """A section of a page: its original text, the dates of its updates, the references it cites.

    ``id`` is the page's local id, ``#`` and ``kind``; ``modified`` holds ISO dates; ``attribution`` names the author of
    the text if that is not the page's publisher.
    """

    id: str
    page: str
    kind: str
    text: str
    modified: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    attribution: str | None = None


class Issue(Struct, frozen=True, kw_only=True):
    """A row or statement that could not be used unchanged; a line of ``issues.jsonl``.

    ``kind`` is a kebab-case name (``unknown-phenotype``, ``duplicate-row`` …), ``message`` one line for people,
    ``action`` what was done with the row: ``skipped``, ``replaced`` or ``kept``.
    """

    source: str
    file: str
    line: int | None
    kind: str
    message: str
    action: Literal["skipped", "replaced", "kept"]
    value: str | None = None


Fact = (
    Term
    | Disease
    | Mapping
    | Phenotype
    | Inheritance
    | Onset
    | SexAffected
    | ClinicalCourse
    | ClinicalModifier
    | PastHistory
    | Gene
    | GeneDisease
    | Prevalence
    | Treatment
    | Differential
    | Resource
    | Question
    | Reference
    | Page
    | Section
)
