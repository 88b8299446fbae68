"""The table of formats agrees with the engine, with the command line, and is the only one."""

import ast
import subprocess
import sys
from typing import get_args

import pytest
from imports import ROOT, modules
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, serialize

from rarekg.graph.cli.query import Dumped
from rarekg.graph.rdf.formats import DATASETS, DOCUMENTS, DUMPS, GRAPHS, HTML, RESULTS, content_type

W3C = "http://www.w3.org/ns/formats/"


@pytest.mark.parametrize("name", DUMPS)
def test_a_graph_format_is_the_engines(name: str) -> None:
    form = DUMPS[name]
    assert (form.name, form.media_type, form.suffix) == (name, form.engine.media_type, form.engine.file_extension)
    assert {RdfFormat.from_media_type(kind) for kind in form.media_types} == {form.engine}
    assert form.engine.iri == W3C + form.described or name == "jsonld"  # the engine's is not in the W3C's list


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_format_is_the_engines(name: str) -> None:
    form = RESULTS[name]
    assert content_type(name) == form.engine.media_type
    assert {QueryResultsFormat.from_media_type(kind) for kind in form.media_types} == {form.engine}
    assert form.engine.iri == W3C + form.described


@pytest.mark.parametrize("name", DUMPS)
def test_the_formats_with_prefixes_are_those_that_the_engine_abbreviates(name: str) -> None:
    thing = NamedNode("https://w3id.org/rarekg/vocab#a")
    text = serialize(
        [Triple(thing, thing, Literal("x"))], format=DUMPS[name].engine, prefixes={"rkg": thing.value[:-1]}
    )
    assert text is not None
    assert (b"rkg:a" in text) == DUMPS[name].prefixed


def test_an_address_ends_in_one_suffix_a_format() -> None:
    assert len({form.suffix for form in DOCUMENTS.values()}) == len(DOCUMENTS)
    assert set(DOCUMENTS) == {*GRAPHS, *DATASETS, HTML.name, "csv"}


def test_the_command_line_dumps_each_format() -> None:
    assert get_args(Dumped) == tuple(DUMPS)


def test_no_other_module_maps_names_to_the_engines_formats() -> None:
    tables = {
        str(module)
        for module in modules()
        for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
        and any(isinstance(value, ast.Attribute) and _engine(value) for value in node.values)
    }
    assert tables == set()


def _engine(value: ast.Attribute) -> bool:
    return isinstance(value.value, ast.Name) and value.value.id in ("RdfFormat", "QueryResultsFormat")


def test_a_worker_may_import_the_table_without_the_web_server() -> None:
    script = "import sys, rarekg.graph.rdf.formats; print({'starlette', 'jinja2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
