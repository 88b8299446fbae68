"""Lists of diseases to tell this one from, taken apart into single names."""

import re
from collections.abc import Callable, Iterator

from rarekg.mappings.facts import Differential, Issue
from rarekg.mappings.gard.coreference import PageDisease
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.sentences import Sentence
from rarekg.mappings.resolve.known import Known

_OF = r"(?P<of>[^,;:]{2,120}?)"
_LISTS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:the )?(?:main |major |principal )?differential diagnos[ie]s(?: (?:of|for) {_OF})? "
        r"(?:includes?|comprises?|should include|may include|is with):?,? (?P<list>.+)$",
        rf"(?:diseases|conditions|disorders) that (?:look like|resemble) {_OF}(?: are| include):? (?P<list>.+)$",
    )
)
_SEE = re.compile(r"\s*\((?:see|q\.v\.)[^()]*\)", re.IGNORECASE)
# Plurals that two names can share: "Wiskott-Aldrich and Omenn syndromes".
_SHARED = {
    "syndromes": "syndrome",
    "diseases": "disease",
    "disorders": "disorder",
    "deficiencies": "deficiency",
    "immunodeficiencies": "immunodeficiency",
    "anemias": "anemia",
    "ataxias": "ataxia",
    "dystrophies": "dystrophy",
    "myopathies": "myopathy",
    "neuropathies": "neuropathy",
    "dysplasias": "dysplasia",
}
_HEAD = re.compile(
    rf"(?:{'|'.join(_SHARED.values())}|\w{{3,}}(?:osis|itis|oma|emia|penia|uria|pathy|trophy|plasia))$", re.IGNORECASE
)

Named = Callable[[str], bool]


def differentials(
    sentence: Sentence, kind: str, page: PageContext, known: Known, disease: PageDisease
) -> Iterator[Differential | Issue]:
    """Yield the diseases that a sentence lists; one that no disease in MONDO is called is reported and kept."""
    found = (form.match(sentence.text) for form in _LISTS)
    listed = next((one for one in found if one and (not one["of"] or disease.matches(one["of"]))), None)
    if listed is None:
        return
    for name in split_names(listed["list"].rstrip("."), lambda words: bool(known.disease_named([words]).candidates)):
        match = known.disease_named([name])
        if match.id is None:
            meant = f"could be {', '.join(match.candidates)}" if match.candidates else "matches no name in MONDO"
            message = f"{name!r}, a differential diagnosis, {meant}"
            yield page.issue(sentence.line, "unresolved-differential", message, "kept", name)
        origin = page.origin(kind, "differential", name, cited=sentence.cited, words=name)
        yield Differential(disease=page.disease, other=match.id, name=name, origin=origin)


def split_names(text: str, is_named: Named) -> Iterator[str]:
    """Yield the single names of a list with commas, ``and`` and ``or``; a head noun that two share goes to both.

    ``is_named`` tells whether a disease is called by some words, which is how a conjunction inside a name is told from
    one between two names.
    """
    items = re.split(r"[,;]\s+", _SEE.sub("", text).strip())
    for item in _with_nouns([re.sub(r"^(?:and|or|as well as)\s+", "", item.strip()) for item in items], is_named):
        yield from _split(item, is_named)


def _with_nouns(items: list[str], is_named: Named) -> list[str]:
    """Return the items of a list, with the noun that the last of several shares with the single words before it."""
    noun = None
    for i in range(len(items) - 1, -1, -1):
        last = items[i].rpartition(" ")[2]
        if noun and last == items[i] and not _is_name(last, is_named):
            items[i] = f"{last} {noun}"
        else:
            noun = _SHARED.get(last)
    return items


def _split(item: str, is_named: Named) -> Iterator[str]:
    plain = re.sub(r"\s*\([^()]*\)$", "", item)
    for conjunction in () if is_named(plain) else re.finditer(r" (?:and|or|and/or) ", plain):
        left, right = plain[: conjunction.start()], plain[conjunction.end() :]
        noun = right.rpartition(" ")[2]
        if noun in _SHARED and not _is_name(left, is_named):
            yield from _split(f"{left} {_SHARED[noun]}", is_named)
            yield from _split(right.removesuffix(noun) + _SHARED[noun], is_named)
            return
        if _is_name(left, is_named) and (" " in right or is_named(right)):
            yield left
            yield from _split(right, is_named)
            return
    if plain:
        yield plain


def _is_name(words: str, is_named: Named) -> bool:
    return is_named(words) or _HEAD.search(words) is not None
