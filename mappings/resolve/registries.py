"""The prefixes whose ids identify diseases or phenotypes: those of registries, ontologies and terminologies.

The entries of registries are diseases, as MONDO's terms are; entries of terminologies need no mapping node.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Kind = Literal["disease", "phenotype"]
WRONG_KIND = "wrong-kind"

# Those whose ids MONDO maps one-to-one.
EXACT = frozenset({"OMIM", "OMIMPS", "ORPHA", "DECIPHER"})
REGISTRIES = EXACT | {"GARD"}
_ICD = frozenset({"ICD9", "ICD10CM", "ICD10WHO", "ICD11", "icd11.foundation"})
TERMINOLOGIES = _ICD | {"DOID", "EFO", "MEDGEN", "MESH", "MedDRA", "NCIT", "SCTID", "UMLS"}
PREFIXES: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {"disease": REGISTRIES | TERMINOLOGIES | {"MONDO"}, "phenotype": frozenset({"HP"})}
)


def registry(curie: str) -> str:
    """Return the prefix of ``curie``.

    >>> registry("ORPHA:37042")
    'ORPHA'
    """
    return curie.partition(":")[0]


def wrong_kind(curie: str, *kinds: Kind) -> str | None:
    """Return why ``curie`` is the id of nothing of these ``kinds``, or None if its prefix may identify such a thing.

    >>> wrong_kind("PMID:1", "disease")
    'PMID:1 is not the id of a disease: PMID is no registry or terminology of diseases'
    >>> wrong_kind("OMIM:304790", "disease") is None
    True
    """
    prefix = registry(curie)
    if any(prefix in PREFIXES[kind] for kind in kinds):
        return None
    what, these = " or ".join(kinds), " or ".join(f"{kind}s" for kind in kinds)
    return f"{curie} is not the id of a {what}: {prefix} is no registry or terminology of {these}"
