"""What single sentences say of a disease: the sex it affects, when it begins, the mode of inheritance.

Each pattern is anchored to what is said of the page's own disease, without a hedge (may, can, is thought to), a
negation or a choice between several answers. A sentence that fits none is not read.
"""

import re
from functools import cache

from rarekg.mappings.gard.clauses import Clause, TermMention
from rarekg.mappings.gard.coreference import PageDisease
from rarekg.mappings.gard.lookups import lookup_rows
from rarekg.mappings.gard.sentences import Sentence

_MALE, _FEMALE = "PATO:0000384", "PATO:0000383"
_SEXES = dict.fromkeys(("males", "boys", "men"), _MALE) | dict.fromkeys(("females", "girls", "women"), _FEMALE)
_PEOPLE = "|".join(_SEXES)
_FREQUENTLY = r"(?:(?:usually|typically|generally|often) )?"
# A predicate, or another one with the same subject further on in the clause.
_SAME_SUBJECT = r"(?:^|\band (?:it )?|, )"
_SEX = re.compile(
    _SAME_SUBJECT + r"(?P<said>(?:(?:affects|occurs in|is (?:seen|found) in) (?:only|exclusively)"
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
    # Another age after the first one leaves open which it is.
    r"(?=$|[.;]|,(?! (?:(?:and|or|to) )?(?:in |during )?(?:{phrases}))| and (?!(?:in |during )?(?:{phrases})))"
)
_INHERITED = (
    _SAME_SUBJECT + r"(?:is|are) inherited (?:in|as) an? (?P<mode>{phrases})(?: \([^()]*\))? "
    r"(?:manner|pattern|fashion|way|trait)\b",
    r"^(?:has|shows|follows) (?:an? )?(?P<mode>{phrases}) (?:inheritance|pattern of inheritance)\b",
)


def sex(clause: Clause) -> TermMention | None:
    """Return the one sex that the disease affects (a PATO term), where the clause says that it affects no other."""
    found = _SEX.search(clause.predicate)
    return TermMention(term=_SEXES[found["people"].lower()], words=found["said"]) if found else None


def onset(clause: Clause) -> TermMention | None:
    """Return when the disease begins (a term below HP:0003674), where the clause gives one age."""
    terms = _terms("onsets", "onset")
    begins = _BEGINS.format(phrases=_alternatives(terms), bare="")
    found = re.search(rf"{_SAME_SUBJECT}(?:{begins})", clause.predicate, re.IGNORECASE)
    return _said(found, "phrase", terms)


def onset_of_symptoms(sentence: Sentence, disease: PageDisease) -> TermMention | None:
    """Return the same where the subject is the symptoms of the disease or their onset."""
    subject = _SYMPTOMS.match(sentence.text)
    if subject is None or (subject["of"] and not disease.matches(subject["of"])):
        return None
    terms = _terms("onsets", "onset")
    begins = _BEGINS.format(phrases=_alternatives(terms), bare="|is|are")
    return _said(re.match(begins, sentence.text[subject.end() :], re.IGNORECASE), "phrase", terms)


def inheritance(clause: Clause) -> TermMention | None:
    """Return the mode of inheritance (a term below HP:0000005), where the clause gives one."""
    terms = _terms("inheritance", "mode")
    forms = (form.format(phrases=_alternatives(terms)) for form in _INHERITED)
    found = (re.search(form, clause.predicate, re.IGNORECASE) for form in forms)
    return _said(next(filter(None, found), None), "mode", terms)


def _said(found: re.Match[str] | None, group: str, terms: dict[str, str]) -> TermMention | None:
    return TermMention(term=terms[found[group].lower()], words=found[group]) if found else None


@cache
def _terms(table: str, column: str) -> dict[str, str]:
    return {row["phrase"].lower(): row[column] for row in lookup_rows(table)}


def _alternatives(terms: dict[str, str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(terms, key=len, reverse=True))
