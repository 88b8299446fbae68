"""MONDO's own mappings of its diseases to registries and terminologies, an SSSOM table."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from msgspec.structs import replace

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import Fact, Issue, Mapping
from rarekg.mappings.mondo.series import one_of_both
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.registries import REGISTRIES, registry
from rarekg.mappings.sssom import mapping_table


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the rows of the table as Mappings, those to terminologies as plain triples, and the issues.

    A plain triple that MONDO's release has stated already is left out, because no triple stands in two graphs.

    Raises:
        SourceError: If the file is not an SSSOM table.
    """
    info = describe(files(SOURCES) / "mondo_mappings.toml")
    issues = Issues(source=info.key, file=path.name)
    for fact in one_of_both(mapping_table.read(path, known, source=info.key), known, issues):
        if not isinstance(fact, Mapping) or registry(fact.object) in REGISTRIES:
            yield fact
        elif not known.is_mapped(fact.subject, fact.object):
            yield replace(fact, plain=True)
    yield from issues.drain()
