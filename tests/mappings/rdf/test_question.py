"""Questions and answers as RDF."""

from example_facts import IPEX
from msgspec.structs import replace
from rdf import hashed, translated, turtle

from rarekg.mappings.facts import Origin, Question

NODE, ANSWER = hashed("question", "girls"), hashed("answer", "girls")
UNANSWERED = Question(disease=IPEX, text="Can girls be ill?", origin=Origin(source="gard", key=("girls",)))


def test_a_question_without_an_answer() -> None:
    assert translated(UNANSWERED) == turtle(f"""
        {NODE} a schema:Question ;
            rdfs:label "Can girls be ill?"@en ;
            schema:about MONDO:0010580 ;
            biolink:primary_knowledge_source infores:gard .
    """)


def test_an_answer_is_a_node_of_its_own() -> None:
    answered = replace(UNANSWERED, answer="Carriers are mostly well.\nAsk a doctor.")
    assert translated(answered) - translated(UNANSWERED) == turtle(f"""
        {NODE} schema:acceptedAnswer {ANSWER} .
        {ANSWER} a schema:Answer ; schema:text "Carriers are mostly well.\\nAsk a doctor."@en .
    """)
