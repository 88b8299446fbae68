"""The page on a disease: its names and ids, its genes and course, what people with it show, and who says so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.disagreements import Disagreement, disagreements
from rarekg.graph.endpoint.pages.evidence import Said, Together, said, together
from rarekg.graph.endpoint.pages.identity import identity, labelled, place
from rarekg.graph.endpoint.pages.links import Link, document, link, web
from rarekg.graph.endpoint.pages.organ_systems import Organs, organs
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.saved_queries import editor, table
from rarekg.graph.endpoint.pages.sources import Source, source
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.ontology.prefixes import expand

PHENOTYPE = expand("biolink:DiseaseToPhenotypicFeatureAssociation")
GENES = (expand("biolink:CausalGeneToDiseaseAssociation"), expand("biolink:GeneToDiseaseAssociation"))
TREATMENT = expand("biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation")
DIFFERENTIAL = expand("rkg:DifferentialDiagnosisAssociation")
# What is told in one line each, by the class of its associations.
FACTS = (
    ("Inheritance", expand("biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation")),
    ("Onset", expand("rkg:DiseaseToOnsetAssociation")),
    ("Sex affected", expand("rkg:DiseaseToSexAssociation")),
    ("Course", expand("rkg:DiseaseToClinicalCourseAssociation")),
    ("Modifiers", expand("rkg:DiseaseToClinicalModifierAssociation")),
    ("Past history", expand("rkg:DiseaseToPastHistoryAssociation")),
)
NO_SYSTEM = "Other"
CHILDREN_SHOWN = 60
NAMES_SHOWN = 5


class Entry(NamedTuple):
    """A thing and all that sources say of it and the disease."""

    thing: Link
    said: Sequence[Said]
    note: str = ""

    @property
    def groups(self) -> Sequence[Together]:
        """What is said, those sources together that say the same."""
        return together(self.said)


class System(NamedTuple):
    """An organ system with the phenotypes of the disease that are shown there."""

    name: str
    anchor: str
    thing: Link | None
    entries: Sequence[Entry]


class Summary(NamedTuple):
    """A source's summary of the disease: its text, whose it is, where it stands, when it was last changed."""

    text: str
    source: Source
    href: str
    modified: str


class Prevalence(NamedTuple):
    """What a source says on how many people have the disease."""

    kind: str
    words: str
    source: Source
    href: str
    references: Sequence[Link]


class Resource(NamedTuple):
    """A page or an organisation that a source sends its readers to."""

    kind: str
    title: str
    url: str
    publisher: str
    description: str


class Reference(NamedTuple):
    """A publication: how it is cited, and how many statements of this page cite it."""

    thing: Link
    citation: str
    number: str
    times: int


