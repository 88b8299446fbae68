"""Information resources: those in use are in Biolink's registry, or are declared here and are not in it."""

import re
from pathlib import Path

import pytest
import yaml

from rarekg.mappings.catalog import resources, sources
from rarekg.mappings.facts import OWN
from rarekg.mappings.resources import InformationResource, read
from rarekg.ontology.errors import SourceError
from rarekg.ontology.prefixes import expand

REGISTRY = Path(__file__).parents[3] / "shared" / "data" / "infores_catalog.yaml"
EVERY = pytest.mark.parametrize("resource", resources().values(), ids=resources().keys())
LICENCE = '{name = "A", url = "https://a.example", attribution = "A"}'
TABLE = f'title = "A"\nhomepage = "https://a.example"\nlicence = {LICENCE}\n'


@pytest.fixture(scope="module")
def registered() -> set[str]:
    """Return the ids of Biolink's registry of information resources."""
    if not REGISTRY.exists():
        pytest.skip(f"{REGISTRY.name} is not beside this checkout, in ../shared/data")
    registry = yaml.safe_load(REGISTRY.read_text(encoding="utf-8"))
    return {entry["id"] for entry in registry["information_resources"]}


@EVERY
def test_it_is_registered_or_declared_and_never_both(resource: InformationResource, registered: set[str]) -> None:
    assert (f"infores:{resource.name}" in registered) != resource.declared


def test_a_key_of_a_source_is_no_name_of_a_resource_unless_the_registry_has_it(registered: set[str]) -> None:
    """The keys hpoa, hpo-genes and mondo-2024 once were in IRIs that nobody else knows."""
    unregistered = {key for key in sources() if f"infores:{key}" not in registered}
    assert {"hpoa", "hpo-genes", "mondo-2024", "mondo-mappings", "hgnc-withdrawn", "mappings"} <= unregistered
    assert unregistered & resources().keys() <= {"gard"}


@EVERY
def test_no_text_is_empty_and_the_attribution_names_the_resource(resource: InformationResource) -> None:
    licence = resource.licence
    for text in (resource.title, licence.name, licence.attribution):
        assert text.strip() == text != ""
    assert expand(f"infores:{resource.name}") == f"https://w3id.org/biolink/infores/{resource.name}"
    assert re.fullmatch(r"https?://\S+", resource.homepage)
    assert re.fullmatch(r"https?://\S+", licence.url)
    assert "{" not in licence.attribution  # which release it is belongs to the dataset
    named = (resource.title, resource.name.upper(), "HPO", "Human Phenotype Ontology", "Mapping files")
    assert any(name in licence.attribution for name in named)


def test_every_resource_is_named_by_a_source_or_is_this_project() -> None:
    named = {name for info in sources().values() for name in info.resources}
    assert named | {OWN} == resources().keys()


def test_one_licence_has_one_name() -> None:
    """The graph labels the IRI of a licence with its name, and a node has one label."""
    licences = [*(info.licence for info in sources().values()), *(one.licence for one in resources().values())]
    assert len({licence.url for licence in licences}) == len({(licence.url, licence.name) for licence in licences})


def test_annotations_of_hpo_may_name_the_databases_that_hpo_reads() -> None:
    assert set(sources()["hpoa"].resources) == {"hpo-annotations", "orphanet", "omim", "decipher"}
    assert (resources()["omim"].declared, resources()["decipher"].declared) == (False, True)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a = 1", "a is not a table"),
        (f"[a]\n{TABLE}", ""),
        (f"[a]\n{TABLE}url = 'b'", "contains unknown field `url`"),
        ("[a]\ntitle = 'A'", "missing required field `homepage`"),
        (f"[a]\n{TABLE}declared = 'yes'", "declared: expected `bool`, got `str`"),
        ("[a\n", "line 1"),
    ],
)
def test_a_table_that_is_not_valid_is_refused_in_one_line(tmp_path: Path, text: str, complaint: str) -> None:
    toml = tmp_path / "infores.toml"
    toml.write_text(text, encoding="utf-8")
    if not complaint:
        assert read(toml)["a"].declared is False
        return
    with pytest.raises(SourceError, match=complaint) as caught:
        read(toml)
    assert str(caught.value).startswith("infores.toml: ")
    assert "\n" not in str(caught.value)
