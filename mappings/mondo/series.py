"""No term is one entry of OMIM and a whole phenotypic series at once.

OMIM numbers a series after one of its entries, and MONDO matches a few terms exactly to both
(https://www.omim.org/phenotypicSeriesTitles/all). A series is a group of entries, so at most one of the two is right.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from rarekg.mappings.facts import Fact, Issue, Mapping
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.registries import registry

EXACT, REFERENCE = "skos:exactMatch", "oboInOwl:hasDbXref"


def one_of_both(facts: Iterable[Fact | Issue], known: Known, issues: Issues) -> Iterator[Fact | Issue]:
    """Yield ``facts``, the exact matches with series last; of a term with an exact entry as cross-references.

    ``known`` has the matches of earlier files. Each change is an issue.
    """
    series, entries = list[Mapping](), set[str]()
    for fact in facts:
        prefix = registry(fact.object) if isinstance(fact, Mapping) and fact.predicate == EXACT else None
        if isinstance(fact, Mapping) and prefix == "OMIMPS":
            series.append(fact)
            continue
        if isinstance(fact, Mapping) and prefix == "OMIM":
            entries.add(fact.subject)
        yield fact
    matched = {subject: bool(known.matches(subject, "OMIM")) for subject in {match.subject for match in series}}
    for match in series:
        if match.subject in entries or matched[match.subject]:
            message = (
                f"{match.subject} is matched exactly with {match.object}, a series, and with an entry of OMIM as well; "
                "the series is kept as a cross-reference"
            )
            issues.note("entry-and-series", None, message, action="replaced", value=match.object)
            yield replace(match, predicate=REFERENCE)
        else:
            yield match
