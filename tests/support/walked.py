"""A small graph for browsing: ten diseases with phenotypes, genes, and hostile names."""

from collections.abc import Iterator
from pathlib import Path

import commands
import sealed
import small
from pyoxigraph import Literal, NamedNode, Quad, Store

from rarekg.graph.home.builds import current
from rarekg.mappings.sources.hgnc_withdrawn import COLUMNS, MERGED

IPEX, WISKOTT, ECZEMA, HAIR_LOSS, FOXP3 = (
    "/MONDO:0010580",
    "/MONDO:0010518",
    "/HP:0000964",
    "/HP:0001596",
    "/HGNC:6106",
)
EVIL_NAME = "<img src=x onerror=document.title='harmed'>"
EVIL_TERM, EVIL_IRI = "/HP:0009999", "javascript:document.title='harmed'"
GARD = NamedNode("https://w3id.org/rarekg/graph/gard")
_IPEX = NamedNode("http://purl.obolibrary.org/obo/MONDO_0010580")
_RESOURCE = NamedNode("https://w3id.org/rarekg/resource/00000000000000000000")
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
# Statements added to the graph GARD after the build, which therefore has not counted them.
HARM = (
    (_IPEX, "http://www.w3.org/2000/01/rdf-schema#seeAlso", NamedNode(EVIL_IRI)),
    (_IPEX, "http://www.w3.org/2004/02/skos/core#exactMatch", NamedNode(EVIL_IRI)),
    (_IPEX, "http://www.w3.org/2004/02/skos/core#altLabel", Literal(EVIL_NAME)),
    (_RESOURCE, "https://schema.org/about", _IPEX),
    (_RESOURCE, "https://schema.org/url", NamedNode(EVIL_IRI)),
    (
        _RESOURCE,
        "https://w3id.org/rarekg/vocab#resourceKind",
        NamedNode("https://w3id.org/rarekg/vocab#InDepthResource"),
    ),
    (_RESOURCE, _LABEL, Literal(EVIL_NAME)),
    (NamedNode(EVIL_IRI), _LABEL, Literal(EVIL_NAME)),
)
# OMIM ids of the small MONDO's diseases with the gene of each: NCBI id, HGNC id, symbol, name.
GENES = {
    "304790": ("50943", "6106", "FOXP3", "forkhead box P3"),
    "301000": ("7454", "12731", "WAS", "WASP actin nucleation promoting factor"),
    "603554": ("5896", "9831", "RAG1", "recombination activating 1"),
    "606367": ("3559", "6008", "IL2RA", "interleukin 2 receptor subunit alpha"),
    "313900": ("7454", "12731", "WAS", "WASP actin nucleation promoting factor"),
}
FREQUENCIES = ("HP:0040282", "HP:0040283", "3/20", "17/18", "", "HP:0040281", "7%", "0/7")
SHOWN = ("0000964", "0001596", "0002014", "0005208", "0002583", "0001873", "0001890", "0000819", "0011123", "0025031")


def build(home: Path) -> None:
    """Build the graph in ``home``, and add addresses that must not become links."""
    folder = home / "sources"
    evil = f'\n[Term]\nid: HP:0009999\nname: {EVIL_NAME}\ndef: "{EVIL_NAME}" []\nis_a: HP:0001574\n'
    options = small.written(folder, obo=small.hp_obo(evil))
    options[1] += ",hgnc,hgnc-withdrawn,hpoa,hpo-genes"
    for key, name, text in (
        ("hgnc", "hgnc.tsv", _hgnc()),
        ("hgnc-withdrawn", "hgnc_entries.tsv", _withdrawn()),
        ("hpoa", "phenotype.hpoa", "\n".join([*_head(), *_annotations(), ""])),
        ("hpo-genes", "genes.txt", "\n".join(_genes()) + "\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        options += ["--source", f"{key}={folder / name}"]
    commands.build(home, options)
    _harm(current(home).store)


def _head() -> list[str]:
    columns = (
        "database_id disease_name qualifier hpo_id reference evidence onset frequency sex modifier aspect biocuration"
    )
    version = "#hpo-version: http://purl.obolibrary.org/obo/hp/releases/2025-01-16/hp.json"
    return ['#description: "HPO annotations"', "#version: 2025-01-16", version, "\t".join(columns.split())]


def _annotations() -> Iterator[str]:
    for place, omim in enumerate(GENES):
        for at, local in enumerate(SHOWN):
            qualifier = "NOT" if (place + at) % 11 == 10 else ""
            frequency = "" if qualifier else FREQUENCIES[(place + at) % len(FREQUENCIES)]
            row = [f"OMIM:{omim}", "a disease", qualifier, f"HP:{local}", f"PMID:{30000000 + at}", "PCS", "", frequency]
            yield "\t".join([*row, "", "", "P", "HPO:probinson[2021-06-21]"])
        mode = "HP:0001419" if omim.startswith("3") else "HP:0001417"
        yield f"OMIM:{omim}\ta disease\t\t{mode}\tPMID:30000099\tPCS\t\t\t\t\tI\tHPO:probinson[2021-06-21]"


def _genes() -> Iterator[str]:
    yield "\t".join(("ncbi_gene_id", "gene_symbol", "hpo_id", "hpo_name", "frequency", "disease_id"))
    for omim, (ncbi, _, symbol, _) in GENES.items():
        yield f"{ncbi}\t{symbol}\tHP:0000964\tEczematoid dermatitis\t-\tOMIM:{omim}"


def _hgnc() -> str:
    columns = (
        *("hgnc_id", "symbol", "name", "status", "location", "alias_symbol", "prev_symbol", "gene_group"),
        *("entrez_id", "ensembl_gene_id", "omim_id", "uniprot_ids", "mgd_id", "mane_select"),
    )
    rows = {
        "\t".join((f"HGNC:{hgnc}", symbol, name, "Approved", "", "", "", "", ncbi, "", "", "", "", ""))
        for ncbi, hgnc, symbol, name in GENES.values()
    }
    return "\n".join(["\t".join(columns), *sorted(rows), ""])


def _withdrawn() -> str:
    merged = {
        "HGNC ID": "HGNC:12730",
        "Approved symbol": "THC",
        "Approved name": "symbol withdrawn, see [HGNC:12731](/data/gene-symbol-report/#!/hgnc_id/HGNC:12731)",
        "Status": MERGED,
    }
    return "\n".join(["\t".join(COLUMNS), "\t".join(merged.get(column, "") for column in COLUMNS), ""])


def _harm(folder: Path) -> None:
    """Put addresses that run scripts where pages show links; a source could carry them, and the engine takes them."""
    store = Store(str(folder))
    for subject, name, value in HARM:
        store.add(Quad(subject, NamedNode(name), value, GARD))
    store.flush()
    del store
    sealed.seal(folder.parent)
