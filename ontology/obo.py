r"""Terms from an ontology's release in the OBO flat file format, read as a stream.

The grammar is that of OBO 1.4 (http://purl.obolibrary.org/obo/oboformat/spec.html); 1.2 files follow it too. A line is
``tag: value {qualifiers} ! comment``; ``\`` escapes the character after it, and at the end of a line continues it.
Comments and the descriptions of cross-references are not about the term and are left out, as are all qualifiers but
the one that states a cross-reference to be an exact match, and the sources of synonyms, which are reported as unused.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, TypeVar, cast

from rarekg.ontology import text_lines
from rarekg.ontology.characters import unfit
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Scope, Synonym, Term

Unused = Callable[[str, int], object]
ADVICE = "the file is damaged or not OBO; fetch it again"
_Value = TypeVar("_Value")

# No part of a pattern may match the same text in two ways: repetitions are possessive, so that a long line costs what
# it has characters.
_QUOTED = r'"((?:[^"\\]++|\\.)*+)"'
_XREFS = r'\[((?:[^\]"\\]++|\\.|"(?:[^"\\]++|\\.)*+")*+)\]'
_QUALIFIERS = r'\{(?:[^}"\\]++|\\.|"(?:[^"\\]++|\\.)*+")*+\}'
_END = rf"\s*+(?:{_QUALIFIERS}\s*+)?(?:!.*+)?\Z"

_IDENTIFIER = re.compile(rf"((?:[^\s\\]++|\\.)++)(?:\s++{_QUOTED})?{_END}")
_DEFINITION = re.compile(rf"{_QUOTED}\s*+(?:{_XREFS})?{_END}")
_QUALIFIED = re.compile(rf"(?:[^\s\\]++|\\.)++(?:\s++{_QUOTED})?\s*+({_QUALIFIERS})\s*+(?:!.*+)?\Z")
_SYNONYM = re.compile(
    rf"{_QUOTED}(?:\s++(EXACT|BROAD|NARROW|RELATED))?(?:\s++([^\s\[{{!\"]++))?\s*+(?:{_XREFS})?{_END}"
)
_LISTED = re.compile(rf"\s*+((?:[^,\"\\]++|\\.)*+)(?:{_QUOTED})?\s*+(?:,|\Z)")
_ESCAPE = re.compile(r"\\(.)")
_QUALIFIER = re.compile(r'(?<![\w:.-])([\w:.-]++)="((?:[^"\\]++|\\.)*+)"')
# How the releases that state it mark a cross-reference as an exact match.
EQUIVALENT = ("source", "MONDO:equivalentTo")
_STANZA = re.compile(r"\[([^\]\s]++)\]\s*+(?:!.*+)?\Z")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "W": " "}
# Free text may hold "!" and "{": only key="value" pairs at its end and a comment set off by spaces are not part of it.
_PAIR = r'[\w:.-]++="(?:[^"\\]++|\\.)*+"'
_AFTER_TEXT = re.compile(rf"(?<!\s)(?:\s++\{{{_PAIR}(?:,\s*+{_PAIR})*+\}})?(?:\s++!(?:\s.*+)?)?\Z")

SYNONYM_SOURCES = "synonym sources"
_USED = frozenset({"id", "name", "def", "comment", "synonym", "is_a", "alt_id", "xref", "subset"}) | {
    "is_obsolete",
    "replaced_by",
    "consider",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stanza:
    """A stanza ``[kind]`` and its clauses, tag → (line number, raw value). The header has the empty kind."""

    kind: str
    path: Path
    line: int
    clauses: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))


def read(path: Path, unused: Unused = lambda tag, line: None) -> Iterator[Term]:
    """Yield every ``[Term]`` of the OBO file ``path``, obsolete ones included, in the order of the file.

    Several ``replaced_by`` leave a choice, so they become ``consider``.

    Args:
        path: The file.
        unused: Called with each tag that no field of :class:`Term` holds, and with each stanza of another kind
            (``[Typedef]``) or without a name (``[Term]``), and its line; also with :data:`SYNONYM_SOURCES` for each
            synonym that lists who or what it is from.

    Raises:
        SourceError: The file is not well-formed OBO, with the line.
    """
    for stanza in _stanzas(path):
        if stanza.kind == "Term" and "name" in stanza.clauses:
            for tag in stanza.clauses.keys() - _USED:
                for line, _ in stanza.clauses[tag]:
                    unused(tag, line)
            for line, value in stanza.clauses.get("synonym", ()):
                if not value.endswith("[]") and (match := _SYNONYM.match(value)) and match[4]:
                    unused(SYNONYM_SOURCES, line)
            yield _term(stanza)
        elif stanza.kind:
            unused(f"[{stanza.kind}]", stanza.line)


def header(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the raw values of the file's header by tag (``data-version``, ``synonymtypedef`` …).

    Raises:
        SourceError: The header is not well-formed OBO, with the line.
    """
    first = next(_stanzas(path))
    return {tag: tuple(value for _, value in clauses) for tag, clauses in first.clauses.items()}


