"""Sentences that state the sex affected, the onset or the mode of inheritance, and sentences that do not."""

from collections.abc import Callable

import pytest
from fetched import known
from gard_pages import small_known

from rarekg.mappings.gard.clauses import Clause, TermMention, clauses
from rarekg.mappings.gard.coreference import page_disease
from rarekg.mappings.gard.lines import split_lines
from rarekg.mappings.gard.sentences import paragraphs
from rarekg.mappings.gard.term_patterns import inheritance, onset, onset_of_symptoms, sex
from rarekg.mappings.reading.lookups import lookup_rows

DISEASE = page_disease(["Halden syndrome", "HS"])
MALE, FEMALE = "PATO:0000384", "PATO:0000383"


def terms(text: str, pattern: Callable[[Clause], TermMention | None]) -> list[str]:
    mentions = [
        pattern(clause) for paragraph in paragraphs(split_lines(text)) for clause in clauses(paragraph, DISEASE)
    ]
    return [mention.term for mention in mentions if mention]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Halden syndrome affects only males.", MALE),
        ("Halden syndrome is rare. it affects only males and starts early.", MALE),
        ("HS occurs exclusively in girls.", FEMALE),
        ("HS occurs only in girls.", FEMALE),
        ("HS only affects women, as far as is known.", FEMALE),
        ("It only affects men.", None),
        ("HS is inherited in an X-linked manner; therefore, it only affects males.", MALE),
        ("This condition is rare and occurs only in boys.", MALE),
    ],
)
def test_sex(text: str, term: str | None) -> None:
    assert terms(text, sex) == ([term] if term else [])


@pytest.mark.parametrize(
    "text",
    [
        "HS affects both males and females.",
        "HS affects males.",
        "HS may affect only males.",
        "HS typically only affects males.",
        "HS occurs almost exclusively in males.",
        "HS affects mostly males.",
        "HS affects only males and females of one village.",
        "HS affects only males with red hair.",
        "HS does not affect only males.",
        "There are other diseases that affect only males.",
        "Only females pass HS on.",
        "A disease like HS affects only males.",
        "HS is one disease. Another one is older. It affects only males.",
        "HS has an acquired form. This condition affects only males.",
        "HS type 2 is milder. It affects only males.",
    ],
)
def test_no_sex(text: str) -> None:
    assert terms(text, sex) == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("HS affects boys and starts in the first six months of life.", "HP:0003593"),
        ("HS usually begins before six months of age.", "HP:0003593"),
        ("HS is present at birth.", "HP:0003577"),
        ("HS develops during early childhood, usually before age 10.", "HP:0011463"),
        ("HS appears in late childhood and stays.", "HP:0003621"),
        ("HS becomes apparent in adulthood.", "HP:0003581"),
    ],
)
def test_onset(text: str, term: str) -> None:
    assert terms(text, onset) == [term]


@pytest.mark.parametrize(
    "text",
    [
        "HS begins in infancy or childhood.",
        "HS begins in infancy, childhood or later.",
        "HS begins in childhood and in adulthood.",
        "HS can begin in infancy.",
        "HS may start at birth.",
        "HS does not begin in infancy.",
        "HS begins between infancy and childhood.",
        "HS begins late.",
        "In HS, seizures begin in infancy.",
        "HS, unlike others that begin in infancy, is mild.",
        "HS begins in childhood to adulthood.",
    ],
)
def test_no_onset(text: str) -> None:
    assert terms(text, onset) == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Symptoms usually begin in childhood.", "HP:0011463"),
        ("Signs and symptoms of Halden syndrome typically appear at birth.", "HP:0003577"),
        ("The onset of HS is in infancy.", "HP:0003593"),
        ("Symptoms of classic HS begin in infancy.", None),
        ("Symptoms may begin in infancy.", None),
        ("Symptoms begin in infancy or adulthood.", None),
        ("Symptoms of another disease begin in infancy.", None),
        ("Seizures begin in infancy.", None),
    ],
)
def test_onset_of_symptoms(text: str, term: str | None) -> None:
    ((sentence,),) = paragraphs(split_lines(text))
    mention = onset_of_symptoms(sentence, DISEASE)
    assert (mention.term if mention else None) == term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("HS is inherited in an autosomal recessive manner.", "HP:0000007"),
        ("HS is rare and is inherited in an X-linked dominant pattern.", "HP:0001423"),
        ("HS is inherited in an X-linked manner.", "HP:0001417"),
        ("HS has autosomal dominant inheritance.", "HP:0000006"),
        ("HS is inherited as an X-linked dominant trait.", "HP:0001423"),
        ("HS is inherited in a mitochondrial (maternal) way.", "HP:0001427"),
    ],
)
def test_inheritance(text: str, term: str) -> None:
    assert terms(text, inheritance) == [term]


@pytest.mark.parametrize(
    "text",
    [
        "HS is thought to be inherited in an autosomal recessive manner.",
        "HS can be inherited in an autosomal dominant, autosomal recessive or X-linked recessive pattern.",
        "HS is inherited in an autosomal dominant or autosomal recessive manner.",
        "HS is not inherited in an autosomal recessive manner.",
        "Most cases of HS are inherited in an autosomal recessive manner.",
        "HS is inherited.",
        "HS is inherited in a strange manner.",
        "It is inherited in an autosomal recessive manner.",
    ],
)
def test_no_inheritance(text: str) -> None:
    assert terms(text, inheritance) == []


def test_every_term_of_the_lookup_tables_is_current_and_in_its_branch() -> None:
    hpo = known()
    for table, column, branch in (("onsets", "onset", "HP:0003674"), ("inheritance", "mode", "HP:0000005")):
        for row in lookup_rows(table):
            assert hpo.current(row[column]).status == "current", row
            assert hpo.is_a(row[column], branch), row


def test_a_mention_has_the_words_of_the_sentence() -> None:
    ((sentence,),) = paragraphs(split_lines("HS affects only males and starts in the first six months of life."))
    (clause,) = clauses([sentence], DISEASE)
    assert sex(clause) == TermMention(term=MALE, words="affects only males")
    assert onset(clause) == TermMention(term="HP:0003593", words="the first six months of life")
    assert small_known().label("HP:0003593") == "Infantile onset"
