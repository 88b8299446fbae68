"""Differential diagnoses: find the lists of diseases in sentences and split them into names."""

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
# Plural head nouns that several names can share: "Wiskott-Aldrich and Omenn syndromes".
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
    rf"(?:{'|'.join(_SHARED.values())}|\w{{3}}(?:osis|itis|oma|emia|penia|uria|pathy|trophy|plasia))$", re.IGNORECASE
)

_LONGEST = 300  # characters of a name

IsName = Callable[[str], bool]


def differential_facts(
    sentence: Sentence, kind: str, page: PageContext, known: Known, disease: PageDisease
) -> Iterator[Differential | Issue]:
    """Yield the differential diagnoses that a sentence lists; a name without a match in MONDO is reported and kept."""
    matches = (form.match(sentence.text) for form in _LISTS)
    listed = next((match for match in matches if match and (not match["of"] or disease.matches(match["of"]))), None)
    if listed is None:
        return
    named = known.names.disease_named
    for name in split_names(listed["list"].rstrip("."), lambda words: bool(named([words]).candidates)):
        if len(name) > _LONGEST:
            message = f"{name[:40]!r} …, {len(name):,} characters, is no name"
            yield page.issue(sentence.line, "unresolved-differential", message, "skipped", name)
            continue
        match = named([name])
        if match.id is None:
            finding = f"could be {', '.join(match.candidates)}" if match.candidates else "matches no name in MONDO"
            message = f"{name!r}, a differential diagnosis, {finding}"
            yield page.issue(sentence.line, "unresolved-differential", message, "kept", name)
        origin = page.origin_in_prose(kind, "differential", name, cited=sentence.cited, words=name)
        yield Differential(disease=page.disease, other=match.id, name=name, origin=origin)


def split_names(text: str, is_named: IsName) -> Iterator[str]:
    """Yield the single names of a list with commas, ``and`` and ``or``; a shared head noun is added to each name.

    Args:
        text: The list.
        is_named: Tells whether a disease has this name, which distinguishes a conjunction inside a name from one
            between two names.

    >>> list(split_names("Wiskott-Aldrich and Omenn syndromes, and IL10R deficiency", lambda name: False))
    ['Wiskott-Aldrich syndrome', 'Omenn syndrome', 'IL10R deficiency']
    """
    items = re.split(r"[,;]\s+", _SEE.sub("", text).strip())
    for item in _with_head_nouns([re.sub(r"^(?:and|or|as well as)\s+", "", item.strip()) for item in items], is_named):
        yield from _split(item, is_named)


def _with_head_nouns(items: list[str], is_named: IsName) -> list[str]:
    """Return the items, single words completed by the head noun that a later item shares with them."""
    noun = None
    for i in range(len(items) - 1, -1, -1):
        last = items[i].rpartition(" ")[2]
        if noun and last == items[i] and not _is_name(last, is_named):
            items[i] = f"{last} {noun}"
        else:
            noun = _SHARED.get(last)
    return items


def _split(item: str, is_named: IsName) -> Iterator[str]:
    plain = re.sub(r" ?\([^()]*\)$", "", item)
    if len(plain) > _LONGEST:  # no name, and its parts could be names by chance
        yield plain
        return
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


def _is_name(words: str, is_named: IsName) -> bool:
    return is_named(words) or _HEAD.search(words) is not None
