r"""Terms from an ontology's release in the OBO flat file format, read as a stream.

The grammar is that of OBO 1.4 (http://purl.obolibrary.org/obo/oboformat/spec.html); 1.2 files follow it too. A line is
``tag: value {qualifiers} ! comment``; ``\`` escapes the character after it, and at the end of a line continues it.
Qualifiers, comments and the descriptions of cross-references say nothing of the term itself and are left out.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NoReturn, TypeVar, cast

from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Scope, Synonym, Term

Unused = Callable[[str, int], object]
_Value = TypeVar("_Value")

_QUOTED = r'"((?:[^"\\]++|\\.)*+)"'
_XREFS = r'\[((?:[^\]"\\]++|\\.|"(?:[^"\\]++|\\.)*+")*+)\]'
_QUALIFIERS = r'\{(?:[^}"\\]++|\\.|"(?:[^"\\]++|\\.)*+")*+\}'
_END = rf"\s*(?:{_QUALIFIERS}\s*)?(?:!.*)?\Z"

_IDENTIFIER = re.compile(rf"((?:[^\s\\]++|\\.)++)(?:\s+{_QUOTED})?{_END}")
_DEFINITION = re.compile(rf"{_QUOTED}\s*(?:{_XREFS})?{_END}")
_SYNONYM = re.compile(rf"{_QUOTED}(?:\s+(EXACT|BROAD|NARROW|RELATED))?(?:\s+([^\s\[{{!\"]+))?\s*(?:{_XREFS})?{_END}")
_LISTED = re.compile(rf"\s*((?:[^,\"\\]++|\\.)*+)(?:{_QUOTED})?\s*(?:,|\Z)")
_ESCAPE = re.compile(r"\\(.)")
_STANZA = re.compile(r"\[([^\]\s]+)\]\s*(?:!.*)?\Z")
_MEANS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "W": " "}
# Free text may hold "!" and "{": only key="value" pairs at its end and a comment set off by spaces are not part of it.
_PAIR = r'[\w:.-]+="(?:[^"\\]++|\\.)*+"'
_AFTER_TEXT = re.compile(rf"(?:\s+\{{{_PAIR}(?:,\s*{_PAIR})*\}})?(?:\s+!(?:\s.*)?)?\Z")

_USED = frozenset({"id", "name", "def", "comment", "synonym", "is_a", "alt_id", "xref", "subset"}) | {
    "is_obsolete",
    "replaced_by",
    "consider",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stanza:
    """``[kind]`` and its clauses, tag → (line number, raw value); the header has the empty kind."""

    kind: str
    path: Path
    line: int
    clauses: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))


def read(path: Path, unused: Unused = lambda tag, line: None) -> Iterator[Term]:
    """Yield every ``[Term]`` of the OBO file ``path``, obsolete ones included, in the order of the file.

    ``unused`` is told each tag that says nothing a :class:`Term` holds, and each stanza of another kind (as
    ``[Typedef]``) or without a name (as ``[Term]``), with its line. More than one ``replaced_by`` leaves a choice, so
    they are given as ``consider``. Raises SourceError, with file and line, where the file is not well-formed OBO.
    """
    for stanza in _stanzas(path):
        if stanza.kind == "Term" and "name" in stanza.clauses:
            for tag in stanza.clauses.keys() - _USED:
                for line, _ in stanza.clauses[tag]:
                    unused(tag, line)
            yield _term(stanza)
        elif stanza.kind:
            unused(f"[{stanza.kind}]", stanza.line)


def header(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return tag → values of the file's header (``data-version``, ``synonymtypedef`` …), as they stand there."""
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
        subsets=_all(stanza, "subset", identifier),
        obsolete=_one(stanza, "is_obsolete", _boolean) or False,
        replaced_by=replacements[0] if len(replacements) == 1 else None,
        consider=_all(stanza, "consider", identifier) + (replacements if len(replacements) > 1 else ()),
    )


def text(value: str) -> str:
    """Return a free text (``name``, ``comment``) without what may follow it, its escapes resolved."""
    if value.endswith("}") or " !" in value:
        value = value[: cast(re.Match[str], _AFTER_TEXT.search(value)).start()]
    return _unescape(value.rstrip())


def identifier(value: str) -> str:
    """Return the id that ``value`` begins with; ValueError where anything but a description or comment follows."""
    first, _, rest = value.partition(" ")
    if first and "\\" not in first and (not rest or rest.startswith("!")):
        return first
    if match := _IDENTIFIER.match(value):
        return _unescape(match[1])
    raise ValueError("is not one id")


def _definition(value: str) -> tuple[str, tuple[str, ...]]:
    if match := _DEFINITION.match(value):
        return _unescape(match[1]), _listed(match[2] or "")
    raise ValueError("is not a quoted text and a [list] of its sources")


def _synonym(value: str) -> Synonym:
    """Read a synonym; OBO 1.2 takes one without a scope as related."""
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
        raise ValueError("is neither true nor false")
    return flag


def _unescape(value: str) -> str:
    return _ESCAPE.sub(lambda match: _MEANS.get(match[1], match[1]), value) if "\\" in value else value


def _all(stanza: _Stanza, tag: str, parse: Callable[[str], _Value]) -> tuple[_Value, ...]:
    return tuple(_parsed(stanza, tag, clause, parse) for clause in stanza.clauses.get(tag, ()))


def _one(stanza: _Stanza, tag: str, parse: Callable[[str], _Value]) -> _Value | None:
    clauses = stanza.clauses.get(tag, ())
    if len(clauses) > 1:
        _fail(stanza, clauses[1][0], f"a second {tag} in one [{stanza.kind}]")
    return _parsed(stanza, tag, clauses[0], parse) if clauses else None


def _parsed(stanza: _Stanza, tag: str, clause: tuple[int, str], parse: Callable[[str], _Value]) -> _Value:
    try:
        return parse(clause[1])
    except ValueError as error:
        _fail(stanza, clause[0], f"{tag} {error}: {clause[1][:80]!r}")


def _fail(stanza: _Stanza, line: int, what: str) -> NoReturn:
    raise SourceError(what, path=stanza.path, line=line, advice="the file is damaged or not OBO, so fetch it again")


def _stanzas(path: Path) -> Iterator[_Stanza]:
    """Yield the header and each stanza; SourceError where a line is no clause or the header is not OBO's."""
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
    """Yield the number and text of each line that holds anything, continued lines joined to the one they began on."""
    number, start, begun = 0, 0, ""
    with _opened(path) as file:
        for number, raw in enumerate(file, 1):
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise SourceError(f"not UTF-8: {error.reason}", path=path, line=number) from error
            if line.endswith("\\") and (len(line) - len(line.rstrip("\\"))) % 2:
                start, begun = start or number, begun + line[:-1]
                continue
            line = (begun + line).strip()
            if line and line[0] != "!":
                yield start or number, line
            start, begun = 0, ""
    if begun:
        raise SourceError("the file ends within a continued line", path=path, line=number)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from error
