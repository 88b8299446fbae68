"""Orphanet's product 4 of the pinned release: every count equals a plain loop over the XML, and HPO's copy of it."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from fetched import fetched, load_known
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orphanet_files import known as few
from orphanet_files import phenotype, product, profile

from rarekg.mappings.facts import Annotation, DiagnosticFeature, Fact, Issue, PhenotypeReview, Reference
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import orphanet_phenotypes
from rarekg.ontology.errors import SourceError

VOCABULARIES = ("hpo", "mondo", "mondo-mappings", "mondo-2024")
CLASSES = {
    "Obligate (100%)": "HP:0040280",
    "Very frequent (99-80%)": "HP:0040281",
    "Frequent (79-30%)": "HP:0040282",
    "Occasional (29-5%)": "HP:0040283",
    "Very rare (<4-1%)": "HP:0040284",
}


class Row(NamedTuple):
    """A phenotype in the file; ``frequency`` is the class in HPO's copy, "" for an excluded one."""

    code: str
    term: str
    frequency: str
    criterion: str


@cache
def sets() -> list[ElementTree.Element]:
    """Return the records of the file."""
    root = ElementTree.parse(fetched("orphanet-phenotypes")).getroot()
    return list(root.iterfind("HPODisorderSetStatusList/HPODisorderSetStatus"))


@cache
def rows() -> list[Row]:
    return [
        Row(
            str(one.findtext("Disorder/OrphaCode")),
            str(row.findtext("HPO/HPOId")),
            CLASSES.get(str(row.findtext("HPOFrequency/Name")), ""),
            row.findtext("DiagnosticCriteria/Name") or "",
        )
        for one in sets()
        for row in one.iterfind("Disorder/HPODisorderAssociationList/HPODisorderAssociation")
    ]


@cache
def copied() -> set[tuple[str, str, str]]:
    """Return code, term and frequency of Orphanet's rows in HPO's copy; an excluded one has no frequency."""
    cells = (line.split("\t") for line in fetched("hpoa").read_text(encoding="utf-8").splitlines())
    return {(row[0][6:], row[3], row[7]) for row in cells if row[0].startswith("ORPHA:")}


def resolved(*more: str) -> Known:
    return load_known(*VOCABULARIES, *more)


@cache
def release() -> list[Fact | Issue]:
    return list(orphanet_phenotypes.read(fetched("orphanet-phenotypes"), resolved("hpoa")))


@cache
def alone() -> list[Fact | Issue]:
    """Return what the file says in a build without HPO's annotations."""
    return list(orphanet_phenotypes.read(fetched("orphanet-phenotypes"), resolved()))


def test_criteria_and_signs_of_the_release() -> None:
    expected = {(row.code, row.term, row.criterion, not row.frequency) for row in rows() if row.criterion}
    counts = Counter(criterion for _, _, criterion, _ in expected)
    assert counts == {"Diagnostic criterion": 876, "Pathognomonic sign": 17}
    names = {"criterion": "Diagnostic criterion", "pathognomonic": "Pathognomonic sign"}
    found = [fact for fact in release() if isinstance(fact, DiagnosticFeature)]
    assert len(found) == len(expected)
    assert {
        (one.origin.key[0][6:], one.origin.object or one.phenotype, names[one.kind], one.excluded) for one in found
    } == expected
    assert sum(one.excluded for one in found) == 37


def test_each_review_of_the_release_has_its_day_and_its_publications() -> None:
    days = {str(one.findtext("Disorder/OrphaCode")): str(one.findtext("ValidationDate"))[:10] for one in sets()}
    reviews = {fact.origin.key[0][6:]: fact for fact in release() if isinstance(fact, PhenotypeReview)}
    assert {code: one.validated_on for code, one in reviews.items()} == days
    assert len(days) == 4_337
    cited = set()
    for one in sets():
        review = reviews[str(one.findtext("Disorder/OrphaCode"))]
        parts = [part.replace("\xa0", "").strip() for part in str(one.findtext("Source") or "").split("_")]
        numbers = [part[:-6] for part in parts if part[-6:] == "[PMID]"]
        sure = {f"PMID:{number}" for number in numbers if number.isdigit() and len(number) <= 8}
        assert sure <= {*review.origin.references}
        assert bool(review.origin.words) <= bool(len(sure) < len({*parts} - {""}))
        cited |= {*review.origin.references}
    described = [fact.id for fact in release() if isinstance(fact, Reference)]
    assert {*described} == cited
    assert len(described) == len(cited) > 8_600


def test_hpo_passes_on_every_row_that_it_has_a_term_for() -> None:
    """So none is stated twice: what is missing in HPO's copy is a term that HPO does not have."""
    missing = {row for row in rows() if row[:3] not in copied()}
    assert [fact for fact in release() if isinstance(fact, Annotation)] == []
    gone = {row for row in missing if resolved_term(row.term) is None}
    assert {row.term for row in gone} == {"HP:0025237"}
    # The others are under the current term in the copy.
    assert all((row.code, resolved_term(row.term), row.frequency) in copied() for row in missing - gone)
    issues = Counter(fact.kind for fact in release() if isinstance(fact, Issue))
    assert issues["unusable-term"] == len(gone) == 3


@cache
def terms() -> Known:
    return load_known("hpo")


def resolved_term(term: str) -> str | None:
    return terms().current(term).id


def test_rows_that_stand_twice_are_reported() -> None:
    twice = len(rows()) - len({*rows()})
    assert Counter(fact.kind for fact in release() if isinstance(fact, Issue))["duplicate-row"] == twice == 23


def test_every_row_is_stated_where_hpos_copy_is_missing() -> None:
    usable = {row[:3] for row in rows() if resolved_term(row.term)}
    stated = [fact for fact in alone() if isinstance(fact, Annotation)]
    assert len(rows()) == 115_878
    assert len(stated) == len(usable) == 115_850
    assert Counter(fact.excluded for fact in stated)[True] == len({row for row in usable if not row[2]})
    assert Counter(type(fact).__name__ for fact in stated) == {
        "Phenotype": 115_660,
        "ClinicalCourse": 98,
        "PastHistory": 89,
        "ClinicalModifier": 3,
    }


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mangled_file_is_read_reported_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    row = phenotype("HP:0001250", criterion="Diagnostic criterion")
    sound = product(
        profile(row, phenotype("HP:0000964"), source="1[PMID]_2[PMID]", day="2016-06-01 00:00:00.0"),
        of="HPODisorderSetStatusList",
    ).encode()
    path = tmp_path / "en_product4.xml"
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(sound)), st.integers(0, len(sound)))))
    path.write_bytes(sound[:start] + data.draw(st.binary(max_size=40)) + sound[end:])
    assert all(isinstance(fact, Fact | Issue) for fact in _read(path))


def _read(path: Path) -> Iterator[Fact | Issue]:
    try:
        yield from orphanet_phenotypes.read(path, few())
    except SourceError:  # any other exception is a fault
        return
