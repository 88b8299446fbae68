"""What the products of Orphanet say of one disorder, as it is written there: one class for each product.

The XML of Orphadata and the ORPHApackets have the same content in two forms. Readers of either make these records, and
one translator a product makes facts of them. ``line`` is that of the record in its file, None where it has no lines;
``code`` is the ORPHAcode, without a prefix. Texts are as the file has them, "" where it has none.
"""

from typing import NamedTuple


class ExternalReference(NamedTuple):
    """An id of the disorder elsewhere: ``relation`` begins with E, NTBT, BTNT or ND.

    ``icd_relation`` tells how ICD lists the disorder, ``status`` whether the mapping is validated, ``foundation`` is
    the number of the entity of ICD-11's foundation that lists it.
    """

    source: str
    reference: str
    relation: str
    icd_relation: str = ""
    status: str = ""
    foundation: str = ""
    line: int | None = None


class Entity(NamedTuple):
    """A disorder of the nomenclature (product 1); ``flags`` are labels, ``moved_to`` and ``referred_to`` codes."""

    code: str
    name: str
    line: int | None
    synonyms: tuple[str, ...] = ()
    definition: str = ""
    group: str = ""
    type: str = ""
    flags: tuple[str, ...] = ()
    references: tuple[ExternalReference, ...] = ()
    moved_to: tuple[str, ...] = ()
    referred_to: tuple[str, ...] = ()


class Course(NamedTuple):
    """The ages of onset and types of inheritance of a disorder (product 9, ages)."""

    code: str
    name: str
    line: int | None
    ages: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()


class PhenotypeRow(NamedTuple):
    """A phenotype of a disorder; ``criterion`` is "Diagnostic criterion", "Pathognomonic sign" or ""."""

    term: str
    name: str
    frequency: str
    criterion: str = ""
    line: int | None = None


class PhenotypeProfile(NamedTuple):
    """The phenotypes of a disorder (product 4), with the references of all of them and the date of their validation."""

    code: str
    name: str
    line: int | None
    rows: tuple[PhenotypeRow, ...] = ()
    source: str = ""
    validated: str = ""


class GeneRow(NamedTuple):
    """A gene of a disorder: ``ids`` are pairs of a registry and an id, ``role`` is the type of the association."""

    symbol: str
    name: str
    ids: tuple[tuple[str, str], ...]
    role: str
    status: str = ""
    source: str = ""
    line: int | None = None


class GeneList(NamedTuple):
    """The genes of a disorder (product 6)."""

    code: str
    name: str
    line: int | None
    rows: tuple[GeneRow, ...] = ()


class PrevalenceRow(NamedTuple):
    """A prevalence: ``value`` is a mean, per 100,000 people or births, or the number of cases or families."""

    type: str
    qualification: str
    class_: str
    value: str
    geography: str
    status: str = ""
    source: str = ""
    line: int | None = None


class PrevalenceList(NamedTuple):
    """The prevalences of a disorder (product 9, prevalence)."""

    code: str
    name: str
    line: int | None
    rows: tuple[PrevalenceRow, ...] = ()


class ParentRow(NamedTuple):
    """An entity above a disorder; ``preferential`` is True for the head of the one classification that counts it."""

    code: str
    name: str
    preferential: bool = False
    line: int | None = None


class ParentList(NamedTuple):
    """The entities above a disorder in the classifications (product 7, which has the preferential ones only)."""

    code: str
    name: str
    line: int | None
    rows: tuple[ParentRow, ...] = ()
