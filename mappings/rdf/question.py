"""Questions people asked about a disease, and their answers, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Question
from rarekg.mappings.rdf.association import provenance
from rarekg.mappings.rdf.ntriples import Description, Mint, node, text


def translate(fact: Question, mint: Mint) -> Iterator[Description]:
    """Yield the question, and its answer if the source has one."""
    self = mint.hashed("question", fact.origin.source, *fact.origin.key)
    statements = [
        f"{node('rdf:type')} {node('schema:Question')}",
        f"{node('rdfs:label')} {text(fact.text, 'en')}",
        f"{node('schema:about')} {mint.node(fact.disease)}",
        *provenance(mint, fact.origin),
    ]
    if fact.answer:
        answer = mint.hashed("answer", fact.origin.source, *fact.origin.key)
        statements.append(f"{node('schema:acceptedAnswer')} {answer}")
        said = [f"{node('rdf:type')} {node('schema:Answer')}", f"{node('schema:text')} {text(fact.answer, 'en')}"]
        yield Description(answer, said, "node")
    yield Description(self, statements, "node")