def _term(stanza: _Stanza) -> Term:
    definition, sources = _one(stanza, "def", _definition) or (None, ())
    replacements = _all(stanza, "replaced_by", identifier)
    return Term(
        id=_one(stanza, "id", identifier) or _fail(stanza, stanza.line, "a [Term] has no id"),
        label=_one(stanza, "name", text) or _fail(stanza, stanza.line, "a [Term] has an empty name"),
        definition=definition,
        definition_sources=sources,
        comment=_one(stanza, "comment", text),
        synonyms=_all(stanza, "synonym", _synonym),
        parents=_all(stanza, "is_a", identifier),
        alt_ids=_all(stanza, "alt_id", identifier),
        xrefs=_all(stanza, "xref", identifier),
        equivalents=tuple(other for other in _all(stanza, "xref", _equivalent) if other is not None),
        subsets=_all(stanza, "subset", identifier),
        obsolete=_one(stanza, "is_obsolete", _boolean) or False,
        replaced_by=replacements[0] if len(replacements) == 1 else None,
        consider=_all(stanza, "consider", identifier) + (replacements if len(replacements) > 1 else ()),
    )


def text(value: str) -> str:
    r"""Return a free text (``name``, ``comment``) unescaped, without the qualifiers and the comment after it.

    >>> text(r'first \{term\} {xref="PMID:2"} ! a comment')
    'first {term}'
    """
    if value.endswith("}") or " !" in value:
        value = value[: cast(re.Match[str], _AFTER_TEXT.search(value)).start()]
    return _unescape(value.rstrip())


def identifier(value: str) -> str:
    """Return the id at the start of ``value``.

    >>> identifier("HP:0000118 ! Phenotypic abnormality")
    'HP:0000118'

    Raises:
        ValueError: Something other than a description or a comment follows.
    """
    first, _, rest = value.partition(" ")
    if first and "\\" not in first and (not rest or rest.startswith("!")):
        return first
    if match := _IDENTIFIER.match(value):
        return _unescape(match[1])
    raise ValueError("is not one id")


def qualifiers(value: str) -> tuple[tuple[str, str], ...]:
    """Return the qualifiers at the end of the value of an identifier's clause as pairs of name and text.

    >>> qualifiers('OMIM:304790 {source="MONDO:equivalentTo", source="MONDO:0010580"} ! IPEX')
    (('source', 'MONDO:equivalentTo'), ('source', 'MONDO:0010580'))
    """
    match = _QUALIFIED.match(value) if "{" in value else None
    return tuple((name, _unescape(text)) for name, text in _QUALIFIER.findall(match[2])) if match else ()


def _equivalent(value: str) -> str | None:
    return identifier(value) if EQUIVALENT in qualifiers(value) else None


def _definition(value: str) -> tuple[str, tuple[str, ...]]:
    if match := _DEFINITION.match(value):
        return _unescape(match[1]), _listed(match[2] or "")
    raise ValueError("is not a quoted text and a [list] of its sources")


