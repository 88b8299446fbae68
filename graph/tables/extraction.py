"""Read the answer of a SPARQL query into a table of text without an object of Python for each row.

The engine writes the answer as tab-separated values, the CSV parser of pyarrow reads them, and its kernels decode the
terms. ``OPTIONAL`` and paths are slow in the engine, so a column of a table is best a query ``?s <p> ?o`` of its own,
joined on ``?s`` in pyarrow.
"""

from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from rarekg.ontology.errors import QueryError, RarekgError

if TYPE_CHECKING:
    import pyarrow as pa

MISSING = "tables need pyarrow: pip install 'rarekg[tables]'"
BLOCK = 1 << 24  # bytes; the parser refuses a row that does not fit into a block

# The end of a literal, https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv-terms: language, or datatype.
QUOTED = r'(?s)^"(.*)"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?$'
# A backslash is put aside first, so that an escaped one before an n is not a line feed.
ESCAPES = (("\\\\", "\0"), ("\\t", "\t"), ("\\n", "\n"), ("\\r", "\r"), ('\\"', '"'), ("\0", "\\"))


def require() -> None:
    """Check that pyarrow can be imported.

    Raises:
        RarekgError: It is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise RarekgError(MISSING) from error


def select(store: Store, query: str) -> "pa.Table":
    """Return the rows of a SELECT query over all named graphs as columns of text, in the engine's order.

    An IRI is without its brackets, a literal without datatype and language; an unbound variable is null. Memory is that
    of the result: what the engine writes goes through a file.

    Raises:
        RarekgError: pyarrow is not installed.
        QueryError: ``query`` is no SELECT query.
        SyntaxError: ``query`` is no SPARQL.
    """
    require()
    import pyarrow as pa
    from pyarrow import csv

    solutions = store.query(query, use_default_graph_as_union=True)
    if not isinstance(solutions, QuerySolutions):
        raise QueryError("a table needs a SELECT query")
    names = [variable.value for variable in solutions.variables]
    with TemporaryFile() as file:
        solutions.serialize(file, QueryResultsFormat.TSV)
        file.seek(0)
        raw = csv.read_csv(
            file,
            read_options=csv.ReadOptions(column_names=names, skip_rows=1, block_size=BLOCK),
            parse_options=csv.ParseOptions(delimiter="\t", quote_char=False, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
            ),
        )
    return pa.table({name: decoded(raw[name].combine_chunks()) for name in names})


def decoded(terms: "pa.StringArray") -> "pa.StringArray":
    r"""Return terms as SPARQL's TSV writes them without brackets, quotes, escapes, datatype and language.

    >>> import pyarrow as pa
    >>> decoded(pa.array(["<http://example.org/>", '"a\\tb"@en', '"1.5"^^<http://example.org/d>', None])).to_pylist()
    ['http://example.org/', 'a\tb', '1.5', None]
    """
    import pyarrow.compute as pc

    is_iri, is_literal = pc.starts_with(terms, "<"), pc.starts_with(terms, '"')
    if pc.any(is_iri).as_py():
        terms = pc.if_else(is_iri, pc.utf8_slice_codeunits(terms, 1, -1), terms)
    if not pc.any(is_literal).as_py():
        return terms
    texts = pc.replace_substring_regex(terms, QUOTED, r"\1")
    terms = pc.if_else(is_literal, texts, terms)
    escaped = pc.and_(is_literal, pc.match_substring(terms, "\\"))
    if not pc.any(escaped).as_py():
        return terms
    for written, meant in ESCAPES:
        texts = pc.replace_substring(texts, written, meant)
    return pc.if_else(escaped, texts, terms)
