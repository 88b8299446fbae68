"""RDF terms and statements as N-Triples text, and the IRIs that rarekg mints.

Statements are text from the start: a build writes hundreds of thousands a second, and one object per term would cost
more than the loading. The statements of one subject stay together, as its node and one ``predicate object`` string for
each, so that one join copies the subject's IRI and text shared by thousands of statements exists once. The grammar is
https://www.w3.org/TR/n-triples/#n-triples-grammar.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from re import compile as pattern
from typing import Literal, NamedTuple, NewType
from urllib.parse import quote

from pyoxigraph import NamedNode

from rarekg.ontology.characters import NOT_XML, unfit
from rarekg.ontology.errors import SourceError
from rarekg.ontology.prefixes import expand

BASE = "https://w3id.org/rarekg/"
IDENTITY = "identity"  # the graph of the mappings that no source states: those that a build decided
STATED = "stated"  # the graph of the plain triples that an association or a mapping node carries
Node = NewType("Node", str)
# Where statements belong: in the graph of their source, as those of a node that it alone describes or of a thing that
# other sources may describe in the same words; or in the graph ``stated``.
Place = Literal["node", "thing", "stated"]

_IRI = pattern(r"(?s)([A-Za-z][A-Za-z0-9+.-]*:)(?:(//)([^/?#]*?)(:[0-9]*)?(?=[/?#]|\Z))?([^#]*)(#?)(.*)")
_BARE_PERCENT = pattern("%(?![0-9A-Fa-f]{2})")
# STRING_LITERAL_QUOTE excludes quotation mark, backslash, line feed and carriage return; the other control characters
# are escaped or refused as well: editors and terminals do not show them, and XML cannot hold them.
_ESCAPED = pattern(f'[{NOT_XML}\t\n\r"\\\\\x7f]')
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\x7f": "\\u007F"}  # ECHAR, UCHAR
_LOCAL = ("page/", "reference/")


@lru_cache(maxsize=1 << 15)
def node(curie: str) -> Node:
    """Return the N-Triples form of the IRI of ``curie``.

    >>> node("HP:0000964")
    '<http://purl.obolibrary.org/obo/HP_0000964>'

    Raises:
        ValueError: As :func:`rarekg.ontology.prefixes.expand`.
    """
    return iri(expand(curie))


def iri(value: str) -> Node:
    """Return ``<value>``, with the characters that RFC 3987 excludes percent-encoded.

    >>> iri("https://www.example.org/a page?q=IPEX#list")
    '<https://www.example.org/a%20page?q=IPEX#list>'

    Raises:
        ValueError: If ``value`` has no scheme, as ``www.example.org``.
    """
    try:
        return Node(f"<{NamedNode(value).value}>")
    except ValueError:
        return Node(f"<{NamedNode(_encoded(value)).value}>")


def _encoded(value: str) -> str:
    parts = _IRI.fullmatch(value)
    if parts is None:
        raise ValueError(f"{value!r} is not an absolute IRI")
    scheme, slashes, host, port, path, hash_sign, fragment = (part or "" for part in parts.groups())
    safe = "/?:@!$&'()*+,;=%~"
    encoded = quote(host, safe="@%~") + port + quote(path, safe=safe) + hash_sign + quote(fragment, safe=safe)
    return scheme + slashes + _BARE_PERCENT.sub("%25", encoded)


def text(value: str, language: str | None = None) -> Node:
    r"""Return a string literal, tagged with ``language`` (BCP 47) if there is one.

    >>> text("Eczema", "en")
    '"Eczema"@en'
    >>> print(text('a "quoted"\nword'))
    "a \"quoted\"\nword"

    Raises:
        SourceError: ``value`` has a character that XML cannot hold; readers refuse or report it with its line.
    """
    try:
        escaped = _ESCAPED.sub(lambda m: _ESCAPES[m[0]], value)
    except KeyError as error:
        raise SourceError(f"a text has the character {unfit(value)}, which XML cannot hold: {value[:80]!r}") from error
    return Node(f'"{escaped}"@{language}' if language else f'"{escaped}"')


def typed(value: str, datatype: str) -> Node:
    """Return a literal whose ``datatype`` is a CURIE, as ``xsd:date``."""
    return Node(f"{text(value)}^^{node(datatype)}")


def double(value: Decimal) -> Node:
    """Return an ``xsd:double`` in the notation without an exponent, which is as valid (XSD 1.1 §3.3.5).

    >>> double(Decimal("33.3333330"))
    '"33.333333"^^<http://www.w3.org/2001/XMLSchema#double>'
    """
    return typed(_plain(value), "xsd:double")


def boolean(value: bool) -> Node:
    """Return an ``xsd:boolean``."""
    return typed("true" if value else "false", "xsd:boolean")


def integer(value: int) -> Node:
    """Return an ``xsd:integer``.

    >>> integer(12)
    '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return typed(str(value), "xsd:integer")


