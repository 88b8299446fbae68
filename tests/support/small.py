"""Sources of a few dozen terms in their real formats, for builds that take seconds and need no network."""

import json
from pathlib import Path

from rarekg.mappings.sources import hgnc, hgnc_withdrawn, hpo_genes, hpoa

# id, label, parent: the branches that validation checks, and the terms of the page below.
PHENOTYPES = (
    ("0000001", "All", None),
    ("0000118", "Phenotypic abnormality", "0000001"),
    ("0000005", "Mode of inheritance", "0000001"),
    ("0001417", "X-linked inheritance", "0000005"),
    ("0001419", "X-linked recessive inheritance", "0001417"),
    ("0003674", "Onset", "0031797"),
    ("0031797", "Clinical course", "0000001"),
    ("0410280", "Pediatric onset", "0003674"),
    ("0003593", "Infantile onset", "0410280"),
    ("0012823", "Clinical modifier", "0000001"),
    ("0003828", "Variable expressivity", "0012823"),
    ("0040279", "Frequency", "0000001"),
    ("0040280", "Obligate", "0040279"),
    ("0040281", "Very frequent", "0040279"),
    ("0040282", "Frequent", "0040279"),
    ("0040283", "Occasional", "0040279"),
    ("0040284", "Very rare", "0040279"),
    ("0040285", "Excluded", "0040279"),
    ("0001574", "Abnormality of the integument", "0000118"),
    ("0011123", "Inflammatory abnormality of the skin", "0001574"),
    ("0000964", "Eczematoid dermatitis", "0011123"),
    ("0001596", "Alopecia", "0001574"),
    ("0025031", "Abnormality of the digestive system", "0000118"),
    ("0002014", "Diarrhea", "0025031"),
    ("0005208", "Secretory diarrhea", "0002014"),
    ("0002583", "Colitis", "0025031"),
    ("0001871", "Abnormality of blood and blood-forming tissues", "0000118"),
    ("0001873", "Thrombocytopenia", "0001871"),
    ("0001890", "Autoimmune hemolytic anemia", "0001871"),
    ("0000819", "Diabetes mellitus", "0000118"),
)
MERGED = {"0000964": "0000976"}
OBSOLETE = ("0001111", "obsolete Old finding", "0001596")

# id, label, parent, cross-references
DISEASES: tuple[tuple[str, str, str | None, tuple[str, ...]], ...] = (
    ("0000001", "disease", None, ()),
    ("0700096", "human disease", "0000001", ()),
    ("0003847", "hereditary disease", "0700096", ()),
    ("0021094", "immune deficiency disease", "0003847", ()),
    (
        "0010580",
        "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome",
        "0021094",
        ("OMIM:304790", "Orphanet:37042", "GARD:1850", "UMLS:C0342288", "MESH:C580192"),
    ),
    ("0010518", "Wiskott-Aldrich syndrome", "0021094", ("OMIM:301000", "Orphanet:906")),
    ("0011338", "Omenn syndrome", "0021094", ("OMIM:603554", "Orphanet:39041")),
    ("0011664", "immunodeficiency due to CD25 deficiency", "0021094", ("OMIM:606367",)),
    ("0016542", "IL10-related early-onset inflammatory bowel disease", "0021094", ("Orphanet:238569",)),
    ("0100211", "growth hormone insensitivity with immune dysregulation", "0021094", ("Orphanet:220465",)),
    ("0020525", "transient neonatal diabetes mellitus", "0003847", ("Orphanet:99886",)),
    ("0011073", "diabetes mellitus, transient neonatal, 1", "0020525", ("OMIM:601410", "GARD:1839")),
    ("0015974", "severe combined immunodeficiency", "0021094", ("Orphanet:183660",)),
    ("0010743", "thrombocytopenia 1", "0003847", ("OMIM:313900",)),
    ("0009832", "pancreatic agenesis", "0003847", ("Orphanet:2805",)),
    ("0000004", "adrenocortical insufficiency", "0700096", ("ICD9:255.4", "MESH:D000309")),
    ("0000005", "alopecia, isolated", "0003847", ("UMLS:C1", "OMIM:104000")),
    ("0000009", "inherited bleeding disorder, platelet-type", "0003847", ("Orphanet:140957",)),
    ("0000022", "nocturnal enuresis", "0700096", ("MESH:D053206",)),
    ("0000023", "infantile cerebral palsy", "0700096", ()),
)
SYNONYMS = {"0010580": ["IPEX syndrome", "IPEX", "XLAAD"], "0010743": ["X-linked thrombocytopenia", "THC1"]}

PAGE = """Genetic and Rare Diseases Information Center (GARD)

Immunodysregulation, polyendocrinopathy and enteropathy X-linked

Other Names:
IPEX syndrome; XLAAD
Categories:
This disease is grouped under:

Summary

IPEX syndrome is caused by mutations in the FOXP3 gene, which lies on the X chromosome.[1]
Last updated: 2/20/2016

Symptoms

Showing of 7 |
Medical Terms Other Names
Learn More:
HPO ID
30%-79% of people
Eczematoid dermatitis 0000976
Secretory diarrhea 0005208
5%-29% of people
Autoimmune hemolytic anemia 0001890
1%-4% of people
Alopecia
Hair loss
0001596
Frequency not available
Thrombocytopenia
Low platelet count
0001873
Variable expressivity 0003828
X-linked recessive inheritance 0001419
Showing of 7 |
Last updated: 7/1/2020

Statistics

Fewer than 150 people have been diagnosed with IPEX syndrome.[1]
Last updated: 2/23/2016

References

  1. Hannibal MC & Torgerson T. IPEX Syndrome. GeneReviews. January 27, 2011; http://www.ncbi.nlm.nih.gov/books/NBK1118/.
"""


