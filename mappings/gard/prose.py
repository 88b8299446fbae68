"""The facts in a page's prose, section by section."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

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
from rarekg.mappings.gard.differentials import differential_facts
from rarekg.mappings.gard.layout import Layout, PageSection
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.prevalence import prevalence_facts
from rarekg.mappings.gard.sentences import Sentence, paragraphs
from rarekg.mappings.gard.term_patterns import inheritance, onset, onset_of_symptoms, sex
from rarekg.mappings.gard.treatments import treatment_facts
from rarekg.mappings.resolve.known import Known

# Sections about the disease; the others are about websites, people or other diseases.
_ABOUT_DISEASE = frozenset(
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
ProseFact = Statement | Gene | Issue


def prose_facts(layout: Layout, page: PageContext, known: Known) -> Iterator[ProseFact]:
    """Yield the facts that the page's sentences state about its disease; sentences without a pattern stay text."""
    disease = _page_disease(layout)
    statements: dict[tuple[str, ...], Statement] = {}
    for section in layout.sections.values():
        for paragraph in paragraphs(section.lines):
            for fact in _paragraph_facts(paragraph, section, page, known, disease):
                if isinstance(fact, (Gene, Issue)):
                    yield fact
                else:
                    statements[fact.origin.key] = _merge(statements.get(fact.origin.key), fact)
    yield from statements.values()


def _page_disease(layout: Layout) -> PageDisease:
    summary = layout.sections.get("summary") or layout.sections.get("orphanet-summary")
    opening = summary.lines[0].text if summary and summary.lines else ""
    return page_disease([layout.header.title, *layout.header.names], opening)


def _paragraph_facts(
    paragraph: Sequence[Sentence], section: PageSection, page: PageContext, known: Known, disease: PageDisease
) -> Iterator[ProseFact]:
    if section.kind in _ABOUT_DISEASE:
        clause_of: dict[Sentence, Clause] = {}
        for clause in clauses(paragraph, disease):
            clause_of.setdefault(clause.sentence, clause)
            yield from _clause_facts(clause, section.kind, page)
            yield from gene_facts(clause, section.kind, page, known)
        for sentence in paragraph:
            if mention := onset_of_symptoms(sentence, disease):
                yield _onset(mention, sentence, section.kind, page)
            yield from treatment_facts(sentence, section.kind, page, disease)
            yield from prevalence_facts(sentence, clause_of.get(sentence), section.kind, page, disease)
    if section.kind in _DIFFERENTIALS:
        for sentence in paragraph:
            yield from differential_facts(sentence, section.kind, page, known, disease)


def _clause_facts(clause: Clause, kind: str, page: PageContext) -> Iterator[Statement]:
    cited = clause.sentence.cited
    if mention := sex(clause):
        origin = page.origin_in_prose(kind, "sex", mention.term, cited=cited, words=mention.words)
        yield SexAffected(disease=page.disease, sex=mention.term, origin=origin)
    if mention := onset(clause):
        yield _onset(mention, clause.sentence, kind, page)
    if mention := inheritance(clause):
        origin = page.origin_in_prose(kind, "inheritance", mention.term, cited=cited, words=mention.words)
        yield Inheritance(disease=page.disease, mode=mention.term, origin=origin)


def _onset(mention: TermMention, sentence: Sentence, kind: str, page: PageContext) -> Onset:
    origin = page.origin_in_prose(kind, "onset", mention.term, cited=sentence.cited, words=mention.words)
    return Onset(disease=page.disease, onset=mention.term, origin=origin)


def _merge(before: Statement | None, fact: Statement) -> Statement:
    """Return ``fact`` with the references of both; a treatment is curative if either sentence states it."""
    if before is None:
        return fact
    references = tuple(dict.fromkeys((*before.origin.references, *fact.origin.references)))
    merged = replace(fact, origin=replace(before.origin, references=references))
    if isinstance(merged, Treatment) and isinstance(before, Treatment):
        return replace(merged, curative=merged.curative or before.curative)
    return merged
