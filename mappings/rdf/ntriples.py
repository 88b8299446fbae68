"""RDF statements as N-Triples text: the nodes, the IRIs that rarekg mints, and what all associations share.

Statements are text from the start, because the hot path writes hundreds of thousands of them a second and an object a
term would cost more than the loading (https://www.w3.org/TR/n-triples/ is the grammar). Those of one subject stay
together: its node, and ``predicate object`` for each, so that the subject's IRI is copied by one join in the end and
what thousands of statements have in common is text that exists once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from re import compile as pattern
from typing import NewType
from urllib.parse import quote

from pyoxigraph import NamedNode

from rarekg.mappings.facts import Origin
from rarekg.ontology.prefixes import expand

BASE = "https://w3id.org/rarekg/"
Node = NewType("Node", str)
# A subject and what is statements of it, each as ``predicate object``.
Description = tuple[Node, list[str]]

_IRI = pattern(r"(?s)([A-Za-z][A-Za-z0-9+.-]*:)(?:(//)([^/?#]*?)(:[0-9]*)?(?=[/?#]|\Z))?([^#]*)(#?)(.*)")
_BARE_PERCENT = pattern("%(?![0-9A-Fa-f]{2})")
_ESCAPED = pattern(r'[\x00-\x1f"\\\x7f]')
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_LOCAL = ("page/", "reference/")


@lru_cache(maxsize=1 << 15)
def node(curie: str) -> Node:
    """Return the N-Triples form of the IRI of ``curie``; ValueError as :func:`rarekg.ontology.prefixes.expand`."""
    return iri(expand(curie))


def iri(value: str) -> Node:
    """Return ``<value>``, percent-encoded where it holds characters that an IRI must not (RFC 3987).

    ValueError where it has no scheme, as ``www.example.org``.
    """
    try:
        return Node(f"<{NamedNode(value).value}>")
    except ValueError:
        return Node(f"<{NamedNode(_encoded(value)).value}>")


def _encoded(value: str) -> str:
    parts = _IRI.fullmatch(value)
    if parts is None:
        raise ValueError(f"{value!r} is no absolute IRI")
    scheme, slashes, host, port, path, hash_sign, fragment = (part or "" for part in parts.groups())
    kept = "/?:@!$&'()*+,;=%~"
    encoded = quote(host, safe="@%~") + port + quote(path, safe=kept) + hash_sign + quote(fragment, safe=kept)
    return scheme + slashes + _BARE_PERCENT.sub("%25", encoded)


def text(value: str, language: str | None = None) -> Node:
    """Return a string literal, language-tagged where ``language`` is given."""
    escaped = _ESCAPED.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", value)
    return Node(f'"{escaped}"@{language}' if language else f'"{escaped}"')


def typed(value: str, datatype: str) -> Node:
    """Return a literal of an XSD datatype, given as ``xsd:date``."""
    return Node(f"{text(value)}^^{node(datatype)}")


def boolean(value: bool) -> Node:
    """Return an ``xsd:boolean``."""
    return typed("true" if value else "false", "xsd:boolean")


def integer(value: int) -> Node:
    """Return an ``xsd:integer``."""
    return typed(str(value), "xsd:integer")


def decimal(value: Decimal) -> Node:
    """Return an ``xsd:decimal`` in plain notation, which has no exponent (XSD 1.1 §3.3.3)."""
    plain = f"{value:f}"
    return typed(plain.rstrip("0").rstrip(".") if "." in plain else plain, "xsd:decimal")


def date(value: str) -> Node:
    """Return ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` as ``xsd:gYear``, ``xsd:gYearMonth`` or ``xsd:date``."""
    return typed(value, ("xsd:gYear", "xsd:gYearMonth", "xsd:date")[value.count("-")])


def is_local(reference: str) -> bool:
    """Tell whether ``reference`` is a local id (``page/GARD_0001850#summary``) and no CURIE."""
    return reference.startswith(_LOCAL)


@dataclass(frozen=True, slots=True)
class Mint:
    """Make the IRIs of the things that only this graph names, all below ``base`` (ends in ``/``).

    ``infores`` maps the key of a source to its name among Biolink's information resources, where the two differ.
    """

    base: str = BASE
    infores: Mapping[str, str] = field(default_factory=dict, hash=False)

    def node(self, reference: str) -> Node:
        """Return the node of a CURIE or of a local id (``page/GARD_0001850#summary``)."""
        return iri(self.base + reference) if is_local(reference) else node(reference)

    def hashed(self, kind: str, *key: str) -> Node:
        """Return ``<base kind/hash>``: the same raw ``key`` gives the same IRI in every build."""
        digest = sha256("\x1f".join(key).encode()).hexdigest()[:20]
        return Node(f"<{self.base}{kind}/{digest}>")

    def graph(self, source: str) -> Node:
        """Return the named graph of ``source``."""
        return iri(f"{self.base}graph/{source}")

    def source(self, key: str) -> Node:
        """Return the information resource that ``key`` is in Biolink's registry."""
        return node(f"infores:{self.infores.get(key, key)}")

    def dataset(self, source: str) -> Node:
        """Return the dataset that describes ``source``."""
        return iri(f"{self.base}dataset/{source}")


def lines(descriptions: Description, ending: str) -> str:
    """Return the statements of ``descriptions``, each with ``ending``: full stop and line feed, a graph before them."""
    subject, statements = descriptions
    return f"{subject} " + f"{ending}{subject} ".join(statements) + ending


def association(mint: Mint, kind: str, subject: Node, object_: Node, origin: Origin) -> Description:
    """Return an association with the statements that every kind of association makes.

    ``kind`` is the CURIE of its class, which says in the vocabulary what its subject and its object are.
    """
    self = mint.hashed("association", origin.source, kind, *origin.key)
    is_a, has_subject, has_object = _parts(kind)
    return self, [is_a, f"{has_subject} {subject}", f"{has_object} {object_}", *provenance(mint, origin)]


def tie(mint: Mint, kind: str, predicate: str, disease: Node, object_: Node, origin: Origin) -> Iterator[Description]:
    """Yield a plain triple and the association, of class ``kind``, that says who says so."""
    yield disease, [f"{node(predicate)} {object_}"]
    yield association(mint, kind, disease, object_, origin)


def provenance(mint: Mint, origin: Origin) -> list[str]:
    """Say where a statement comes from: source, evidence, publications, curation, part of the page, source's words."""
    statements = [*_grounds(mint.source(origin.source), origin.evidence, origin.curated_by, origin.curated_on)]
    for reference in origin.references:
        statements.append(f"{node('biolink:publications')} {mint.node(reference)}")
    if origin.section:
        statements.append(f"{node('dcterms:isPartOf')} {mint.node(origin.section)}")
    if origin.subject:
        statements.append(_original_subject(origin.subject))
    if origin.object:
        statements.append(f"{node('biolink:original_object')} {text(origin.object)}")
    if origin.words:
        statements.append(f"{node('rkg:sourceWords')} {text(origin.words, 'en')}")
    return statements


@lru_cache(maxsize=1 << 8)
def _original_subject(subject: str) -> str:
    # The statements of one disease stand together, and all have this one.
    return f"{node('biolink:original_subject')} {text(subject)}"


@lru_cache(maxsize=1 << 8)
def _parts(kind: str) -> tuple[str, Node, Node]:
    return f"{node('rdf:type')} {node(kind)}", node("oban:association_has_subject"), node("oban:association_has_object")


@lru_cache(maxsize=1 << 13)
def _grounds(
    source: Node, evidence: str | None, curated_by: tuple[str, ...], curated_on: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the predicates and objects that thousands of statements have in common: source, evidence, curation."""
    statements = [f"{node('biolink:primary_knowledge_source')} {source}"]
    if evidence:
        statements.append(f"{node('RO:0002558')} {node(evidence)}")
    statements += [f"{node('rkg:curatedBy')} {text(curator)}" for curator in curated_by]
    statements += [f"{node('rkg:curatedOn')} {date(day)}" for day in curated_on]
    return tuple(statements)
