"""A name means the things that are called so, and not those of which it is a looser name."""

from pathlib import Path

import pytest

from rarekg.graph.search.meaning import meanings
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.thing import Kind, Naming, Thing
from rarekg.graph.search.writer import write


def thing(curie: str, kind: Kind, label: str, hidden: bool = False, **names: Naming) -> Thing:
    named = {name.replace("_", " "): naming for name, naming in names.items()} | {label: "label"}
    return Thing(
        iri=f"http://example.org/{curie}",
        curie=curie,
        kind=kind,
        label=label,
        description=None,
        weight=1,
        names=named,
        codes=frozenset(),
        hidden=hidden,
    )


THINGS = (
    thing("MONDO:0000001", "disease", "long name of IPEX", IPEX="exact", eczema="exact"),
    thing("HGNC:1", "gene", "FOXP3", IPEX="other", JM2="other"),
    thing("HGNC:2", "gene", "FOXP2", JM2="related"),
    thing("HP:0000001", "phenotype", "Eczema"),
    thing("MONDO:0000002", "disease", "disease of dogs", hidden=True),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    path: Path = tmp_path_factory.mktemp("meaning") / "search.sqlite"
    write(THINGS, (), path)
    return SearchIndex(path)


@pytest.mark.parametrize(
    ("name", "kinds", "curies"),
    [
        ("foxp3", (), ["HGNC:1"]),
        ("IPEX", (), ["MONDO:0000001"]),  # of the gene it is a looser name
        ("IPEX", ("gene",), ["HGNC:1"]),
        ("jm2", (), ["HGNC:1"]),
        ("Eczema", (), ["HP:0000001", "MONDO:0000001"]),
        ("Eczema", ("disease",), ["MONDO:0000001"]),
        ("disease of dogs", (), ["MONDO:0000002"]),
        ("FOX", (), []),
        ("", (), []),
        ("…", (), []),
    ],
)
def test_a_name_has_these_meanings(index: SearchIndex, name: str, kinds: tuple[Kind, ...], curies: list[str]) -> None:
    assert [row.curie for row in meanings(index, name, kinds)] == curies
