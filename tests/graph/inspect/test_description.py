"""Descriptions of one thing: the Turtle that people read holds what the store does, and a wrong name gets an answer."""

from pathlib import Path

import commands
import pytest
import sealed
import served
import tied
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from rarekg.graph.home.builds import Build, current
from rarekg.graph.inspect.description import describe
from rarekg.ontology.prefixes import expand

BASE = "https://w3id.org/rarekg/"
IPEX, INFERRED = NamedNode(expand("MONDO:0010580")), NamedNode(f"{BASE}graph/inferred")


def described(home: Path, name: str) -> str:
    done = commands.run("describe", name, home=home)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_it_holds_the_things_statements_and_those_of_its_associations(home: Path, store: Store) -> None:
    own = {quad for quad in store.quads_for_pattern(IPEX, None, None, None) if quad.graph_name != INFERRED}
    about = [quad for quad in store.quads_for_pattern(None, None, IPEX, None) if quad.graph_name != INFERRED]
    near = {quad.subject for quad in about} | {quad.object for quad in own}
    minted = {node for node in near if str(node).startswith(f"<{BASE}")}
    steps = {quad for quad in store if quad.subject in minted}
    assert any(str(quad.subject).startswith(f"<{BASE}association/") for quad in steps)
    expected = "\n".join({f"{quad.triple} ." for quad in own | steps})
    text = described(home, "MONDO:0010580")
    assert isomorphic(Graph().parse(data=text, format="turtle"), Graph().parse(data=expected, format="nt"))
    assert {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)} == {quad.triple for quad in own | steps}


def test_it_is_readable(home: Path) -> None:
    lines = described(home, "MONDO:0010580").splitlines()
    assert "    RO:0002200 HP:0000964 ;  # Eczematoid dermatitis" in lines
    assert "# disease to phenotypic feature association: 5" in lines
    start = lines.index("MONDO:0010580")
    assert lines[start + 1].startswith("    a ")
    assert not any(line.startswith("@prefix CHEBI:") for line in lines), "only the prefixes in use are declared"


def test_it_is_the_same_each_time(home: Path) -> None:
    first = commands.run("describe", "MONDO:0010580", home=home, changed={"PYTHONHASHSEED": "1"})
    second = commands.run("describe", "MONDO:0010580", home=home, changed={"PYTHONHASHSEED": "2"})
    assert first.stdout == second.stdout


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("MONDO:0010580", "MONDO:0010580"),
        (expand("MONDO:0010580"), "MONDO:0010580"),
        (f"<{expand('HP:0000964')}>", "HP:0000964"),
        ("HPO:0000964", "HP:0000964"),
        ("HGNC:6106", "HGNC:6106"),
        ("page/GARD_0001850", f"<{BASE}page/GARD_0001850>"),
        ("page/GARD_0001850#summary", f"<{BASE}page/GARD_0001850#summary>"),
        ("dataset/hpo", f"<{BASE}dataset/hpo>"),
        ("rkg:hasOnset", "rkg:hasOnset"),
    ],
)
def test_a_thing_can_be_named_in_each_way(home: Path, name: str, subject: str) -> None:
    assert subject in described(home, name).splitlines()


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("MONDO:0010581", "MONDO:0010580 (immune dysregulation"),
        ("MONDO:0015080", "MONDO:0010580 (immune dysregulation"),
        ("Omenn", "MONDO:0011338 (Omenn syndrome)"),
        ("X-linked thrombocytopenias", "MONDO:0010743 (thrombocytopenia 1)"),
        ("zzz", "give an id such as"),
        ("", "give an id such as"),
        ('"}', "give an id such as"),
        ("http://example.org/ <", "is not an IRI"),
        ("page/none", "give an id such as"),
    ],
)
def test_an_unknown_thing_is_one_line_with_suggestions(home: Path, name: str, near: str) -> None:
    message = commands.one_line(commands.run("describe", "--", name, home=home))
    assert "the graph has no" in message or "is not an IRI" in message
    assert near in message


def test_a_term_shows_what_is_recorded_under_the_diseases_tied_to_it(tmp_path: Path) -> None:
    built = _built(tmp_path)
    text = describe(built, tied.ALS)
    assert f"# Recorded under ORPHA:803 (Amyotrophic lateral sclerosis of Orphanet): {tied.REASON}" in text.splitlines()
    stated = {(quad.subject.value, quad.object.value) for quad in parse(text, format=RdfFormat.TURTLE)}
    for curie in ("HP:0002380", "HP:0007354", "HP:0001417", "HGNC:11179"):
        assert (expand(tied.ORPHA), expand(curie)) in stated
    other = describe(built, tied.ORPHA)
    assert f"# Tied to MONDO:0004976 (amyotrophic lateral sclerosis): {tied.REASON}" in other.splitlines()
    for each in (text, other):
        assert list(parse(each, format=RdfFormat.TURTLE))


def test_an_obsolete_term_names_what_became_of_it(tmp_path: Path) -> None:
    built = _built(tmp_path)
    assert "# Replaced by MONDO:0010913 (bile duct dilatation)" in describe(built, tied.OLD).splitlines()
    assert "# Obsolete; consider MONDO:0000222 (Caroli disease, adult)" in describe(built, tied.WITHDRAWN).splitlines()


def _built(folder: Path) -> Build:
    """Return a build without an index, of the facts of tests/support/tied.py."""
    served.publish(folder, "tied")
    built = current(folder)
    store = Store(str(built.store))
    store.load(tied.nquads(), RdfFormat.N_QUADS)
    store.flush()
    del store
    sealed.seal(built.folder)
    return built
