"""The genes of a disorder and their roles in it (product 6, and the genes of the ORPHApackets)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from rarekg.mappings.facts import Fact, GeneDisease, GeneRole, Origin, VariantEffect
from rarekg.mappings.orphanet.disorders import RESOURCE, Disorder, Disorders
from rarekg.mappings.orphanet.products import code, disorders
from rarekg.mappings.orphanet.records import GeneList, GeneRow
from rarekg.mappings.orphanet.references import Publications, references
from rarekg.mappings.orphanet.xml_records import Element
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.prefixes import standardize

TOPIC = "genes"
# Orphanet's types of association, as the sentence "<type> <disorder>", and what each says of the gene's variants.
ROLES: Mapping[str, tuple[GeneRole, VariantEffect | None]] = MappingProxyType(
    {
        "Disease-causing germline mutation(s) in": ("causal", None),
        "Disease-causing germline mutation(s) (loss of function) in": ("causal", "loss"),
        "Disease-causing germline mutation(s) (gain of function) in": ("causal", "gain"),
        "Disease-causing somatic mutation(s) in": ("somatic", None),
        "Major susceptibility factor in": ("susceptibility", None),
        "Modifying germline mutation in": ("modifier", None),
        "Part of a fusion gene in": ("fusion", None),
        "Role in the phenotype of": ("phenotype", None),
        "Biomarker tested in": ("biomarker", None),
        "Candidate gene tested in": ("candidate", None),
    }
)
STATUSES: Mapping[str, bool | None] = MappingProxyType({"Assessed": True, "Not yet assessed": False, "": None})
HGNC = "HGNC"
# Other registries whose ids HGNC has, by their names in Orphanet; those of proteins and pathways name no gene.
OTHERS: Mapping[str, str] = MappingProxyType({"Ensembl": "ENSEMBL", "OMIM": "OMIM"})


def entries(path: Path, issues: Issues | None = None) -> Iterator[GeneList]:
    """Yield the genes of each disorder in product 6; ``issues`` takes lists that are not as long as they say.

    Raises:
        SourceError: The file is not product 6.
    """
    for element in disorders(path, "DisorderGeneAssociationList", issues):
        rows = element.every("DisorderGeneAssociationList", "DisorderGeneAssociation")
        yield GeneList(code(element), element.words("Name"), element.line, tuple(map(_row, rows)))


def _row(row: Element) -> GeneRow:
    pairs = (
        (one.words("Source"), one.words("Reference"))
        for one in row.every("Gene", "ExternalReferenceList", "ExternalReference")
    )
    return GeneRow(
        symbol=row.words("Gene", "Symbol"),
        name=row.words("Gene", "Name"),
        ids=tuple(pair for pair in pairs if all(pair)),
        role=row.words("DisorderGeneAssociationType", "Name"),
        status=row.words("DisorderGeneAssociationStatus", "Name"),
        source=row.words("SourceOfValidation"),
        line=row.line,
    )


@dataclass(slots=True, kw_only=True)
class GeneFacts:
    """Makes facts of the genes of disorders; ``source`` is the key of the source that has them."""

    known: Known
    issues: Issues
    source: str
    _stated: set[tuple[str, ...]] = field(default_factory=set)
    _publications: Publications = field(default_factory=Publications)

    def facts(self, record: GeneList) -> Iterator[Fact]:
        """Yield the disorder, if nothing has described it yet, then each gene's role with what it cites first."""
        disorder = Disorders(known=self.known, issues=self.issues).find(record.code, record.name, record.line)
        if disorder is None:
            return
        yield from disorder.facts
        for row in record.rows:
            if (fact := self._association(record.code, disorder, row)) is not None:
                yield from self._publications.new(fact.origin.references)
                yield fact

    def _association(self, number: str, disorder: Disorder, row: GeneRow) -> GeneDisease | None:
        """Return the role of a gene in the disorder; report and return None for one that cannot be used."""
        if row.role not in ROLES:
            message = f"unknown type of association {row.role!r} of {row.symbol} and {disorder.own}"
            self.issues.note("unknown-association-type", row.line, message, value=row.role)
            return None
        raw = self._hgnc(row)
        key = (number, raw or row.symbol, row.role)
        if key in self._stated:
            message = f"{disorder.own} has {row.symbol} in the same role further up"
            self.issues.note("duplicate-row", row.line, message, value=row.symbol)
            return None
        self._stated.add(key)
        gene, original = self._gene(raw, row)
        if gene is None:
            return None
        (role, effect), cited = ROLES[row.role], references(row.source)
        return GeneDisease(
            disease=disorder.node,
            gene=gene,
            role=role,
            effect=effect,
            assessed=self._assessed(row),
            origin=Origin(
                source=self.source,
                key=key,
                primary=RESOURCE,
                references=cited.ids,
                subject=original,
                object=disorder.original,
                words=cited.words,
            ),
        )

    def _gene(self, raw: str | None, row: GeneRow) -> tuple[str | None, str | None]:
        """Return the gene of a row and the id that Orphanet has for it, if that is another one.

        Its HGNC id decides; then the only gene that its ids in other registries are of; then its approved symbol.
        """
        genes = self.known.genes
        found: dict[str, str | None] = {}
        if raw is not None and (gene := genes.id_of(raw)):
            found[gene] = raw
        if not found:
            others = [f"{OTHERS[registry]}:{number}" for registry, number in row.ids if registry in OTHERS]
            found = {gene: raw or other for other in others if (gene := genes.id_of(other))}
        if not found and raw is None:
            found = {gene: None for gene in genes.named(row.symbol) if genes.symbol(gene) == row.symbol}
        if len(found) != 1:
            message = f"HGNC has no gene {raw or 'with the ids of ' + row.symbol} ({row.symbol}, {row.name})"
            self.issues.note("unmapped-gene", row.line, f"{message}; the row is left out", value=raw or row.symbol)
            return None, None
        ((gene, original),) = found.items()
        if row.symbol != (approved := genes.symbol(gene)):
            message = f"{gene} has the symbol {row.symbol} here and {approved} in HGNC; HGNC's is used"
            self.issues.note_once("other-symbol", row.line, message, action="replaced", value=row.symbol)
        return gene, None if original == gene else original

    def _assessed(self, row: GeneRow) -> bool | None:
        if row.status not in STATUSES:
            message = f"unknown status {row.status!r} of {row.symbol}; the row is kept without it"
            self.issues.note("unknown-status", row.line, message, action="kept", value=row.status)
        return STATUSES.get(row.status)

    def _hgnc(self, row: GeneRow) -> str | None:
        """Return the HGNC id of a row; report one that is malformed."""
        number = next((number for registry, number in row.ids if registry == HGNC), None)
        try:
            return None if number is None else standardize(f"{HGNC}:{number.removeprefix('HGNC:')}")
        except ValueError as error:
            message = f"{error}; {row.symbol} is read without it"
            self.issues.note("malformed-id", row.line, message, action="kept", value=number)
            return None