def decimal(value: Decimal) -> Node:
    """Return an ``xsd:decimal`` in plain notation, which has no exponent (XSD 1.1 §3.3.3).

    >>> decimal(Decimal("0.30"))
    '"0.3"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    >>> decimal(Decimal("1E-7"))
    '"0.0000001"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return typed(_plain(value), "xsd:decimal")


def _plain(value: Decimal) -> str:
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def date(value: str) -> Node:
    """Return ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` as ``xsd:gYear``, ``xsd:gYearMonth`` or ``xsd:date``.

    >>> date("2016-04")
    '"2016-04"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    return typed(value, ("xsd:gYear", "xsd:gYearMonth", "xsd:date")[value.count("-")])


class Description(NamedTuple):
    """A subject with its statements, each as ``predicate object``, and where they belong."""

    subject: Node
    statements: list[str]
    place: Place = "thing"


def is_local(reference: str) -> bool:
    """Tell whether ``reference`` is a local id (``page/GARD_0001850#summary``) rather than a CURIE."""
    return reference.startswith(_LOCAL)


@dataclass(frozen=True, slots=True)
class Mint:
    """Mint the IRIs of things that have no IRI elsewhere, all below ``base``, which ends in ``/``.

    ``infores`` maps the key of a source to its name among Biolink's information resources.
    """

    base: str = BASE
    infores: Mapping[str, str] = field(default_factory=dict, hash=False)

    def node(self, reference: str) -> Node:
        """Return the node of a CURIE or of a local id.

        >>> Mint().node("page/GARD_0001850#summary")
        '<https://w3id.org/rarekg/page/GARD_0001850#summary>'
        """
        return iri(self.base + reference) if is_local(reference) else node(reference)

    def hashed(self, kind: str, *key: str) -> Node:
        """Return ``<base kind/hash>``: the same raw ``key`` gives the same IRI in every build.

        >>> Mint().hashed("category", "Immune System Diseases")
        '<https://w3id.org/rarekg/category/70d358ad7d2397e56138>'
        """
        digest = sha256("\x1f".join(key).encode()).hexdigest()[:20]
        return Node(f"<{self.base}{kind}/{digest}>")

    def graph(self, source: str) -> Node:
        """Return the named graph of ``source``."""
        return iri(f"{self.base}graph/{source}")

    def source(self, name: str) -> Node:
        """Return the Biolink information resource called ``name``, or that of the source with this key.

        >>> mint = Mint(infores={"hpoa": "hpo-annotations"})
        >>> mint.source("hpoa"), mint.source("orphanet")
        ('<https://w3id.org/biolink/infores/hpo-annotations>', '<https://w3id.org/biolink/infores/orphanet>')
        """
        return node(f"infores:{self.infores.get(name, name)}")

    def mapping_set(self, source: str) -> Node:
        """Return the set of the mappings of ``source``."""
        return iri(f"{self.base}mapping-set/{source}")

    def dataset(self, source: str) -> Node:
        """Return the dataset that describes ``source``."""
        return iri(f"{self.base}dataset/{source}")


def lines(description: Description, ending: str) -> str:
    r"""Return the statements of ``description`` as lines.

    Args:
        description: A subject with its ``predicate object`` strings.
        ending: What ends each line: `` .\n`` in N-Triples, the graph before it in N-Quads.

    >>> lines(Description(Node("<s>"), ["<p> <o>", "<q> <r>"]), " .\n")
    '<s> <p> <o> .\n<s> <q> <r> .\n'
    """
    subject, statements, _ = description
    return f"{subject} " + f"{ending}{subject} ".join(statements) + ending
