"""Causal genes in the sentences of lay summaries: "is caused by mutations in the FOXP3 gene"."""

import re
from collections.abc import Iterator

from rarekg.mappings.facts import Gene, GeneDisease, Issue
from rarekg.mappings.gard.clauses import Clause
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.reading.lookups import lookup_rows
from rarekg.mappings.resolve.known import Known

_CHANGE = r"(?:an? |the )?(?:\w+ )?(?:changes?|mutations?|variants?|alterations?)(?: \([\w -]{3,40}\))?"
_CAUSED = re.compile(
    rf"(?:^|\band (?:it )?|, )(?:is|are) caused by {_CHANGE} (?:of|in|to|within) (?:the )?"
    r"(?P<symbol>[A-Z][A-Z0-9-]{1,14}[a-z0-9]*) gene(?P<tail>.*)$"
)
_ON_CHROMOSOME = re.compile(
    r",?\s*(?:(?:which|that) (?:is|lies|sits) |lying )?(?:located |found )?on (?:the )?"
    r"(?:(?:long|short) arm of )?(?:the )?(?:(?P<letter>[XY]) chromosome|chromosome (?P<number>\d{1,2}|[XY]))\b"
)
# What may follow the gene, as opposed to "in some people" or "or another gene".
_CONTINUATION = re.compile(r"[.]?$|;|,? and (?:is|are|has|affects)\b|, (?:is|which|resulting)\b")


def causal_gene(clause: Clause) -> tuple[str, str | None] | None:
    """Return symbol and chromosome of the one causal gene, if the clause states it without a hedge."""
    cause = _CAUSED.search(clause.predicate)
    if cause is None:
        return None
    place = _ON_CHROMOSOME.match(cause["tail"])
    rest = cause["tail"][place.end() :] if place else cause["tail"]
    if _CONTINUATION.match(rest) is None:
        return None
    return cause["symbol"], (place["letter"] or place["number"]) if place else None


def gene_facts(clause: Clause, kind: str, page: PageContext, known: Known) -> Iterator[Gene | GeneDisease | Issue]:
    """Yield the causal gene in a clause and its association; ``lookups/genes.tsv`` precedes HGNC."""
    cause = causal_gene(clause)
    if cause is None:
        return
    (symbol, chromosome), line = cause, clause.sentence.line
    gene = lookup_gene(symbol)
    id_ = gene.id if gene else known.gene(symbol).id
    if id_ is None:
        message = f"{symbol!r}, stated as the cause of the disease, is not the symbol of one gene"
        yield page.issue(line, "unknown-gene", message, "skipped", symbol)
        return
    if gene is not None:
        yield gene
        if chromosome not in (None, gene.chromosome):
            message = f"the page places {symbol} on chromosome {chromosome}; it is on {gene.chromosome}"
            yield page.issue(line, "chromosome-disagrees", message, "skipped", chromosome)
    origin = page.origin_in_prose(kind, "gene", symbol, cited=clause.sentence.cited, words=f"{symbol} gene")
    yield GeneDisease(disease=page.disease, gene=id_, role="causal", origin=origin)


def lookup_gene(symbol: str) -> Gene | None:
    """Return the gene with this approved symbol, or None if ``lookups/genes.tsv`` does not have it.

    >>> gene = lookup_gene("FOXP3")
    >>> gene and (gene.id, gene.location)
    ('HGNC:6106', 'Xp11.23')
    """
    row = next((row for row in lookup_rows("genes") if row["symbol"] == symbol), None)
    if row is None:
        return None
    return Gene(
        id=row["gene"],
        symbol=row["symbol"],
        name=row["name"],
        chromosome=row["chromosome"],
        location=row["location"],
        exact_matches=(row["ncbigene"], row["ensembl"], row["omim"]),
    )
