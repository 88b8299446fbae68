"""Write columns of text as tab-separated values: cells on one line, lists in one cell."""

from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import pyarrow as pa

JOINED = "|"  # between the values of a list
BAR = "¦"  # in place of a JOINED within a value: neither KGX nor its readers have an escape for it
SPACE = r"[\t\r\n]+"
ROWS = 1 << 14  # in memory as Python objects at a time


def on_one_line(texts: "pa.StringArray") -> "pa.StringArray":
    r"""Return texts with a space for each run of tabs and line ends, and ``¦`` for ``|``.

    >>> import pyarrow as pa
    >>> on_one_line(pa.array(["a\tb\r\nc", "d|e", None])).to_pylist()
    ['a b c', 'd¦e', None]
    """
    import pyarrow.compute as pc

    return pc.replace_substring(pc.replace_substring_regex(texts, SPACE, " "), JOINED, BAR)


def in_one_cell(pairs: "pa.Table", nodes: "pa.StringArray") -> "pa.StringArray":
    """Return for each node the different values ``o`` that the ``pairs`` have for it as ``s``, sorted and joined.

    >>> import pyarrow as pa
    >>> in_one_cell(pa.table({"s": ["x", "x", "x"], "o": ["b", "a", "b"]}), pa.array(["y", "x"])).to_pylist()
    [None, 'a|b']
    """
    import pyarrow.compute as pc

    rows = pairs.group_by(["s", "o"]).aggregate([]).sort_by([("s", "ascending"), ("o", "ascending")])
    lists = rows.group_by("s", use_threads=False).aggregate([("o", "list")])
    cells = pc.binary_join(lists["o_list"].combine_chunks(), JOINED)
    return cells.take(pc.index_in(nodes, lists["s"].combine_chunks()))


def quoted(texts: "pa.StringArray") -> "pa.StringArray":
    r"""Return texts in quotation marks, those in them doubled, where they have one (RFC 4180, section 2).

    >>> import pyarrow as pa
    >>> quoted(pa.array(['the "big" one', "plain", None])).to_pylist()
    ['"the ""big"" one"', 'plain', None]
    """
    import pyarrow.compute as pc

    within = pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")
    return pc.if_else(pc.match_substring(texts, '"'), within, texts)


def write_lines(rows: "pa.Table", out: BinaryIO) -> None:
    """Write a line with the names of the columns of text, and one for each row; null is an empty cell."""
    import pyarrow.compute as pc

    out.write(("\t".join(rows.column_names) + "\n").encode())
    for batch in rows.to_batches(max_chunksize=ROWS):
        lines = pc.binary_join_element_wise(*batch.columns, "\t", null_handling="replace", null_replacement="")
        out.write(("\n".join(lines.to_pylist()) + "\n").encode() if len(lines) else b"")
