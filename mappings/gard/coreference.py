"""References to the disease of a page in its text: names, abbreviations, "this condition", "it"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rarekg.mappings.resolve.term_names import normalize

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
    """The disease of a page with its normalised ``names``."""

    names: frozenset[str]
    _opening: re.Pattern[str]

    def matches(self, phrase: str) -> bool:
        """Tell whether ``phrase`` as a whole refers to this disease, by a name or as ``this condition`` or ``it``.

        >>> page_disease(["IPEX syndrome"]).matches("the IPEX syndrome")
        True
        """
        plain = re.sub(r"^(?:the|a|an) ", "", phrase.strip(), flags=re.IGNORECASE)
        if normalize(plain) in self.names or _GENERIC.fullmatch(phrase.strip()) or phrase.strip().lower() == "it":
            return True
        short = _ABBREVIATED.fullmatch(plain)
        return short is not None and self._is_long_form(short)

    def predicate(self, sentence: str, *, pronoun: bool = False, generic: bool = True) -> str | None:
        """Return ``sentence`` without its subject if that is this disease, else None.

        Args:
            sentence: A sentence or clause.
            pronoun: Whether ``it`` refers to this disease, because it was the subject of the preceding sentence.
            generic: Whether ``this condition`` refers to this disease, because no other form of it was mentioned.

        >>> disease = page_disease(["IPEX syndrome"])
        >>> disease.predicate("IPEX syndrome is inherited."), disease.predicate("Carriers are well.")
        ('is inherited.', None)
        """
        if pronoun and (subject := _PRONOUN.match(sentence)):
            return sentence[subject.end() :]
        if generic and (subject := _GENERIC_SUBJECT.match(sentence)):
            return sentence[subject.end() :]
        subject = self._opening.match(sentence)
        if subject is None:
            subject = _ABBREVIATED.match(sentence)
            if subject is None or not self._is_long_form(subject):
                return None
        rest = sentence[subject.end() :].lstrip()
        return rest if _PREDICATE.match(rest) else None

    def _is_long_form(self, match: re.Match[str]) -> bool:
        """Tell whether ``Long name (ABC) syndrome`` is this disease, by its name or by the abbreviation of its name."""
        noun = match["noun"] or ""
        if normalize(match["long"] + noun) in self.names or normalize(match["long"]) in self.names:
            return True
        is_name = normalize(match["short"] + noun) in self.names or normalize(match["short"]) in self.names
        return is_name and _abbreviates(match["short"], match["long"])


def page_disease(names: Iterable[str], opening: str = "") -> PageDisease:
    """Return the disease with these names.

    Args:
        names: The names on the page.
        opening: The first sentence about the disease; an abbreviation introduced there, ``Long name (ABC)``, is a
            name as well.
    """
    distinct = dict.fromkeys(name for name in names if normalize(name))
    disease = _compile(distinct)
    introduced = _ABBREVIATED.match(re.sub(r"^the ", "", opening, flags=re.IGNORECASE))
    if introduced is not None and disease._is_long_form(introduced):
        short, noun = introduced["short"], introduced["noun"] or ""
        disease = _compile([*distinct, short, short + noun])
    return disease


def _compile(names: Iterable[str]) -> PageDisease:
    longest_first = sorted(names, key=len, reverse=True)
    words = "|".join(r"[\W_]+".join(re.findall(r"[^\W_]+", name)) for name in longest_first)
    opening = re.compile(rf"(?:the )?(?:{words})(?!\w)(?:\s*\([^()]{{1,60}}\))?(?: {_NOUN})?(?=[\s,])", re.IGNORECASE)
    return PageDisease(names=frozenset(map(normalize, longest_first)), _opening=opening)


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether the letters of ``short`` are initials of words of ``long`` in order, beginning with the first."""
    words = normalize(long).split()
    letters = normalize(short).replace(" ", "")
    if not words or not letters or words[0][0] != letters[0]:
        return False
    initials = iter(word[0] for word in words)
    return all(letter in initials for letter in letters)
