"""Texts for things in the graph of :mod:`walked`, and what each way of asking must lead to."""

from typing import NamedTuple

IPEX, ECZEMA, FOXP3 = "MONDO:0010580", "HP:0000964", "HGNC:6106"


class Case(NamedTuple):
    """A ``text`` and the id of the ``thing`` that it stands for, of a ``kind``.

    ``thing`` is '' if there is none; then ``status`` is that of the endpoint, and ``near`` an id that it suggests.
    """

    text: str
    thing: str
    kind: str = "disease"
    status: int = 200
    near: str = ""


CASES = (
    *(Case(text, IPEX) for text in (IPEX, "mondo:0010580", "MONDO_0010580", "MONDO:10580", "mondo 0010580")),
    *(Case(text, IPEX) for text in ("http://purl.obolibrary.org/obo/MONDO_0010580",)),
    *(Case(text, IPEX) for text in ("OMIM:304790", "MIM:304790", "omim_304790", "https://omim.org/entry/304790")),
    *(Case(text, IPEX) for text in ("ORPHA:37042", "Orphanet:37042", "Orphanet_037042", "orpha 37042")),
    *(Case(text, IPEX) for text in ("IPEX syndrome", "ipex  SYNDROME", "XLAAD")),
    Case("OMIM:301000", "MONDO:0010518"),
    Case("Wiskott-Aldrich syndrome", "MONDO:0010518"),
    *(Case(text, ECZEMA, "phenotype") for text in (ECZEMA, "HP:964", "hpo:0000964", "hp_0000964", "HP:0000976")),
    *(Case(text, ECZEMA, "phenotype") for text in ("Eczematoid dermatitis", "eczematoid dermatitis")),
    *(
        Case(text, FOXP3, "gene")
        for text in (FOXP3, "hgnc:6106", "FOXP3", "foxp3", "NCBIGene:50943", "forkhead box P3")
    ),
    Case("HP:0001417", "HP:0001417", "inheritance"),
    Case("X-linked inheritance", "HP:0001417", "inheritance"),
    Case("MONDO:9999999", "", status=404),
    Case("MONDO:0010581", "", status=404, near=IPEX),
    Case("Wiskot-Aldrich syndrome", "", status=404, near="MONDO:0010518"),
    Case("docs", "", status=404),
    Case("zzz", "", status=404),
)
# A saved query that takes things of each kind, and a thing of each.
QUERIES = {
    "disease": ("names-of-disease", "disease", IPEX),
    "phenotype": ("diseases-with-phenotype", "phenotype", ECZEMA),
    "gene": ("diseases-of-gene", "gene", FOXP3),
    "inheritance": ("diseases-by-inheritance", "inheritance", "HP:0001417"),
}
