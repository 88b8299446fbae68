"""Orphanet's product 9 (ages) of the pinned release: every count equals a plain loop over the XML."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from fetched import fetched, load_known
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orphanet_files import course, product
from orphanet_files import known as few

from rarekg.mappings.facts import Fact, Inheritance, Issue, Onset
from rarekg.mappings.orphanet.course import ages, modes
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import orphanet_ages
from rarekg.ontology.errors import SourceError

NO_MODES = {"Unknown", "Not applicable", "No data available", "Not yet documented"}
VOCABULARIES = ("hpo", "mondo", "mondo-mappings", "mondo-2024")


@cache
def disorders() -> list[tuple[str, list[str], list[str]]]:
    """Return code, ages and types of inheritance of each disorder in the file."""
    root = ElementTree.parse(fetched("orphanet-ages")).getroot()
    return [
        (
            str(one.findtext("OrphaCode")),
            [str(name.text) for name in one.iterfind("AverageAgeOfOnsetList/*/Name")],
            [str(name.text) for name in one.iterfind("TypeOfInheritanceList/*/Name")],
        )
        for one in root.iterfind("DisorderList/Disorder")
    ]


@cache
def resolved() -> Known:
    return load_known(*VOCABULARIES)


@cache
def release() -> list[Fact | Issue]:
    return list(orphanet_ages.read(fetched("orphanet-ages"), resolved()))


def test_every_age_of_the_release_is_an_onset() -> None:
    expected = Counter(age for _, listed, _ in disorders() for age in listed)
    assert expected.total() == 11_791
    assert expected.pop("No data available") == 52
    onsets = [fact for fact in release() if isinstance(fact, Onset)]
    assert Counter(onset.origin.words for onset in onsets) == expected
    assert len({onset.origin.key for onset in onsets}) == len(onsets) == 11_739
    assert {onset.origin.key[0] for onset in onsets} == {
        code for code, listed, _ in disorders() if {*listed} - {"No data available"}
    }


def test_every_mode_of_the_release_is_an_inheritance() -> None:
    expected = Counter(mode for _, _, listed in disorders() for mode in listed)
    assert expected.total() == 7_302
    for none in NO_MODES:
        assert expected.pop(none) > 0
    stated = [fact for fact in release() if isinstance(fact, Inheritance)]
    assert Counter(fact.origin.words for fact in stated) == expected
    assert expected.total() == 5_285


def test_no_row_of_the_release_is_left_over() -> None:
    assert [fact for fact in release() if isinstance(fact, Issue)] == []


def test_the_source_of_a_statement_is_the_disorder_in_orphanet() -> None:
    for fact in release():
        if isinstance(fact, Onset | Inheritance):
            own = f"ORPHA:{fact.origin.key[0]}"
            assert (fact.origin.subject or fact.disease) == own
            assert fact.origin.references == ()


def test_the_terms_of_the_tables_are_below_their_branches() -> None:
    terms = resolved()
    for age in filter(None, ages().values()):
        assert terms.label(age.onset)
        assert terms.is_a(age.onset, "HP:0003674")
    for mode in filter(None, modes().values()):
        assert terms.label(mode)
        assert terms.is_a(mode, "HP:0000005")
        assert not terms.is_a(mode, "HP:0034335")  # a qualifier of a mode
    assert {name for name, mode in modes().items() if mode is None} == NO_MODES


def test_modes_are_called_so_in_hpo() -> None:
    """Where Orphanet's name is a name of a term of HPO, the table has that term."""
    for name, mode in modes().items():
        if named := resolved().names.with_name(name, "HP"):
            assert named == {mode}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mangled_file_is_read_reported_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    sound = product(course(["Infancy", "All ages"], ["Autosomal recessive"]), course(["Adult"], code="1")).encode()
    path = tmp_path / "en_product9_ages.xml"
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(sound)), st.integers(0, len(sound)))))
    path.write_bytes(sound[:start] + data.draw(st.binary(max_size=40)) + sound[end:])
    assert all(isinstance(fact, Fact | Issue) for fact in _read(path))


def _read(path: Path) -> Iterator[Fact | Issue]:
    try:
        yield from orphanet_ages.read(path, few())
    except SourceError:  # any other exception is a fault
        return
