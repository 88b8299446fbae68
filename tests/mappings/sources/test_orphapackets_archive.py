"""The facts of all ORPHApackets of 2025-12-09, against plain loops over the archive, and how the XML differs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import orphanet_loops as loops
from fetched import fetched, known
from orphanet_differences import table

from rarekg.mappings.catalog import sources
from rarekg.mappings.facts import (
    Annotation,
    Classification,
    Definition,
    Fact,
    GeneDisease,
    Inheritance,
    Issue,
    Mapping,
    Onset,
    Prevalence,
    RegistryEntry,
)
from rarekg.mappings.release import stated_release
from rarekg.mappings.sources import orphapackets

DOCUMENT = Path(__file__).parents[3] / "docs" / "orphanet.md"
RELATIONS = {
    "E": "skos:exactMatch",
    "NTBT": "skos:broadMatch",
    "BTNT": "skos:narrowMatch",
    "ND": "oboInOwl:hasDbXref",
}
NO_MODES = {"Unknown", "Not applicable", "No data available", "Not yet documented"}
NONE = "no data"
# A number of nine digits is mistyped.
PMID = re.compile(r"(?<![0-9])[0-9]{3,8}[ ,]*[\[{]PMID|PMID(?: reference)?: ?[0-9]{3,8}")
K = TypeVar("K")


@cache
def read() -> tuple[Fact | Issue, ...]:
    """Return the facts of the archive in a build that has no XML product, and the issues."""
    return tuple(orphapackets.read(loops.archive(), known("orphapackets")))


def of(kind: type[K]) -> Iterator[K]:
    return (fact for fact in read() if isinstance(fact, kind))


def issues(kind: str) -> list[Issue]:
    return [issue for issue in of(Issue) if issue.kind == kind]


def packets() -> tuple[loops.Packet, ...]:
    return loops.packets(loops.archive())


def counted(things: Iterable[K]) -> Counter[K]:
    return Counter(things)


def test_the_archive_states_its_day() -> None:
    assert stated_release(loops.archive(), sources()["orphapackets"].release_pattern) == "2025-12-09"


def test_every_packet_is_an_entry_of_its_type() -> None:
    types = Counter(packet["DisorderType"]["PURL"].rpartition("_")[2] for packet in packets())
    codes = {f"ORPHA:{packet['ORPHAcode']}" for packet in packets()}
    entries = {entry.id: entry for entry in of(RegistryEntry) if entry.group is not None}
    assert entries.keys() == codes
    assert Counter((entry.type or "").removeprefix("ORPHA:") for entry in entries.values()) == types
    assert sum(types.values()) == 9_960
    assert not issues("unread-packet") + issues("unread-field") + issues("duplicate-packet") + issues("other-release")


def test_every_definition_is_one_fact() -> None:
    texts = [packet for packet in packets() if "TextSection" in packet]
    assert len(list(of(Definition))) == len(texts) == 6_891


def test_mappings_to_omim_have_their_relation() -> None:
    stated = Counter(
        RELATIONS[one["DisorderMappingRelation"].split()[0]]
        for packet in packets()
        for one in loops.things(packet, "ExternalReferences", "ExternalReference")
    )
    found = [mapping for mapping in of(Mapping) if mapping.source == "orphapackets"]
    assert Counter(mapping.predicate for mapping in found) == stated
    assert sum(stated.values()) == 8_435
    assert {mapping.object.partition(":")[0] for mapping in found} == {"OMIM"}
    assert {mapping.validated for mapping in found} == {None}


def test_ages_and_modes_are_counted_by_their_words() -> None:
    ages = Counter(age for packet in packets() for age in loops.values(packet, "AverageAgeOfOnsets"))
    modes = Counter(mode for packet in packets() for mode in loops.values(packet, "TypeOfInheritances"))
    assert Counter(onset.origin.words for onset in of(Onset)) + Counter({"No data available": 52}) == ages
    stated = Counter({mode: count for mode, count in modes.items() if mode not in NO_MODES})
    assert Counter(fact.origin.words for fact in of(Inheritance)) == stated
    assert (ages.total(), modes.total(), stated.total()) == (11_788, 7_301, 5_285)


def prevalences() -> Iterator[tuple[str, ...]]:
    """Yield each prevalence that says something, once."""
    fields = ("PrevalenceType", "PrevalenceQualification", "PrevalenceClass", "ValMoy", "PrevalenceGeographic")
    rows = {
        (packet["ORPHAcode"], *(one[field] for field in fields), one["Source"] or "")
        for packet in packets()
        for one in loops.things(packet, "Prevalences", "Prevalence")
    }
    for row in rows:
        _, kind, _, class_, mean, *_ = row
        told = class_ not in (NONE, "Not yet documented") or float(mean.replace(NONE, "0")) > 0
        if kind != NONE and class_ != "Not yet documented" and told:
            yield row


def test_prevalences_are_counted_by_kind_and_by_whether_they_cite_a_publication() -> None:
    kinds = {
        "Point prevalence": "point",
        "Prevalence at birth": "birth",
        "Annual incidence": "incidence",
        "Lifetime Prevalence": "lifetime",
        "Cases/families": "cases",
    }
    stated = Counter((kinds[row[1]], bool(PMID.search(row[-1]))) for row in prevalences())
    cited = ((fact.kind, any(one.startswith("PMID:") for one in fact.origin.references)) for fact in of(Prevalence))
    assert Counter(cited) == stated
    assert stated.total() == 13_197
    means = sum(row[4] != NONE and float(row[4]) > 0 for row in prevalences())
    assert sum(fact.mean is not None or fact.lower_count is not None for fact in of(Prevalence)) == means


def test_genes_are_counted_by_the_type_of_their_association() -> None:
    stated = Counter(
        kind
        for packet in packets()
        for _, kind in {
            (one["Symbol"], one["DisorderGeneAssociationType"]) for one in loops.things(packet, "Genes", "Gene")
        }
    )
    found = Counter(fact.origin.key[2] for fact in of(GeneDisease))
    assert (stated - found).total() == len(issues("unmapped-gene"))
    assert not found - stated
    assert found.total() > 7_900
    causal = Counter({kind: count for kind, count in found.items() if kind.startswith("Disease-causing germline")})
    assert sum(fact.role == "causal" for fact in of(GeneDisease)) == causal.total()


def test_parents_are_relations_of_entries() -> None:
    stated = {
        (f"ORPHA:{packet['ORPHAcode']}", f"ORPHA:{one['ORPHAcode']}")
        for packet in packets()
        for one in loops.things(packet, "Parents", "Parent")
    }
    assert Counter((fact.entry, fact.parent) for fact in of(Classification)) == Counter(stated)
    assert not any(fact.preferential for fact in of(Classification))


def test_phenotypes_are_counted_by_their_frequency() -> None:
    """Without HPO's annotations, every row is read; a row that a disorder has twice is one statement."""
    rows = [
        (packet["ORPHAcode"], one["HPOId"], one["HPOFrequency"])
        for packet in packets()
        for one in loops.things(packet, "Phenotypes", "Phenotype")
    ]
    unusable = {issue.value for issue in issues("unusable-term")}
    stated = Counter(frequency for _, term, frequency in set(rows) if term not in unusable)
    found = [fact for fact in of(Annotation) if fact.origin.key[-1] in stated]
    assert Counter(fact.origin.key[-1] for fact in found) == stated
    assert (len(rows), len(set(rows)), stated.total()) == (115_878, 115_853, 115_850)
    assert sum(fact.excluded for fact in found) == stated["Excluded (0%)"] == 727


def test_the_document_has_the_differences_between_packets_and_xml() -> None:
    products = [fetched(f"orphanet-{name}") for name in ("nomenclature", "ages", "phenotypes")]
    assert table(loops.archive(), *products) in DOCUMENT.read_text(encoding="utf-8")
