"""The description of the graph, in the store of a build."""

import base64
import hashlib
from collections import Counter
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from rarekg.graph.home.builds import Build
from rarekg.graph.pipeline import build, metadata, provenance
from rarekg.graph.pipeline.counting import Counting
from rarekg.graph.pipeline.linksets import PREDICATES
from rarekg.graph.pipeline.mapping_sets import MAPPING
from rarekg.graph.pipeline.plan import Input, Plan
from rarekg.graph.pipeline.streams import INFERRED, STATED
from rarekg.graph.validation import shapes
from rarekg.mappings.catalog import resources, sources
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.prefixes import compress, expand, prefix_map

BASE = "https://w3id.org/rarekg/"
GRAPH = NamedNode(f"{BASE}graph/metadata")
KIND = NamedNode(expand("rdf:type"))


def values(store: Store, subject: str, *path: str) -> set[str]:
    """Return what ``path``, predicates one after the other, leads to from a local id or an IRI."""
    ends = {subject if "://" in subject else BASE + subject}
    for predicate in path:
        quads = [
            quad
            for end in ends
            for quad in store.quads_for_pattern(NamedNode(end), NamedNode(expand(predicate)), None, GRAPH)
        ]
        ends = {quad.object.value for quad in quads if isinstance(quad.object, Literal | NamedNode)}
    return ends


def test_each_source_is_described_as_in_its_toml(store: Store, built: Build) -> None:
    for key in built.manifest.sources:
        info, dataset = sources()[key], f"dataset/{key}"
        assert values(store, dataset, "rdf:type") == {expand("void:Dataset"), expand("dcat:Dataset")}
        assert values(store, dataset, "dcterms:title") == {info.title}
        assert values(store, dataset, "dcterms:license") == {info.licence.url}
        assert values(store, dataset, "dcterms:license", "rdfs:label") == {info.licence.name}
        assert values(store, dataset, "dcterms:license", "rdf:type") == {expand("dcterms:LicenseDocument")}
        attribution = info.licensed(built.manifest.sources[key].version).attribution
        assert values(store, dataset, "dcterms:rights", "rdfs:label") == {attribution}
        assert values(store, dataset, "dcterms:rights", "rdf:type") == {expand("dcterms:RightsStatement")}
        assert values(store, dataset, "dcterms:publisher", "rdfs:label") == {info.publisher}
        kinds = {expand("prov:Agent"), expand("foaf:Organization")}
        assert values(store, dataset, "dcterms:publisher", "rdf:type") == kinds
        assert values(store, dataset, "foaf:homepage") == {info.homepage}
        assert values(store, dataset, "pav:version") == {built.manifest.sources[key].version}


def test_each_graph_is_counted_and_named(store: Store) -> None:
    names = {str(graph)[1:-1].removeprefix(f"{BASE}graph/") for graph in store.named_graphs()} - {"metadata"}
    assert values(store, "dataset/rarekg", "void:subset") == {f"{BASE}dataset/{name}" for name in names}
    total = 0
    for name in names:
        quads = sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(f"{BASE}graph/{name}")))
        total += quads
        assert values(store, f"dataset/{name}", "void:triples") == {str(quads)}
        assert values(store, f"graph/{name}", "sd:graph") == {f"{BASE}dataset/{name}"}
        assert len(values(store, f"dataset/{name}", "rdfs:label")) == 1
    total += sum(1 for _ in store.quads_for_pattern(None, None, None, GRAPH))
    assert values(store, "dataset/rarekg", "void:triples") == {str(total)}


def test_the_iri_of_a_file_is_its_hash(store: Store, home: Path) -> None:
    digest = hashlib.sha256((home / "sources/hp.obo").read_bytes()).digest()
    # RFC 6920 §3: the hash in base64url without padding
    name = f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
    assert values(store, "dataset/hpo", "prov:wasDerivedFrom") == {name}
    assert values(store, "dataset/hpo", "dcat:distribution") == {name}
    assert values(store, name, "dcat:byteSize") == {str((home / "sources/hp.obo").stat().st_size)}


def test_only_distributions_have_a_size_in_bytes(store: Store) -> None:
    sized = {quad.subject for quad in store.quads_for_pattern(None, NamedNode(expand("dcat:byteSize")), None)}
    kind = NamedNode(expand("dcat:Distribution"))
    assert sized == {quad.subject for quad in store.quads_for_pattern(None, NamedNode(expand("rdf:type")), kind)}
    assert len(sized) == 5  # the small sources