def hp_obo(extra: str = "") -> str:
    """Return HPO in thirty terms, one merged id and one obsolete term; ``extra`` stanzas come last."""
    lines = ["format-version: 1.2", "data-version: hp/releases/2025-01-16", "ontology: hp", ""]
    for local, label, parent in PHENOTYPES:
        lines += ["[Term]", f"id: HP:{local}", f"name: {label}", f'def: "{label}, as this cut has it." []']
        if local in MERGED:
            lines.append(f"alt_id: HP:{MERGED[local]}")
        if local == "0001596":
            lines.append('synonym: "Hair loss" EXACT layperson []')
        if parent:
            lines.append(f"is_a: HP:{parent}")
        lines.append("")
    local, label, successor = OBSOLETE
    lines += ["[Term]", f"id: HP:{local}", f"name: {label}", "is_obsolete: true", f"replaced_by: HP:{successor}", ""]
    return "\n".join(lines) + extra


def mondo_json() -> str:
    """Return MONDO in twenty diseases, in the form of the pinned file, not compressed."""
    return json.dumps(
        {
            f"MONDO:{local}": {
                "ancestors": {f"MONDO:{parent}": 1} if parent else {},
                "label": label,
                "description": f"{label}, as this cut has it.",
                "deprecated": False,
            }
            for local, label, parent, _ in DISEASES
        },
        indent=1,
    )


def mondo_with_two_labels() -> str:
    """Return the diseases as an OBO file, one of them repeated with another name, which validation must report."""
    lines = ["format-version: 1.2", "ontology: mondo"]
    for local, label, parent, _ in (*DISEASES, (DISEASES[4][0], "another name", None, ())):
        lines += ["", "[Term]", f"id: MONDO:{local}", f"name: {label}"] + ([f"is_a: MONDO:{parent}"] if parent else [])
    return "\n".join(lines) + "\n"


def mondo_sssom() -> str:
    """Return MONDO's mappings of these diseases, all but those to GARD, as an SSSOM table."""
    lines = ["subject_id\tpredicate_id\tobject_id\tmapping_justification"]
    for local, _, _, xrefs in DISEASES:
        matches = (xref for xref in xrefs if not xref.startswith("GARD:"))
        lines += [f"MONDO:{local}\tskos:exactMatch\t{xref}\tsemapv:UnspecifiedMatching" for xref in matches]
    return "\n".join(lines) + "\n"


def mondo_2024_json() -> str:
    """Return the older MONDO, in the form of the pinned file: names without a scope, and cross-references to GARD."""
    return json.dumps(
        [
            {
                "id": local,
                "name": label,
                "namespace": "mondo",
                "synonyms": SYNONYMS.get(local, []),
                "relations": {"is_a": [parent]} if parent else {},
                "xrefs": [{"namespace": xref.split(":")[0], "id": xref.split(":")[1]} for xref in xrefs],
            }
            for local, label, parent, xrefs in DISEASES
        ],
        indent=1,
    )


def written(folder: Path, *, page: str = PAGE, obo: str | None = None) -> list[str]:
    """Write the small sources into ``folder``; return the options of ``rarekg build`` that read them."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "hpo": ("hp.obo", hp_obo() if obo is None else obo),
        "mondo": ("mondo.json", mondo_json()),
        "mondo-mappings": ("mondo.sssom.tsv", mondo_sssom()),
        "mondo-2024": ("mondo-2024.json", mondo_2024_json()),
        "gard": ("page.txt", page),
    }
    for name, text in texts.values():
        (folder / name).write_text(text, encoding="utf-8")
    files = {key: folder / name for key, (name, _) in texts.items()}
    sources = [option for key in files if key != "gard" for option in ("--source", f"{key}={files[key]}")]
    return ["--only", ",".join(sorted(files)), "--no-floors", *sources, "--page", str(files["gard"])]


def without_page(folder: Path) -> list[str]:
    """Write the small sources without their definitions; return the options of a build that reads the shipped page."""
    _, keys, *options = written(folder)
    mondo = {term: {**entry, "description": ""} for term, entry in json.loads(mondo_json()).items()}
    (folder / "mondo.json").write_text(json.dumps(mondo, indent=1), encoding="utf-8")
    return ["--only", keys.replace("gard", "gard-restated"), *options[:-2]]


def with_genes(folder: Path, genes: int) -> list[str]:
    """Write the small sources, an annotation of IPEX and so many ``genes`` of it; return the options of the build."""
    options = written(folder)
    tables = {
        "hgnc": ["\t".join(hgnc.COLUMNS)],
        "hgnc-withdrawn": ["\t".join(hgnc_withdrawn.COLUMNS)],
        "hpoa": ["\t".join(hpoa.COLUMNS), "OMIM:304790\tIPEX\t\tHP:0000964\tPMID:1\tPCS\t\t\t\t\tP\tHPO:a[2020-01-31]"],
        "hpo-genes": [
            "\t".join(hpo_genes.COLUMNS),
            *(f"{row}\tGENE{row}\tHP:0000964\tEczematoid dermatitis\t-\tOMIM:304790" for row in range(1, genes + 1)),
        ],
    }
    for key, lines in tables.items():
        (folder / f"{key}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        options += ["--source", f"{key}={folder / key}.tsv"]
    return ["--only", f"{options[1]},hpo-genes", *options[2:]]
