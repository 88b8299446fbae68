"""Whether a result has no row and no triple, by its bytes, and the note that says what this means."""

import re
from collections.abc import Collection

LONGEST = 16 << 10  # bytes; a result without rows is never longer

_ROW = {
    "json": re.compile(rb'"bindings"\s*:\s*\[\s*\{|"boolean"'),
    "xml": re.compile(rb"<result>|<boolean>"),
    "csv": re.compile(rb"\n."),
    "tsv": re.compile(rb"\n."),
    "turtle": re.compile(rb"(?m)^(?!@prefix |PREFIX |#|\s*$)"),
    "ntriples": re.compile(rb"\S"),
    "rdfxml": re.compile(rb"<rdf:Description"),
    "jsonld": re.compile(rb'"@id"'),
}


def is_empty(body: bytes, form: str) -> bool:
    r"""Return whether ``body``, a result or its beginning in the format ``form``, has no row and no triple.

    >>> is_empty(b"disease,label\r\n", "csv"), is_empty(b"disease\r\nMONDO:1\r\n", "csv")
    (True, False)
    >>> is_empty(b"@prefix HP: <http://purl.obolibrary.org/obo/HP_> .\n", "turtle"), is_empty(b"", "ntriples")
    (True, True)
    """
    return len(body) <= LONGEST and form in _ROW and not _ROW[form].search(body)


def explained(if_empty: str, sources: Collection[str]) -> str:
    """Return the note on an empty result: ``if_empty``, and the ``sources`` of the build that say nothing of it.

    >>> explained("no source lists a treatment of MONDO:0010580", {"hpo", "gard"})
    'the result is empty: no source lists a treatment of MONDO:0010580 (sources of this build: gard, hpo)'
    """
    named = f" (sources of this build: {', '.join(sorted(sources))})" if sources else ""
    return f"the result is empty: {if_empty}{named}" if if_empty else ""