def test_a_source_leads_to_who_makes_its_statements(store: Store, built: Build) -> None:
    primary = {
        key: {compress(iri) for iri in values(store, f"dataset/{key}", "prov:hadPrimarySource")}
        for key in built.manifest.sources
    }
    assert primary == {
        "hpo": {"infores:hpo"},
        "mondo": {"infores:mondo"},
        "mondo-mappings": {"infores:mondo"},
        "mondo-2024": {"infores:mondo"},
        "gard": {"infores:gard"},
    }
    for name in ("hpo", "mondo", "gard"):
        resource, iri = resources()[name], expand(f"infores:{name}")
        assert values(store, iri, "rdf:type") == {expand("prov:Entity")}
        assert values(store, iri, "rdfs:label") == {resource.title}
        assert values(store, iri, "foaf:homepage") == {resource.homepage}
        assert values(store, iri, "dcterms:license") == {resource.licence.url}
        assert values(store, iri, "dcterms:rights", "rdfs:label") == {resource.licence.attribution}


def test_every_source_of_a_statement_is_described(store: Store) -> None:
    for predicate in ("primary_knowledge_source", "aggregator_knowledge_source", "supporting_data_source"):
        for quad in store.quads_for_pattern(None, NamedNode(expand(f"biolink:{predicate}")), None):
            assert isinstance(quad.object, NamedNode)
            assert values(store, quad.object.value, "dcterms:license"), quad.object


def test_each_graph_with_mappings_has_a_mapping_set(store: Store, built: Build) -> None:
    justified = store.quads_for_pattern(None, NamedNode(expand("sssom:mapping_justification")), None)
    named = {quad.graph_name for quad in justified} - {GRAPH}
    graphs = {graph.value.removeprefix(f"{BASE}graph/") for graph in named if isinstance(graph, NamedNode)}
    assert "mondo-mappings" in graphs
    kind = NamedNode(expand("sssom:MappingSet"))
    sets = {quad.subject for quad in store.quads_for_pattern(None, NamedNode(expand("rdf:type")), kind, GRAPH)}
    assert {str(one)[1:-1] for one in sets} == {
        f"{BASE}mapping-set/{'rarekg' if name == 'identity' else name}" for name in graphs
    }
    one = "mapping-set/mondo-mappings"
    assert values(store, one, "dcterms:license") == {"https://creativecommons.org/licenses/by/4.0/"}
    assert values(store, one, "owl:versionInfo") == {built.manifest.sources["mondo-mappings"].version}
    assert values(store, one, "dcterms:source") == {f"{BASE}dataset/mondo-mappings"}
    assert values(store, one, "prov:wasDerivedFrom") == {f"{BASE}dataset/mondo-mappings"}


def test_the_whole_has_terms_of_use_a_publisher_and_the_date_of_its_newest_source(store: Store) -> None:
    for part in ("dataset/rarekg", "dataset/inferred"):
        (rights,) = values(store, part, "dcterms:license", "rdfs:label")
        assert rights.startswith("A compilation without a licence of its own")
        assert values(store, part, "dcterms:rights", "rdfs:label") == {rights}
        (publisher,) = values(store, part, "dcterms:publisher")
        named = store.quads_for_pattern(NamedNode(publisher), NamedNode(expand("rdfs:label")), None)
        assert {str(quad.object) for quad in named} == {'"The rarekg authors"@en'}  # in the vocabulary
    assert values(store, "dataset/rarekg", "dcterms:issued") == {
        "2025-01-16"
    }  # of hp.obo; no other file states its date
    (licence,) = values(store, "dataset/vocabulary", "dcterms:license")
    vocabulary = store.quads_for_pattern(NamedNode(f"{BASE}vocab"), NamedNode(expand("dcterms:license")), None)
    assert {quad.object.value for quad in vocabulary if isinstance(quad.object, NamedNode)} == {licence}


def test_the_description_repeats_no_triple_of_another_graph(store: Store) -> None:
    described = list(store.quads_for_pattern(None, None, None, GRAPH))
    assert len(described) > 200
    for quad in described:
        assert list(store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)) == [quad]


def test_a_publisher_that_a_page_names_as_well_has_one_label_in_one_graph(tmp_path: Path) -> None:
    name, gard, mint = "Monarch Initiative", NamedNode(f"{BASE}graph/gard"), Mint()
    agent, label = NamedNode(mint.hashed("agent", name)[1:-1]), NamedNode(expand("rdfs:label"))
    stated = Quad(agent, label, Literal(name, language="en"), gard)
    store = Store()
    store.add(stated)
    file = Input(source="mondo", path="mondo", sha256="00", size=1, version="2026-05-05", taken="given")
    (tmp_path / STATED).write_text(f"{stated.triple} .\n", encoding="utf-8")
    (tmp_path / INFERRED).write_bytes(b"")
    counter = Counting(tmp_path, mint)
    counter.begin()
    build._describe(store, Plan(inputs=(file,), base=BASE, code=""), mint, counter)
    assert values(store, "dataset/mondo", "dcterms:publisher") == {agent.value}
    assert list(store.quads_for_pattern(agent, label, None)) == [stated]


