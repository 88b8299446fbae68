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
from rarekg.mappings.gard.causal_genes import gene_facts
from rarekg.mappings.gard.clauses import Clause, TermMention, clauses
from rarekg.mappings.gard.coreference import PageDisease, page_disease
from rarekg.mappings.gard.differentials import differentials
from rarekg.mappings.gard.layout import Layout, PageSection
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.prevalence import prevalences
from rarekg.mappings.gard.sentences import Sentence, paragraphs
from rarekg.mappings.gard.term_patterns import inheritance, onset, onset_of_symptoms, sex
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


def prose_facts(layout: Layout, page: PageContext, known: Known) -> Found:
    """Yield what the sentences of the page state of its disease; sentences that no pattern fits are left as text."""
    disease = _disease(layout)
    stated: dict[tuple[str, ...], Statement] = {}
    for section in layout.sections.values():
        for paragraph in paragraphs(section.lines):
            for fact in _of_paragraph(paragraph, section, page, known, disease):
                if isinstance(fact, (Gene, Issue)):
                    yield fact
                else:
                    stated[fact.origin.key] = _merged(stated.get(fact.origin.key), fact)
    yield from stated.values()


def _disease(layout: Layout) -> PageDisease:
    summary = layout.sections.get("summary") or layout.sections.get("orphanet-summary")
    opening = summary.lines[0].text if summary and summary.lines else ""
    return page_disease([layout.header.title, *layout.header.names], opening)


def _of_paragraph(
    paragraph: Sequence[Sentence], section: PageSection, page: PageContext, known: Known, disease: PageDisease
) -> Found:
    if section.kind in _READ:
        said: dict[Sentence, Clause] = {}
        for clause in clauses(paragraph, disease):
            said.setdefault(clause.sentence, clause)
            yield from _of_clause(clause, section.kind, page)
            yield from gene_facts(clause, section.kind, page, known)
        for sentence in paragraph:
            if begins := onset_of_symptoms(sentence, disease):
                yield _onset(begins, sentence, section.kind, page)
            yield from treatments(sentence, section.kind, page, disease)
            yield from prevalences(sentence, said.get(sentence), section.kind, page, disease)
    if section.kind in _DIFFERENTIALS:
        for sentence in paragraph:
            yield from differentials(sentence, section.kind, page, known, disease)


def _of_clause(clause: Clause, kind: str, page: PageContext) -> Iterator[Statement]:
    cited = clause.sentence.cited
    if said := sex(clause):
        origin = page.origin(kind, "sex", said.term, cited=cited, words=said.words)
        yield SexAffected(disease=page.disease, sex=said.term, origin=origin)
    if said := onset(clause):
        yield _onset(said, clause.sentence, kind, page)
    if said := inheritance(clause):
        origin = page.origin(kind, "inheritance", said.term, cited=cited, words=said.words)
        yield Inheritance(disease=page.disease, mode=said.term, origin=origin)


def _onset(said: TermMention, sentence: Sentence, kind: str, page: PageContext) -> Onset:
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
