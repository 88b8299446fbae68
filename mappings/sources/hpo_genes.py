"""HPO's table of genes: which genes bear on which diseases, without the phenotypes that it repeats for each pair.

The format is https://obophenotype.github.io/human-phenotype-ontology/annotations/genes_to_phenotype/.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rarekg.mappings.facts import Disease, Fact, Gene, GeneDisease, Issue, Origin
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import rows
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.prefixes import standardize

SOURCE = "hpo-genes"
COLUMNS = ("ncbi_gene_id", "gene_symbol", "hpo_id", "hpo_name", "frequency", "disease_id")
NO_SYMBOL = "-"


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each pair of a gene and a disease once, with the Issues found on the way.

    The table does not say which part the gene has in the disease. ``known`` holds HGNC and MONDO. Raises SourceError
    where the file is not of this format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    pairs = _Pairs(known=known, issues=issues)
    seen: set[tuple[str, str]] = set()
    for line, (gene, symbol, _, _, _, disease) in rows(path, COLUMNS):
        if (gene, disease) not in seen:
            seen.add((gene, disease))
            yield from pairs.pair(line, gene, symbol, disease)
            yield from issues.handed_on()


@dataclass(slots=True, kw_only=True)
class _Pairs:
    """The genes of a file by the ids that the graph uses for them."""

    known: Known
    issues: Issues
    genes: dict[str, str] = field(default_factory=dict)

    def pair(self, line: int, gene: str, symbol: str, disease: str) -> Iterator[Fact]:
        """Yield that the gene with NCBI number ``gene`` bears on ``disease``, and the gene where HGNC has it not."""
        try:
            subject, object_ = standardize(f"NCBIGene:{gene}"), standardize(disease)
        except ValueError as error:
            self.issues.note("malformed-id", line, str(error), value=f"{gene} {disease}")
            return
        if subject not in self.genes:
            yield from self.gene(line, subject, symbol)
        resolved = self.known.disease(object_).id
        if resolved is None and object_ not in self.known.described:
            self.known.described.add(object_)
            yield Disease(id=object_, label=object_, resolved=False)
        used = self.genes[subject]
        yield GeneDisease(
            disease=resolved or object_,
            gene=used,
            role="unknown",
            origin=Origin(
                source=SOURCE,
                key=(gene, disease),
                subject=None if used == subject else subject,
                object=None if resolved is None else object_,
            ),
        )

    def gene(self, line: int, curie: str, symbol: str) -> Iterator[Gene]:
        """Find the gene that the graph has for ``curie``; yield it where that is ``curie`` itself."""
        found = self.known.genes.id_of(curie)
        self.genes[curie] = found or curie
        if found is None:
            what = f"HGNC has no gene {curie} ({symbol}); it keeps its own IRI"
            self.issues.note("unmapped-gene", line, what, action="kept", value=curie)
            yield Gene(id=curie, symbol=curie if symbol == NO_SYMBOL else symbol)
        elif symbol not in (NO_SYMBOL, now := self.known.genes.symbol(found)):
            what = f"{curie} is called {symbol} here and {now} by HGNC, whose symbol the graph has"
            self.issues.note("other-symbol", line, what, action="replaced", value=symbol)
