"""Files of Orphadata for tests: invented ones in the layouts of 2019 and 2025, and the excerpts beside a checkout."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from rarekg.mappings.facts import Mapping
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.terms import Term

EXCERPTS = Path(__file__).parents[3] / "shared" / "data" / "orphanet"
# Terms of HPO with the one above each.
TERMS = {
    "HP:0000118": "",
    "HP:0001250": "HP:0000118",
    "HP:0000964": "HP:0000118",
    "HP:0000005": "",
    "HP:0000007": "HP:0000005",
    "HP:0031797": "",
    "HP:0003674": "HP:0031797",
    "HP:0003593": "HP:0003674",
    "HP:0001522": "HP:0031797",
    "HP:0012823": "",
    "HP:0003828": "HP:0012823",
    "HP:0032443": "",
    "HP:0100602": "HP:0032443",
    "HP:0040279": "",
}


def excerpt(name: str) -> Path:
    """Return a real excerpt of a product; the test is skipped where it is not."""
    path = EXCERPTS / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside this checkout, in ../shared/data/orphanet")
    return path


def known() -> Known:
    """Return a few terms of HPO, and IPEX as the exact match of ORPHA:37042."""
    found = Known()
    for term, parent in TERMS.items():
        old = ("HP:0000976",) if term == "HP:0000964" else ()
        found.learn(Term(id=term, label=f"term {term}", parents=(parent,) if parent else (), alt_ids=old))
    found.learn(Term(id="MONDO:0010580", label="IPEX syndrome"))
    found.learn_mapping(same("ORPHA:37042"))
    return found


def same(own: str) -> Mapping:
    """Return MONDO's statement that IPEX is the exact match of ``own``."""
    why = "semapv:UnspecifiedMatching"
    return Mapping(subject="MONDO:0010580", predicate="skos:exactMatch", object=own, justification=why, source="mondo")


def product(*records: str, of: str = "DisorderList") -> str:
    """Return a product with ``records`` in its list, one a line, the first one in line 4."""
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<JDBOR date="2025-12-09 07:10:28">',
            f"<{of}>",
            *records,
            f"</{of}></JDBOR>",
            "",
        ]
    )


def course(
    ages: Iterable[str] = (), modes: Iterable[str] = (), code: str = "37042", tag: str = "OrphaCode", count: str = ""
) -> str:
    """Return a record of product 9 (ages); ``count`` is what the list of ages says that it has, if it is wrong."""
    ages, modes = list(ages), list(modes)
    listed = (
        f'<{name}List count="{stated}">'
        + "".join(f"<{name}><Name>{one}</Name></{name}>" for one in names)
        + f"</{name}List>"
        for name, names, stated in (
            ("AverageAgeOfOnset", ages, count or len(ages)),
            ("TypeOfInheritance", modes, len(modes)),
        )
    )
    return f'<Disorder id="1"><{tag}>{code}</{tag}><Name lang="en">IPEX</Name>{"".join(listed)}</Disorder>'


def phenotype(term: str, frequency: str = "Frequent (79-30%)", criterion: str = "") -> str:
    """Return a row of product 4."""
    said = (
        f"<DiagnosticCriteria><Name>{criterion}</Name></DiagnosticCriteria>" if criterion else "<DiagnosticCriteria/>"
    )
    frequency = frequency.replace("<", "&lt;")
    return (
        f"<HPODisorderAssociation><HPO><HPOId>{term}</HPOId><HPOTerm>x</HPOTerm></HPO>"
        f"<HPOFrequency><Name>{frequency}</Name></HPOFrequency>{said}</HPODisorderAssociation>"
    )


def disorder(*rows: str, code: str = "37042", tag: str = "OrphaCode", count: str = "") -> str:
    """Return a disorder of product 4, which is a record of the files of 2019."""
    listed = f'<HPODisorderAssociationList count="{count or len(rows)}">{"".join(rows)}</HPODisorderAssociationList>'
    return f'<Disorder id="1"><{tag}>{code}</{tag}><Name lang="en">IPEX</Name>{listed}</Disorder>'


def profile(
    *rows: str, source: str = "", day: str = "", status: str = "y", code: str = "37042", count: str = ""
) -> str:
    """Return a record of product 4 as files since 2020 have it."""
    return (
        f"<HPODisorderSetStatus>{disorder(*rows, code=code, count=count)}<Source>{source}</Source>"
        f"<ValidationStatus>{status}</ValidationStatus><Online>y</Online><ValidationDate>{day}</ValidationDate>"
        "</HPODisorderSetStatus>"
    )
