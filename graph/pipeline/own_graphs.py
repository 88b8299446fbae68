"""The parts of the graph that are of no source, and the terms under which they and the whole may be used."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from rarekg.graph.pipeline import rights
from rarekg.mappings.facts import OWN
from rarekg.mappings.rdf.ntriples import IDENTITY, STATED, Mint, Node, iri, node
from rarekg.mappings.resources import Licence, resources

VOCABULARY = "https://w3id.org/rarekg/vocab"
AUTHORS = f"{VOCABULARY}/authors"  # which the vocabulary describes
RIGHTS = (
    "A compilation without a licence of its own: each statement is under the licence of the source that it names, "
    "which its dataset and its information resource have here. What rarekg itself states is under the MIT licence, its "
    "vocabulary under CC0 1.0."
)
# Name of the graph → title and description.
TITLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "vocabulary": ("rarekg vocabulary", "The terms that this graph adds to the ones it reuses."),
        STATED: ("plain triples", "Each triple that an association or a mapping of a source carries, once."),
        IDENTITY: (
            "which disease is which",
            "Matches of diseases that no source states and the build had to decide, each with its reason.",
        ),
        "inferred": (
            "what follows",
            "Ancestors, propagated phenotypes, profile entries, information content, matches in the other direction, "
            "gaps, contested matches and conflicts of sources.",
        ),
    }
)
# The licences of those that state something themselves; the others repeat the sources, or follow from them.
LICENCES: Mapping[str, Licence] = MappingProxyType(
    {
        "vocabulary": Licence(
            name="CC0 1.0",
            url="https://creativecommons.org/publicdomain/zero/1.0/",
            attribution="The rarekg vocabulary, by the rarekg authors.",
        ),
        IDENTITY: resources()[OWN].licence,
    }
)


def terms(mint: Mint, part: Node, name: str = "") -> Iterator[str]:
    """Yield publisher, licence and rights of ``part``: of the whole, or of the graph ``name``."""
    yield f"{part} {node('dcterms:publisher')} {iri(AUTHORS)}"
    if name in LICENCES:
        yield from rights.licensed(mint, part, LICENCES[name])
    else:
        yield from rights.compiled(mint, part, RIGHTS)
    if name == IDENTITY:
        yield f"{part} {node('prov:hadPrimarySource')} {node(f'infores:{OWN}')}"
