"""An obsolete term whose ontology only suggests candidates is nowhere replaced by one of them without a word."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import served
import shown
import tied
from pyoxigraph import NamedNode, Store

from rarekg.graph.inspect.resolution import resolve
from rarekg.graph.rdf.targets import candidates, successors, targets
from rarekg.graph.resolve.values import UnresolvedError
from rarekg.graph.search.hits import search
from rarekg.graph.search.reader import SearchIndex
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.symptom_facts import symptom_facts
from rarekg.mappings.gard.symptom_table import SymptomRow
from rarekg.mappings.hpoa.aspects import TermResolver
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn
from rarekg.mappings.sources import hpo
from rarekg.ontology.prefixes import expand
from rarekg.queries.catalog import find

OPEN, CANDIDATE, REPLACED, SUCCESSOR = "HP:0001145", "HP:0000532", "HP:0001146", "HP:0000580"
# Stanzas of the release, without definitions and with other parents: Chorioretinal abnormality lists the id as its own.
OBO = f"""format-version: 1.2

[Term]
id: HP:0000118
name: Phenotypic abnormality

[Term]
id: {CANDIDATE}
name: Chorioretinal abnormality
alt_id: {OPEN}
is_a: HP:0000118

[Term]
id: {SUCCESSOR}
name: Pigmentary retinopathy
alt_id: {REPLACED}
is_a: HP:0000118

[Term]
id: {OPEN}
name: obsolete Chorioretinopathy
is_obsolete: true
consider: {CANDIDATE}

[Term]
id: {REPLACED}
name: obsolete Pigmentary retinal degeneration
is_obsolete: true
replaced_by: {SUCCESSOR}
"""


def read(folder: Path) -> tuple[list[Fact], Known]:
    """Return the facts of the stanzas, and what later readers know of them."""
    file, known, facts = folder / "hp.obo", Known(), []
    file.write_text(OBO, encoding="utf-8")
    for fact in hpo.read(file, known):
        learn(known, fact)
        if not isinstance(fact, Issue):
            facts.append(fact)
    return facts, known


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("candidates")
    tied.publish(folder, read(folder)[0])
    return folder


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[served.Endpoint]:
    with served.endpoint(home) as running:
        yield running


def test_no_reader_replaces_it(tmp_path: Path) -> None:
    _, known = read(tmp_path)
    assert (known.current(OPEN).id, known.current(REPLACED).id) == (None, SUCCESSOR)
    page = PageContext(id="page/a", disease="MONDO:9900005", file="page.txt", source="gard")
    row = SymptomRow(group="100%", name="Chorioretinopathy", lay_names=(), id=OPEN, line=1)
    (issue,) = symptom_facts([row], page, known)
    assert isinstance(issue, Issue)
    assert (issue.kind, issue.action) == ("obsolete-phenotype", "skipped")
    resolved = TermResolver(known=known).resolve(OPEN, "P")
    assert (resolved.kind, resolved.problem) == (None, f"{OPEN} is obsolete and has no successor")
    assert TermResolver(known=known).resolve(REPLACED, "P").term == SUCCESSOR


def test_the_command_line_refuses_the_id_and_names_the_candidates(tmp_path: Path) -> None:
    store, node = tied.store(read(tmp_path)[0]), NamedNode(expand(OPEN))
    assert (targets(store, node), successors(store, node)) == ((), ())
    assert candidates(store, node) == (NamedNode(expand(CANDIDATE)),)
    with pytest.raises(UnresolvedError) as refusal:
        resolve(store, find("diseases-with-phenotype"), {"phenotype": [OPEN]}, BASE)
    assert str(refusal.value) == (
        f"{OPEN} (obsolete Chorioretinopathy) is obsolete and has no successor; "
        f"consider {CANDIDATE} (Chorioretinal abnormality): query one of them"
    )
    replaced = resolve(store, find("diseases-with-phenotype"), {"phenotype": [REPLACED]}, BASE)
    assert replaced.values == {"phenotype": [NamedNode(expand(SUCCESSOR))]}


def test_the_search_finds_it_as_what_it_is(home: Path) -> None:
    index = SearchIndex(home / "current" / "search.sqlite")
    assert search(index, OPEN)[0].curie == OPEN
    assert CANDIDATE not in {hit.curie for query in (OPEN, "Chorioretinopathy") for hit in search(index, query)}
    assert search(index, REPLACED)[0].curie == SUCCESSOR


def test_the_endpoint_shows_it_and_redirects_nowhere(site: served.Endpoint) -> None:
    with site.client() as client:
        client.headers["Accept"] = "text/html"
        notice = shown.text(shown.read(client, f"/{OPEN}"), ".notice")
        assert notice.endswith("names no successor. Suggested instead: Chorioretinal abnormality HP:0000532.")
        document: httpx.Response = client.get(f"/{OPEN}.ttl")
        assert document.status_code == 200
        assert "successor-version" not in document.headers["link"]
        assert f'</{SUCCESSOR}>; rel="successor-version"' in client.get(f"/{REPLACED}.ttl").headers["link"]


def test_no_statement_of_the_graph_leads_from_it_to_a_candidate_as_successor(home: Path) -> None:
    store = Store.read_only(str(home / "current" / "store"))
    successor = NamedNode(expand("IAO:0100001"))
    assert list(store.quads_for_pattern(NamedNode(expand(OPEN)), successor, None)) == []
    assert len(list(store.quads_for_pattern(NamedNode(expand(REPLACED)), successor, None))) == 1
