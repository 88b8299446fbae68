"""What people read in a release: what its files are, how to cite it, and what each source asks of its users."""

from collections.abc import Iterator

import yaml

from rarekg.graph.release.contents import AUTHORS, HOMEPAGE, KEYWORDS, OWN_LICENCES, RIGHTS, SUMMARY, TITLE, Contents
from rarekg.graph.release.products import Product

LOADING = """\
## How to load it

Check what you have taken:

    sha256sum -c SHA256SUMS

Files that end in `.gz` are packed by gzip; most programs read them as they are.

| program | what loads the graph |
|---|---|
"""
# Path → program, command; a line is shown where the release has the file.
COMMANDS = (
    ("rarekg.nq.gz", "Oxigraph", "gunzip rarekg.nq.gz; oxigraph load --location store --file rarekg.nq"),
    ("rarekg.nq.gz", "Virtuoso 7", "ld_dir('/folder', 'rarekg.nq.gz', 'urn:none'); rdf_loader_run();"),
    ("rarekg.nq.gz", "Jena TDB2", "tdb2.tdbloader --loc store rarekg.nq.gz"),
    ("rarekg.ttl.gz", "rapper", "gunzip rarekg.ttl.gz; rapper -c -i turtle rarekg.ttl"),
    ("graphs/mondo.ttl.gz", "rdflib", "Graph().parse(gzip.open('graphs/mondo.ttl.gz'), format='turtle')"),
    ("tables/diseases.parquet", "pandas", "pandas.read_parquet('tables/diseases.parquet')"),
    ("tables/diseases.parquet", "DuckDB", "SELECT count(*) FROM 'tables/diseases.parquet'"),
    ("tables/diseases.csv.gz", "R", "read.csv('tables/diseases.csv.gz')"),
    (
        "kgx/rarekg_nodes.tsv.gz",
        "kgx",
        "gunzip kgx/*.gz; cd kgx; kgx validate -i tsv rarekg_nodes.tsv rarekg_edges.tsv",
    ),
    ("rarekg.sssom.tsv.gz", "sssom", "gunzip rarekg.sssom.tsv.gz; sssom validate rarekg.sssom.tsv"),
)
BESIDE = (
    ("LICENSES.md", "the licence of each source, and what it asks you to show"),
    ("CITATION.cff", "how to cite the release and its sources"),
    ("CHANGES.md", "what changed since an earlier build"),
    ("datapackage.json", "these files for programs, as a Data Package"),
    ("ro-crate-metadata.json", "the same as an RO-Crate"),
    ("croissant.json", "the same for machine learning, as Croissant"),
    ("SHA256SUMS", "the checksum of every file"),
)


def readme(contents: Contents) -> str:
    """Return README.md: what each file is and how to load it."""
    built = contents.built
    files = [*map(_row, contents.products, (contents.files[each.path].size for each in contents.products))]
    programs = [f"| {name} | `{command}` |" for path, name, command in COMMANDS if path in contents.files]
    return "\n".join(
        (
            f"# {TITLE}\n",
            f"{SUMMARY}\n",
            f"Build `{built.id}` of rarekg {built.manifest.rarekg}, {built.manifest.quads:,} statements in "
            f"{len(built.manifest.graphs)} named graphs, of sources released up to {contents.issued}.\n",
            f"{RIGHTS}\n",
            "## What the files are\n",
            "| file | size in bytes | content |\n|---|---:|---|",
            *files,
            "\nBeside them:\n\n| file | content |\n|---|---|",
            *(f"| `{path}` | {what} |" for path, what in BESIDE),
            "\nA format without named graphs has the triples of all of them, each once.\n",
            f"{LOADING}" + "\n".join(programs) + "\n",
        )
    )


def licences(contents: Contents) -> str:
    """Return LICENSES.md: which licence each source is under, and the attribution that it demands."""
    return "\n".join(_licences(contents)) + "\n"


def citation(contents: Contents) -> str:
    """Return CITATION.cff, by the Citation File Format 1.2.0: the release, and its sources as references.

    It has no ``license``: several would mean that one may choose, https://github.com/citation-file-format.
    """
    record = {
        "cff-version": "1.2.0",
        "message": "Please cite the release as below, and the sources that you used.",
        "type": "dataset",
        "title": TITLE,
        "version": contents.built.id,
        "date-released": contents.issued,
        "authors": [{"name": AUTHORS}],
        "abstract": f"{SUMMARY} {RIGHTS}",
        "url": HOMEPAGE,
        "identifiers": [{"type": "url", "value": contents.dataset, "description": "The graph as a dataset"}],
        "keywords": list(KEYWORDS),
        "references": [
            {
                "type": "data",
                "title": source.title,
                "version": source.version,
                "authors": [{"name": source.publisher or source.title}],
                "url": source.homepage,
                "notes": _one_line(source.licence.attribution),
            }
            for source in contents.sources
        ],
    }
    return yaml.safe_dump(record, sort_keys=False, allow_unicode=True, width=120)


def _row(product: Product, size: int) -> str:
    return f"| `{product.path}` | {size:,} | {product.title}. {product.description} |"


def _licences(contents: Contents) -> Iterator[str]:
    yield f"# Licences of build {contents.built.id}\n\n{RIGHTS}\n"
    yield "| licence | what is under it |\n|---|---|"
    for (name, url), titles in contents.licences.items():
        yield f"| [{name}]({url}) | {'; '.join(titles)} |"
    yield "\nInferred statements and plain triples repeat or follow from the sources that they name."
    for source in contents.sources:
        yield f"\n## {source.title}\n"
        yield f"- named graph: <{contents.built.base}graph/{source.key}>"
        yield f"- release: {source.version}"
        yield f"- homepage: <{source.homepage}>"
        yield f"- licence: [{source.licence.name}]({source.licence.url})"
        yield f"- attribution: {_one_line(source.licence.attribution)}"
    yield "\n## rarekg\n"
    for licence in OWN_LICENCES:
        yield f"- {licence.attribution.removesuffix('.')}: [{licence.name}]({licence.url})"


def _one_line(text: str) -> str:
    return " ".join(text.split())
