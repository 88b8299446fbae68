"""Columns of a store: the answer to a query as an Arrow table, without a Python object for each cell.

The engine writes terms as TSV (https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv), which Arrow parses; a term is
decoded by operations on whole columns. A query with one property is fast, while one with several, or with OPTIONAL,
looks each of them up row by row; so tables are put together here, column by column.
"""

from collections.abc import Mapping
from functools import partial
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import compress

if TYPE_CHECKING:
    import pyarrow as pa

MISSING = "tables need pyarrow: pip install 'rarekg[tables]'"
# What a backslash stands for in a string of TSV; the backslash itself is kept apart until the others are replaced.
_ESCAPES: Mapping[str, str] = MappingProxyType({'\\"': '"', "\\n": "\n", "\\r": "\r", "\\t": "\t"})
_APART = "\x00"  # no text of a store has it
_LITERAL = r'(?s)^"(.*)"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?$'


def require() -> None:
    """Check that Arrow is installed.

    Raises:
        QueryError: It is not; the message says how to install it.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise QueryError(MISSING) from error


def select(store: Store, query: str) -> "pa.Table":
    """Return the rows of ``query`` over the union of all graphs, in the engine's order, as columns of text.

    A cell has the IRI or the text of its term, without datatype and language; an unbound one is null.
    """
    import pyarrow as pa
    from pyarrow import csv

    rows, out = store.query(query, use_default_graph_as_union=True), BytesIO()
    assert isinstance(rows, QuerySolutions)
    names = [variable.value for variable in rows.variables]
    rows.serialize(out, QueryResultsFormat.TSV)
    table = csv.read_csv(
        pa.BufferReader(out.getbuffer()),
        read_options=csv.ReadOptions(column_names=names, skip_rows=1, block_size=1 << 24),
        parse_options=csv.ParseOptions(delimiter="\t", quote_char=False, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=True, null_values=[""]
        ),
    )
    return pa.table({name: decoded(table[name]) for name in names})


def decoded(column: "pa.ChunkedArray") -> "pa.ChunkedArray":
    r"""Return the IRI or the text of each term of TSV.

    >>> import pyarrow as pa
    >>> terms = ["<urn:a>", '"say \\"a\\" and \\\\n"@en', "12", None]
    >>> decoded(pa.chunked_array([terms])).to_pylist()
    ['urn:a', 'say "a" and \\n', '12', None]
    """
    import pyarrow.compute as pc

    is_iri = pc.starts_with(column, "<")
    text = pc.replace_substring_regex(column, _LITERAL, r"\1")
    if pc.any(pc.match_substring(text, "\\")).as_py():
        text = pc.replace_substring(text, "\\\\", _APART)
        for escape, character in _ESCAPES.items():
            text = pc.replace_substring(text, escape, character)
        text = pc.replace_substring(text, _APART, "\\")
    return pc.if_else(is_iri, pc.utf8_slice_codeunits(column, 1, -1), text)


def curies(column: "pa.ChunkedArray", base: str) -> "pa.ChunkedArray":
    """Return each IRI as a CURIE, or below ``base`` as a local id; one that has neither stays as it is."""
    import pyarrow as pa

    encoded = column.combine_chunks().dictionary_encode()
    short = pa.array(list(map(partial(_short, base=base), encoded.dictionary.to_pylist())), pa.string())
    return pa.chunked_array([short.take(encoded.indices)])


def _short(iri: str, *, base: str) -> str:
    return compress(iri) or iri.removeprefix(base)
