"""Associations as pages read them, made from a frequency in a source's notation."""

from rarekg.graph.endpoint.pages.association_classes import CAUSAL_GENE, GENE, PHENOTYPE
from rarekg.graph.endpoint.pages.evidence import Association, Role
from rarekg.graph.endpoint.pages.frequency import Shown, frequency
from rarekg.graph.endpoint.pages.sources import Source

CLASSES = {
    "very frequent": ("0.80", "0.99"),
    "frequent": ("0.30", "0.79"),
    "occasional": ("0.05", "0.29"),
    "very rare": ("0.01", "0.04"),
}
HPOA, OMIM, ORPHANET, GARD = (
    Source(key, title, "", f"/{key}")
    for key, title in (("hpoa", "HPO annotations"), ("omim", "OMIM"), ("orphanet", "Orphanet"), ("gard", "GARD"))
)


def shown(often: str) -> Shown | None:
    """Return the frequency that is written ``often``: ``3/20``, ``12.5%``, the name of a class, or ''."""
    if not often:
        return None
    if "/" in often:
        count, _, total = often.partition("/")
        share = f"{int(count) / int(total):.6f}"
        return frequency("", share, share, count, total)
    if often.endswith("%"):
        share = str(float(often[:-1]) / 100)
        return frequency("", share, share, "", "")
    return frequency(often.capitalize(), *CLASSES[often], "", "")


def phenotype(
    often: str = "",
    *,
    term: str = "x:term",
    source: Source = HPOA,
    passed_on: Source | None = None,
    original: str = "",
    excluded: bool = False,
) -> Association:
    """Return what a source states of a phenotype."""
    return _association(PHENOTYPE, "x:disease", term, source, "")._replace(
        passed_on=passed_on, original=original, excluded=excluded, frequency=shown(often)
    )


def gene(role: Role, source: Source) -> Association:
    """Return the association of a gene with the disease."""
    return _association(CAUSAL_GENE if role == "causal" else GENE, "x:gene", "x:disease", source, role)


def _association(kind: str, subject: str, object_: str, source: Source, role: Role) -> Association:
    return Association(
        iri="x:association",
        href="",
        subject=subject,
        object=object_,
        source=source,
        passed_on=None,
        based_on=(),
        excluded=False,
        words="",
        original="",
        evidence=None,
        references=(),
        frequency=None,
        qualifiers=(),
        kind=kind,
        role=role,
        curative=False,
    )
