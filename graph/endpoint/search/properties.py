"""The properties of the reconciliation service: what data extension adds, and the ids that decide a match."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rarekg.graph.endpoint.search.batch import IRI
from rarekg.graph.endpoint.search.manifest import NAMES, Json, type_of
from rarekg.graph.search.thing import Kind
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import converter

DISEASES: tuple[Kind, ...] = ("disease",)
TERMS: tuple[Kind, ...] = ("disease", "phenotype", "inheritance", "term")
ALL: tuple[Kind, ...] = tuple(NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of things of ``kinds``; its values are things of the kind ``values``, strings if that is None.

    ``path`` is the SPARQL property path from the thing to its values, '' for those that are made from several.
    """

    id: str
    name: str
    kinds: tuple[Kind, ...]
    path: str = ""
    values: Kind | None = None

    def meta(self) -> Json:
        """Return what a response says about the property."""
        named: Json = {"id": self.id, "name": self.name}
        return named if self.values is None else {**named, "type": type_of(self.values)}


_NAMES = "oboInOwl:hasExactSynonym|skos:altLabel|rkg:abbreviation|rkg:layName"
_ASSOCIATED = "biolink:gene_associated_with_condition"  # of every gene that a source links to a disease
_OWN = (
    Property(id="phenotypes", name="Phenotypes", kinds=DISEASES, path="RO:0002200", values="phenotype"),
    Property(id="genes", name="Genes", kinds=DISEASES, path=f"^{_ASSOCIATED}", values="gene"),
    Property(id="causal_genes", name="Causal genes", kinds=DISEASES, path="RO:0004003", values="gene"),
    Property(
        id="inheritance",
        name="Mode of inheritance",
        kinds=DISEASES,
        path="biolink:has_mode_of_inheritance",
        values="inheritance",
    ),
    Property(id="onset", name="Age of onset", kinds=DISEASES, path="rkg:hasOnset", values="term"),
    Property(id="prevalence", name="Prevalence", kinds=DISEASES),
    Property(id="diseases", name="Diseases", kinds=("gene",), path=_ASSOCIATED, values="disease"),
    Property(id="definition", name="Definition", kinds=TERMS, path="IAO:0000115"),
    Property(id="title", name="Full name", kinds=("gene",), path="dcterms:title"),
    Property(id="synonyms", name="Synonyms", kinds=ALL, path=_NAMES),
    Property(id=IRI, name="IRI", kinds=ALL),
)
# The registries whose ids are proposed for a kind, those that most things of the kind have first.
_REGISTRIES: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "disease": (
            *("OMIM", "ORPHA", "GARD", "UMLS", "MESH", "MEDGEN", "SCTID", "DOID", "NCIT", "EFO", "MedDRA", "OMIMPS"),
            *("ICD9", "ICD10CM", "ICD10WHO", "ICD11", "icd11.foundation"),
        ),
        "phenotype": ("UMLS", "SCTID", "MESH", "NCIT", "MedDRA"),
        "gene": ("NCBIGene", "ENSEMBL", "OMIM"),
        "inheritance": ("UMLS",),
        "term": ("UMLS",),
    }
)


def find(name: str) -> Property:
    """Return the property with an id, which for registries is any spelling of their prefix.

    >>> find("Orphanet").id, find("phenotypes").values
    ('ORPHA', 'phenotype')

    Raises:
        QueryError: There is none.
    """
    if own := next((known for known in _OWN if known.id == name), None):
        return own
    prefix = converter().standardize_prefix(name)
    if prefix is None or prefix not in _prefixes():
        offered = ", ".join(known.id for known in _OWN)
        raise QueryError(f"there is no property {name[:50]!r}; there are {offered}, and prefixes such as OMIM or GARD")
    return _registry(prefix)


def is_registry(known: Property) -> bool:
    """Tell whether the values of a property are ids in a registry."""
    return not known.path and known not in _OWN


def proposed(kind: Kind | None, limit: int | None) -> list[Json]:
    """Return the properties of a kind of thing, of diseases if there is none; at most ``limit``.

    >>> [known["id"] for known in proposed("gene", 3)]
    ['diseases', 'title', 'synonyms']
    """
    chosen: Kind = kind or "disease"
    every = [*(known for known in _OWN if chosen in known.kinds), *map(_registry, _REGISTRIES[chosen])]
    return [{"id": known.id, "name": known.name} for known in every[:limit]]


def suggested(prefix: str) -> Json:
    """Return the properties whose id or name begins with ``prefix``."""
    folded = prefix.casefold()
    every = (*_OWN, *map(_registry, _prefixes()))
    found = (known for known in every if known.id.casefold().startswith(folded) or _begins(known.name, folded))
    return {"result": [{"id": known.id, "name": known.name} for known in found]}


def _begins(name: str, folded: str) -> bool:
    return any(word.startswith(folded) for word in _tails(name.casefold()))


def _tails(name: str) -> Iterator[str]:
    """Yield ``name`` from each of its words on."""
    words = name.split()
    return (" ".join(words[at:]) for at in range(len(words)))


def _prefixes() -> list[str]:
    return sorted(record.prefix for record in converter().records if record.pattern)


def _registry(prefix: str) -> Property:
    return Property(id=prefix, name=f"{prefix} id", kinds=ALL)
