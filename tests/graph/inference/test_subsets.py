"""The subsets of rare diseases: mappings to GARD, and entries of Orphanet by their group and flags."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace
from pyoxigraph import NamedNode, RdfFormat, Store

from rarekg.graph.inference.subsets import RareSubset
from rarekg.mappings.facts import EntryFlag, EntryGroup, Fact, Mapping, RegistryEntry
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology.prefixes import compress

IPEX = "MONDO:0010580"


def entry(
    group: EntryGroup | None = "disorder", *flags: EntryFlag, disease: str | None = IPEX, own: str = "ORPHA:37042"
) -> RegistryEntry:
    return RegistryEntry(id=own, label="IPEX", disease=disease, group=group, flags=flags)


def gard(subject: str) -> Mapping:
    reference, justification = "oboInOwl:hasDbXref", "semapv:UnspecifiedMatching"
    return Mapping(
        subject=subject, predicate=reference, object="GARD:0001850", justification=justification, source="mondo"
    )


def members(facts: Iterable[Fact]) -> set[tuple[str, str]]:
    """Return each disease with its subset."""
    subset, store = RareSubset(), Store()
    for fact in facts:
        subset.observe(fact)
    lines = list(subset.quads(Mint()))
    store.load("".join(lines), RdfFormat.N_QUADS)
    assert len(store) == len(lines)  # none is repeated
    assert {str(compress(quad.predicate.value)) for quad in store} <= {"oboInOwl:inSubset"}
    assert set(store.named_graphs()) <= {NamedNode(f"{BASE}graph/inferred")}
    return {(curie(quad.subject), curie(quad.object)) for quad in store}


def curie(node: object) -> str:
    assert isinstance(node, NamedNode)
    return str(compress(node.value))


ORPHANET, GARD = "rkg:rareByOrphanet", "rkg:rareByGard"


@pytest.mark.parametrize(
    ("listed", "rare"),
    [
        (entry("disorder"), True),
        (entry("subtype"), True),
        (entry("disorder", "historical"), True),
        (entry("group"), False),
        (entry("group", "head-of-classification"), False),
        (entry(None), False),
        (entry("disorder", "inactive", "non-rare"), False),
        (entry("disorder", "non-rare"), False),
        (entry("subtype", "inactive", "deprecated"), False),
        (entry("disorder", disease=None), False),
    ],
)
def test_an_active_disorder_that_is_rare_is_in_the_subset(listed: RegistryEntry, rare: bool) -> None:
    assert members([listed]) == ({(IPEX, ORPHANET)} if rare else set())


def test_a_disease_of_two_entries_is_rare_if_one_of_them_is_and_is_listed_once() -> None:
    second = entry("subtype", own="ORPHA:2")
    assert members([entry("group"), second, entry("disorder", own="ORPHA:3")]) == {(IPEX, ORPHANET)}


def test_a_disease_without_a_term_of_mondo_is_listed_under_its_own_id() -> None:
    assert members([entry(disease="ORPHA:37042")]) == {("ORPHA:37042", ORPHANET)}


def test_each_registry_has_a_subset_of_its_own() -> None:
    assert members([entry(), gard(IPEX)]) == {(IPEX, ORPHANET), (IPEX, GARD)}
    assert members([gard("ORPHA:2"), entry(own="OMIM:304790"), replace(gard(IPEX), disputed=True)]) == set()