async def context(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on the disease ``iri`` shows."""
    queries = (bound("disease-associations", disease=iri), bound("disease-neighbourhood", disease=iri))
    found = await statements(service, request, *queries)
    base = service.pool.build.base
    all_said = [said(service, found, each) for each in found.leading_to("oban:association_has_subject", iri)]
    as_object = [said(service, found, each) for each in found.leading_to("oban:association_has_object", iri)]
    phenotypes = [each for each in all_said if each.kind == PHENOTYPE]
    present, excluded = _split(_entries(found, phenotypes, base))
    children = found.leading_to("rdfs:subClassOf", iri)
    return {
        "title": labelled(found, iri, base),
        "doc": document(iri, base),
        "query_this": editor("phenotypes-by-frequency", disease=iri),
        "csv": table("phenotypes-by-frequency", disease=iri),
        "causal": GENES[0],
        "identity": identity(found, iri, base),
        "short_names": sorted(found.texts(iri, "oboInOwl:hasExactSynonym", "skos:altLabel"), key=len)[:NAMES_SHOWN],
        "summary": _summary(service, found, iri),
        "place": place(found, iri, base),
        "children": labelled_links(found, children[:CHILDREN_SHOWN], base),
        "children_count": len(children),
        "facts": [
            (name, _entries(found, (each for each in all_said if each.kind == kind), base))
            for name, kind in FACTS
            if any(each.kind == kind for each in all_said)
        ],
        "genes": _entries(found, (each for each in as_object if each.kind in GENES), base, of="subject"),
        "treatments": _entries(found, (each for each in as_object if each.kind == TREATMENT), base, of="subject"),
        "differentials": _entries(found, (each for each in all_said if each.kind == DIFFERENTIAL), base),
        "prevalences": list(_prevalences(service, found, iri)),
        "systems": systems(await organs(service, request), present, base),
        "phenotype_count": len(present),
        "excluded": excluded,
        "resources": _resources(found, iri),
        "pages": labelled_links(found, _pages(found, iri), base),
        "questions": labelled_links(found, found.of_kind("schema:Question"), base),
        "references": list(_references(found, iri, [*all_said, *as_object], base)),
        "disagreements": list(_disagreements(found, [*all_said, *as_object], base)),
        "sources": _sources([*all_said, *as_object]),
    }


def labelled_links(found: Statements, iris: Iterable[str], base: str) -> list[Link]:
    """Return links to ``iris``, by label."""
    links = [link(each, found.labels.get(each, ""), base) for each in iris]
    return sorted(links, key=lambda each: (each.label.casefold(), each.iri))


def _entries(found: Statements, everything: Iterable[Said], base: str, of: str = "object") -> list[Entry]:
    by_thing: dict[str, list[Said]] = defaultdict(list)
    for each in everything:
        by_thing[each.object if of == "object" else each.subject].append(each)
    return [
        Entry(thing, sorted(by_thing[thing.iri], key=lambda each: (each.source.title, each.iri)))
        for thing in labelled_links(found, by_thing, base)
    ]


def _split(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the phenotypes that some source says the disease has, and those that sources only exclude."""
    present: list[Entry] = []
    excluded: list[Entry] = []
    for entry in entries:
        (excluded if all(each.excluded for each in entry.said) else present).append(entry)
    return present, excluded


def systems(known: Organs, entries: Sequence[Entry], base: str) -> list[System]:
    """Return ``entries`` by organ system, each once: in the system that most of the disease's phenotypes belong to."""
    of = {entry.thing.iri: known.of(entry.thing.iri) for entry in entries}
    sizes = Counter(system for each in of.values() for system in each)
    placed: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        ranked = sorted(of[entry.thing.iri], key=lambda system: (-sizes[system], known.labels[system]))
        also = ", ".join(_system(known.labels[system]) for system in ranked[1:])
        placed[ranked[0] if ranked else ""].append(entry._replace(note=also))
    order = sorted(placed, key=lambda system: (system == "", -len(placed[system]), known.labels.get(system, "")))
    return [
        System(
            name=_system(known.labels[system]) if system else NO_SYSTEM,
            anchor=f"system-{number}",
            thing=link(system, known.labels[system], base) if system else None,
            entries=sorted(placed[system], key=_most_frequent_first),
        )
        for number, system in enumerate(order, 1)
    ]


def _most_frequent_first(entry: Entry) -> tuple[float, str]:
    found = [float(each.frequency.upper) for each in entry.said if each.frequency and not each.excluded]
    return -max(found, default=-1.0), entry.thing.label.casefold()


def _system(label: str) -> str:
    """Return a branch of HPO as people call it: 'Abnormality of the immune system' is 'Immune system'."""
    name = label
    for before in ("Abnormality of the ", "Abnormality of ", "Abnormal "):
        name = name.removeprefix(before)
    return name[:1].upper() + name[1:]


def _prevalences(service: Service, found: Statements, iri: str) -> Iterator[Prevalence]:
    base = service.pool.build.base
    for each in found.iris(iri, "rkg:hasPrevalence"):
        words = found.one(each, "rkg:sourceWords") or " ".join(
            text for name in ("rkg:qualification", "rkg:geography") for text in found.texts(each, name)
        )
        count = found.one(each, "rkg:upperCount")
        yield Prevalence(
            kind=found.labels.get(found.one(each, "rkg:prevalenceKind"), "prevalence"),
            words=words or (f"at most {count}" if count else "not stated"),
            source=source(service, found.one(each, "biolink:primary_knowledge_source")),
            href=link(each, "", base).href,
            references=[link(value, "", base) for value in found.iris(each, "biolink:publications")],
        )


def _resources(found: Statements, iri: str) -> list[tuple[str, list[Resource]]]:
    by_kind: dict[str, list[Resource]] = defaultdict(list)
    for each in found.leading_to("schema:about", iri):
        kind = found.labels.get(found.one(each, "rkg:resourceKind"), "")
        if kind:
            by_kind[kind].append(
                Resource(
                    kind=kind,
                    title=found.one(each, "rdfs:label"),
                    url=web(found.one(each, "schema:url")),
                    publisher=found.one(each, "dcterms:publisher"),
                    description=found.one(each, "dcterms:description"),
                )
            )
    return [(kind, sorted(by_kind[kind])) for kind in sorted(by_kind)]


def _summary(service: Service, found: Statements, iri: str) -> Summary | None:
    """Return how a page of a source sums the disease up, for where no ontology defines it."""
    for page in _pages(found, iri):
        section = f"{page}#summary"
        if text := found.one(section, "schema:text"):
            said_by = source(service, found.one(page, "biolink:primary_knowledge_source"))
            changed = max(found.texts(section, "dcterms:modified"), default="")
            return Summary(text, said_by, link(section, "", service.pool.build.base).href, changed)
    return None


def _pages(found: Statements, iri: str) -> list[str]:
    return [each for each in found.of_kind("schema:MedicalWebPage") if iri in found.iris(each, "schema:about")]


def _references(found: Statements, iri: str, everything: Iterable[Said], base: str) -> Iterator[Reference]:
    counted: Counter[str] = Counter(reference.iri for each in everything for reference in each.references)
    numbers = {}
    for page in _pages(found, iri):
        for each in found.leading_to("dcterms:isPartOf", page):
            listed = found.one(each, "dcterms:references")
            if listed:
                numbers[listed] = found.one(each, "rkg:referenceNumber")
                counted.setdefault(listed, 0)
    ordered = sorted(counted, key=lambda each: (int(numbers.get(each) or 10**6), -counted[each], each))
    for each in ordered:
        yield Reference(link(each, "", base), citation(found, each), numbers.get(each, ""), counted[each])


def citation(found: Statements, iri: str) -> str:
    """Return how a publication is cited, '' where the graph knows its id alone."""
    parts = [
        found.one(iri, name) for name in ("dcterms:creator", "dcterms:title", "prism:publicationName", "dcterms:issued")
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _disagreements(found: Statements, everything: Sequence[Said], base: str) -> Iterator[Disagreement]:
    yield from disagreements(everything, lambda iri: link(iri, found.labels.get(iri, ""), base))


def _sources(everything: Iterable[Said]) -> list[tuple[Source, int]]:
    counted = Counter(each.source for each in everything)
    return sorted(counted.items(), key=lambda each: (-each[1], each[0].title))
