"""What the description of every source must contain, and the errors for one that lacks it."""

import re
from importlib import import_module
from importlib.resources import files
from inspect import isgeneratorfunction, signature
from pathlib import Path

import pytest
from fetched import fetched, known
from msgspec.structs import replace

from rarekg.mappings import catalog
from rarekg.mappings.catalog import SourceInfo, describe, sources
from rarekg.mappings.facts import Fact
from rarekg.mappings.reading.bounds import Tally
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import reader
from rarekg.ontology.errors import SourceError
from rarekg.ontology.prefixes import prefix_map

FOLDER = files(catalog.SOURCES)
URL = re.compile(r"https?://\S+\Z")
EVERY = pytest.mark.parametrize("info", sources().values(), ids=sources().keys())
MINIMAL = {
    "title": '"A"', "description": '"A"', "publisher": '"A"', "homepage": '"https://a.example"', "infores": '"gard"',
    "resources": '["gard"]', "release": '"1"', "notes": '"A"', "shipped": '"pages/a.txt"',
}  # fmt: skip
LICENCE = '[licence]\nname = "A"\nurl = "https://a.example"\nattribution = "A"\n'


def test_both_ontologies_are_there() -> None:
    assert {"hpo", "mondo"} <= sources().keys()


def test_no_module_or_description_stands_alone() -> None:
    stems = [name.partition(".")[0] for name in (entry.name for entry in FOLDER.iterdir()) if name.endswith(".toml")]
    modules = [entry.name[:-3] for entry in FOLDER.iterdir() if entry.name.endswith(".py") and entry.name[0] != "_"]
    assert sorted(stems) == sorted(modules)
    assert sorted(stem.replace("_", "-") for stem in stems) == sorted(sources())


def test_each_source_comes_after_the_ones_it_needs() -> None:
    seen: set[str] = set()
    for info in sources().values():
        assert seen >= {*info.needs, *info.after}
        seen.add(info.key)


def test_a_source_stands_in_for_one_that_has_no_file_of_its_own() -> None:
    pairs = {info.key: info.stands_in_for for info in sources().values() if info.stands_in_for}
    assert pairs == {"gard-restated": "gard"}
    assert all(sources()[key].shipped and sources()[other].given for key, other in pairs.items())
    with pytest.raises(SourceError, match=r"^hpo\.toml: stands in for omim, which is no source$"):
        catalog._order({"hpo": replace(sources()["hpo"], stands_in_for="omim")})


def test_only_the_mapping_files_of_the_user_override_the_sources() -> None:
    assert [info.key for info in sources().values() if info.overrides] == ["mappings"]


def test_no_two_sources_own_the_labels_of_a_prefix() -> None:
    # One that stands in for another is never read with it, and owns the same.
    instead = {info.key: sources()[info.stands_in_for] for info in sources().values() if info.stands_in_for}
    assert all(sources()[key].labels_for == other.labels_for for key, other in instead.items())
    owned = [prefix for info in sources().values() if info.key not in instead for prefix in info.labels_for]
    assert len(owned) == len(set(owned))
    assert set(owned) <= prefix_map().keys()


@EVERY
def test_the_reader_is_a_generator_of_facts(info: SourceInfo) -> None:
    read = reader(info)
    parameters = signature(read).parameters.values()
    options = [one for one in parameters if one.kind is one.KEYWORD_ONLY]
    assert [one.name for one in parameters if one not in options] == ["path", "known"]
    assert all(one.default is False for one in options)
    assert isgeneratorfunction(read)
    assert import_module(info.module).__doc__


