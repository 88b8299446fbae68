"""How a text speaks of the disease that its page is about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rarekg.mappings.known import normalize

_NOUN = r"(?:syndrome|disease|disorder|deficiency|condition)"
_GENERIC = re.compile(rf"(?:this|the) {_NOUN}", re.IGNORECASE)
# "Long name (ABC) syndrome"
_ABBREVIATED = re.compile(rf"(?P<long>.{{2,160}}?) ?\((?P<short>[A-Z][\w-]{{1,11}})\)(?P<noun> {_NOUN}\b)?")
_PRONOUN = re.compile(r"it\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThisDisease:
    """The disease of a page by its ``names``, normalised."""

    names: frozenset[str]
    _opening: re.Pattern[str]

    def is_meant(self, phrase: str) -> bool:
        """Tell whether ``phrase`` as a whole names this disease or stands for it (``this condition``)."""
        plain = re.sub(r"^(?:the|a|an) ", "", phrase.strip(), flags=re.IGNORECASE)
        if normalize(plain) in self.names or _GENERIC.fullmatch(phrase.strip()) or phrase.strip().lower() == "it":
            return True
        short = _ABBREVIATED.fullmatch(plain)
        return short is not None and self._is_long_form(short)

    def predicate(self, sentence: str, *, after_mention: bool = False) -> str | None:
        """Return what ``sentence`` says of this disease where that is its subject, else None.

        ``it`` is this disease only where the sentence before had it as its subject (``after_mention``).
        """
        if after_mention and (found := _PRONOUN.match(sentence)):
            return sentence[found.end() :]
        if found := self._opening.match(sentence):
            return sentence[found.end() :].lstrip()
        if (found := _ABBREVIATED.match(sentence)) and self._is_long_form(found):
            return sentence[found.end() :].lstrip()
        return None

    def _is_long_form(self, found: re.Match[str]) -> bool:
        """Tell whether ``Long name (ABC) syndrome`` is this disease, by its name or by an ABC that abbreviates it."""
        noun = found["noun"] or ""
        if normalize(found["long"] + noun) in self.names or normalize(found["long"]) in self.names:
            return True
        known = normalize(found["short"] + noun) in self.names or normalize(found["short"]) in self.names
        return known and _abbreviates(found["short"], found["long"])


def this_disease(names: Iterable[str], opening: str = "") -> ThisDisease:
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


def _compiled(names: Iterable[str]) -> ThisDisease:
    normalized = frozenset(normalize(name) for name in names)
    longest_first = sorted(normalized, key=len, reverse=True)
    words = "|".join(r"[\W_]+".join(map(re.escape, name.split())) for name in longest_first)
    opening = re.compile(
        rf"(?:the )?(?:{words})(?!\w)(?:\s*\([^()]{{1,60}}\))?(?: {_NOUN})?(?=\s)|{_GENERIC.pattern}(?=\s)",
        re.IGNORECASE,
    )
    return ThisDisease(names=normalized, _opening=opening)


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether the letters of ``short`` begin words of ``long`` in their order, the first word's the first."""
    words = normalize(long).split()
    letters = normalize(short).replace(" ", "")
    if not words or not letters or words[0][0] != letters[0]:
        return False
    remaining = iter(word[0] for word in words)
    return all(letter in remaining for letter in letters)
