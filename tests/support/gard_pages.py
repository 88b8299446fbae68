"""GARD pages for tests, and a small part of HPO and MONDO to resolve their ids."""

from collections.abc import Iterator
from csv import QUOTE_NONE, DictReader
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields

from rarekg.mappings.facts import Fact, Issue, Mapping
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import gard, gard_restated
from rarekg.ontology.terms import Synonym, Term

GOLDEN = Path(__file__).parents[1] / "golden" / "gard"
OWN = Path(str(files("rarekg.mappings").joinpath("pages/ipex.txt")))
_SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_5c34fa3ca0680cab.txt"


def seed() -> Path:
    """Return the page that GARD itself published; skip the test if it is missing."""
    if not _SEED.is_file():
        pytest.skip("GARD's own page on IPEX is missing")
    return _SEED


def small_known(disease: str | None = None) -> Known:
    """Return the terms and mappings of the two tables beside the golden pages."""
    known = Known(disease_override=disease)
    for row in _rows("phenotypes"):
        known.learn(_phenotype(row))
    for row in _rows("diseases"):
        names = (Synonym(text=name) for name in row["synonyms"].split("|") if name)
        known.learn(Term(id=row["id"], label=row["label"], synonyms=tuple(names)))
        for other in filter(None, row["xrefs"].split("|")):
            predicate, why = "oboInOwl:hasDbXref", "semapv:UnspecifiedMatching"
            known.learn_mapping(
                Mapping(subject=row["id"], predicate=predicate, object=other, justification=why, source="mondo")
            )
    return known


def facts_of(path: Path, known: Known | None = None) -> list[Fact | Issue]:
    """Return all facts and issues of one page: of GARD, or the shipped restatement."""
    read = gard_restated.read if path == OWN else gard.read
    return list(read(path, known or small_known()))


def as_json(value: object) -> object:
    """Return a fact as JSON: its kind and the fields that differ from their defaults."""
    if isinstance(value, (tuple, list)):
        return [as_json(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    if not isinstance(value, Struct):
        return value
    content = {f.name: as_json(getattr(value, f.name)) for f in fields(value) if getattr(value, f.name) != f.default}
    content.pop("file", None)
    return {"kind_of_fact": type(value).__name__} | content


def _phenotype(row: dict[str, str]) -> Term:
    obsolete = row["parent"] == "obsolete"
    return Term(
        id=row["id"],
        label=row["label"],
        parents=() if obsolete or not row["parent"] else (row["parent"],),
        alt_ids=tuple(filter(None, row["alternatives"].split("|"))),
        obsolete=obsolete,
        replaced_by=row["replaced_by"] or None,
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (GOLDEN / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return DictReader((line for line in lines if line[0] != "#"), delimiter="\t", quoting=QUOTE_NONE)
