"""Write the mappings of a build as a table in SSSOM (https://mapping-commons.github.io/sssom/spec-model/)."""

from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import Store

from rarekg.graph.home.builds import Build
from rarekg.graph.tables.curies import curies
from rarekg.graph.tables.extraction import require
from rarekg.graph.tables.joining import Graph, labels, single
from rarekg.graph.tables.sssom_header import EXTENSIONS, header
from rarekg.graph.tables.text import on_one_line, quoted, write_lines

if TYPE_CHECKING:
    import pyarrow as pa

REVIEWER = "rarekg"
DISAGREES = "-1.0"  # https://mapping-commons.github.io/sssom/confidence-model
DISPUTED = "It contradicts a match that MONDO asserts, so rarekg does not use it."
ORDER = ("subject_id", "predicate_id", "object_id", "record_id")


def write_sssom(built: Build, out: BinaryIO) -> int:
    """Write a row for each mapping of ``built``, disputed ones too, after a header; return the number of rows.

    The same build gives the same bytes.

    Raises:
        RarekgError: pyarrow is not installed.
        OSError: The file cannot be written.
    """
    require()
    graph = Graph(store=Store.read_only(str(built.store)), base=built.base)
    rows = mappings(graph)
    out.write(header(built, rows))
    write_lines(rows, out)
    return len(rows)


def mappings(graph: Graph) -> "pa.Table":
    """Return the mappings as columns of text, in the order of :data:`ORDER`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = graph.members(("owl:Axiom",))
    subject, object_ = (single(graph, rows, f"owl:annotated{end}") for end in ("Source", "Target"))
    disputed = pc.is_valid(single(graph, rows, "rkg:isDisputed"))
    set_ = single(graph, rows, "^sssom:mappings")
    columns = {
        "record_id": _ids(graph, rows),
        "subject_id": _ids(graph, subject),
        "subject_label": labels(graph, curies(subject)),
        "predicate_id": curies(single(graph, rows, "owl:annotatedProperty")),
        "object_id": _ids(graph, object_),
        "object_label": labels(graph, curies(object_)),
        "mapping_justification": curies(single(graph, rows, "sssom:mapping_justification")),
        "reviewer_label": pc.if_else(disputed, REVIEWER, pa.scalar(None, pa.string())),
        "license": single(graph, set_, "dcterms:license"),
        "mapping_provider": single(graph, rows, "biolink:primary_knowledge_source"),
        "mapping_source": _ids(graph, set_),
        "reviewer_agreement": pc.if_else(disputed, DISAGREES, pa.scalar(None, pa.string())),
        "comment": _comments(graph, rows, disputed),
        **{name: _ids(graph, single(graph, rows, predicate)) for name, (predicate, _) in EXTENSIONS.items()},
    }
    cells = {name: quoted(on_one_line(values)) for name, values in columns.items()}
    return pa.table(cells).sort_by([(name, "ascending") for name in ORDER])


def _ids(graph: Graph, iris: "pa.StringArray") -> "pa.StringArray":
    """Return CURIEs, those below the base of the graph too; text stays as it is."""
    import pyarrow.compute as pc

    short = curies(iris)
    local = pc.utf8_slice_codeunits(short, len(graph.base))
    return pc.if_else(pc.starts_with(short, graph.base), pc.binary_join_element_wise("rarekg", local, ":"), short)


def _comments(graph: Graph, rows: "pa.StringArray", disputed: "pa.BooleanArray") -> "pa.StringArray":
    import pyarrow as pa
    import pyarrow.compute as pc

    stated = single(graph, rows, "rdfs:comment")
    dispute = pc.if_else(disputed, DISPUTED, pa.scalar(None, pa.string()))
    return pc.coalesce(pc.binary_join_element_wise(stated, dispute, " "), stated, dispute)
