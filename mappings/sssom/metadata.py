"""The metadata of an SSSOM mapping set, which its comment lines hold as YAML.

The slots are those of https://mapping-commons.github.io/sssom/MappingSet/.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from re import compile as pattern
from textwrap import dedent

import yaml

from rarekg.mappings.reading.tsv import lines
from rarekg.ontology.characters import unfit
from rarekg.ontology.errors import SourceError

ADVICE = "is it an SSSOM table (TSV)?"
_LONGEST = 100_000  # characters of metadata; MONDO's have 2,800
_MOST_LISTS = 1_000  # lists and mappings in brackets; each level inside another costs the parser of YAML more
_NOT_IN_NAME = pattern(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingSet:
    """The metadata of a mapping file.

    ``name`` is the source of its mappings; its end, ``-sssom``, distinguishes it from the keys of other sources.
    ``prefixes`` maps the prefixes of its CURIEs to namespaces.
    """

    name: str
    id: str | None
    version: str | None
    licence: str | None
    prefixes: Mapping[str, str]


def read_metadata(path: Path) -> MappingSet:
    """Return the metadata of the file at ``path``.

    Raises:
        SourceError: If the comment lines are not YAML, or have more lists than any metadata.
    """
    comments = dedent("\n".join(_comments(path)))
    if comments.count("[") + comments.count("{") > _MOST_LISTS:
        raise SourceError(f"more than {_MOST_LISTS:,} lists in its metadata", path=path, advice=ADVICE)
    try:
        # The base loader returns every scalar as text, so that the version 2026-08-04 is not a date.
        document = yaml.load(comments, Loader=yaml.BaseLoader)
    # A text of YAML may name a character by any number.
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        raise SourceError("its comment lines are not YAML", path=path, line=_line(error), advice=ADVICE) from error
    slots = document if isinstance(document, dict) else {}
    prefixes = slots.get("curie_map")
    namespaces = prefixes.items() if isinstance(prefixes, dict) else ()
    identity = _text(slots, "mapping_set_id")
    found = MappingSet(
        name=source_name(identity or path.name),
        id=identity,
        version=_text(slots, "mapping_set_version"),
        licence=_text(slots, "license"),
        prefixes={prefix: space for prefix, space in namespaces if isinstance(prefix, str) and isinstance(space, str)},
    )
    for value in (found.id, found.version, found.licence, *found.prefixes, *found.prefixes.values()):
        if character := unfit(value or ""):
            raise SourceError(f"its comment lines name the character {character}, which XML cannot hold", path=path)
    return found


def _comments(path: Path) -> Iterator[str]:
    """Yield the comment lines of the file without their marks.

    Raises:
        SourceError: They are longer than any metadata.
    """
    length = 0
    for number, line in takewhile(lambda numbered: numbered[1].startswith("#"), lines(path)):
        if (length := length + len(line)) > _LONGEST:
            raise SourceError(f"more than {_LONGEST:,} characters of metadata", path=path, line=number, advice=ADVICE)
        yield line[1:]


def source_name(identity: str) -> str:
    """Return the name of a mapping set as a source, from its id or file name.

    >>> source_name("http://purl.obolibrary.org/obo/mondo/mappings/mondo.sssom.tsv")
    'mondo-sssom'
    """
    last = identity.rstrip("/#").rpartition("/")[2].lower().removesuffix(".tsv").removesuffix(".sssom")
    return f"{_NOT_IN_NAME.sub('-', last).strip('-')}-sssom".removeprefix("-")


def _text(slots: Mapping[str, object], key: str) -> str | None:
    value = slots.get(key)
    return value if isinstance(value, str) and value else None


def _line(error: Exception) -> int | None:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if isinstance(mark, yaml.Mark) else None
