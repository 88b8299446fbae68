"""Treatments in the sentences of lay summaries, and which of them are stated to cure."""

import re
from collections.abc import Iterator
from functools import cache

from rarekg.mappings.facts import Treatment
from rarekg.mappings.gard.coreference import PageDisease
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.sentences import Sentence
from rarekg.mappings.reading.lookups import lookup_rows

_OFTEN = r"(?:(?:usually|often|generally|typically|also) )?"
_OF = r"(?P<of>[^,;]{2,120}?)"
_LIST = r"(?P<list>.+)$"
_PHRASE = r"(?:an? |the )?(?P<phrase>[^,;]{3,80}?)"
_ONLY = r"is the only (?:known |available )?(?:treatment|therapy|option|way)(?: (?:that|which) can| to) cure"
_REST = r"(?:[,.].*)?$"


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


_LISTING = _forms(
    rf"(?:the )?(?:treatment|management)(?: (?:of|for) {_OF})? {_OFTEN}(?:consists of|includes?|involves) {_LIST}",
    rf"(?:the )?(?:treatment|management)(?: (?:of|for) {_OF})? (?:may|can) include {_LIST}",
    rf"{_OF} is {_OFTEN}treated with {_LIST}",
    rf"(?:doctors|physicians|specialists) {_OFTEN}treat {_OF} with {_LIST}",
)
_CURING = _forms(
    rf"{_PHRASE} {_ONLY} {_OF}{_REST}",
    rf"(?:only )?{_PHRASE} (?:can cure|cures|is curative for|is a cure for) {_OF}{_REST}",
    rf"the only (?:known )?(?:cure|curative treatment)(?: for {_OF})? is {_PHRASE}{_REST}",
)
# A clause with one of these words does not state that the treatment is in use.
_DOUBT = re.compile(
    r"\b(?:no|not|never|none|without|except|unless|rather than|instead of|might|could|possibl[ey]"
    r"|trials?|research\w*|experimental|investigat\w+|fail\w*|ineffective)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"(?: (?:to|for|as needed|in order to)\b.*| \([^()]*\))?$", re.IGNORECASE)


def treatment_facts(sentence: Sentence, kind: str, page: PageContext, disease: PageDisease) -> Iterator[Treatment]:
    """Yield the treatments of the disease that a sentence states; items not in the lookup table are ignored."""
    for clause in re.split(r";|\. ", sentence.text.rstrip(".")):
        plain = re.sub(r"^(?:and|but|however,)\s+", "", clause.strip(), flags=re.IGNORECASE)
        if _DOUBT.search(plain):
            continue
        if cure := _first(_CURING, plain, disease):
            yield from _treatment(cure["phrase"], sentence, kind, page, curative=True)
        elif listed := _first(_LISTING, plain, disease):
            for item in re.split(r",? and |,? or |, ", listed["list"]):
                yield from _treatment(item, sentence, kind, page, curative=False)


def _first(forms: tuple[re.Pattern[str], ...], clause: str, disease: PageDisease) -> re.Match[str] | None:
    """Return the first match that is about the disease of the page."""
    matches = (form.match(clause) for form in forms)
    return next((match for match in matches if match and (not match["of"] or disease.matches(match["of"]))), None)


def _treatment(item: str, sentence: Sentence, kind: str, page: PageContext, *, curative: bool) -> Iterator[Treatment]:
    """Yield the treatment if the item is a phrase of the lookup table, with or without a purpose after it."""
    plain = re.sub(r"^(?:an?|the) ", "", item.strip(), flags=re.IGNORECASE)
    for phrase, row in _phrases().items():
        if plain.lower().startswith(phrase) and _PURPOSE.fullmatch(plain[len(phrase) :]):
            words, term = plain[: len(phrase)], row["treatment"]
            yield Treatment(
                disease=page.disease,
                treatment=term,
                label=row["label"],
                origin=page.origin_in_prose(kind, "treatment", term, cited=sentence.cited, words=words),
                curative=curative,
            )
            return


@cache
def _phrases() -> dict[str, dict[str, str]]:
    ordered = sorted(lookup_rows("treatments"), key=lambda row: -len(row["phrase"]))
    return {row["phrase"].lower(): row for row in ordered}
