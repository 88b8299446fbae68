"""How a text speaks of the disease that its page is about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rarekg.mappings.resolve.known import normalize

_NOUN = r"(?:syndrome|disease|disorder|deficiency|condition)"
_GENERIC = re.compile(rf"(?:this|the) {_NOUN}", re.IGNORECASE)
# "Long name (ABC) syndrome"
_ABBREVIATED = re.compile(rf"(?P<long>.{{2,160}}?) ?\((?P<short>[A-Z][\w-]{{1,11}})\)(?P<noun> {_NOUN}\b)?")
_GENERIC_SUBJECT = re.compile(rf"{_GENERIC.pattern}\s+(?=[a-z])", re.IGNORECASE)
# "Halden syndrome type 2", "Halden syndrome carriers": the subject is not, or not only, the disease.
_PREDICATE = re.compile(
    r"(?!,?\s*(?:types?|forms?|subtypes?|variants?|patients|carriers|families|genes?|with|in|due|and|or)\b)[a-z(,]"
)
_PRONOUN = re.compile(r"it\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDisease:
    """The disease of a page by its ``names``, normalised."""

    names: frozenset[str]
    _opening: re.Pattern[str]

    def matches(self, phrase: str) -> bool:
        """Tell whether ``phrase`` as a whole names this disease or stands for it (``this condition``)."""
        plain = re.sub(r"^(?:the|a|an) ", "", phrase.strip(), flags=re.IGNORECASE)
        if normalize(plain) in self.names or _GENERIC.fullmatch(phrase.strip()) or phrase.strip().lower() == "it":
            return True
        short = _ABBREVIATED.fullmatch(plain)
        return short is not None and self._is_long_form(short)

    def predicate(self, sentence: str, *, pronoun: bool = False, generic: bool = True) -> str | None:
        """Return what ``sentence`` says of this disease where that is its subject, else None.

        ``it`` counts where ``pronoun`` is True: the sentence before had this disease as its subject. ``this condition``
        counts where ``generic`` is True: no other form of the disease has been spoken of.
        """
        if pronoun and (found := _PRONOUN.match(sentence)):
            return sentence[found.end() :]
        if generic and (found := _GENERIC_SUBJECT.match(sentence)):
            return sentence[found.end() :]
        found = self._opening.match(sentence)
        if found is None:
            found = _ABBREVIATED.match(sentence)
            if found is None or not self._is_long_form(found):
                return None
        rest = sentence[found.end() :].lstrip()
        return rest if _PREDICATE.match(rest) else None

    def _is_long_form(self, found: re.Match[str]) -> bool:
        """Tell whether ``Long name (ABC) syndrome`` is this disease, by its name or by an ABC that abbreviates it."""
        noun = found["noun"] or ""
        if normalize(found["long"] + noun) in self.names or normalize(found["long"]) in self.names:
            return True
        known = normalize(found["short"] + noun) in self.names or normalize(found["short"]) in self.names
        return known and _abbreviates(found["short"], found["long"])


def page_disease(names: Iterable[str], opening: str = "") -> PageDisease:
    """Return the disease with these names.

    ``opening`` is the first sentence about it: an abbreviation that it brings in, ``Long name (ABC)``, is a name too.
    """
    known = dict.fromkeys(name for name in names if normalize(name))
    disease = _compiled(known)
    introduced = _ABBREVIATED.match(re.sub(r"^the ", "", opening, flags=re.IGNORECASE))
    if introduced is not None and disease._is_long_form(introduced):
        short, noun = introduced["short"], introduced["noun"] or ""
        disease = _compiled([*known, short, short + noun])
    return disease


def _compiled(names: Iterable[str]) -> PageDisease:
    longest_first = sorted(names, key=len, reverse=True)
    words = "|".join(r"[\W_]+".join(re.findall(r"[^\W_]+", name)) for name in longest_first)
    opening = re.compile(rf"(?:the )?(?:{words})(?!\w)(?:\s*\([^()]{{1,60}}\))?(?: {_NOUN})?(?=[\s,])", re.IGNORECASE)
    return PageDisease(names=frozenset(map(normalize, longest_first)), _opening=opening)


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether the letters of ``short`` begin words of ``long`` in their order, the first word's the first."""
    words = normalize(long).split()
    letters = normalize(short).replace(" ", "")
    if not words or not letters or words[0][0] != letters[0]:
        return False
    remaining = iter(word[0] for word in words)
    return all(letter in remaining for letter in letters)
