"""Questions people asked about a disease, and their answers, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Question
from rarekg.mappings.statements import Mint, node, provenance, text


def statements(fact: Question, mint: Mint) -> Iterator[str]:
    """Yield the question's node and, where the source has one, its answer's."""
    self = mint.hashed("question", fact.origin.source, *fact.origin.key)
    yield f"{self} {node('rdf:type')} {node('schema:Question')}"
    yield f"{self} {node('rdfs:label')} {text(fact.text, 'en')}"
    yield f"{self} {node('schema:about')} {mint.node(fact.disease)}"
    yield from provenance(mint, self, fact.origin)
    if fact.answer:
        answer = mint.hashed("answer", fact.origin.source, *fact.origin.key)
        yield f"{self} {node('schema:acceptedAnswer')} {answer}"
        yield f"{answer} {node('rdf:type')} {node('schema:Answer')}"
        yield f"{answer} {node('schema:text')} {text(fact.answer, 'en')}"
