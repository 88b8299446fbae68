"""Mapping files that a user gives: SSSOM tables, each row a claim that two ids name the same or a related thing.

The format is https://mapping-commons.github.io/sssom/tsv/: comment lines hold metadata as YAML, then comes a table.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from re import compile as pattern
from textwrap import dedent
from types import MappingProxyType

import yaml

from rarekg.mappings import facts
from rarekg.mappings.facts import Issue
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import lines, wrong_width
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.errors import SourceError
from rarekg.ontology.prefixes import compress, converter

REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
# What the reader does not use, and why; a column that is neither used nor listed here is an issue.
IGNORED: Mapping[str, str] = MappingProxyType(
    {
        "subject_label": "labels are the ontologies' to give",
        "object_label": "as subject_label",
        "subject_source": "the prefix of the id says it",
        "object_source": "as subject_source",
    }
)
# What each predicate says when subject and object change places; none where it cannot be turned round.
INVERSE: Mapping[str, str | None] = MappingProxyType(
    {
        "skos:exactMatch": "skos:exactMatch",
        "skos:closeMatch": "skos:closeMatch",
        "skos:broadMatch": "skos:narrowMatch",
        "skos:narrowMatch": "skos:broadMatch",
        "oboInOwl:hasDbXref": None,
    }
)
ONTOLOGIES = ("MONDO:", "HP:")
NO_TERM = "sssom:NoTermFound"
UNSPECIFIED = "semapv:UnspecifiedMatching"
ADVICE = "is it an SSSOM table (TSV)?"

_JUSTIFICATION = pattern(r"semapv:[A-Za-z]+")
_NOT_IN_NAME = pattern(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingSet:
    """What a mapping file says of itself.

    ``name`` is the source of its mappings; it ends in ``-sssom``, so that it is never the key of another source.
    ``prefixes`` maps the prefixes of its CURIEs to namespaces.
    """

    name: str
    id: str | None
    version: str | None
    licence: str | None
    prefixes: Mapping[str, str]


def describe(path: Path) -> MappingSet:
    """Return what the comment lines of the file at ``path`` say of it; SourceError where they are not YAML."""
    comments = [line[1:] for _, line in takewhile(lambda numbered: numbered[1].startswith("#"), lines(path))]
    try:
        # The base loader makes text of every scalar: a version of 2026-08-04 is no date here.
        said = yaml.load(dedent("\n".join(comments)), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceError("its comment lines are not YAML", path=path, line=_line(error), advice=ADVICE) from error
    table = said if isinstance(said, dict) else {}
    prefixes = table.get("curie_map")
    namespaces = prefixes.items() if isinstance(prefixes, dict) else ()
    identity = _text(table, "mapping_set_id")
    return MappingSet(
        name=_name(identity or path.name),
        id=identity,
        version=_text(table, "mapping_set_version"),
        licence=_text(table, "license"),
        prefixes={prefix: space for prefix, space in namespaces if isinstance(prefix, str) and isinstance(space, str)},
    )


def read(path: Path, known: Known) -> Iterator[facts.Mapping | Issue]:
    """Yield each row of the table at ``path`` as a Mapping, those about a MONDO term with it as subject, then Issues.

    ``known`` holds the ontologies: a row about a term that they have not, as one of a newer release, is left out.
    Raises SourceError where the file is no SSSOM table.
    """
    said = describe(path)
    issues = Issues(source=said.name, file=path.name)
    reading = _Reading(said=said, known=known, issues=issues, ids=Identifiers(source=said.name, file=path.name))
    for line, row in _records(path, issues):
        found = reading.mapping(line, row)
        if found is not None:
            yield found
        yield from issues.handed_on()
    yield from reading.ids.issues()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What the rows of one file are read with."""

    said: MappingSet
    known: Known
    issues: Issues
    ids: Identifiers

    def mapping(self, line: int, row: Mapping[str, str]) -> facts.Mapping | None:
        """Return what a row claims, None where it claims nothing that the graph can hold."""
        if not self.is_claim(line, row):
            return None
        subject, object_ = self.term(line, row["subject_id"]), self.term(line, row["object_id"])
        if subject is None or object_ is None:
            return None
        if subject == object_:
            self.issues.note("mapped-to-itself", line, f"{subject} is mapped to itself", value=subject)
            return None
        predicate = row["predicate_id"]
        if (turned := INVERSE[predicate]) and object_.startswith("MONDO:") and not subject.startswith("MONDO:"):
            subject, predicate, object_ = object_, turned, subject
        return facts.Mapping(
            subject=subject,
            predicate=predicate,
            object=object_,
            justification=self.justification(line, row["mapping_justification"]),
            source=self.said.name,
            note=row.get("comment") or None,
        )

    def is_claim(self, line: int, row: Mapping[str, str]) -> bool:
        """Tell whether the row says, with a predicate that the graph has, that there is a match."""
        predicate, modifier = row["predicate_id"], row.get("predicate_modifier")
        text = f"{row['subject_id']} {predicate} {row['object_id']}"
        if NO_TERM in (row["subject_id"], row["object_id"]):
            self.issues.note("no-term-found", line, f"says that there is no match: {text}", value=text)
        elif modifier:
            self.issues.note("negated-mapping", line, f"{modifier}: {text}", value=text)
        elif predicate not in INVERSE:
            self.issues.note("unknown-predicate", line, f"the graph has no mappings by {predicate!r}", value=predicate)
        else:
            return True
        return False

    def term(self, line: int, raw: str) -> str | None:
        """Return ``raw`` as a CURIE of the table, as the term of today where the ontologies of the build have it."""
        curie = self.ids.curie(_spelled(raw, self.said), f"line {line}")
        if curie is None or not curie.startswith(ONTOLOGIES):
            return curie
        today = self.known.standing(curie)
        if today.id is None:
            self.issues.note(
                "unknown-term", line, f"{curie} is no current term of this build's ontologies", value=curie
            )
        elif today.id != curie:
            what = f"{curie} is today {today.id} ({self.known.label(today.id)})"
            self.issues.note_once("replaced-term", line, what, action="replaced", value=curie)
        return today.id

    def justification(self, line: int, raw: str) -> str:
        """Return the semapv term for how the match was found, the one for no justification where ``raw`` is none."""
        if _JUSTIFICATION.fullmatch(raw):
            return raw
        what = f"{raw!r} is no term of semapv"
        self.issues.note("unknown-justification", line, what, action="replaced", value=raw)
        return UNSPECIFIED


