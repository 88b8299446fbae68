"""A build with more kinds of statement than the small one."""

import commands
import orphanet_small
import pytest
from pyoxigraph import Store

from rarekg.graph.home.builds import Build, current

# Excluded, seen in nobody, counted, with an onset, a sex and a modifier; an inheritance that counts families.
ANNOTATIONS = (
    "OMIM:301000\tWAS\tNOT\tHP:0000964\tOMIM:301000\tTAS\t\t\t\t\tP\tHPO:a[2020-01-31]",
    "OMIM:301000\tWAS\t\tHP:0002583\tPMID:2\tPCS\t\t0/3\t\t\tP\tHPO:a[2020-01-31]",
    "OMIM:301000\tWAS\t\tHP:0001873\tPMID:2;PMID:1\tPCS\tHP:0003593\t4/8\tMALE\tHP:0003828\tP\tHPO:a[2020-01-31]",
    "OMIM:301000\tWAS\t\tHP:0001419\tOMIM:301000\tTAS\t\t1/1\t\t\tI\tHPO:a[2020-01-31]",
    "OMIM:301000\tWAS\t\tHP:0003593\tOMIM:301000\tIEA\t\t\t\t\tC\tHPO:a[2020-01-31]",
    "ORPHA:906\tWAS\t\tHP:0001890\tORPHA:906\tTAS\t\tHP:0040282\t\t\tP\tORPHA:orphadata[2020-01-31]",
    "ORPHA:999\tNowhere else\t\tHP:0001890\tORPHA:999\tTAS\t\tHP:0040285\t\t\tP\tORPHA:orphadata[2020-01-31]",
)


@pytest.fixture(scope="session")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a build with associations of most kinds, Orphanet's mappings among them, one of which is disputed."""
    home = tmp_path_factory.mktemp("varied")
    options = orphanet_small.small_options(home / "sources")
    with (home / "sources" / "hpoa.tsv").open("a", encoding="utf-8") as table:
        table.writelines(f"{row}\n" for row in ANNOTATIONS)
    commands.build(home, options)
    return current(home)


@pytest.fixture(scope="session")
def varied_store(varied: Build) -> Store:
    """Return the store of :func:`varied`."""
    return Store.read_only(str(varied.store))
