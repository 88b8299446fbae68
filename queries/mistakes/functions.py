"""The functions and aggregates of SPARQL 1.1 and those that the engine adds, with their numbers of arguments.

https://www.w3.org/TR/sparql11-query/#rBuiltInCall
"""

from collections.abc import Mapping
from types import MappingProxyType

ANY = 1_000_000  # as many arguments as one likes

_BY_NUMBER: Mapping[tuple[int, int], str] = MappingProxyType(
    {
        (0, 0): "RAND NOW UUID STRUUID",
        (0, 1): "BNODE",
        (1, 1): "STR LANG DATATYPE BOUND IRI URI ABS CEIL FLOOR ROUND STRLEN UCASE LCASE ENCODE_FOR_URI YEAR MONTH DAY "
        "HOURS MINUTES SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384 SHA512 ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC "
        "ISTRIPLE SUBJECT PREDICATE OBJECT LANGDIR HASLANG HASLANGDIR",
        (2, 2): "LANGMATCHES CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLANG STRDT SAMETERM ADJUST",
        (2, 3): "SUBSTR REGEX",
        (3, 3): "IF TRIPLE STRLANGDIR",
        (3, 4): "REPLACE",
        (0, ANY): "COALESCE CONCAT",
    }
)
# Name in capitals → the least and the largest number of arguments.
FUNCTIONS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {name: number for number, names in _BY_NUMBER.items() for name in names.split()}
)
AGGREGATES = frozenset(("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"))


def takes(name: str) -> str:
    """Return in words how many arguments the function ``name`` takes.

    >>> takes("REGEX"), takes("STR"), takes("NOW")
    ('2 or 3 arguments', '1 argument', 'no argument')
    """
    least, most = FUNCTIONS[name]
    if most == 0:
        return "no argument"
    if least == most:
        return f"{least} argument{'s' if least > 1 else ''}"
    return f"{least} or {most} arguments"
