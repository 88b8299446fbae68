"""Each IRI has an address, each address names an IRI, and the two agree."""

from collections.abc import Iterable
from urllib.parse import unquote

import pytest
from example_facts import EXAMPLES
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from rdf import statements

from rarekg.graph.endpoint.linked.addresses import OF_THE_SERVICE, SUFFIXES, path, resolve, suffixed
from rarekg.graph.rdf.minted import MINTED
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology.prefixes import prefix_map

NAMESPACES = st.sampled_from([namespace for prefix, namespace in sorted(prefix_map().items()) if prefix != "shape"])
LOCALS = st.text("abcXYZ019-_.~%25()é/", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("http://purl.obolibrary.org/obo/MONDO_0010580", "/MONDO:0010580"),
        ("https://rarediseases.info.nih.gov/diseases/1850", "/GARD:0001850"),
        ("https://doi.org/10.1000/x(1)%3C2%3E", "/DOI:10.1000/x(1)%253C2%253E"),
        (f"{BASE}association/0123", "/association/0123"),
        (f"{BASE}page/GARD_0001850#summary", "/page/GARD_0001850#summary"),
        ("https://w3id.org/rarekg/vocab#hasOnset", "/vocab#hasOnset"),
        ("https://w3id.org/rarekg/shapes#Label", "/shapes#Label"),
        ("http://example.org/a?b=c&d#e", "/resource?iri=http%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%26d%23e"),
        ("http://www.orpha.net/ORDO/Orphanet_007", "/resource?iri=http%3A%2F%2Fwww.orpha.net%2FORDO%2FOrphanet_007"),
        ("https://doi.org/10.1000/x.html", "/resource?iri=https%3A%2F%2Fdoi.org%2F10.1000%2Fx.html"),
        ("javascript:alert(1)", "/resource?iri=javascript%3Aalert%281%29"),
        (f"{BASE}about", "/resource?iri=https%3A%2F%2Fw3id.org%2Frarekg%2Fabout"),
    ],
)
def test_the_path_of_the_document_about_an_iri(iri: str, expected: str) -> None:
    assert path(iri, BASE) == expected


@pytest.mark.parametrize(
    ("name", "iri", "form", "minted", "moved"),
    [
        ("MONDO:0010580", "http://purl.obolibrary.org/obo/MONDO_0010580", "", False, ""),
        ("MONDO:0010580.ttl", "http://purl.obolibrary.org/obo/MONDO_0010580", "turtle", False, ""),
        ("Orphanet:37042", "http://www.orpha.net/ORDO/Orphanet_37042", "", False, "/ORPHA:37042"),
        ("GARD:1850.nt", "https://rarediseases.info.nih.gov/diseases/1850", "ntriples", False, "/GARD:0001850"),
        ("mondo_10580/", "http://purl.obolibrary.org/obo/MONDO_0010580", "", False, "/MONDO:0010580"),
        ("MONDO:0010580/", "http://purl.obolibrary.org/obo/MONDO_0010580", "", False, "/MONDO:0010580"),
        ("hp:1250.ttl", "http://purl.obolibrary.org/obo/HP_0001250", "turtle", False, "/HP:0001250"),
        ("association/0123/", f"{BASE}association/0123", "", True, "/association/0123"),
        ("rkg:hasOnset", "https://w3id.org/rarekg/vocab#hasOnset", "", False, "/vocab#hasOnset"),
        ("association/0123", f"{BASE}association/0123", "", True, ""),
        ("page/GARD_0001850.jsonld", f"{BASE}page/GARD_0001850", "jsonld", True, ""),
    ],
)
def test_the_target_of_a_path(name: str, iri: str, form: str, minted: bool, moved: str) -> None:
    target = resolve(name, BASE)
    assert target is not None
    assert (target.iri, target.format, target.minted, target.moved) == (iri, form, minted, moved)


@pytest.mark.parametrize(
    "name", ["", "favicon.ico", "association", "association/", "NOPE:1", "MONDO:x", "MONDO:", ":1", "x/y"]
)
def test_other_paths_name_nothing(name: str) -> None:
    assert resolve(name, BASE) is None


@given(st.builds(str.__add__, NAMESPACES, LOCALS))
def test_the_address_of_an_iri_names_that_iri(iri: str) -> None:
    try:
        NamedNode(iri)
    except ValueError:
        return
    address = path(iri, BASE)
    if address.startswith(("/resource?", "/vocab#")):
        return
    target = resolve(unquote(address[1:]), BASE)
    assert target is not None
    assert (target.iri, target.format, target.moved) == (iri, "", "")


@given(st.text(max_size=40))
def test_any_path_can_be_resolved(name: str) -> None:
    target = resolve(name, BASE)
    assert target is None or NamedNode(target.iri).value == target.iri


@pytest.mark.parametrize("name", sorted(set(SUFFIXES.values())))
def test_a_suffix_names_the_format(name: str) -> None:
    target = resolve(suffixed("/MONDO:0010580", name)[1:], BASE)
    assert target is not None
    assert target.format == name
    assert suffixed("/resource?iri=x", name).startswith("/resource.")


def minted(ends: Iterable[object]) -> set[str]:
    iris = {end.value for end in ends if isinstance(end, NamedNode)}
    own = {iri.removeprefix(BASE) for iri in iris - {BASE} if iri.startswith(BASE)}
    return {local.partition("/")[0] for local in own if not local.startswith("vocab")}


def test_every_kind_of_thing_that_is_minted_has_its_path(graph: Store) -> None:
    mint = Mint()
    lines = "".join(f"{line} .\n" for fact in EXAMPLES for line in statements(fact, mint))
    quads = [*parse(lines, format=RdfFormat.N_TRIPLES), *graph]
    kinds = minted(end for quad in quads for end in (quad.subject, quad.object))
    assert kinds <= {*MINTED, *(path.split("/")[1] for path in OF_THE_SERVICE)}
    assert {"association", "mapping", "page", "graph", "dataset"} <= kinds
