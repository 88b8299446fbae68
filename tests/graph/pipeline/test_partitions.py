"""The partitions of a build, against what the engine counts in its store."""

from collections import Counter

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from rarekg.graph.pipeline.partitions import partitions
from rarekg.graph.pipeline.tally import Group, Kinds
from rarekg.mappings.rdf.ntriples import Mint

PREFIXES = """PREFIX void: <http://rdfs.org/ns/void#> PREFIX void-ext: <http://ldf.fi/void-ext#>
PREFIX rkg: <https://w3id.org/rarekg/dataset/>"""


def counted(store: Store, query: str) -> Counter[tuple[str, ...]]:
    """Return the rows of ``query``, whose last column is their number."""
    rows = store.query(f"{PREFIXES} {query}", use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    found: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        *key, number = row
        assert isinstance(number, Literal)
        assert tuple(map(str, key)) not in found
        found[tuple(map(str, key))] = int(number.value)
    assert len(found) > 3
    return found


def test_properties_and_classes_of_the_whole(store: Store) -> None:
    assert counted(
        store, "SELECT ?p ?n { rkg:rarekg void:propertyPartition [ void:property ?p ; void:triples ?n ] }"
    ) == (counted(store, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"))
    assert counted(store, "SELECT ?c ?n { rkg:rarekg void:classPartition [ void:class ?c ; void:entities ?n ] }") == (
        counted(store, "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c")
    )


def test_properties_of_classes_and_the_classes_of_their_objects(store: Store) -> None:
    part = "rkg:rarekg void:classPartition [ void:class ?c ; void:propertyPartition ?pp ] . ?pp void:property ?p"
    assert counted(store, f"SELECT ?c ?p ?n {{ {part} ; void:triples ?n }}") == (
        counted(store, "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p")
    )
    assert counted(
        store, f"SELECT ?c ?p ?o ?n {{ {part} ; void:classPartition [ void:class ?o ; void:triples ?n ] }}"
    ) == counted(store, "SELECT ?c ?p ?k (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . ?o a ?k } GROUP BY ?c ?p ?k")


def test_datatypes_of_properties(store: Store) -> None:
    part = "[ void:property ?p ; void-ext:datatypePartition [ void-ext:datatype ?d ; void:triples ?n ] ]"
    of_class = f"void:classPartition [ void:class ?c ; void:propertyPartition {part} ]"
    by_datatype = "?d (COUNT(*) AS ?n)"
    assert counted(store, f"SELECT ?p ?d ?n {{ rkg:rarekg void:propertyPartition {part} }}") == counted(
        store, f"SELECT ?p {by_datatype} {{ ?s ?p ?o FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?d) }} GROUP BY ?p ?d"
    )
    typed = "?s a ?c ; ?p ?o FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?d)"
    assert counted(store, f"SELECT ?c ?p ?d ?n {{ rkg:rarekg {of_class} }}") == counted(
        store, f"SELECT ?c ?p {by_datatype} {{ {typed} }} GROUP BY ?c ?p ?d"
    )


def test_the_partitions_of_nothing_count_themselves() -> None:
    lines = partitions(Mint(), Kinds(), Counter[Group](), [])
    whole = NamedNode("https://w3id.org/rarekg/dataset/rarekg")
    assert (
        f'{whole} <http://rdfs.org/ns/void#triples> "{len(lines)}"^^<http://www.w3.org/2001/XMLSchema#integer>' in lines
    )
    # void:triples, properties, classes, property, propertyPartition, datatypePartition, datatype
    assert f'{whole} <http://rdfs.org/ns/void#properties> "7"^^<http://www.w3.org/2001/XMLSchema#integer>' in lines
