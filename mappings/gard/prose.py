"""The facts in a page's prose, section by section."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rarekg.mappings.facts import (
    Differential,
    Gene,
    GeneDisease,
    Inheritance,
    Issue,
    Onset,
    Prevalence,
    SexAffected,
    Treatment,
)
from rarekg.mappings.gard.causes import gene_facts
from rarekg.mappings.gard.clauses import Clause, Said, clauses
from rarekg.mappings.gard.differentials import differentials
from rarekg.mappings.gard.layout import Layout, Part
from rarekg.mappings.gard.mentions import ThisDisease, this_disease
from rarekg.mappings.gard.page import ThisPage
from rarekg.mappings.gard.patterns import inheritance, onset, onset_of_symptoms, sex
from rarekg.mappings.gard.prevalence import prevalences
from rarekg.mappings.gard.sentences import Sentence, paragraphs
from rarekg.mappings.gard.treatments import treatments
from rarekg.mappings.resolve.known import Known

# Sections about the disease itself; what stands elsewhere is about sites, people, or other diseases.
_READ = frozenset(
    (
        "summary",
        "orphanet-summary",
        "symptoms",
        "cause",
        "inheritance",
        "diagnosis",
        "treatment",
        "prognosis",
        "statistics",
        "unlabelled",
    )
)
_DIFFERENTIALS = frozenset(("related-diseases", "diagnosis", "orphanet-summary"))

Statement = SexAffected | Onset | GeneDisease | Inheritance | Prevalence | Treatment | Differential
Found = Iterator[Statement | Gene | Issue]


def facts_of_prose(layout: Layout, page: ThisPage, known: Known) -> Found:
    """Yield what the sentences of the page state of its disease; sentences that no pattern fits are left as text."""
    disease = _disease(layout)
    stated: dict[tuple[str, ...], Statement] = {}
    for part in layout.parts.values():
        for paragraph in paragraphs(part.lines):
            for fact in _of_paragraph(paragraph, part, page, known, disease):
                if isinstance(fact, (Gene, Issue)):
                    yield fact
                else:
                    stated[fact.origin.key] = _merged(stated.get(fact.origin.key), fact)
    yield from stated.values()


def _disease(layout: Layout) -> ThisDisease:
    summary = layout.parts.get("summary") or layout.parts.get("orphanet-summary")
    opening = summary.lines[0].text if summary and summary.lines else ""
    return this_disease([layout.header.title, *layout.header.names], opening)


def _of_paragraph(
    paragraph: Sequence[Sentence], part: Part, page: ThisPage, known: Known, disease: ThisDisease
) -> Found:
    if part.kind in _READ:
        said: dict[Sentence, Clause] = {}
        for clause in clauses(paragraph, disease):
            said.setdefault(clause.sentence, clause)
            yield from _of_clause(clause, part.kind, page)
            yield from gene_facts(clause, part.kind, page, known)
        for sentence in paragraph:
            if begins := onset_of_symptoms(sentence, disease):
                yield _onset(begins, sentence, part.kind, page)
            yield from treatments(sentence, part.kind, page, disease)
            yield from prevalences(sentence, said.get(sentence), part.kind, page, disease)
    if part.kind in _DIFFERENTIALS:
        for sentence in paragraph:
            yield from differentials(sentence, part.kind, page, known, disease)


def _of_clause(clause: Clause, kind: str, page: ThisPage) -> Iterator[Statement]:
    cited = clause.sentence.cited
    if said := sex(clause):
        origin = page.origin(kind, "sex", said.term, cited=cited, words=said.words)
        yield SexAffected(disease=page.disease, sex=said.term, origin=origin)
    if said := onset(clause):
        yield _onset(said, clause.sentence, kind, page)
    if said := inheritance(clause):
        origin = page.origin(kind, "inheritance", said.term, cited=cited, words=said.words)
        yield Inheritance(disease=page.disease, mode=said.term, origin=origin)


def _onset(said: Said, sentence: Sentence, kind: str, page: ThisPage) -> Onset:
    origin = page.origin(kind, "onset", said.term, cited=sentence.cited, words=said.words)
    return Onset(disease=page.disease, onset=said.term, origin=origin)


def _merged(before: Statement | None, fact: Statement) -> Statement:
    """Return ``fact`` with what the page cites for it elsewhere in the section; it cures if one sentence says so."""
    if before is None:
        return fact
    references = tuple(dict.fromkeys((*before.origin.references, *fact.origin.references)))
    merged = replace(fact, origin=replace(before.origin, references=references))
    if isinstance(merged, Treatment) and isinstance(before, Treatment):
        return replace(merged, curative=merged.curative or before.curative)
    return merged
