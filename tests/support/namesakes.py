"""A small graph in which many things have one name, written in other cases: the gate lets no two be equal."""

import json
from pathlib import Path

import commands
import small

from rarekg.mappings.sources import hpoa

MANY = 8


def build(home: Path) -> None:
    """Build it in ``home``: organ systems, phenotypes and diseases, all phenotypes in all systems and diseases."""
    folder = home / "sources"
    systems = [f"HP:{2000000 + number:07d}" for number in range(MANY)]
    terms = [f"HP:{2000100 + number:07d}" for number in range(MANY)]
    stanzas = [_stanza(term, _cased("twin system", at), ["HP:0000118"]) for at, term in enumerate(systems)]
    stanzas += [_stanza(term, _cased("twin sign", at), systems) for at, term in enumerate(terms)]
    options = small.written(folder, obo=small.hp_obo("\n" + "\n".join(stanzas)))
    diseases = json.loads(small.mondo_json())
    for at in range(MANY):
        entry = {"ancestors": {"MONDO:0021094": 1}, "label": _cased("twin disease", at), "deprecated": False}
        diseases[f"MONDO:{9000000 + at}"] = {**entry, "description": "As the others."}
    (folder / "mondo.json").write_text(json.dumps(diseases), encoding="utf-8")
    rows = [
        f"OMIM:{omim}\ta disease\t\t{term}\tPMID:1\tPCS\t\tHP:0040282\t\t\tP\tHPO:a[2020-01-31]"
        for omim in (304790, 301000, 603554)
        for term in terms
    ]
    (folder / "hpoa.tsv").write_text("\n".join(["\t".join(hpoa.COLUMNS), *rows, ""]), encoding="utf-8")
    options[1] += ",hpoa"
    commands.build(home, [*options, "--source", f"hpoa={folder / 'hpoa.tsv'}"])


def _stanza(term: str, name: str, parents: list[str]) -> str:
    return "\n".join(("[Term]", f"id: {term}", f"name: {name}", *(f"is_a: {parent}" for parent in parents), ""))


def _cased(name: str, number: int) -> str:
    """Return ``name`` with its letters in capitals where ``number`` has a bit."""
    return "".join(letter.upper() if number >> at & 1 else letter for at, letter in enumerate(name))
