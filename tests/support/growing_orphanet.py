"""Inputs of any size for the readers of Orphanet: what is repeated in a file, and how the file is packed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from invented_packets import packet, tar
from orphanet_xml import (
    EXACT,
    LOSS,
    disorder,
    entity,
    gene,
    listed,
    named,
    phenotype,
    prevalence,
    profile,
    reference,
    relation,
    xml,
)

BETWEEN = "\x1e"  # two packets in a text, which no JSON has


@dataclass(frozen=True, kw_only=True)
class Product:
    """A product: the ``key`` of its source, and the texts of files with any number of things, by what they repeat.

    The first of them has something of all that the product has. ``pack`` makes the file of the text.
    """

    key: str
    grown: Mapping[str, Callable[[int], str]]
    pack: Callable[[bytes], bytes] = bytes


def packed(content: bytes) -> bytes:
    """Return a tar of the packets in ``content``."""
    parts = content.split(BETWEEN.encode())
    return tar({f"json/ORPHApacket_{number}.json": part for number, part in enumerate(parts)})


def _each(list_: str, record: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: xml(list_, "".join(record(i) for i in range(1, n + 1)))


def _one(list_: str, record: Callable[[str], str], row: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: xml(list_, record("".join(row(i) for i in range(1, n + 1))))


def _course(code: object, ages: str = "", modes: str = "") -> str:
    return disorder(code, listed("AverageAgeOfOnset", ages) + listed("TypeOfInheritance", modes))


def _lists(tag: str) -> Callable[[str], str]:
    return lambda rows: disorder(37042, listed(tag, rows))


def _packets(made: Callable[[int], bytes]) -> Callable[[int], str]:
    return lambda n: BETWEEN.join(made(i).decode() for i in range(1, n + 1))


def _packet(name: str, thing: Callable[[int], object]) -> Callable[[int], str]:
    return lambda n: packet("37042", **{name: [thing(i) for i in range(1, n + 1)]}).decode()


LIST, ADULT = "DisorderList", named("AverageAgeOfOnset", "Adult")
RECESSIVE = named("TypeOfInheritance", "Autosomal recessive")
GENE_ROW = {
    "Symbol": "FOXP3",
    "Name": "forkhead box P3",
    "ExternalReferences": [{"Source": "HGNC", "Reference": "6106"}],
    "DisorderGeneAssociationType": LOSS,
}
PREVALENCE_ROW = {
    "Source": "12345678[PMID]",
    "PrevalenceType": "Point prevalence",
    "PrevalenceQualification": "Value and class",
    "PrevalenceClass": "1-9 / 100 000",
    "ValMoy": "1.5",
    "PrevalenceGeographic": "Norway",
}


def _omim(number: int) -> str:
    return f"<ExternalReference><Source>OMIM</Source><Reference>{number + 100_000}</Reference></ExternalReference>"


def _whole_entity(synonyms: str) -> str:
    return entity(
        37042,
        synonyms=synonyms,
        references=reference("ICD-10", "G93.8*") + reference("OMIM", 304790) + reference("MONDO", "0010580"),
        moves=relation("Referred to", 901),
        definition="A rare &lt;i&gt;one&lt;/i&gt; of &amp;#8804; 3 people.",
    )


def _whole_packet(n: int) -> bytes:
    return packet(
        "37042",
        Synonyms=[{"Synonym": f"Halden disease {i}"} for i in range(n)],
        ExternalReferences=[{"Source": "OMIM", "Reference": "304790", "DisorderMappingRelation": EXACT}],
        TextSection={"TextSectionType": "Definition", "Contents": "A rare <i>one</i> of &#8804; 3 people."},
        Genes=[{"Gene": GENE_ROW}],
        Parents=[{"Parent": [{"ORPHAcode": "902", "Label": "Rare disease"}]}],
        Phenotypes=[{"Phenotype": {"HPOId": "HP:0001250", "HPOTerm": "x", "HPOFrequency": "Frequent (79-30%)"}}],
        Prevalences={"Prevalence": [PREVALENCE_ROW]},
        AverageAgeOfOnsets={"AverageAgeOfOnset": [{"value": "Adult"}]},
        TypeOfInheritances=[{"TypeOfInheritance": {"value": "Autosomal recessive"}}],
    )


PRODUCTS = (
    Product(
        key="orphanet-nomenclature",
        grown={
            "synonyms": _one(LIST, _whole_entity, lambda i: f"<Synonym>a{i}</Synonym>"),
            "entities": _each(LIST, lambda i: entity(i)),
            "entries of OMIM": _one(
                LIST, lambda rows: entity(37042, references=rows), lambda i: reference("OMIM", 100_000 + i)
            ),
            "entities of one term": _each(LIST, lambda i: entity(i, references=reference("MONDO", "0000002"))),
            "terms of one entity": _one(
                LIST, lambda rows: entity(37042, references=rows), lambda i: reference("MONDO", f"{i:07}")
            ),
            "marks of ICD": lambda n: xml(LIST, entity(1, references=reference("ICD-10", "G93.8" + "*" * n))),
            "a chain of moves": _each(LIST, lambda i: entity(i, moves=relation("Moved to", i + 1))),
            "tags in a definition": lambda n: xml(LIST, entity(1, definition="&lt;i&gt;" * n)),
            "open tags in a definition": lambda n: xml(LIST, entity(1, definition="&lt;i " * n)),
            "spaces in a tag": lambda n: xml(LIST, entity(1, definition="&lt;i" + " " * n)),
            "entities in a definition": lambda n: xml(LIST, entity(1, definition="&amp;nbsp;&amp;#8208;" * n)),
            "ampersands in a definition": lambda n: xml(LIST, entity(1, definition="&amp;" * n)),
            "comments": lambda n: xml(LIST, "<!-- a -->" * n + entity(1)),
            "attributes": lambda n: xml(LIST, "<Disorder " + " ".join(f'a{i}="1"' for i in range(n)) + "/>"),
            "attributes of one name": lambda n: xml(LIST, "<Disorder " + 'a="1" ' * n + "/>"),
            "nested elements": lambda n: xml(LIST, "<a>" * n + "</a>" * n),
            "declared entities": lambda n: "<!DOCTYPE a [" + '<!ENTITY b "c">' * n + "]>" + xml(LIST, entity(1)),
            "spaces of a definition": lambda n: xml(LIST, entity(1, definition="a" + " " * n + "b")),
        },
    ),
    Product(
        key="orphanet-ages",
        grown={
            "modes": _one(LIST, lambda rows: _course(37042, ADULT, rows), lambda i: RECESSIVE),
            "digits of a code": lambda n: xml(LIST, _course("1" * n, ADULT)),
        },
    ),
    Product(
        key="orphanet-phenotypes",
        grown={
            "disorders": _each("HPODisorderSetStatusList", lambda i: profile(i, phenotype())),
            "frequencies": _one(
                "HPODisorderSetStatusList", lambda rows: profile(1, rows), lambda i: phenotype(frequency=f"{i}")
            ),
            "brackets of a reference": lambda n: xml(
                "HPODisorderSetStatusList", profile(1, phenotype(), "1" + "[" * n + "]" * n)
            ),
        },
    ),
    Product(
        key="orphanet-genes",
        grown={
            "genes": _one(LIST, _lists("DisorderGeneAssociation"), lambda i: gene(6106 if i == 1 else i)),
            "ids of a gene": lambda n: xml(
                LIST, _lists("DisorderGeneAssociation")(gene(1, ids="".join(map(_omim, range(n)))))
            ),
        },
    ),
    Product(
        key="orphanet-prevalence",
        grown={
            "means": _one(LIST, _lists("Prevalence"), lambda i: prevalence(i)),
            "words of a reference": lambda n: xml(LIST, _lists("Prevalence")(prevalence(source="a_b[EXPERT]" * n))),
        },
    ),
    Product(
        key="orphanet-classification",
        grown={
            "parents": _one(LIST, _lists("DisorderDisorderAssociation"), lambda i: relation("Preferential parent", i)),
            "relations": _one(LIST, _lists("DisorderDisorderAssociation"), lambda i: relation(f"a{i}", 1)),
        },
    ),
    Product(
        key="orphapackets",
        pack=packed,
        grown={
            "synonyms": lambda n: BETWEEN.join(map(bytes.decode, (_whole_packet(n), packet("902"), packet("903")))),
            "packets": _packets(lambda i: packet(i, Parents={"Parent": [{"ORPHAcode": i + 1, "Label": "x"}]})),
            "the same packet": _packets(lambda i: packet(1)),
            "files that are none": _packets(lambda i: b"[]"),
            "lists of synonyms": _packet("Synonyms", lambda i: {"Synonym": ["a", f"a{i}"]}),
            "genes": _packet("Genes", lambda i: {"Gene": GENE_ROW | {"Symbol": f"A{i}"}}),
            "parents": _packet("Parents", lambda i: {"Parent": {"ORPHAcode": i, "Label": "x"}}),
            "prevalences": _packet("Prevalences", lambda i: {"Prevalence": PREVALENCE_ROW | {"ValMoy": i}}),
            "phenotypes": _packet(
                "Phenotypes",
                lambda i: {"Phenotype": {"HPOId": "HP:0001250", "HPOTerm": "x", "HPOFrequency": f"Frequent {i}"}},
            ),
            "ages": _packet("AverageAgeOfOnsets", lambda i: {"AverageAgeOfOnset": {"value": "Adult"}}),
            "entries of OMIM": _packet(
                "ExternalReferences",
                lambda i: {"Source": "OMIM", "Reference": 100_000 + i, "DisorderMappingRelation": EXACT},
            ),
            "fields": lambda n: packet("1", **{f"field{i}": i for i in range(n)}).decode(),
            "lists in lists": lambda n: '{"Orphapacket": {"ORPHAcode": ' + "[" * n,
            "digits": lambda n: '{"Orphapacket": {"ORPHAcode": ' + "1" * n + "}}",
            "a definition": lambda n: packet(
                "1", TextSection={"TextSectionType": "Definition", "Contents": "<i" + " " * n + "&" * n}
            ).decode(),
        },
    ),
)
