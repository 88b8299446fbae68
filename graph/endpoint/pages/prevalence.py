"""How many people have a disease, as each source states it: where, of which kind, and in numbers that people read."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, document
from rarekg.graph.endpoint.pages.sources import Source, source_of
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.ontology.prefixes import expand

# The classes of Orphanet, in words.
CLASSES: Mapping[str, str] = MappingProxyType(
    {
        expand(f"rkg:{name}"): words
        for name, words in {
            "Above1In1000": "more than 1 per 1,000",
            "From6To9In10000": "6–9 per 10,000",
            "From1To5In10000": "1–5 per 10,000",
            "From1To9In100000": "1–9 per 100,000",
            "From1To9In1000000": "1–9 per 1,000,000",
            "Below1In1000000": "fewer than 1 per 1,000,000",
            "UnknownPrevalence": "unknown",
        }.items()
    }
)
UNKNOWN = expand("rkg:UnknownPrevalence")
KINDS = tuple(
    expand(f"rkg:{name}")
    for name in ("PointPrevalence", "BirthPrevalence", "AnnualIncidence", "LifetimePrevalence", "CasesReported")
)
COUNTED = {"Case(s)": ("case", "cases"), "Family(ies)": ("family", "families")}
WIDE = ("Worldwide", "Europe")  # shown before single countries
PER = (10**4, 10**5, 10**6)


class Prevalence(NamedTuple):
    """A prevalence from one source: the statement's page, its kind, region and number in words.

    ``code`` is that of the region, '' without one; ``note`` are words of the source that are not in ``words`` yet;
    ``validated`` is None if the source does not say; ``rank`` sorts.
    """

    kind: str
    region: str
    code: str
    words: str
    mean: str
    note: str
    validated: bool | None
    source: Source
    href: str
    references: Sequence[Link]
    rank: tuple[bool, int, int, str]


def prevalences(service: Service, graph: Statements, nodes: Iterable[str]) -> list[Prevalence]:
    """Return the prevalences of the ``nodes`` of a disease: known ones first, by kind and region."""
    found = {prevalence for node in nodes for prevalence in graph.iris(node, "rkg:hasPrevalence")}
    shown = [_prevalence(service, graph, iri) for iri in sorted(found)]
    return sorted(shown, key=lambda one: (one.rank, one.words, one.href))


def _prevalence(service: Service, graph: Statements, iri: str) -> Prevalence:
    kind, said = graph.text(iri, "rkg:prevalenceKind"), graph.text(iri, "rkg:sourceWords")
    region, words = graph.text(iri, "rkg:geography"), number(graph, iri)
    mean = graph.text(iri, "rkg:mean")
    place = WIDE.index(region) if region in WIDE else len(WIDE)
    unknown = graph.text(iri, "rkg:prevalenceClass") == UNKNOWN
    validated = graph.text(iri, "rkg:isValidated")
    return Prevalence(
        kind=graph.labels.get(kind, "prevalence"),
        region=region,
        code=graph.text(iri, "rkg:geographyCode"),
        words=words or said or "not stated",
        mean=share(Decimal(mean)) if mean else "",
        note=said if words else "",
        validated=validated == "true" if validated else None,
        source=source_of(service, graph, iri),
        href=document(iri, graph.base),
        references=[graph.id_link(reference) for reference in graph.iris(iri, "biolink:publications")],
        rank=(unknown, KINDS.index(kind) if kind in KINDS else len(KINDS), place, region.casefold()),
    )


def number(graph: Statements, iri: str) -> str:
    """Return the class, the bounds or the count of a prevalence in words; '' if its source's own words say more."""
    if words := CLASSES.get(graph.text(iri, "rkg:prevalenceClass")):
        return words
    least, most = graph.text(iri, "rkg:lowerCount"), graph.text(iri, "rkg:upperCount")
    qualification = graph.text(iri, "rkg:qualification")
    if least and least == most:
        one, several = COUNTED.get(qualification, (qualification or "case", qualification or "cases"))
        return f"{int(least):,} {one if least == '1' else several}"
    if graph.text(iri, "rkg:sourceWords"):
        return ""
    if most:
        return f"at most {int(most):,} {qualification}".strip()
    return bounds(graph.text(iri, "rkg:lower"), graph.text(iri, "rkg:upper"))


def bounds(lower: str, upper: str) -> str:
    """Return a range of shares of a population in words, '' of none.

    >>> bounds("0.00001", "0.00009"), bounds("0", "0.000001"), bounds("0.001", "")
    ('1–9 per 100,000', 'at most 1 per 1,000,000', 'at least 10 per 10,000')
    """
    if upper and lower and Decimal(lower):
        per = _per(Decimal(lower))
        return f"{_plain(Decimal(lower) * per)}–{_plain(Decimal(upper) * per)} per {per:,}"
    if upper:
        return f"at most {share(Decimal(upper))}"
    return f"at least {share(Decimal(lower))}" if lower else ""


def share(value: Decimal) -> str:
    """Return a share of a population as so many of a round number of people.

    >>> share(Decimal("0.000025")), share(Decimal("0.0000003"))
    ('2.5 per 100,000', '0.3 per 1,000,000')
    """
    per = _per(value)
    return f"{_plain(value * per)} per {per:,}"


def _per(value: Decimal) -> int:
    return next((per for per in PER if value * per >= 1), PER[-1])


def _plain(value: Decimal) -> str:
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
