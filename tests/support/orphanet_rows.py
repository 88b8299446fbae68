"""Products 6, 7 and 9 (prevalence) of Orphadata in their real layouts, with invented rows."""

from collections.abc import Callable, Iterator, Mapping
from xml.sax.saxutils import escape

from rarekg.mappings.sources import orphanet_classification, orphanet_genes, orphanet_prevalence

GERMLINE = "Disease-causing germline mutation(s) in"


def product(*disorders: str, encoding: str = "UTF-8") -> str:
    """Return a file with these disorders."""
    return f"""<?xml version="1.0" encoding="{encoding}"?>
<JDBOR date="2026-06-23 07:06:32" version="1.3.42 / 4.1.8 [2025-03-03]" copyright="Orphanet (c) 2026">
  <DisorderList count="{len(disorders)}">
    {"".join(disorders)}
  </DisorderList>
</JDBOR>
"""


def disorder(holds: str, *rows: str, code: str, name: str, count: int | None) -> str:
    """Return a disorder with a list called ``holds``; ``count`` is what it says of its length, if that is wrong."""
    stated = len(rows) if count is None else count
    return f"""<Disorder id="1">
      <OrphaCode>{code}</OrphaCode>
      <Name lang="en">{escape(name)}</Name>
      <{holds} count="{stated}">
        {"".join(rows)}
      </{holds}>
    </Disorder>
    """


def genes(*rows: str, code: str = "37042", name: str = "Halden syndrome", count: int | None = None) -> str:
    """Return a disorder of product 6."""
    return disorder("DisorderGeneAssociationList", *rows, code=code, name=name, count=count)


def gene(
    symbol: str = "FOXP3",
    role: str = GERMLINE,
    ids: Mapping[str, str] = {"HGNC": "6106"},
    status: str = "Assessed",
    source: str = "",
) -> str:
    """Return a row of product 6."""
    references = "".join(
        f"<ExternalReference><Source>{registry}</Source><Reference>{number}</Reference></ExternalReference>"
        for registry, number in ids.items()
    )
    return f"""<DisorderGeneAssociation>
          <SourceOfValidation>{escape(source)}</SourceOfValidation>
          <Gene id="20160">
            <Name lang="en">a gene</Name>
            <Symbol>{escape(symbol)}</Symbol>
            <ExternalReferenceList count="{len(ids)}">{references}</ExternalReferenceList>
          </Gene>
          <DisorderGeneAssociationType id="1"><Name lang="en">{escape(role)}</Name></DisorderGeneAssociationType>
          <DisorderGeneAssociationStatus id="2"><Name lang="en">{escape(status)}</Name></DisorderGeneAssociationStatus>
        </DisorderGeneAssociation>
        """


def prevalences(*rows: str, code: str = "37042", name: str = "Halden syndrome", count: int | None = None) -> str:
    """Return a disorder of product 9 (prevalence)."""
    return disorder("PrevalenceList", *rows, code=code, name=name, count=count)


def prevalence(
    type_: str = "Point prevalence",
    class_: str = "1-9 / 100 000",
    value: str = "0.0",
    geography: str = "Europe",
    status: str = "Validated",
    source: str = "",
    qualification: str = "Value and class",
) -> str:
    """Return a row of product 9 (prevalence)."""
    named = f'<PrevalenceClass id="4"><Name lang="en">{escape(class_)}</Name></PrevalenceClass>' if class_ else ""
    return f"""<Prevalence id="1">
          <Source>{escape(source)}</Source>
          <PrevalenceType id="2"><Name lang="en">{escape(type_)}</Name></PrevalenceType>
          <PrevalenceQualification id="3"><Name lang="en">{escape(qualification)}</Name></PrevalenceQualification>
          {named or "<PrevalenceClass/>"}
          <ValMoy>{escape(value)}</ValMoy>
          <PrevalenceGeographic id="5"><Name lang="en">{escape(geography)}</Name></PrevalenceGeographic>
          <PrevalenceValidationStatus id="6"><Name lang="en">{escape(status)}</Name></PrevalenceValidationStatus>
        </Prevalence>
        """


def heads(*rows: str, code: str = "37042", name: str = "Halden syndrome", count: int | None = None) -> str:
    """Return a disorder of product 7."""
    return disorder("DisorderDisorderAssociationList", *rows, code=code, name=name, count=count)


def head(code: str = "98004", name: str = "Rare immune disease", relation: str = "Preferential parent") -> str:
    """Return a row of product 7; without a code it is the other end of a relation."""
    ends = '<TargetDisorder id="1" cycle="true"/><RootDisorder id="3"><OrphaCode>1</OrphaCode></RootDisorder>'
    if code:
        ends = f"<TargetDisorder><OrphaCode>{code}</OrphaCode><Name>{escape(name)}</Name></TargetDisorder>"
    return f"""<DisorderDisorderAssociation>
          {ends}
          <DisorderDisorderAssociationType id="1">
            <Name lang="en">{escape(relation)}</Name>
          </DisorderDisorderAssociationType>
        </DisorderDisorderAssociation>
        """


def growing() -> Iterator[tuple[Callable[..., Iterator[object]], str, Callable[[int], str]]]:
    """Yield readers with what an input repeats, and the input of any number of repetitions."""
    gene_rows: dict[str, Callable[[int], str]] = {
        "disorders": lambda n: product(*(genes(gene(), code=str(i + 1)) for i in range(n))),
        "rows of one disorder": lambda n: product(genes(*(gene(ids={"HGNC": str(i)}) for i in range(min(n, 4_000))))),
        "the same row": lambda n: product(*(genes(gene()) for _ in range(n))),
        "references": lambda n: product(genes(gene(source="_".join(f"{i}[PMID]" for i in range(n))))),
        "underscores": lambda n: product(genes(gene(source="_" * n))),
        "parts of an address": lambda n: product(genes(gene(source="http://a.org/" + "_a" * n))),
        "a list by hand": lambda n: product(genes(gene(source="PMID: " + "1 ; " * n))),
        "spaces in a list": lambda n: product(genes(gene(source="PMID" + " " * n + ": 1" + " " * n + "1"))),
        "digits": lambda n: product(genes(gene(source="1" * n + "[PMID" + "]" * n))),
    }
    for name, made in gene_rows.items():
        yield orphanet_genes.read, name, made
    rows: dict[str, Callable[[int], str]] = {
        "disorders": lambda n: product(*(prevalences(prevalence(), code=str(i + 1)) for i in range(n))),
        "regions": lambda n: product(*(prevalences(prevalence(geography=f"x{i}")) for i in range(n))),
        "digits": lambda n: product(prevalences(prevalence(value="1" * n))),
        "spaces of a class": lambda n: product(prevalences(prevalence(class_="1" + " " * n + "2"))),
    }
    for name, made in rows.items():
        yield orphanet_prevalence.read, name, made
    parents: dict[str, Callable[[int], str]] = {
        "disorders": lambda n: product(*(heads(head(), code=str(i + 1)) for i in range(n))),
        "a chain": lambda n: product(*(heads(head(code=str(i + 1)), code=str(i)) for i in range(1, n))),
    }
    for name, made in parents.items():
        yield orphanet_classification.read, name, made