def described(*inputs: tuple[str, str], mapped: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> Store:
    """Return the description of a build of ``inputs``, each a source and its version.

    The graphs ``mapped`` have mappings; ``others`` are further graphs.
    """
    taken = [
        Input(source=key, path=key, sha256="00", size=1, version=version, taken="given") for key, version in inputs
    ]
    counts = dict.fromkeys((*mapped, *others, *(key for key, _ in inputs)), 1)
    classes = {name: {expand(MAPPING): 1} for name in mapped}
    plan, store = Plan(inputs=tuple(taken), base=BASE, code=""), Store()
    lines = (f"{row} {GRAPH} .\n" for row in metadata.statements(plan, sources(), counts, classes, Counter()))
    store.load("".join(lines), RdfFormat.N_QUADS)
    return store


def test_the_date_is_the_latest_full_day_among_the_releases() -> None:
    def issued(*versions: str) -> set[str]:
        return values(described(*(("gard", version) for version in versions)), "dataset/rarekg", "dcterms:issued")

    assert issued("2025-06-09", "2026-05-05", "2024-07", "sha256:ff00", "2030-13-45", "20991231") == {"2026-05-05"}
    assert issued("2024-07", "2016/2021", "sha256:999999999999") == set()


def test_decisions_of_the_build_are_a_mapping_set_of_this_project() -> None:
    store = described(("mappings", "sha256:00"), ("hpoa", "2026-06-06"), mapped=("identity", "mappings"))
    assert values(store, "mapping-set/rarekg", "dcterms:license", "rdfs:label") == {"MIT"}
    version = values(store, "mapping-set/rarekg", "owl:versionInfo")
    assert version == values(store, "dataset/rarekg", "dcterms:identifier")
    assert values(store, "mapping-set/rarekg", "dcterms:source") == {f"{BASE}dataset/identity"}
    assert values(store, "dataset/identity", "prov:hadPrimarySource") == {expand("infores:rarekg")}
    assert values(store, "mapping-set/mappings", "dcterms:title") == {"Mapping files passed to the build (mapping set)"}
    # Who made a file of the user is not known to be an organisation.
    assert expand("foaf:Organization") not in values(store, "dataset/mappings", "dcterms:publisher", "rdf:type")
    assert values(store, expand("infores:decipher"), "rdfs:label") == {"DECIPHER"}


def test_plain_triples_of_all_sources_are_a_dataset_with_a_name() -> None:
    store = described(("hpoa", "2026-06-06"), others=("stated",))
    assert values(store, "dataset/stated", "rdfs:label") == {"plain triples"}
    assert values(store, "graph/stated", "sd:graph") == {f"{BASE}dataset/stated"}


def test_every_term_of_the_description_is_declared(store: Store) -> None:
    vocabulary = NamedNode(f"{BASE}graph/vocabulary")
    label, kind = NamedNode(expand("rdfs:label")), NamedNode(expand("rdf:type"))
    used = {quad.predicate for quad in store.quads_for_pattern(None, None, None, GRAPH)}
    used |= {
        quad.object for quad in store.quads_for_pattern(None, kind, None, GRAPH) if isinstance(quad.object, NamedNode)
    }
    built_in = tuple(expand(f"{prefix}:x")[:-1] for prefix in ("rdf", "rdfs", "owl"))
    undeclared = {
        term.value
        for term in used
        if not term.value.startswith(built_in) and not set(store.quads_for_pattern(term, label, None, vocabulary))
    }
    assert undeclared == set()


def test_the_whole_is_derived_from_its_sources(store: Store, built: Build) -> None:
    derived = values(store, "dataset/rarekg", "prov:wasDerivedFrom")
    assert derived == {f"{BASE}dataset/{key}" for key in built.manifest.sources}
    assert values(store, "dataset/rarekg", "dcterms:identifier") == {built.id}


def test_the_members_of_each_class_are_counted(store: Store) -> None:
    kind = NamedNode(expand("rdf:type"))
    names = {str(graph)[1:-1].removeprefix(f"{BASE}graph/") for graph in store.named_graphs()} - {"metadata"}
    for name in names:
        quads = store.quads_for_pattern(None, kind, None, NamedNode(f"{BASE}graph/{name}"))
        counted = Counter(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
        found: dict[str, int] = {}
        for partition in values(store, f"dataset/{name}", "void:classPartition"):
            local = partition.removeprefix(BASE)
            ((member,), (count,)) = values(store, local, "void:class"), values(store, local, "void:entities")
            found[member] = int(count)
        assert found == counted
    assert counted_in(store, "gard", "biolink:DiseaseToPhenotypicFeatureAssociation") == 5  # the page's phenotypes


def counted_in(store: Store, name: str, curie: str) -> int:
    partitions = values(store, f"dataset/{name}", "void:classPartition")
    (members,) = (
        partition.removeprefix(BASE)
        for partition in partitions
        if values(store, partition.removeprefix(BASE), "void:class") == {expand(curie)}
    )
    return int(values(store, members, "void:entities").pop())


def test_every_property_has_a_label_and_a_definition_in_the_store(store: Store) -> None:
    used = {quad.predicate for quad in store}
    assert len(used) > 90
    for property_ in used:
        for predicate in ("rdfs:label", "IAO:0000115"):
            stated = list(store.quads_for_pattern(property_, NamedNode(expand(predicate)), None))
            assert [quad.graph_name for quad in stated] == [NamedNode(f"{BASE}graph/vocabulary")], property_


def test_the_linksets_count_the_links_of_each_graph(store: Store) -> None:
    counted: Counter[tuple[str, ...]] = Counter()
    for predicate in PREDICATES:
        for quad in store.quads_for_pattern(None, NamedNode(expand(predicate)), None):
            ends = [compress(end.value) or "" for end in (quad.subject, quad.object) if isinstance(end, NamedNode)]
            prefixes = [end.partition(":")[0] for end in ends]
            if len(prefixes) == 2 and all(prefixes) and prefixes[0] != prefixes[1]:
                counted[(str(quad.graph_name)[1:-1].removeprefix(f"{BASE}graph/"), predicate, *prefixes)] += 1
    spaces = {space: prefix for prefix, space in prefix_map().items()}
    stated: Counter[tuple[str, ...]] = Counter()
    for quad in store.quads_for_pattern(None, KIND, NamedNode(expand("void:Linkset")), GRAPH):
        linkset = str(quad.subject)[1:-1]
        (part,) = store.quads_for_pattern(None, NamedNode(expand("void:subset")), quad.subject, GRAPH)
        (predicate,) = values(store, linkset, "void:linkPredicate")
        ends = [
            spaces[space]
            for end in ("subjects", "objects")
            for space in values(store, linkset, f"void:{end}Target", "void:uriSpace")
        ]
        (number,) = values(store, linkset, "void:triples")
        name = str(part.subject)[1:-1].removeprefix(f"{BASE}dataset/")
        stated[(name, compress(predicate) or predicate, *ends)] = int(number)
    assert stated == counted
    assert ("mondo-mappings", "skos:exactMatch", "MONDO", "UMLS") in stated


def test_the_build_is_an_activity_that_used_the_files_of_the_manifest(store: Store, built: Build) -> None:
    files = [(file, key) for key, source in built.manifest.sources.items() for file in source.files]
    named = {file.sha256: provenance.named(file.sha256)[1:-1] for file, _ in files}
    made = f"{BASE}build/{built.id}"
    for part in ("rarekg", "mondo", "inferred"):
        assert values(store, f"dataset/{part}", "prov:wasGeneratedBy") == {made}
    assert values(store, made, "prov:used") == set(named.values())
    assert values(store, made, "prov:wasAssociatedWith", "rdfs:label") == {f"rarekg {built.manifest.rarekg}"}
    assert values(store, made, "prov:wasAssociatedWith", "dcterms:identifier") == {built.manifest.code}
    for file, key in files:
        assert file.version in values(store, named[file.sha256], "pav:version")
        assert sources()[key].licence.url in values(store, named[file.sha256], "dcterms:license")
        assert values(store, named[file.sha256], "dcterms:identifier") == {f"sha256:{file.sha256}"}


def test_the_whole_has_what_the_profile_of_hcls_asks_for(store: Store, built: Build) -> None:
    whole = "dataset/rarekg"
    assert values(store, whole, "pav:version") == values(store, whole, "dcat:version") == {built.id}
    assert values(store, whole, "dcterms:creator") == values(store, whole, "dcterms:publisher")
    assert values(store, whole, "dcterms:language") == {"http://lexvo.org/id/iso639-3/eng"}
    assert "rare diseases" in values(store, whole, "dcat:keyword")
    assert values(store, whole, "void:uriSpace") == {BASE}
    assert prefix_map()["biolink"] in values(store, whole, "void:vocabulary")


def test_a_build_without_one_of_its_statements_breaks_a_shape(store: Store) -> None:
    for predicate in ("void:linkPredicate", "prov:used", "dcterms:license", "pav:version"):
        broken = Store()
        broken.extend(quad for quad in store if quad.predicate.value != expand(predicate) or quad.graph_name != GRAPH)
        assert shapes.described(broken, Mint(base=BASE), "metadata"), predicate
    assert shapes.described(store, Mint(base=BASE), "metadata") == set()
