"""Who curated a statement and when: people and the last date must be those of the entries as the source wrote them."""

from functools import lru_cache
from re import compile as pattern

from rarekg.graph.validation.model.slots import Fault
from rarekg.graph.validation.model.tokens import iri, namespace, parts

RULE = "curation"
ENTRY, CURATOR, LAST = iri("rkg:curation"), iri("pav:curatedBy"), iri("rkg:curatedOn")
_ENTRY = pattern(rb"(\S+)\[([0-9]{4}-[0-9]{2}-[0-9]{2})\]")
_ORCID = pattern(rb"(?:ORCID|orcid):([0-9X-]+)")


@lru_cache(maxsize=1 << 13)
def faults(entries: frozenset[bytes], curators: frozenset[bytes], last: bytes | None) -> tuple[Fault, ...]:
    """Return what is wrong with a curation, which many associations share; all are terms of N-Triples."""
    read = [_ENTRY.fullmatch(parts(entry)[0]) for entry in entries]
    found = [
        Fault(RULE, "is not a curator with a date, as in 'HPO:name[2012-11-16]'", entry)
        for entry, match in zip(entries, read, strict=True)
        if match is None
    ]
    people = {orcid[1] for match in read if match and (orcid := _ORCID.fullmatch(match[1]))}
    if {namespace("orcid") + one + b">" for one in people} != curators:
        found.append(Fault(RULE, "its curators are not those of its entries with an ORCID"))
    day = max((match[2] for match in read if match), default=None)
    if (None if last is None else parts(last)[0]) != day:
        found.append(Fault(RULE, "its date is not the last of its entries", last or b""))
    return tuple(found)
