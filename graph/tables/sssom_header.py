"""The header of an SSSOM table: what the set is, where its rows come from, prefixes, columns of its own."""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from rarekg.graph.home.builds import Build
from rarekg.ontology.prefixes import expand, prefix_map

if TYPE_CHECKING:
    import pyarrow as pa

VERSION = "1.1"  # of SSSOM; the columns on reviews are in it
UNSPECIFIED = "https://w3id.org/sssom/license/unspecified"
COMMENT = (
    "Each row has its own source, and the licence of that source. Rows with reviewer_agreement -1.0 are disputed: the "
    "source states the match, and rarekg does not use it."
)
IDS = (
    *("record_id", "subject_id", "predicate_id", "object_id", "mapping_justification", "mapping_source"),
    *("ext_icd_relation", "ext_foundation_entity"),
)
# Columns that the standard does not have: the property that each stands for, and the type of its values.
EXTENSIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ext_original_subject": ("biolink:original_subject", "xsd:string"),
        "ext_original_object": ("biolink:original_object", "xsd:string"),
        "ext_is_validated": ("rkg:isValidated", "xsd:boolean"),
        "ext_icd_relation": ("rkg:icdRelation", "linkml:Uriorcurie"),
        "ext_foundation_entity": ("rkg:foundationEntity", "linkml:Uriorcurie"),
    }
)
TYPES = "https://w3id.org/linkml/"  # of values that are ids


def header(built: Build, rows: "pa.Table") -> bytes:
    """Return the header for ``rows``: YAML, each line after a number sign.

    The specification wants a licence of the whole set: that of all rows, or the one that says it is not specified.
    """
    licences = [text for text in rows["license"].unique().to_pylist() if text]
    fields = {
        "sssom_version": VERSION,
        "mapping_set_id": f"{built.base}rarekg.sssom.tsv",
        "mapping_set_version": built.id,
        "mapping_set_title": "Mappings of rarekg",
        "license": licences[0] if len(licences) == 1 else UNSPECIFIED,
        "comment": COMMENT,
    }
    lines = [f"{name}: {_text(value)}" for name, value in fields.items()]
    lines += ["mapping_set_source:", *(f"- {_text(iri)}" for iri in _sets(built, rows))]
    lines += ["curie_map:", *(f"  {name}: {_text(iri)}" for name, iri in sorted(_prefixes(built, rows).items()))]
    lines += ["extension_definitions:", *_extensions()]
    return "".join(f"#{line}\n" for line in lines).encode()


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)  # a JSON string is one of YAML


def _sets(built: Build, rows: "pa.Table") -> list[str]:
    known = filter(None, rows["mapping_source"].unique().to_pylist())
    return sorted(built.base + curie.removeprefix("rarekg:") for curie in known)


def _prefixes(built: Build, rows: "pa.Table") -> dict[str, str]:
    """Return the prefixes of all ids in ``rows`` with their namespaces."""
    import pyarrow.compute as pc

    known = prefix_map() | {"rarekg": built.base}
    used = {
        prefix
        for name in IDS
        for prefix in pc.unique(pc.replace_substring_regex(rows[name].drop_null(), "(?s):.*", "")).to_pylist()
    }
    return {prefix: known[prefix] for prefix in used if prefix in known}


def _extensions() -> Iterator[str]:
    for name, (property_, kind) in EXTENSIONS.items():
        of = kind.replace("linkml:", TYPES) if kind.startswith("linkml:") else expand(kind)
        yield f"- slot_name: {_text(name)}"
        yield f"  property: {_text(expand(property_))}"
        yield f"  type_hint: {_text(of)}"
