"""VoID partitions of the whole graph: class → property → class or datatype of the objects, each with its number.

The shapes are those that SIB's void-generator writes and sparql-llm, SIB's editor and others read:
https://www.w3.org/TR/void/#class-property-partitions and http://ldf.fi/void-ext# for datatypes. Every node has an IRI.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from rarekg.graph.pipeline.metadata import WHOLE
from rarekg.graph.pipeline.tally import Group, Kinds
from rarekg.mappings.rdf.ntriples import Mint, Node, integer, node

_ALL = b""  # in place of a class: all subjects, whether they have one or not


def partitions(mint: Mint, kinds: Kinds, counts: Counter[Group], described: Collection[bytes]) -> list[str]:
    """Return the partitions of the whole graph as N-Triples without full stops, sorted.

    They count themselves too, as they stand in the graph that they describe: the numbers are right when those of one
    round give the same statements once more. Which statements there are depends on no number, so that ends soon.

    Args:
        mint: Mints IRIs below the base of the build.
        kinds: The classes of all nodes, those in ``described`` included.
        counts: The statements of all other graphs.
        described: The rest of the graph ``metadata``, as lines of N-Triples.
    """
    counts, entities = counts + kinds.count(described), kinds.entities()
    lines: list[str] = []
    while (following := sorted(_statements(mint, counts + _own(kinds, lines), entities))) != lines:
        lines = following
    return lines


def _own(kinds: Kinds, lines: list[str]) -> Counter[Group]:
    return kinds.count(f"{line} .\n".encode() for line in lines)


def _statements(mint: Mint, counts: Mapping[Group, int], entities: Mapping[bytes, int]) -> Iterator[str]:
    """Yield the partitions with ``counts`` and the number of ``entities`` of each class."""
    whole, properties = mint.dataset(WHOLE), _by_property(counts)
    yield f"{whole} {node('void:triples')} {integer(sum(counts.values()))}"
    yield f"{whole} {node('void:properties')} {integer(len(properties[_ALL]))}"
    yield f"{whole} {node('void:classes')} {integer(len(entities))}"
    for kind, members in entities.items():
        owner = mint.hashed("partition", WHOLE, kind.decode())
        yield f"{whole} {node('void:classPartition')} {owner}"
        yield f"{owner} {node('void:class')} {kind.decode()}"
        yield f"{owner} {node('void:entities')} {integer(members)}"
    for kind, groups in properties.items():
        owner = mint.hashed("partition", WHOLE, kind.decode()) if kind else whole
        for predicate, objects in groups.items():
            yield from _property(mint, owner, (kind.decode(), predicate.decode()), objects)


def _by_property(counts: Mapping[Group, int]) -> Mapping[bytes, Mapping[bytes, Counter[Group]]]:
    """Return the groups by class of subject and property; those of all subjects are there under _ALL."""
    found: dict[bytes, dict[bytes, Counter[Group]]] = defaultdict(lambda: defaultdict(Counter))
    for group, number in counts.items():
        for kind in (_ALL, *group.subjects):
            found[kind][group.property][group] += number
    return found


def _property(mint: Mint, owner: Node, key: tuple[str, str], groups: Mapping[Group, int]) -> Iterator[str]:
    """Yield the partition of ``owner`` by a property; ``key`` is the class and the property."""
    partition = mint.hashed("partition", WHOLE, *key)
    yield f"{owner} {node('void:propertyPartition')} {partition}"
    yield f"{partition} {node('void:property')} {key[1]}"
    yield f"{partition} {node('void:triples')} {integer(sum(groups.values()))}"
    classes, datatypes = Counter[bytes](), Counter[bytes]()
    for group, number in groups.items():
        classes.update(dict.fromkeys(group.objects, number))
        if group.datatype:
            datatypes[group.datatype] += number
    for found, link, name in (
        (classes, "void:classPartition", "void:class"),
        (datatypes, "void-ext:datatypePartition", "void-ext:datatype"),
    ):
        for value, number in found.items():
            part = mint.hashed("partition", WHOLE, *key, value.decode())
            yield f"{partition} {node(link)} {part}"
            yield f"{part} {node(name)} {value.decode()}"
            yield f"{part} {node('void:triples')} {integer(number)}"
