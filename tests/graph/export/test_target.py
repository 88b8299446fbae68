"""What a file's name says: format and compression; nonsense and contradictions are refused."""

from pathlib import Path

import pytest

from rarekg.graph.export.target import Target, target
from rarekg.graph.rdf.formats import DUMPS
from rarekg.ontology.errors import QueryError


@pytest.mark.parametrize("form", DUMPS.values(), ids=list(DUMPS))
@pytest.mark.parametrize("packed", ["", "gz", "zst"])
def test_a_name_says_format_and_compression(form: object, packed: str) -> None:
    name, suffix = form.name, form.suffix  # type: ignore[attr-defined]
    path = Path(f"rarekg-2026.11.{suffix}" + f".{packed}" * bool(packed))
    assert target(path, None, None) == target(path, name, packed or None) == Target(name, packed)


def test_a_name_without_a_suffix_says_nothing() -> None:
    assert target(Path("pipe"), None, "gz") == target(None, None, "gz") == Target("nquads", "gz")
    assert target(Path("x.data"), "turtle", None) == Target("turtle", "")


@pytest.mark.parametrize(
    ("name", "form", "packed", "message"),
    [
        ("x.txt", None, None, r"\.txt is no format"),
        ("x.txt.gz", None, None, r"\.txt is no format"),
        ("x.nq.bz2", None, None, r"\.bz2 is no compression"),
        ("x.ttl", "nquads", None, r"\.ttl is turtle, which contradicts --format nquads"),
        ("x.nq", None, "gz", "contradicts --compress gz"),
        ("x.nq.gz", None, "zst", "contradicts --compress zst"),
    ],
)
def test_nonsense_is_refused(name: str, form: str | None, packed: str | None, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        target(Path(name), form, packed)
