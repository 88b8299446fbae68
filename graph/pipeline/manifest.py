"""Write the manifest of a build that is complete."""

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version

from rarekg.graph.home.manifest import Checksum, File, Manifest, Options, Source, Validation
from rarekg.graph.pipeline.counts import Counts
from rarekg.graph.pipeline.plan import Input, Plan, releases
from rarekg.mappings.catalog import SourceInfo


def manifest(
    plan: Plan,
    infos: Mapping[str, SourceInfo],
    counts: Counts,
    *,
    graphs: Mapping[str, int],
    validation: Validation,
    started: datetime,
    steps: Mapping[str, float],
    files: Mapping[str, Checksum],
) -> Manifest:
    """Return the manifest of a build that has just finished.

    Args:
        plan: The inputs and options of the build.
        infos: Each source's description, by key.
        counts: The counts of the sources that were read.
        graphs: The IRI of each named graph with its number of quads.
        validation: The result of the gate.
        started: When the build began, in UTC.
        steps: The title of each step with its seconds.
        files: The path of each file of the build with its checksum.
    """
    return Manifest(
        id=plan.id,
        rarekg=version("rarekg"),
        code=plan.code,
        engine={package: version(package) for package in ("pyoxigraph", "shacl")},
        base=plan.base,
        options=Options(
            disease=plan.disease, floors=plan.floors, inference=plan.inference, exclude_iea=plan.exclude_iea
        ),
        started=started.isoformat(timespec="seconds"),
        finished=datetime.now(UTC).isoformat(timespec="microseconds"),
        sources={key: _source(plan, infos[key], counts) for key in plan.sources},
        graphs=dict(sorted(graphs.items())),
        quads=sum(graphs.values()),
        validation=validation,
        seconds=steps,
        files=files,
    )


def _source(plan: Plan, info: SourceInfo, counts: Counts) -> Source:
    inputs = [taken for taken in plan.inputs if taken.source == info.key]
    return Source(
        title=info.title,
        version=releases(inputs),
        licence=info.licensed(releases(inputs)),
        homepage=info.homepage,
        files=tuple(map(_file, inputs)),
        facts=dict(sorted(counts.facts.get(info.key, {}).items())),
        issues=dict(sorted(counts.issues.get(info.key, {}).items())),
        seconds=round(counts.seconds.get(info.key, 0), 3),
    )


def _file(taken: Input) -> File:
    return File(path=taken.path, sha256=taken.sha256, size=taken.size, version=taken.version, taken=taken.taken)
