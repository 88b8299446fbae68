"""The manifest of a build: what it was made of, what it came to, how long it took. Times are here and nowhere else."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rarekg.graph.pipeline.counts import Tally
from rarekg.graph.pipeline.plan import Plan
from rarekg.mappings.catalog import SourceInfo

Table = dict[str, Any]


def manifest(
    plan: Plan,
    infos: Mapping[str, SourceInfo],
    tally: Tally,
    *,
    graphs: Mapping[str, int],
    validation: Table,
    started: datetime,
    steps: Mapping[str, float],
) -> Table:
    """Return the manifest as what JSON has.

    ``graphs`` maps the IRI of each named graph to its number of quads, ``steps`` the title of each step to its
    seconds; ``started`` is in UTC.
    """
    return {
        "id": plan.id,
        "rarekg": version("rarekg"),
        "code": plan.code,
        "engine": {package: version(package) for package in ("pyoxigraph", "shacl")},
        "base": plan.base,
        "options": {name: getattr(plan, name) for name in ("disease", "floors", "inference", "exclude_iea")},
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="microseconds"),
        "sources": {key: _source(plan, infos[key], tally) for key in plan.sources},
        "graphs": dict(sorted(graphs.items())),
        "quads": sum(graphs.values()),
        "validation": validation,
        "seconds": dict(steps),
    }


def write(table: Table, path: Path) -> None:
    """Write ``table`` to ``path`` for people and programs to read."""
    path.write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _source(plan: Plan, info: SourceInfo, tally: Tally) -> Table:
    inputs = [taken for taken in plan.inputs if taken.source == info.key]
    return {
        "title": info.title,
        "version": ", ".join(dict.fromkeys(taken.version for taken in inputs)),
        "licence": asdict(info.licence),
        "homepage": info.homepage,
        "files": [{name: value for name, value in asdict(taken).items() if name != "source"} for taken in inputs],
        "facts": dict(sorted(tally.facts.get(info.key, {}).items())),
        "issues": dict(sorted(tally.issues.get(info.key, {}).items())),
        "seconds": round(tally.seconds.get(info.key, 0), 3),
    }