def _synonym(value: str) -> Synonym:
    """Read a synonym; without a scope it is related (OBO 1.2)."""
    if match := _SYNONYM.match(value):
        scope = cast(Scope, (match[2] or "RELATED").lower())
        return Synonym(text=_unescape(match[1]), scope=scope, kind=match[3] and _unescape(match[3]))
    raise ValueError("is not a quoted text, its scope, its type and a [list] of its sources")


def _listed(value: str) -> tuple[str, ...]:
    found, position = [], 0
    while position < len(value):
        match = _LISTED.match(value, position)
        if match is None:
            raise ValueError("has a malformed [list]")
        if item := match[1].strip():
            found.append(_unescape(item))
        position = match.end()
    return tuple(found)


def _boolean(value: str) -> bool:
    flag = {"true": True, "false": False}.get(identifier(value))
    if flag is None:
        raise ValueError("is not true or false")
    return flag


def _unescape(value: str) -> str:
    if "\\" not in value:
        return value
    plain = _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), value)
    if character := unfit(plain):
        raise ValueError(f"has the character {character}, which XML cannot hold")
    return plain


def _all(stanza: _Stanza, tag: str, parse: Callable[[str], _Value]) -> tuple[_Value, ...]:
    return tuple(_parse(stanza, tag, clause, parse) for clause in stanza.clauses.get(tag, ()))


def _one(stanza: _Stanza, tag: str, parse: Callable[[str], _Value]) -> _Value | None:
    clauses = stanza.clauses.get(tag, ())
    if len(clauses) > 1:
        _fail(stanza, clauses[1][0], f"a second {tag} in one [{stanza.kind}]")
    return _parse(stanza, tag, clauses[0], parse) if clauses else None


def _parse(stanza: _Stanza, tag: str, clause: tuple[int, str], parse: Callable[[str], _Value]) -> _Value:
    try:
        return parse(clause[1])
    except ValueError as error:
        _fail(stanza, clause[0], f"{tag} {error}: {clause[1][:80]!r}")


def _fail(stanza: _Stanza, line: int, message: str) -> NoReturn:
    raise SourceError(message, path=stanza.path, line=line, advice=ADVICE)


def _stanzas(path: Path) -> Iterator[_Stanza]:
    """Yield the header and each stanza.

    Raises:
        SourceError: A line is not a clause, or the header is not OBO's.
    """
    stanza = _Stanza(kind="", path=path, line=1)
    for number, line in _lines(path):
        if line[0] == "[" and (match := _STANZA.match(line)):
            if not stanza.kind and "format-version" not in stanza.clauses:
                _fail(stanza, number, "no format-version before the first stanza")
            yield stanza
            stanza = _Stanza(kind=match[1], path=path, line=number)
            continue
        tag, colon, value = line.partition(":")
        if not colon or not tag or " " in tag:
            _fail(stanza, number, f"not a 'tag: value' line: {line[:80]!r}")
        stanza.clauses[tag].append((number, value.strip()))
    if not stanza.kind and "format-version" not in stanza.clauses:
        _fail(stanza, 1, "no format-version: not an OBO file")
    yield stanza


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield number and text of each non-empty line; continued lines are joined and numbered as the first of them."""
    parts, start, length = list[str](), 0, 0
    for number, line in text_lines.lines(path, advice=ADVICE):
        if not parts:
            start = number
        if line.endswith("\\") and (len(line) - len(line.rstrip("\\"))) % 2:
            parts.append(line[:-1])
            length += len(line)
            if length > text_lines.LONGEST:
                what = f"continued lines of more than {text_lines.LONGEST:,} characters"
                raise SourceError(what, path=path, line=start, advice=ADVICE)
            continue
        joined = ("".join([*parts, line]) if parts else line).strip()
        if joined and joined[0] != "!":
            yield start, joined
        parts, length = [], 0
    if parts:
        raise SourceError("the file ends within a continued line", path=path, line=start, advice=ADVICE)
