"""The gate of a build: what its statements may refer to, and that no rule is left out of a build."""

from datetime import UTC, datetime
from pathlib import Path

import commands
import pytest
import small
from pyoxigraph import Literal, NamedNode, Quad, Store

from rarekg.graph.home.manifest import File
from rarekg.graph.pipeline import gate
from rarekg.graph.pipeline.counts import RunningCounts
from rarekg.graph.pipeline.plan import Plan
from rarekg.graph.validation.findings import GateError
from rarekg.ontology.prefixes import expand

BASE = "https://w3id.org/rarekg/"


def file(version: str, taken: str = "pinned") -> File:
    return File(path="x", sha256="0" * 64, size=1, version=version, taken=taken)


def test_sources_are_those_that_the_statements_of_the_build_may_name() -> None:
    assert gate.scope(["hpoa"], []).sources == {"hpo-annotations", "omim", "orphanet", "decipher", "rarekg"}
    assert gate.scope(["hgnc"], []).sources == {"hgnc", "rarekg"}


def test_the_newest_day_is_that_of_the_newest_release() -> None:
    assert gate.scope([], [file("2026-05-05"), file("2026-06-06"), file("2024-07")]).latest == "2026-06-06"
    assert gate.scope([], [file("2016/2021", "shipped")]).latest is None


@pytest.mark.parametrize("taken", ["given", "latest"])
def test_a_file_without_a_day_may_be_of_today(taken: str) -> None:
    before = f"{datetime.now(UTC):%Y-%m-%d}"
    latest = gate.scope([], [file("2001-01-01"), file("sha256:0123", taken)]).latest
    assert latest is not None
    assert before <= latest <= f"{datetime.now(UTC):%Y-%m-%d}"
    assert gate.scope([], [file("2001-01-01", taken)]).latest == "2001-01-01"


def test_the_description_of_the_graph_is_under_the_rules_too(tmp_path: Path) -> None:
    store, plan = Store(), Plan(inputs=(), base=BASE, code="")
    about, dataset = NamedNode(f"{BASE}graph/metadata"), NamedNode(f"{BASE}dataset/rarekg")
    store.add(Quad(dataset, NamedNode(expand("void:subset")), NamedNode(f"{BASE}dataset/hpo"), about))
    assert gate.conclude(tmp_path, store, plan, RunningCounts().counts(), [], quads=1).conforms
    store.add(Quad(dataset, NamedNode(expand("void:sparqlEndpoint")), NamedNode(f"{BASE}sparql"), about))
    with pytest.raises(GateError) as refused:
        gate.conclude(tmp_path, store, plan, RunningCounts().counts(), [], quads=2)
    assert [(one.check, one.value) for one in refused.value.findings] == [
        ("model: declared property", "void:sparqlEndpoint")
    ]


def test_partitions_that_miss_a_statement_are_not_published(tmp_path: Path) -> None:
    store, plan = Store(), Plan(inputs=(), base=BASE, code="")
    about, dataset = NamedNode(f"{BASE}graph/metadata"), NamedNode(f"{BASE}dataset/rarekg")
    store.add(Quad(dataset, NamedNode(expand("void:triples")), Literal(1), about))
    assert gate.conclude(tmp_path, store, plan, RunningCounts().counts(), [], quads=1).conforms
    with pytest.raises(GateError, match="1 places"):
        gate.conclude(tmp_path, store, plan, RunningCounts().counts(), [], quads=2)


def test_a_build_that_breaks_a_rule_of_the_model_is_not_published(tmp_path: Path) -> None:
    twin = small.hp_obo("[Term]\nid: HP:8000001\nname: Alopecia\nis_a: HP:0001574\n\n")
    done = commands.run("build", *small.written(tmp_path / "sources", obo=twin), home=tmp_path)
    assert done.returncode == 1
    assert "HP:8000001: has the label of HP:0001596 (Alopecia) [model: label of one term]" in done.stderr.splitlines()
    assert not (tmp_path / "current").exists()
