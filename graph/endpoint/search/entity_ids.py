"""The ids of things in the reconciliation service, and the things that ids of any form lead to.

Clients join the service's ``identifierSpace`` and an id to the thing's IRI, so a term of an OBO ontology has the id
``MONDO_0010580``. A thing of another registry has an IRI that does not begin with SPACE, and its CURIE as id, which has
a colon: its IRI is the value of the property ``iri``.
"""

from collections.abc import Iterator

from rarekg.graph.search.codes import typed
from rarekg.graph.search.reader import Row, SearchIndex
from rarekg.ontology.prefixes import compress, expand

SPACE = "http://purl.obolibrary.org/obo/"


def entity_id(curie: str) -> str:
    """Return the id of the thing with a CURIE.

    >>> entity_id("MONDO:0010580"), entity_id("HGNC:6106")
    ('MONDO_0010580', 'HGNC:6106')
    """
    iri = expand(curie)
    return iri.removeprefix(SPACE) if iri.startswith(SPACE) else curie


def curie(entity: str) -> str:
    """Return the CURIE of the thing with an id.

    >>> curie("MONDO_0010580"), curie("HGNC:6106")
    ('MONDO:0010580', 'HGNC:6106')
    """
    return entity if ":" in entity else compress(SPACE + entity) or entity


def surest(rows: list[Row]) -> list[Row]:
    """Return those of the things with an id to which it is related most surely; :meth:`SearchIndex.by_code` sorts."""
    return [row for row in rows if row.relation == rows[0].relation]


def thing(names: SearchIndex, text: str) -> Row | None:
    """Return the one thing that an id with a prefix, or an IRI, leads to; None if there is none, or are several.

    Retired ids and those of other registries lead to the current thing.
    """
    found = {row.curie: row for rows in _named(names, text) for row in surest(rows)}
    return next(iter(found.values())) if len(found) == 1 else None


def _named(names: SearchIndex, text: str) -> Iterator[list[Row]]:
    for code in typed(text):
        if code.prefix and (rows := names.by_code(code)):
            yield rows
