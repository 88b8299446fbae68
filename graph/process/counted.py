"""Answer the queries by which explorers begin from what the build has counted: properties, classes, and how many.

They read every statement otherwise. The engine's union of all graphs counts a statement once for each graph that has
it; as no build has one twice, its partitions (https://www.w3.org/TR/void/#class-property-partitions) give the same.
"""

from collections.abc import Mapping

from pyoxigraph import NamedNode

from rarekg.graph.process.explorers import Asked, Count, OtherQueryError, Reader
from rarekg.graph.process.reads import Readable
from rarekg.queries.tokenizer import TokenError, tokens

LONGEST = 4000  # characters; explorers' queries are short
# Written out, because a worker starts fast and reads no table of prefixes.
_VOID, _EXT = "http://rdfs.org/ns/void#", "http://ldf.fi/void-ext#"


def faster(store: Readable, query: str, base: str, prefixes: Mapping[str, str] | None = None) -> str:
    """Return what :func:`counted` does if ``store`` has the partitions, else ``query``."""
    instead = counted(query, base, prefixes)
    if instead is None:
        return query
    whole, graph = NamedNode(f"{base}dataset/rarekg"), NamedNode(f"{base}graph/metadata")
    return instead if any(store.quads_for_pattern(whole, NamedNode(f"{_VOID}properties"), None, graph)) else query


def counted(query: str, base: str, prefixes: Mapping[str, str] | None = None) -> str | None:
    """Return SPARQL over the graph ``metadata`` with the same result as ``query`` on the union of all graphs.

    None if ``query`` is none of those that the partitions answer. ``base`` is that of the build's IRIs, ``prefixes``
    those that the query need not declare.

    >>> counted("ASK {}", "https://w3id.org/rarekg/")
    >>> "void#propertyPartition" in counted("SELECT DISTINCT ?p { ?s ?p ?o }", "https://w3id.org/rarekg/")
    True
    """
    if len(query) > LONGEST or query.count("{") != 1:  # most queries need not be split
        return None
    try:
        asked = Reader(list(tokens(query)), dict(prefixes or {})).query()
        return _written(asked, base)
    except (TokenError, OtherQueryError):
        return None


def _written(asked: Asked, base: str) -> str:
    """Return the query over the partitions; OtherQueryError if they do not tell."""
    counts = [column for column in asked.columns if isinstance(column, Count)]
    names = [column.name if isinstance(column, Count) else column for column in asked.columns]
    bound = {asked.subject, asked.key, asked.object} - {""}
    if not names or len(set(names)) < len(names) or any(name.startswith("_") for name in names):
        raise OtherQueryError
    if bound & {count.name for count in counts}:
        raise OtherQueryError
    keyed = asked.key in names
    if any(not isinstance(column, Count) and column != asked.key for column in asked.columns):
        raise OtherQueryError
    if keyed and not asked.grouped and (counts or not asked.distinct):
        raise OtherQueryError
    values = {asked.key: "?_key"} | {count.name: _value(count, asked, bound) for count in counts}
    columns = " ".join(f"({values[name]} AS ?{name})" for name in names)
    if not keyed and (asked.distinct or not asked.grouped) and asked.key in {name for _, name in asked.order}:
        raise OtherQueryError
    order = " ".join(f"{way}({_ordered(name, values, asked)})" for way, name in asked.order)
    distinct = "DISTINCT " if asked.distinct and not keyed else ""
    rows = _rows(asked, base)
    return f"SELECT {distinct}{columns} {{ {rows} }}{f' ORDER BY {order}' if order else ''}{asked.slice}"


def _value(count: Count, asked: Asked, bound: set[str]) -> str:
    """Return the expression of ``count`` over the rows of :func:`_rows`."""
    if count.of != "*" and count.of not in bound:
        raise OtherQueryError
    if not count.distinct or (asked.classes and asked.grouped and count.of == asked.subject):
        return "?_n" if asked.grouped else "COALESCE(SUM(?_n), 0)"
    if count.of == asked.key and not asked.grouped:
        return "COUNT(?_key)"
    raise OtherQueryError


def _ordered(name: str, values: Mapping[str, str], asked: Asked) -> str:
    if name == "*" and asked.grouped:
        return "?_n"
    if name not in values:
        raise OtherQueryError
    return values[name]


def _rows(asked: Asked, base: str) -> str:
    """Return the pattern that binds each property or class to ``?_key``, and its number to ``?_n``."""
    whole = f"<{base}dataset/rarekg>"
    if asked.classes:
        found = f"{whole} <{_VOID}classPartition> ?_x . ?_x <{_VOID}class> ?_key ; <{_VOID}entities> ?_n"
    else:
        owner = whole
        if asked.of_class:
            owner = f"{whole} <{_VOID}classPartition> ?_c . ?_c <{_VOID}class> {asked.of_class} . ?_c"
        found = f"{owner} <{_VOID}propertyPartition> ?_x . ?_x <{_VOID}property> ?_key ; <{_VOID}triples> "
        literals = f"?_x <{_EXT}datatypePartition> ?_d . ?_d <{_VOID}triples> ?_k"
        if asked.kind:
            found += "?_all"
            found += f" OPTIONAL {{ SELECT ?_x (SUM(?_k) AS ?_l) {{ {literals} }} GROUP BY ?_x }}"
            number = "COALESCE(?_l, 0)" if asked.kind == "literal" else "?_all - COALESCE(?_l, 0)"
            found += f" BIND({number} AS ?_n) FILTER(?_n > 0)"
        else:
            found += "?_n"
    return f"GRAPH <{base}graph/metadata> {{ {found} }}"
