"""The files of a release: one row each, with its path, what it is, and what writes it.

Paths are fixed: programs that read a release know its files by them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from rarekg.graph.home.builds import Build
from rarekg.graph.rdf.formats import DUMPS
from rarekg.graph.tables.catalogue import tables
from rarekg.mappings.rdf.ntriples import Mint

Maker = Literal["rdf", "tables", "kgx", "sssom"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a process writes in one go: ``maker`` says how, ``form`` in which format.

    An RDF job writes ``graph`` (an IRI, '' for all) to ``path``; one for tables writes all of them below ``path``.
    """

    maker: Maker
    form: str = ""
    graph: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A file of a release.

    ``group`` is what ``--formats`` calls it; ``mediatype`` and ``format`` are those of the content, which is packed as
    ``compression`` says (``gz`` or ''). ``graph`` is the IRI of the only named graph in it, '' for all; ``statements``
    their number. ``table`` is the name of the table in it, '' for none.
    """

    path: str
    group: str
    title: str
    description: str
    mediatype: str
    format: str
    job: Job
    compression: str = "gz"
    graph: str = ""
    statements: int | None = None
    table: str = ""


# What each format is good for, in the order of the lists in a release.
RDF: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "nquads": ("N-Quads", "for loading into a store: a line for each statement, with its named graph"),
        "trig": ("TriG", "for reading: named graphs, prefixes, statements grouped by subject"),
        "ntriples": ("N-Triples", "for programs that read line by line: no named graphs"),
        "turtle": ("Turtle", "for programs that know one graph only: prefixes, no named graphs"),
        "rdfxml": ("RDF/XML", "for older programs: no named graphs"),
        "jsonld": ("JSON-LD", "for programs that read JSON: named graphs, short names by a context"),
    }
)
GRAPHS, GRAPH_FORMATS = "graphs", ("turtle", "ntriples")
# What tables are written as: title, media type, compression.
TABLES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {"parquet": ("Parquet", "application/vnd.apache.parquet", ""), "csv": ("CSV", "text/csv", "gz")}
)
TABLE_FOLDER, KGX, SSSOM = "tables", "kgx", "sssom"
DEFAULT = ("nquads", "turtle", GRAPHS, "parquet", KGX, SSSOM)
GROUPS = (*RDF, GRAPHS, *TABLES, KGX, SSSOM)
OF_ARROW = frozenset((*TABLES, KGX, SSSOM))  # the groups that need pyarrow


def products(built: Build, groups: frozenset[str]) -> tuple[Product, ...]:
    """Return the files of a release of ``built`` in ``groups`` of GROUPS; the metadata graph is always one of them.

    The order is that of the lists in a release.
    """
    return (*_whole(built, groups), *_graphs(built, groups), *_tables(groups), *_of_others(groups), _metadata(built))


def _whole(built: Build, groups: frozenset[str]) -> Iterator[Product]:
    for name, (title, purpose) in RDF.items():
        if name in groups:
            yield _rdf(
                path=f"rarekg.{DUMPS[name].suffix}.gz",
                group=name,
                title=f"The whole graph as {title}",
                description=f"All named graphs, {purpose}.",
                form=name,
                statements=built.manifest.quads,
            )


def _graphs(built: Build, groups: frozenset[str]) -> Iterator[Product]:
    if GRAPHS not in groups:
        return
    for graph, count in sorted(built.manifest.graphs.items()):
        name = _name(built, graph)
        for form in GRAPH_FORMATS:
            yield _rdf(
                path=f"{GRAPHS}/{name}.{DUMPS[form].suffix}.gz",
                group=GRAPHS,
                title=f"The graph {name} as {RDF[form][0]}",
                description=f"The named graph {name} alone.",
                form=form,
                graph=graph,
                statements=count,
            )


def _tables(groups: frozenset[str]) -> Iterator[Product]:
    for form, (title, mediatype, compression) in TABLES.items():
        for table in tables() if form in groups else ():
            yield Product(
                path=f"{TABLE_FOLDER}/{table.name}.{form}{'.gz' if compression else ''}",
                group=form,
                title=f"{table.title}, as {title}",
                description=table.description,
                mediatype=mediatype,
                format=form,
                job=Job(maker="tables", form=form, path=TABLE_FOLDER),
                compression=compression,
                table=table.name,
            )


def _of_others(groups: frozenset[str]) -> Iterator[Product]:
    """Yield the tables in the forms that other programs define."""
    for name, of in (("nodes", "things"), ("edges", "statements")) if KGX in groups else ():
        yield Product(
            path=f"{KGX}/rarekg_{name}.tsv.gz",
            group=KGX,
            title=f"KGX: {name}",
            description=f"The {of} of the graph for property graphs, in the terms of Biolink.",
            mediatype="text/tab-separated-values",
            format="tsv",
            job=Job(maker="kgx", path=KGX),
        )
    if SSSOM in groups:
        yield Product(
            path="rarekg.sssom.tsv.gz",
            group=SSSOM,
            title="The mappings as SSSOM",
            description="Each mapping with its source, predicate and justification.",
            mediatype="text/tab-separated-values",
            format="sssom.tsv",
            job=Job(maker="sssom", path="rarekg.sssom.tsv.gz"),
        )


def _metadata(built: Build) -> Product:
    graph = Mint(base=built.base).graph("metadata")[1:-1]
    return _rdf(
        path="metadata.ttl",
        group="metadata",
        title="The description of the graph as Turtle",
        description="Its datasets with version, licence, counts and origin, as DCAT, VoID and PROV.",
        form="turtle",
        graph=graph,
        statements=built.manifest.graphs.get(graph, 0),
        compression="",
    )


def _rdf(
    *,
    path: str,
    group: str,
    title: str,
    description: str,
    form: str,
    statements: int,
    graph: str = "",
    compression: str = "gz",
) -> Product:
    return Product(
        path=path,
        group=group,
        title=title,
        description=description,
        mediatype=DUMPS[form].media_type,
        format=DUMPS[form].suffix,
        job=Job(maker="rdf", form=form, graph=graph, path=path),
        compression=compression,
        graph=graph,
        statements=statements,
    )


def _name(built: Build, graph: str) -> str:
    return graph.removeprefix(Mint(base=built.base).graph("")[1:-1])
