"""MONDO's own release ``mondo.obo`` beside the older pinned files."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fetched import fetched
from zstandard import ZstdDecompressor

from rarekg.mappings.catalog import sources
from rarekg.mappings.reading.bounds import Tally
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn, reader


def obo() -> Iterator[str]:
    """Yield ``mondo.obo`` as it would state the names, matches and cross-references of the pinned files."""
    with fetched("mondo").open("rb") as file, ZstdDecompressor().stream_reader(file) as stream:
        terms = json.loads(stream.read())
    xrefs: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for entry in json.loads(fetched("mondo-2024").read_bytes()):
        for xref in entry.get("xrefs", ()):
            xrefs[f"MONDO:{entry['id']}"][f"{xref['namespace']}:{xref['id']}"] = "MONDO:relatedTo"
    for line in fetched("mondo-mappings").read_text(encoding="utf-8").splitlines():
        if line.startswith("MONDO:"):
            subject, _, predicate, other = line.split("\t")[:4]
            xrefs[subject][other] = "MONDO:equivalentTo" if predicate == "skos:exactMatch" else "MONDO:narrowerThan"
    yield "format-version: 1.2"
    for curie, term in terms.items():
        yield f"\n[Term]\nid: {curie}\nname: {term['label'] or 'obsolete'}"
        names = (json.dumps(name, ensure_ascii=False) for name in term.get("synonyms", ()))
        yield from (f"synonym: {name} EXACT []" for name in names)
        yield from (f'xref: {other} {{source="{kind}"}}' for other, kind in xrefs[curie].items())
        if term["deprecated"]:
            yield "is_obsolete: true"
        if "replaced_by" in term:
            yield f"replaced_by: {term['replaced_by']}"


def test_beside_the_release_the_older_files_add_less_and_are_sound(tmp_path: Path) -> None:
    (tmp_path / "mondo.obo").write_text("\n".join(obo()), encoding="utf-8")
    inputs = {"mondo": tmp_path / "mondo.obo", "mondo-mappings": fetched("mondo-mappings")}
    inputs |= {"mondo-2024": fetched("mondo-2024")}
    knowing, tallies = Known(), {}
    for key, path in inputs.items():
        info = sources()[key]
        tallies[key] = Tally({"Mapping": 0} | dict(info.floors), info.ceilings)
        for fact in tallies[key].counted(reader(info)(path, knowing)):
            learn(knowing, fact)
    assert tallies["mondo"].most("Mapping") > 107_362
    assert 20_000 < tallies["mondo-mappings"].most("Mapping") < 22_000
    assert tallies["mondo-2024"].most("Mapping") == 0
    for key in ("mondo-mappings", "mondo-2024"):
        assert (list(tallies[key].missed()), list(tallies[key].exceeded())) == ([], [])