@EVERY
def test_a_missing_file_is_a_source_error(info: SourceInfo, tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        list(reader(info)(tmp_path / "absent", Known()))


@EVERY
def test_no_text_is_empty(info: SourceInfo) -> None:
    for text in (info.title, info.description, info.publisher, info.release, info.notes, info.licence.name):
        assert text.strip()
    assert URL.match(info.homepage)
    assert URL.match(info.licence.url)
    assert all(URL.match(url) for url in info.latest)


@EVERY
def test_the_attribution_names_what_its_licence_demands(info: SourceInfo) -> None:
    """CC BY demands the credit; HPO's licence the version of the file that is read."""
    credit = info.licence.attribution
    assert info.title in credit or info.publisher in credit
    assert info.pinned is None or "{release}" in credit
    assert info.release not in credit
    assert "{" not in info.licensed("2026-06-06").attribution


@EVERY
def test_a_pattern_of_the_release_is_an_expression_with_one_group(info: SourceInfo) -> None:
    assert info.release_pattern is None or re.compile(info.release_pattern).groups == 1


@EVERY
def test_the_pin_is_complete(info: SourceInfo) -> None:
    if (pin := info.pinned) is None:
        assert info.given or FOLDER.joinpath("..", info.shipped or "").is_file()
        return
    assert re.fullmatch(r"[0-9a-f]{64}", pin.sha256)
    assert re.fullmatch(r"[0-9a-f]{64}", pin.wheel_sha256)
    assert pin.wheel.startswith(f"{pin.distribution.replace('-', '_')}-{pin.version}-")
    assert pin.wheel.endswith("-none-any.whl")
    assert "/" not in pin.file
    assert pin.size > 1_000_000
    assert pin.wheel_size > 1_000_000


def test_sources_of_one_wheel_agree_on_it_and_no_two_files_share_a_name() -> None:
    pins = [info.pinned for info in sources().values() if info.pinned]
    assert len({(pin.wheel, pin.wheel_sha256, pin.wheel_size) for pin in pins}) == len({pin.wheel for pin in pins})
    assert len({pin.file for pin in pins}) == len(pins)


@EVERY
def test_floors_count_facts_and_their_comments_give_the_count(info: SourceInfo) -> None:
    kinds = {kind.__name__: kind for kind in Fact.__args__}
    for name, floor in info.floors.items():
        kind, _, field = name.partition(".")
        assert floor > 0
        assert kind in kinds
        assert not field or field in kinds[kind].__struct_fields__
    if info.pinned:
        assert info.floors.keys() == _counts_in_comments(info.key, "floors").keys()


@EVERY
def test_the_pinned_release_has_the_counts_that_its_floors_were_chosen_by(info: SourceInfo) -> None:
    if info.pinned is None:
        pytest.skip(f"{info.key} pins no release")
    tally = Tally(info.floors, info.ceilings)
    for _ in tally.counted(reader(info)(fetched(info.key), known(info.key))):
        pass
    assert {name: tally.most(name) for name in info.floors} == _counts_in_comments(info.key, "floors")
    greatest = _counts_in_comments(info.key, "ceilings")
    assert {name: tally.most(name) for name in greatest} == greatest
    assert (list(tally.missed()), list(tally.exceeded())) == ([], [])
    for name, ceiling in info.ceilings.items():
        assert tally.most(name) * 10 >= ceiling, f"{name}: a bound that nothing comes near bounds nothing"


@EVERY
def test_ceilings_count_facts_or_groups_of_them_and_are_above_the_floors(info: SourceInfo) -> None:
    kinds = {kind.__name__: kind for kind in Fact.__args__}
    for name, ceiling in info.ceilings.items():
        what, _, per = name.partition(" per ")
        kind, _, field = what.partition(".")
        assert {field, per} - {""} <= set(kinds[kind].__struct_fields__)
        assert ceiling > info.floors.get(name, 0)


@EVERY
def test_an_ignored_field_has_a_reason(info: SourceInfo) -> None:
    assert all(len(reason) > 10 for reason in info.ignored.values())


def _counts_in_comments(key: str, table: str) -> dict[str, int]:
    """Return bound → the count of the pinned release, which the comment beside the bound has in brackets."""
    text = FOLDER.joinpath(key.replace("-", "_") + ".toml").read_text(encoding="utf-8")
    bounds = text.partition(f"\n[{table}]")[2].partition("\n[")[0]
    rows = re.findall(r'^"?([A-Za-z._ ]+?)"? = \d+ *#.*?\(([\d,]+)\)', bounds, re.MULTILINE)
    return {name: int(count.replace(",", "")) for name, count in rows}


def written(tmp_path: Path, **changed: str | None) -> Path:
    fields = {key: value for key, value in {**MINIMAL, **changed}.items() if value is not None}
    tables = fields.pop("tables", LICENCE)
    path = tmp_path / "new_source.toml"
    path.write_text("\n".join(f"{key} = {value}" for key, value in fields.items()) + "\n" + tables, encoding="utf-8")
    return path


def test_a_minimal_description(tmp_path: Path) -> None:
    info = describe(written(tmp_path))
    assert (info.key, info.module) == ("new-source", "rarekg.mappings.sources.new_source")
    assert (info.needs, info.labels_for, info.latest, dict(info.floors), dict(info.ceilings)) == ((), (), (), {}, {})


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"title": None}, "missing required field `title`"),
        ({"titel": '"A"'}, "contains unknown field `titel`"),
        ({"title": "1"}, "title: expected `str`, got `int`"),
        ({"needs": '"hpo"'}, "needs: expected `array`, got `str`"),
        ({"needs": "[1]"}, r"needs\[0\]: expected `str`, got `int`"),
        ({"tables": ""}, "missing required field `licence`"),
        ({"tables": LICENCE + "[floors]\nTerm = true\n"}, r"floors\.Term: expected `int`, got `bool`"),
        ({"tables": LICENCE + "[ceilings]\nTerm = '9'\n"}, r"ceilings\.Term: expected `int`, got `str`"),
        ({"tables": LICENCE + "[ignored]\nrow = 'of no use'\ncell = 1\n"}, r"ignored\.cell: expected `str`, got `int`"),
        ({"tables": LICENCE + "[pinned]\nfile = 'a'\n"}, "pinned: missing required field `distribution`"),
        ({"shipped": None}, "needs exactly one of"),
        ({"resources": None}, "missing required field `resources`"),
        ({"resources": '["omim"]'}, "resources: gard, its infores, is not one of them"),
        ({"resources": '["gard", "hpoa"]'}, r"resources: hpoa is not in infores\.toml; the names are hpo, "),
        ({"title": '"A'}, "line 1"),
    ],
)
def test_an_incomplete_description_is_refused_in_one_line(
    tmp_path: Path, changed: dict[str, str | None], complaint: str
) -> None:
    with pytest.raises(SourceError, match=complaint) as caught:
        describe(written(tmp_path, **changed))
    assert str(caught.value).startswith("new_source.toml: ")


def test_a_need_must_be_a_source_and_needs_form_no_cycle() -> None:
    hpo, mondo = (sources()[key] for key in ("hpo", "mondo"))
    with pytest.raises(SourceError, match=r"^hpo\.toml: needs omim, which is no source$"):
        catalog._order({"hpo": replace(hpo, needs=("omim",))})
    with pytest.raises(SourceError, match=r"cycle: (hpo → mondo → hpo|mondo → hpo → mondo)"):
        catalog._order({"hpo": replace(hpo, needs=("mondo",)), "mondo": replace(mondo, needs=("hpo",))})
