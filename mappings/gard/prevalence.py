"""Prevalence in the sentences of lay summaries: reported cases, or one in a number of people."""

import re
from collections.abc import Iterator
from decimal import Context, Decimal

from rarekg.mappings.facts import Origin, Prevalence
from rarekg.mappings.gard.clauses import Clause
from rarekg.mappings.gard.coreference import PageDisease
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.sentences import Sentence

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = rf"\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,7}}|{'|'.join(_WORDS)}"
_BELOW, _ABOVE = ("fewer than", "less than", "under"), ("more than", "over")
_ABOUT = ("at least", "up to", "about", "approximately", "around", "roughly", "an estimated")
_THAN = rf"(?:(?P<than>{'|'.join((*_BELOW, *_ABOVE, *_ABOUT))}) )?"
_CASES = re.compile(
    rf"(?:(?:so far|to date|worldwide),? )?(?:only |just )?{_THAN}(?P<number>{_NUMBER}) (?:affected )?"
    r"(?P<who>people|individuals|persons|patients|cases|families)(?: (?:of|with) (?P<before>[^,;]{2,120}?))? "
    r"(?:have|has) (?:ever )?been (?:reported|described|diagnosed|identified)"
    r"(?: (?:as having|with) (?P<after>[^,;]{2,120}?))?"
    r"(?: (?:in the (?:medical |scientific |world )?literature|worldwide|to date|so far|in the world))*"
    r"(?:\.|,? (?:but|although)\b.*)$",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"(?:affects|occurs in|is seen in|is found in) {_THAN}(?:1|one) in (?P<low>{_NUMBER})"
    rf"(?: to (?:1|one) in (?P<high>{_NUMBER}))? (?P<who>people|individuals|persons|newborns|live births|births)"
    r"(?: worldwide| in the general population)?[.]$",
    re.IGNORECASE,
)
_SHARES = Context(prec=10)


def prevalence_facts(
    sentence: Sentence, clause: Clause | None, kind: str, page: PageContext, disease: PageDisease
) -> Iterator[Prevalence]:
    """Yield the prevalence that a sentence states.

    Args:
        sentence: The sentence.
        clause: Its clause about the disease, if the disease is its subject.
        kind: The kind of its section.
        page: The page.
        disease: The disease of the page.
    """
    if cases := _CASES.match(sentence.text):
        if all(disease.matches(phrase) for phrase in (cases["before"], cases["after"]) if phrase):
            yield _cases(cases, sentence, kind, page)
    elif clause is not None and (share := _ONE_IN.match(clause.predicate)):
        yield _share(share, sentence, kind, page)


def _cases(match: re.Match[str], sentence: Sentence, kind: str, page: PageContext) -> Prevalence:
    number, than = _integer(match["number"]), (match["than"] or "").lower()
    families = match["who"].lower() == "families"
    lower = None if than in (*_BELOW, "up to") else number + (than in _ABOVE)
    upper = None if than in (*_ABOVE, "at least") else number - (than in _BELOW)
    begin = match.start("than") if than else match.start("number")
    return Prevalence(
        disease=page.disease,
        kind="cases",
        origin=_origin(sentence, kind, page, sentence.text[begin : match.end("who")], ("cases", lower, upper)),
        lower_count=lower,
        upper_count=upper,
        qualification=" ".join([than] * (lower == upper) + ["families"] * families).strip() or None,
    )


def _share(match: re.Match[str], sentence: Sentence, kind: str, page: PageContext) -> Prevalence:
    than, of_births = (match["than"] or "").lower(), re.search("birth|newborn", match["who"], re.IGNORECASE)
    shares = [_SHARES.divide(Decimal(1), Decimal(_integer(match[end]))) for end in ("low", "high") if match[end]]
    lower = None if than in (*_BELOW, "up to") else min(shares)
    upper = None if than in (*_ABOVE, "at least") else max(shares)
    return Prevalence(
        disease=page.disease,
        kind="birth" if of_births else "point",
        origin=_origin(sentence, kind, page, match[0].rstrip("."), ("share", lower, upper)),
        lower=lower,
        upper=upper,
        qualification=than if than and lower is not None and upper is not None else None,
    )


def _origin(sentence: Sentence, kind: str, page: PageContext, words: str, key: tuple[str, object, object]) -> Origin:
    fields = ("" if value is None else str(value) for value in key)
    return page.origin_in_prose(kind, "prevalence", *fields, cited=sentence.cited, words=words)


def _integer(number: str) -> int:
    plain = number.replace(",", "").lower()
    return int(plain) if plain.isdigit() else _WORDS.index(plain) + 1
