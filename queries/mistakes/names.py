"""Mistakes in IRIs and prefixed names: brackets, spaces, and prefixes that nobody declares."""

import re
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from rarekg.queries.mistakes.mistake import Mistake, Rule, Spot, alike, shown
from rarekg.queries.mistakes.parser import Reading
from rarekg.queries.mistakes.terminals import UNKNOWN, Terminal

# Prefixes that queries of other endpoints use: what they usually stand for (https://prefix.cc).
USUAL: Mapping[str, str] = MappingProxyType(
    {
        "obo": "http://purl.obolibrary.org/obo/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dct": "http://purl.org/dc/terms/",
        "efo": "http://www.ebi.ac.uk/efo/",
        "wd": "http://www.wikidata.org/entity/",
        "wdt": "http://www.wikidata.org/prop/direct/",
        "wikibase": "http://wikiba.se/ontology#",
        "bd": "http://www.bigdata.com/rdf#",
        "dbo": "http://dbpedia.org/ontology/",
        "dbr": "http://dbpedia.org/resource/",
        "dbp": "http://dbpedia.org/property/",
        "up": "http://purl.uniprot.org/core/",
        "uniprot": "http://purl.uniprot.org/uniprot/",
        "ordo": "http://www.orpha.net/ORDO/",
        "sio": "http://semanticscience.org/resource/",
        "oa": "http://www.w3.org/ns/oa#",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "time": "http://www.w3.org/2006/time#",
        "bibo": "http://purl.org/ontology/bibo/",
        "np": "http://www.nanopub.org/nschema#",
        "fn": "http://www.w3.org/2005/xpath-functions#",
        "afn": "http://jena.apache.org/ARQ/function#",
        "text": "http://jena.apache.org/text#",
        "rdfg": "http://www.w3.org/2004/03/trix/rdfg-1/",
        "ex": "http://example.org/",
    }
)
_SCHEMES = ("http", "https", "ftp", "urn", "mailto", "file", "tag", "doi")
_NOT_IN_IRI = re.compile(r"""[\x00-\x20<>"{}|^`\\]""")


def undeclared(reading: Reading, prefixes: Mapping[str, str], before: int) -> Mistake | None:
    """Return the first prefix of a name before the terminal number ``before`` that is not declared there."""
    declared = set(prefixes)
    for previous, terminal in pairwise((Terminal("", "", 0, apart=True), *reading.terminals[:before])):
        if previous.kind == "PREFIX":
            declared.add(terminal.text[:-1])
        elif terminal.kind in ("NAME", "NAMESPACE") and terminal.text.partition(":")[0] not in declared:
            return _undeclared(terminal, prefixes, reading.text)
    return None


def _undeclared(terminal: Terminal, prefixes: Mapping[str, str], text: str) -> Mistake:
    prefix, _, local = terminal.text.partition(":")
    if text.startswith(":=", terminal.start):
        return Mistake(terminal.start, ":= is no operator of SPARQL", "give a value with BIND(expression AS ?name)")
    if prefix.lower() in _SCHEMES and (local or text[terminal.end : terminal.end + 1] == "/"):
        return Mistake(
            terminal.start, f"the IRI that begins with {shown(prefix)}: has no brackets", "write <…> around it"
        )
    what = f"the prefix {shown(prefix)}: is not declared" if prefix else "the empty prefix : is not declared"
    same = next((known for known in prefixes if known.lower() == prefix.lower()), None)
    if same is not None:
        return Mistake(terminal.start, what, f"this graph's prefix is {same}:, with these capitals")
    namespace = USUAL.get(prefix.lower())
    if namespace:
        return Mistake(terminal.start, what, f"begin the query with its usual meaning, PREFIX {prefix}: <{namespace}>")
    advice = f"begin the query with PREFIX {shown(prefix)}: <its namespace>"
    capitals = {known.upper(): known for known in prefixes}
    meant = " or ".join(f"{capitals[name]}:" for name in alike(prefix, capitals))
    return Mistake(terminal.start, what, f"did you mean {meant}? else {advice}" if meant else advice)


