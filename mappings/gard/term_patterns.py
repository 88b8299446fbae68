"""Sentences that state a term for the disease: the sex affected, the age of onset, the mode of inheritance.

Each pattern is anchored to the page's own disease and excludes hedges (may, can, is thought to), negations and
alternatives. A sentence that matches no pattern stays text.
"""

import re
from functools import cache

from rarekg.mappings.gard.clauses import Clause, TermMention
from rarekg.mappings.gard.coreference import PageDisease
from rarekg.mappings.gard.sentences import Sentence
from rarekg.mappings.reading.lookups import lookup_rows

_MALE, _FEMALE = "PATO:0000384", "PATO:0000383"
_SEXES = dict.fromkeys(("males", "boys", "men"), _MALE) | dict.fromkeys(("females", "girls", "women"), _FEMALE)
_PEOPLE = "|".join(_SEXES)
_FREQUENTLY = r"(?:(?:usually|typically|generally|often) )?"
# A predicate, or a later predicate of the same subject in the clause.
_SAME_SUBJECT = r"(?:^|\band (?:it )?|, )"
_SEX = re.compile(
    _SAME_SUBJECT + r"(?P<words>(?:(?:affects|occurs in|is (?:seen|found) in) (?:only|exclusively)"
    r"|only (?:affects|occurs in)|occurs (?:only|exclusively) in) "
    rf"(?P<people>{_PEOPLE}))\b(?=$|[.,;]| and (?!{_PEOPLE}))",
    re.IGNORECASE,
)
_SYMPTOMS = re.compile(
    r"(?:the )?(?:(?:first )?(?:signs and )?symptoms|onset)(?: of (?P<of>[^,;]{2,90}?))? "
    r"(?=(?:usually|typically|generally|often|begin|start|appear|develop|is|are)\b)",
    re.IGNORECASE,
)
_BEGINS = (
    rf"{_FREQUENTLY}(?:begins?|starts?|appears?|develops?|presents?|(?:is|are) present|becomes? apparent{{bare}}) "
    rf"{_FREQUENTLY}(?:in |during |within |by )?(?:before )?(?P<phrase>{{phrases}})"
    # A second age after the first one makes the sentence ambiguous.
    r"(?=$|[.;]|,(?! (?:(?:and|or|to) )?(?:in |during )?(?:{phrases}))| and (?!(?:in |during )?(?:{phrases})))"
)
_INHERITED = (
    _SAME_SUBJECT + r"(?:is|are) inherited (?:in|as) an? (?P<mode>{phrases})(?: \([^()]*\))? "
    r"(?:manner|pattern|fashion|way|trait)\b",
    r"^(?:has|shows|follows) (?:an? )?(?P<mode>{phrases}) (?:inheritance|pattern of inheritance)\b",
)


def sex(clause: Clause) -> TermMention | None:
    """Return the sex (a PATO term) that the disease affects, if the clause states that it affects only one.

    >>> sentence = Sentence(text="It only affects boys.", line=1)
    >>> sex(Clause(predicate="only affects boys.", sentence=sentence))
    TermMention(term='PATO:0000384', words='only affects boys')
    """
    match = _SEX.search(clause.predicate)
    return TermMention(term=_SEXES[match["people"].lower()], words=match["words"]) if match else None


def onset(clause: Clause) -> TermMention | None:
    """Return the onset of the disease (a term below HP:0003674), if the clause states one age."""
    terms = _phrases("onsets", "onset")
    begins = _BEGINS.format(phrases=_alternatives(terms), bare="")
    match = re.search(rf"{_SAME_SUBJECT}(?:{begins})", clause.predicate, re.IGNORECASE)
    return _mention(match, "phrase", terms)


def onset_of_symptoms(sentence: Sentence, disease: PageDisease) -> TermMention | None:
    """Return the onset of the disease, if the subject is its symptoms or their onset."""
    subject = _SYMPTOMS.match(sentence.text)
    if subject is None or (subject["of"] and not disease.matches(subject["of"])):
        return None
    terms = _phrases("onsets", "onset")
    begins = _BEGINS.format(phrases=_alternatives(terms), bare="|is|are")
    return _mention(re.match(begins, sentence.text[subject.end() :], re.IGNORECASE), "phrase", terms)


def inheritance(clause: Clause) -> TermMention | None:
    """Return the mode of inheritance (a term below HP:0000005), if the clause states one.

    >>> sentence = Sentence(text="It is inherited in an autosomal recessive manner.", line=1)
    >>> inheritance(Clause(predicate="is inherited in an autosomal recessive manner.", sentence=sentence))
    TermMention(term='HP:0000007', words='autosomal recessive')
    """
    terms = _phrases("inheritance", "mode")
    forms = (form.format(phrases=_alternatives(terms)) for form in _INHERITED)
    matches = (re.search(form, clause.predicate, re.IGNORECASE) for form in forms)
    return _mention(next(filter(None, matches), None), "mode", terms)


def _mention(match: re.Match[str] | None, group: str, terms: dict[str, str]) -> TermMention | None:
    return TermMention(term=terms[match[group].lower()], words=match[group]) if match else None


@cache
def _phrases(table: str, column: str) -> dict[str, str]:
    return {row["phrase"].lower(): row[column] for row in lookup_rows(table)}


def _alternatives(terms: dict[str, str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(terms, key=len, reverse=True))
