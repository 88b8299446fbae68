"""The gene whose changes cause a disease, as a sentence of a lay summary names it."""

import re
from collections.abc import Iterator

from rarekg.mappings.facts import Gene, GeneDisease, Issue
from rarekg.mappings.gard.clauses import Clause
from rarekg.mappings.gard.lookups import lookup_rows
from rarekg.mappings.gard.page_context import PageContext
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
# What may follow the gene; "in some people", "or another gene" and the like may not.
_GOES_ON = re.compile(r"[.]?$|;|,? and (?:is|are|has|affects)\b|, (?:is|which|resulting)\b")


def causal_gene(clause: Clause) -> tuple[str, str | None] | None:
    """Return symbol and chromosome of the gene whose changes cause the disease, where it is one, without a hedge."""
    found = _CAUSED.search(clause.predicate)
    if found is None:
        return None
    place = _ON_CHROMOSOME.match(found["tail"])
    rest = found["tail"][place.end() :] if place else found["tail"]
    if _GOES_ON.match(rest) is None:
        return None
    return found["symbol"], (place["letter"] or place["number"]) if place else None


def gene_facts(clause: Clause, kind: str, page: PageContext, known: Known) -> Iterator[Gene | GeneDisease | Issue]:
    """Yield the gene that a clause gives as the cause, from ``lookups/genes.tsv`` or as HGNC has it, and its part."""
    said = causal_gene(clause)
    if said is None:
        return
    (symbol, chromosome), line = said, clause.sentence.line
    gene = lookup_gene(symbol)
    id_ = gene.id if gene else known.gene(symbol).id
    if id_ is None:
        message = f"{symbol!r} is said to cause the disease, and is no symbol of one gene that is known"
        yield page.issue(line, "unknown-gene", message, "skipped", symbol)
        return
    if gene is not None:
        yield gene
        if chromosome not in (None, gene.chromosome):
            message = f"{symbol} is said to be on chromosome {chromosome}, and is on {gene.chromosome}"
            yield page.issue(line, "chromosome-disagrees", message, "skipped", chromosome)
    origin = page.origin(kind, "gene", symbol, cited=clause.sentence.cited, words=f"{symbol} gene")
    yield GeneDisease(disease=page.disease, gene=id_, role="causal", origin=origin)


def lookup_gene(symbol: str) -> Gene | None:
    """Return the gene with this approved symbol, or None where ``lookups/genes.tsv`` has it not."""
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