def broken_iri(spot: Spot) -> Mistake | None:
    """Recognise an IRI that has a space or another forbidden character in it, or no end."""
    if spot.before.text == "=" and not spot.here.apart:
        return None  # =<, which is no IRI
    if not spot.here.text.startswith("<") or not spot.expects("IRI"):
        return None
    text, start = spot.reading.text, spot.here.start
    line = text[start + 1 :].splitlines()[0] if text[start + 1 :] else ""
    body, closed, _ = line.partition(">")
    forbidden = _NOT_IN_IRI.search(body)
    if not closed or (forbidden and forbidden[0] == "<"):
        return spot.mistake("this IRI has no closing >", "write > where it ends")
    if forbidden is None:
        return None
    at = start + 1 + forbidden.start()
    if forbidden[0] in " \t":
        return Mistake(at, "a space stands inside an IRI", "remove the space, or write %20 if it belongs to the IRI")
    return Mistake(
        at, f"{forbidden[0]!r} stands inside an IRI, which cannot have it", "leave it out, or percent-encode it"
    )


def unbracketed(spot: Spot) -> Mistake | None:
    """Recognise an IRI without its brackets."""
    here = spot.here if spot.here.kind in ("NAME", "NAMESPACE") else spot.before
    scheme = here.text.partition(":")[0].lower()
    if scheme not in _SCHEMES or here.kind not in ("NAME", "NAMESPACE"):
        return None
    return spot.mistake(f"the IRI that begins with {scheme}: has no brackets", "write <…> around it", at=here)


def parted(spot: Spot) -> Mistake | None:
    """Recognise a space after the colon of a prefixed name, and a word that lacks its prefix."""
    here, before = spot.here, spot.before
    if here.kind not in (UNKNOWN, "FUNCTION", "AGGREGATE") or spot.ahead(1).text.startswith("("):
        return None
    if before.kind == "NAMESPACE" and here.apart:
        what = f"a space parts the name {shown(before.text)} {shown(here.text)}"
        return spot.mistake(what, f"write {shown(before.text + here.text)}")
    if here.kind != UNKNOWN or not spot.expects("NAME", "VAR"):
        return None
    if not spot.expects("NAME"):
        what = f"{shown(here.text)} is no variable"
        return spot.mistake(what, f"variables begin with a question mark: ?{shown(here.text)}")
    if here.word in ("TRUE", "FALSE"):
        return spot.mistake(f"{here.text} is no value of SPARQL", f"write {here.text.lower()}, in small letters")
    prefix, _, local = here.text.partition("_")
    if prefix in spot.prefixes and local:
        return spot.mistake(f"{shown(here.text)} is no name with a prefix", f"write {prefix}:{shown(local)}")
    if here.word == "WWW":
        return spot.mistake("the IRI that begins with www has no brackets", "write <http://www…> around it")
    what = f"{shown(here.text)} is neither a variable nor a name with a prefix"
    return spot.mistake(what, f"write ?{shown(here.text)}, or a prefix and a colon before it, such as rdfs:label")


def nameless(spot: Spot) -> Mistake | None:
    """Recognise a question mark without a name, and a variable with a hyphen."""
    here, before = spot.here, spot.before
    if before.text == "?" and before.apart and not spot.expects("&&"):
        return spot.mistake("? alone is no variable", "put a name right after it, such as ?disease", at=before)
    if here.text in ("?", "$") and spot.expects("VAR"):
        return spot.mistake(f"{here.text} alone is no variable", "put a name right after it, such as ?disease")
    if here.text == "-" and before.kind == "VAR" and not here.apart and not spot.expects("-"):
        name = f"{before.text}_{spot.ahead(1).text}"
        what = f"the variable {shown(before.text)}- has a hyphen in its name"
        return spot.mistake(what, f"use letters, digits and _ only, as in {shown(name)}")
    return None


def hash_sign(spot: Spot) -> Mistake | None:
    """Recognise a comment that begins in the middle of a name."""
    end = spot.before.end
    if spot.before.kind not in ("NAME", "NAMESPACE", "VAR", "WORD") or spot.reading.text[end : end + 1] != "#":
        return None
    what = f"the # after {shown(spot.before.text)} begins a comment, and hides the rest of the line"
    return Mistake(end, what, "write the whole IRI between < and >")


RULES: tuple[Rule, ...] = (broken_iri, hash_sign, unbracketed, nameless, parted)
