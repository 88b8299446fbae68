"""Products of Orphadata in their real layout, with a few invented rows about the diseases of ``small``."""

from collections.abc import Iterable
from pathlib import Path

import orphanet_files
import orphanet_product1
import small

RELEASE = "2025-12-09"
CLINICAL = "Disease-causing germline mutation(s) (loss of function) in"
TERMS = (
    ("0000006", "Autosomal dominant inheritance", "0000005"),
    ("0003623", "Neonatal onset", "0410280"),
)
# symbol, HGNC id, type of association, status, source
GENES = (
    ("FOXP3", "6106", CLINICAL, "Assessed", "11137993[PMID]"),
    ("WAS", "12731", "Biomarker tested in", "Not yet assessed", ""),
)
# type, qualification, class, mean, geography, status, source
PREVALENCES = (
    ("Point prevalence", "Class only", "&lt;1 / 1 000 000", "0.0", "Europe", "Validated", "11137993[PMID]_[EXPERT]"),
    ("Prevalence at birth", "Value and class", "1-9 / 1 000 000", "0.16", "France", "Not yet validated", "ORPHANET"),
    ("Cases/families", "Case(s)", "", "136.0", "Worldwide", "Validated", ""),
)


def named(tag: str, name: str) -> str:
    """Return an element with a name, as Orphadata has its categories; nothing in it if there is none."""
    return f'<{tag} id="1"><Name lang="en">{name}</Name></{tag}>' if name else f"<{tag}/>"


def product(lists: str) -> str:
    """Return a product with the lists of one disorder, IPEX syndrome."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<JDBOR date="{RELEASE} 07:03:39" version="1.3.42 / 4.1.8" copyright="Orphanet (c) 2025">
<DisorderList count="1"><Disorder id="1"><OrphaCode>37042</OrphaCode><Name lang="en">IPEX syndrome</Name>
{lists}</Disorder></DisorderList></JDBOR>
"""


def listed(tag: str, rows: Iterable[str]) -> str:
    """Return the list ``tag`` with ``rows``, and how many they are."""
    inside = list(rows)
    return f'<{tag} count="{len(inside)}">{"".join(inside)}</{tag}>'


def genes() -> str:
    """Return product 6."""
    return product(listed("DisorderGeneAssociationList", (_gene(*row) for row in GENES)))


def _gene(symbol: str, hgnc: str, role: str, status: str, source: str) -> str:
    ids = f"<ExternalReference><Source>HGNC</Source><Reference>{hgnc}</Reference></ExternalReference>"
    return (
        f"<DisorderGeneAssociation><SourceOfValidation>{source}</SourceOfValidation>"
        f'<Gene id="1"><Name lang="en">{symbol}</Name><Symbol>{symbol}</Symbol>'
        f'<ExternalReferenceList count="1">{ids}</ExternalReferenceList></Gene>'
        f"{named('DisorderGeneAssociationType', role)}{named('DisorderGeneAssociationStatus', status)}"
        "</DisorderGeneAssociation>"
    )


def prevalences() -> str:
    """Return the prevalences of product 9."""
    return product(listed("PrevalenceList", (_prevalence(*row) for row in PREVALENCES)))


def _prevalence(kind: str, qualification: str, band: str, mean: str, where: str, status: str, source: str) -> str:
    return (
        f'<Prevalence id="1"><Source>{source}</Source>{named("PrevalenceType", kind)}'
        f"{named('PrevalenceQualification', qualification)}{named('PrevalenceClass', band)}<ValMoy>{mean}</ValMoy>"
        f"{named('PrevalenceGeographic', where)}{named('PrevalenceValidationStatus', status)}</Prevalence>"
    )


def nomenclature() -> str:
    """Return product 1: IPEX syndrome, and an entry that was moved to it."""
    return orphanet_product1.product(
        orphanet_product1.disorder(
            37042,
            "Syndrome IPEX",
            definition="A severe disorder of regulatory T cells & of the gut.",
            flags=("Historical entity",),
            references=(
                orphanet_product1.reference("ICD-10", "E31.0", orphanet_product1.NTBT, icd="Index term"),
                orphanet_product1.reference("OMIM", "603554"),  # which MONDO has for Omenn syndrome
            ),
        ),
        orphanet_product1.disorder(100, "OBSOLETE: IPEX", flags=("Obsolete entity",), moved_to=37042),
    )


def products() -> dict[str, str]:
    """Return the text of each product by the key of its source."""
    rows = (
        orphanet_files.phenotype("HP:0000964", criterion="Diagnostic criterion"),
        orphanet_files.phenotype("HP:0002014", criterion="Pathognomonic sign"),
    )
    reviewed = orphanet_files.profile(*rows, source="11137993[PMID]", day="2016-06-01 00:00:00.0")
    return {
        "orphanet-nomenclature": nomenclature(),
        "orphanet-ages": orphanet_files.product(
            orphanet_files.course(("Infancy", "Neonatal"), ("Autosomal dominant",))
        ),
        "orphanet-phenotypes": orphanet_files.product(reviewed, of="HPODisorderSetStatusList"),
        "orphanet-genes": genes(),
        "orphanet-prevalence": prevalences(),
    }


def written(folder: Path, options: list[str]) -> list[str]:
    """Write the products into ``folder``; return ``options`` of a build, which has genes, with those that read them."""
    only, keys, *rest = options
    for key, text in products().items():
        file = folder / f"{key}.xml"
        file.write_text(text, encoding="utf-8")
        keys, rest = f"{keys},{key}", [*rest, "--source", f"{key}={file}"]
    return [only, keys, *rest]


def small_options(folder: Path) -> list[str]:
    """Write the small sources, two genes and the products; return the options of the build."""
    options = small.with_genes(folder, 0)
    with (folder / "hp.obo").open("a", encoding="utf-8") as ontology:
        for local, label, parent in TERMS:
            ontology.write(f"\n[Term]\nid: HP:{local}\nname: {label}\nis_a: HP:{parent}\n")
    table = folder / "hgnc.tsv"
    columns = table.read_text(encoding="utf-8").rstrip("\n").split("\t")
    rows = [
        {"hgnc_id": f"HGNC:{hgnc}", "symbol": symbol, "status": "Approved", "locus_group": "protein-coding gene"}
        for symbol, hgnc, *_ in GENES
    ]
    lines = ["\t".join(row.get(name, "") for name in columns) for row in rows]
    table.write_text("\n".join(["\t".join(columns), *lines]) + "\n", encoding="utf-8")
    return written(folder, options)
