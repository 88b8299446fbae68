"""Write a build as a property graph in Biolink's model: two tables in the format of KGX.

The format is https://github.com/biolink/kgx/blob/master/specification/kgx-format.md; its columns are slots of Biolink.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from rarekg.graph.home.builds import Build
from rarekg.graph.tables.extraction import require
from rarekg.graph.tables.joining import Graph
from rarekg.graph.tables.kgx_edges import edges
from rarekg.graph.tables.kgx_nodes import nodes
from rarekg.graph.tables.text import write_lines

if TYPE_CHECKING:
    import pyarrow as pa

NODES, EDGES = "rarekg_nodes.tsv", "rarekg_edges.tsv"


def write_kgx(built: Build, folder: Path) -> tuple[Path, ...]:
    """Write the nodes and the edges of ``built`` into ``folder``; return the two files.

    The same build gives the same bytes.

    Raises:
        RarekgError: pyarrow is not installed.
        OSError: A file cannot be written.
    """
    require()
    graph = Graph(store=Store.read_only(str(built.store)), base=built.base)
    rows = nodes(graph)
    known = rows["id"].combine_chunks()
    first = _written(rows, folder / NODES)
    del rows
    return first, _written(edges(graph, known), folder / EDGES)


def _written(rows: "pa.Table", path: Path) -> Path:
    with path.open("wb") as out:
        write_lines(rows, out)
    return path