def _records(path: Path, issues: Issues) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield line number and column → cell of each row of the table, which may quote cells as CSV does."""
    number = 0

    def table() -> Iterator[str]:
        nonlocal number
        for number, line in lines(path):  # noqa: B007 - the number is what the enclosing function reads
            if not line.startswith("#"):
                yield line

    reader = csv.reader(table(), delimiter="\t", strict=True)
    try:
        header = next(reader, [])
        _check_header(header, path, number, issues)
        for cells in reader:
            if len(cells) != len(header):
                raise wrong_width(len(cells), len(header), path, number)
            yield number, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise SourceError(f"not a table: {error}", path=path, line=number, advice=ADVICE) from error


def _check_header(header: Sequence[str], path: Path, line: int, issues: Issues) -> None:
    for name in REQUIRED:
        if name not in header:
            raise SourceError(f"has no column {name!r}", path=path, line=line or None, advice=ADVICE)
    for name in header:
        if name not in (*REQUIRED, "predicate_modifier", "comment", *IGNORED):
            issues.note("unread-field", line, f"nothing reads the column {name!r}", value=name)


def _spelled(raw: str, said: MappingSet) -> str:
    """Return ``raw`` as an IRI where only the file knows its prefix, and else as it is."""
    prefix, _, local = raw.partition(":")
    if prefix in said.prefixes and converter().standardize_prefix(prefix) is None:
        iri = said.prefixes[prefix] + local
        return iri if compress(iri) else raw
    return raw


def _name(identity: str) -> str:
    last = identity.rstrip("/#").rpartition("/")[2].lower().removesuffix(".tsv").removesuffix(".sssom")
    return f"{_NOT_IN_NAME.sub('-', last).strip('-')}-sssom".removeprefix("-")


def _text(table: Mapping[str, object], key: str) -> str | None:
    value = table.get(key)
    return value if isinstance(value, str) and value else None


def _line(error: Exception) -> int | None:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if isinstance(mark, yaml.Mark) else None
