"""Inputs of any size for each reader, of the kinds that have taken a reader more time than their length deserves."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gc import collect, disable, enable
from importlib import import_module
from pathlib import Path
from time import process_time

import growing_orphanet
import orphanet_rows
from orphanet_files import course, phenotype, product, profile

from rarekg.mappings.catalog import sources
from rarekg.mappings.facts import Gene, Mapping
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn
from rarekg.mappings.sources import (
    gard,
    hgnc,
    hgnc_withdrawn,
    hpo,
    hpo_genes,
    hpoa,
    mappings,
    mondo,
    mondo_2024,
    mondo_mappings,
    orphanet_ages,
    orphanet_phenotypes,
)
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Term

Made = Callable[[int], str]
OBO = "format-version: 1.2\n\n[Term]\nid: {0}:0000001\nname: x\n"
ANNOTATIONS, GENES, WITHDRAWN, PAIRS, ROLES = (
    "\t".join(columns)
    for columns in (
        hpoa.COLUMNS,
        hgnc.COLUMNS,
        hgnc_withdrawn.COLUMNS,
        hpo_genes.COLUMNS,
        hpo_genes.DISEASE_COLUMNS,
    )
)
SSSOM = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
LINE = 45_000  # characters: what fits into a line of a page
BANNER = "Genetic and Rare Diseases Information Center\nHalden syndrome\n"
END = "\nLearn More\nThese resources provide more information about this condition.\n"


def known() -> Known:
    """Return a few terms and a gene, with mappings of one of them."""
    found = Known()
    for curie, parent in (
        *(("HP:0000001", None), ("HP:0000118", "HP:0000001"), ("HP:0001250", "HP:0000118")),
        *(("HP:0000005", "HP:0000001"), ("HP:0012823", "HP:0000001"), ("HP:0003828", "HP:0012823")),
        *(("MONDO:0700096", None), ("MONDO:0010580", "MONDO:0700096"), ("MONDO:0000002", "MONDO:0700096")),
    ):
        found.learn(Term(id=curie, label=f"term {curie}", parents=(parent,) if parent else ()))
    found.genes.learn(Gene(id="HGNC:6106", symbol="FOXP3"))
    for other in ("OMIM:304790", "ORPHA:37042"):
        why = "semapv:UnspecifiedMatching"
        found.learn_mapping(
            Mapping(
                subject="MONDO:0010580", predicate="skos:exactMatch", object=other, justification=why, source="mondo"
            )
        )
    return found


@dataclass(frozen=True, kw_only=True)
class Growing:
    """An input of ``reader`` that ``made`` makes of any size; ``name`` says what it repeats.

    ``pack`` makes the file of the input, for a reader of archives.
    """

    reader: Callable[..., Iterator[object]]
    name: str
    made: Made
    file: str
    pack: Callable[[bytes], bytes] = bytes

    def seconds(self, folder: Path, size: int) -> float:
        """Return the processor time of reading the input of ``size`` repetitions."""
        path = folder / self.file
        path.write_bytes(self.pack(self.made(size).encode()))
        return min(self._once(path) for _ in range(3 if size < 1000 else 1))

    def _once(self, path: Path) -> float:
        resolved = known()
        collect()
        disable()  # its cost depends on what other tests have left
        try:
            started = process_time()
            try:
                for fact in self.reader(path, resolved):
                    learn(resolved, fact)  # type: ignore[arg-type]
            except SourceError:
                pass
            return process_time() - started
        finally:
            enable()


def _obo(prefix: str, clause: Made) -> Made:
    return lambda n: OBO.format(prefix) + clause(n) + "\n"


def _terms(prefix: str, clause: Callable[[int], str]) -> Made:
    return lambda n: (
        OBO.format(prefix) + "".join(f"\n[Term]\nid: {prefix}:{i:07}\nname: y\n{clause(i)}\n" for i in range(2, n + 2))
    )


def _annotation(**cells: str) -> str:
    row = {
        **dict.fromkeys(hpoa.COLUMNS, ""),
        "database_id": "OMIM:304790",
        "disease_name": "a",
        "hpo_id": "HP:0001250",
        "evidence": "PCS",
        "aspect": "P",
        "reference": "PMID:1",
        "biocuration": "HPO:x[2020-01-01]",
    }
    return "\t".join((row | cells).values()) + "\n"


def _annotations(row: Callable[[int], str]) -> Made:
    return lambda n: f"{ANNOTATIONS}\n" + "".join(map(row, range(n)))


def _gene(**cells: str) -> str:
    row = {**dict.fromkeys(hgnc.COLUMNS, ""), "hgnc_id": "HGNC:1", "symbol": "A", "status": "Approved"}
    return "\t".join((row | cells).values()) + "\n"


def _withdrawn(own: str, name: str) -> str:
    return "\t".join((own, "A", name, "Symbol Withdrawn", *[""] * 9)) + "\n"


def _matches(row: Callable[[int], str]) -> Made:
    return lambda n: SSSOM + "".join(f"{row(i)}\tsemapv:ManualMappingCuration\n" for i in range(n))


def _entries(entry: Callable[[int], dict[str, object]]) -> Made:
    return lambda n: json.dumps([{"id": f"{i:07}", "name": "x"} | entry(i) for i in range(n)])


def _guide(entry: Callable[[int], dict[str, object]]) -> Made:
    plain = {"label": "x", "deprecated": False}
    return lambda n: json.dumps({f"MONDO:{i:07}": plain | entry(i) for i in range(1, n + 1)})


def _orphanet(record: Callable[[int], str]) -> Made:
    return lambda n: product(*map(record, range(n)))


def _profiles(record: Made) -> Made:
    return lambda n: product(record(n), of="HPODisorderSetStatusList")


def _page(line: str, start: str = "") -> Made:
    """Return pages with a line of repetitions of ``line``, or as many lines as these fill."""

    def made(n: int) -> str:
        most = max(LINE // len(line), 1)
        full, rest = divmod(n, most)
        lines = [start + line * most] * full + [start + line * rest]
        return f"{BANNER}Summary\nIt is rare.\n" + "\n".join(lines) + f"\n{END}"

    return made


def _lines(line: str, before: str = "Summary\nIt is rare.\n", after: str = END) -> Made:
    return lambda n: BANNER + before + line * n + after


def _row(repeated: str, end: str) -> Made:
    """Return pages whose symptom table has a row of repetitions."""

    def made(n: int) -> str:
        full, rest = divmod(n * len(repeated), LINE)
        rows = ["A" + repeated * (LINE // len(repeated)) + end] * full + [
            "A" + repeated * (rest // len(repeated)) + end
        ]
        head = f"{BANNER}Symptoms\nShowing of 1 |\n30%-79% of people have these symptoms\n"
        return head + "\n".join(rows) + f"\nShowing of 1 |\n{END}"

    return made


def _html(repeated: Made, before: str = "", after: str = "") -> Made:
    page = "<body><h1>Genetic and Rare Diseases Information Center</h1><h2>Halden syndrome</h2>"
    return lambda n: f"{before}<html>{page}{repeated(n)}<p>It is rare.</p></body></html>{after}"


_OBO_CLAUSES: dict[str, Made] = {
    "continued lines": lambda n: "comment: a" + "\\\nb" * n,
    "spaces before }": lambda n: "comment: a" + " " * n + "}",
    "spaces before !": lambda n: "comment: a" + " " * n + " !x",
    "spaces in a list": lambda n: 'def: "a" [' + " " * n + '"a" b]',
    "spaces after a synonym": lambda n: 'synonym: "a" EXACT' + " " * n + "x y",
    "spaces after an id": lambda n: "xref: a" + " " * n + "b",
    "comments": lambda n: "comment: a" + " !x" * n,
    "backslashes": lambda n: "comment: " + "\\\\" * n,
    "escapes": lambda n: "comment: " + "\\a" * n,
    "quotes": lambda n: "def: " + '"' * n,
    "qualifiers": lambda n: "comment: a" + ' {a="' * n + "}",
    "pairs": lambda n: "comment: a {" + 'a="b",' * n + "}",
    "a word in braces": lambda n: "xref: X:1 {" + "a" * n + "}",
    "braces": lambda n: "xref: X:1 " + "{" * n,
    "brackets": lambda n: 'def: "a" ' + "[" * n,
    "a list": lambda n: 'def: "a" [' + "X:1, " * n + "]",
    "a bad list": lambda n: 'def: "a" [' + 'X:1 "a" ' * n + "]",
    "names": lambda n: "name: x\n" * n,
    "alternative ids": lambda n: "".join(f"alt_id: HP:{i:07}\n" for i in range(2, n + 2)),
    "cross-references": lambda n: "".join(f'xref: UMLS:C{i:07} {{source="MONDO:equivalentTo"}}\n' for i in range(n)),
    "synonyms": lambda n: "".join(f'synonym: "a{i}" EXACT []\n' for i in range(n)),
    "unknown tags": lambda n: "".join(f"tag{i}: x\n" for i in range(n)),
    "parents": lambda n: "".join(f"is_a: HP:{i:07}\n" for i in range(2, n + 2)),
}
_PAGES: dict[str, Made] = {
    "digits": _page("1", "1 in "),
    "digits with commas": _page(",000", "Only 1"),
    "citations": _page("[1,", ""),
    "ranges": _page("1-9,", "It is rare.["),
    "people": _page("of people "),
    "authors": _page("-A", "A"),
    "a name in hyphens": _page("A-", "Learn more. 1. "),
    "conjunctions": _page("a disease and ", "The differential diagnosis includes "),
    "brackets": _page("(a", "The differential diagnosis includes a, "),
    "semicolons": _page("it is rare;"),
    "full stops": _page("."),
    "quotation marks": _page('"', "It is rare."),
    "forms": _page("worldwide ", "Only 3 people have been reported "),
    "treatments": _page("steroids, ", "Treatment includes "),
    "mutations": _page("is caused by mutations in the ", "It "),
    "capitals": _page("A", "It is caused by mutations in the "),
    "lines of one paragraph": _lines("It is rare.\n"),
    "blank lines": _lines("\n"),
    "bullets": _lines("• It is rare.\n"),
    "updates": _lines("Last updated: 1/2/2016\n"),
    "headings": _lines("Inheritance\n"),
    "names": lambda n: f"{BANNER}Other Names: " + "".join(f"name {i};" for i in range(n))[:LINE] + f"\n{END}",
    "lines of names": lambda n: f"{BANNER}Other Names: a\n" + "".join(f"name {i}\n" for i in range(n)) + f"\n{END}",
    "lines of a reference": _lines("a b c\n", before="Summary\nIt is rare.\nLearn More\n1. A. 2009.\n"),
    "references": lambda n: (
        f"{BANNER}Summary\nIt is rare.\nLearn More\n"
        + "".join(f"{i % 999}. A. 2009. http://a.org/{i}.\n" for i in range(1, n + 1))
    ),
    "organisations": _lines("Support for all\n", before="Summary\nIt is rare.\nOrganizations\n"),
    "rows": lambda n: (
        f"{BANNER}Symptoms\nShowing of {n} |\n30%-79% of people have these symptoms\n"
        + "".join(f"a {i} {i:07}\n" for i in range(n))
        + f"Showing of {n} |\n{END}"
    ),
    "digits of a row": _row("1", " x"),
    "underscores of a row": _row("_1111", ":"),
}
_HTML: dict[str, Made] = {
    "comments at the head": lambda n: "<!-- a -->" * n + _html(lambda _: "")(0),
    "comments before text": lambda n: "<!-- a -->" * n + "text",
    "open comments": lambda n: "<!-- " * n,
    "comments at the end": lambda n: _html(lambda _: "")(0) + "<!-- a -->" * n,
    "ends in comments": lambda n: _html(lambda _: "")(0) + "</html><!-- " * n,
    "ends": lambda n: _html(lambda _: "")(0) + "</html>" * n + "x",
    "spaces at the end": lambda n: _html(lambda _: "")(0) + "</html" + " " * n,
    "nested div": _html(lambda n: "<div>" * n + "a" + "</div>" * n),
    "open div": _html(lambda n: "<div>" * n),
    "wrong ends": _html(lambda n: "<x>" * n + "</y>" * n),
    "crossed ends": _html(lambda n: "<div><span></div></span>" * n),
    "ends of nothing": _html(lambda n: "</div>" * n),
    "lists in lists": _html(lambda n: "<ul><li>a" * n),
    "items": _html(lambda n: "<ul>" + "<li>a" * n),
    "terms": _html(lambda n: "<dl>" + "<dd>a" * n),
    "cells": _html(lambda n: "<table><tr>" + "<td>a" * n),
    "tables": _html(lambda n: "<table><tr><td>a" * n),
    "text in a table": _html(lambda n: "<table>" + "x<br>" * n),
    "options": _html(lambda n: "<select>" + "<option>a" * n),
    "unclosed bold": _html(lambda n: "<p>" + "".join(f"<b id={i}>" for i in range(n)) + "</p>" + "<p>x</p>" * n),
    "links": _html(lambda n: "<a href=http://a.org>x</a> " * n),
    "nested links": _html(lambda n: "<a href=http://a.org>x" * n),
    "empty links": _html(lambda n: "<p>" + "<a href=http://a.org></a>" * n + "</p>"),
    "attributes": _html(lambda n: "<p " + " ".join(f"a{i}=1" for i in range(n)) + ">"),
    "attributes of the body": _html(lambda n: "".join(f"<body a{i}=1>" for i in range(n))),
    "attributes of a link": _html(lambda n: "<a " + " ".join(f"a{i}=1" for i in range(n)) + ">"),
    "quotes in a tag": _html(lambda n: "<p " + '"' * n + ">"),
    "open quotes": _html(lambda n: "<p a='" * n),
    "open tags": _html(lambda n: "<p " * n),
    "slashes": _html(lambda n: "<p " + "/" * n + ">"),
    "angles": _html(lambda n: "<" * n),
    "ends of tags": _html(lambda n: "</" * n),
    "declarations": _html(lambda n: "<!" * n),
    "references": _html(lambda n: "&lt;<br>" * n),
    "a long reference": _html(lambda n: "&#" + "1" * n + ";"),
    "a long name": _html(lambda n: "&" + "a" * n + ";"),
    "ampersands": _html(lambda n: "<a href='" + "&a" * n + "'>x</a>"),
    "scripts": _html(lambda n: "<script>" * n),
    "titles": _html(lambda n: "<title>x</title>" * n),
    "headings": _html(lambda n: "<h2>x" * n),
    "drawings": _html(lambda n: "<svg>" * n),
}


def _every() -> Iterator[Growing]:
    for name, made in _OBO_CLAUSES.items():
        yield Growing(reader=hpo.read, name=name, made=_obo("HP", made), file="hp.obo")
        yield Growing(reader=mondo.read, name=name, made=_obo("MONDO", made), file="mondo.obo")
    terms: dict[str, Callable[[int], str]] = {
        "terms of one name": lambda i: 'synonym: "y" EXACT []',
        "a deep hierarchy": lambda i: f"is_a: HP:{i - 1:07}",
        "a chain of successors": lambda i: f"is_obsolete: true\nreplaced_by: HP:{i + 1:07}",
        "terms of one alternative id": lambda i: "alt_id: HP:9999999",
    }
    for name, clause in terms.items():
        yield Growing(reader=hpo.read, name=name, made=_terms("HP", clause), file="hp.obo")
    matched: dict[str, Callable[[int], str]] = {
        "terms of one entry": lambda i: 'xref: OMIM:100000 {source="MONDO:equivalentTo"}',
        "terms of one series": lambda i: 'xref: OMIMPS:100000 {source="MONDO:equivalentTo"}',
    }
    for name, clause in matched.items():
        yield Growing(reader=mondo.read, name=name, made=_terms("MONDO", clause), file="mondo.obo")
    annotations: dict[str, Made] = {
        "rows that differ in curation": _annotations(lambda i: _annotation(biocuration=f"HPO:x{i}[2020-01-01]")),
        "rows that differ in name": _annotations(lambda i: _annotation(disease_name=f"a {i}")),
        "the same row": _annotations(lambda i: _annotation()),
        "rows that differ in frequency": _annotations(lambda i: _annotation(frequency=f"1/{i + 1}")),
        "diseases": _annotations(lambda i: _annotation(database_id=f"OMIM:{i + 100000}")),
        "alternating diseases": _annotations(lambda i: _annotation(database_id=f"OMIM:{i % 2 + 100000}")),
        "curations": lambda n: f"{ANNOTATIONS}\n" + _annotation(biocuration="HPO:x[2020-01-01];" * n),
        "references": lambda n: f"{ANNOTATIONS}\n" + _annotation(reference=";".join(f"PMID:{i}" for i in range(n))),
        "a host of dots": lambda n: f"{ANNOTATIONS}\n" + _annotation(reference="http://" + "a." * n),
        "modifiers": lambda n: f"{ANNOTATIONS}\n" + _annotation(modifier="HP:0003828;" * n),
        "digits": lambda n: f"{ANNOTATIONS}\n" + _annotation(frequency="1" * n + "/" + "1" * n),
        "tabs": lambda n: f"{ANNOTATIONS}\n" + "\t" * n + "\n",
    }
    for name, made in annotations.items():
        yield Growing(reader=hpoa.read, name=name, made=made, file="phenotype.hpoa")
    for name, made in {
        "pairs": lambda n: f"{PAIRS}\n" + "".join(f"{i}\tA\tHP:0001250\tx\t-\tOMIM:304790\n" for i in range(n)),
        "the same pair": lambda n: f"{PAIRS}\n" + "1\tA\tHP:0001250\tx\t-\tOMIM:304790\n" * n,
        "kinds": lambda n: f"{ROLES}\n" + "".join(f"NCBIGene:1\tA\tK{i}\tOMIM:304790\tx\n" for i in range(n)),
    }.items():
        yield Growing(reader=hpo_genes.read, name=name, made=made, file="genes.txt")
    for name, made in {
        "genes of one alias": lambda n: (
            f"{GENES}\n" + "".join(_gene(hgnc_id=f"HGNC:{i}", symbol=f"A{i}", alias_symbol="X") for i in range(n))
        ),
        "genes of one entry": lambda n: (
            f"{GENES}\n" + "".join(_gene(hgnc_id=f"HGNC:{i}", symbol=f"A{i}", omim_id="304790") for i in range(n))
        ),
        "aliases": lambda n: f"{GENES}\n" + _gene(alias_symbol="|".join(f"X{i}" for i in range(n))),
        "ids": lambda n: f"{GENES}\n" + _gene(omim_id="|".join(f"{i + 100000}" for i in range(n))),
        "quotes": lambda n: f"{GENES}\n" + _gene(name='"' * n),
        "a location": lambda n: f"{GENES}\n" + _gene(location="1p" + " not on " * n),
        "columns": lambda n: GENES + "".join(f"\tx{i}" for i in range(n)) + "\n",
    }.items():
        yield Growing(reader=hgnc.read, name=name, made=made, file="hgnc.txt")
    for name, made in {
        "a chain": lambda n: (
            f"{WITHDRAWN}\n" + "".join(_withdrawn(f"HGNC:{i}", f"[HGNC:{i + 1}]") for i in range(1, n))
        ),
        "successors": lambda n: f"{WITHDRAWN}\n" + _withdrawn("HGNC:1", "".join(f"[HGNC:{i}]" for i in range(2, n))),
        "digits": lambda n: f"{WITHDRAWN}\n" + _withdrawn("HGNC:1", "[HGNC:" + "1" * n + "]"),
    }.items():
        yield Growing(reader=hgnc_withdrawn.read, name=name, made=made, file="hgnc.tsv")
    matches: dict[str, Made] = {
        "entries of one term": _matches(lambda i: f"MONDO:0010580\tskos:exactMatch\tOMIM:{i + 100000}"),
        "series of one term": lambda n: (
            _matches(lambda i: f"MONDO:0010580\toboInOwl:hasDbXref\tOMIM:{i + 100000}")(n)
            + "".join(
                f"MONDO:0010580\tskos:exactMatch\tOMIMPS:{i + 100000}\tsemapv:ManualMappingCuration\n" for i in range(n)
            )
        ),
        "codes of one term": _matches(lambda i: f"MONDO:0010580\tskos:exactMatch\tUMLS:C{i + 1000000}"),
        "the same row": _matches(lambda i: "MONDO:0010580\tskos:exactMatch\tOMIM:304790"),
        "lines of a cell": lambda n: SSSOM + '"' + "a\n" * n,
        "cells of a row": lambda n: SSSOM + '"a\n"\t' * n + "\n",
        "metadata": lambda n: "".join(f"#a{i}: b\n" for i in range(n)) + SSSOM,
        "nested metadata": lambda n: "#" + "[" * n + "\n" + SSSOM,
        "aliases in metadata": lambda n: "#a: &a [" + "*a," * n + "]\n" + SSSOM,
        "deep metadata": lambda n: "".join("#" + " " * (i % 900) + "a:\n" for i in range(n)) + SSSOM,
    }
    for name, made in matches.items():
        yield Growing(reader=mappings.read, name=name, made=made, file="x.sssom.tsv")
        yield Growing(reader=mondo_mappings.read, name=name, made=made, file="mondo.sssom.tsv")
    for name, made in {
        "diseases of one entry": _entries(lambda i: {"xrefs": [{"namespace": "OMIM", "id": "304790"}]}),
        "entries of one disease": lambda n: json.dumps(
            [{"id": "0010580", "name": "x", "xrefs": [{"namespace": "UMLS", "id": f"C{i:07}"} for i in range(n)]}]
        ),
        "names of one disease": lambda n: json.dumps(
            [{"id": "0010580", "name": "x", "synonyms": [f"a{i}" for i in range(n)]}]
        ),
        "lists in lists": lambda n: "[" * n,
        "digits": lambda n: "[" + "1" * n + "]",
        "a nested entry": lambda n: '[{"id": ' + "[" * min(n, 900) + "]" * min(n, 900) + "}" + "," + "1" * n + "]",
    }.items():
        yield Growing(reader=mondo_2024.read, name=name, made=made, file="mondo.json")
    for name, made in {
        "terms": _guide(lambda i: {"synonyms": ["a"]}),
        "a deep hierarchy": _guide(lambda i: {"ancestors": {f"MONDO:{i - 1:07}": 1}}),
        "merged ids": _guide(lambda i: {"label": "", "replaced_by": "MONDO:0000001"} if i > 1 else {}),
        "synonyms": lambda n: json.dumps(
            {"MONDO:0000001": {"label": "x", "deprecated": False, "synonyms": [f"a{i}" for i in range(n)]}}
        ),
        "lists in lists": lambda n: '{"a": {"b": ' + "[" * n,
        "digits": lambda n: '{"a": {"b": ' + "1" * n + "}}",
    }.items():
        yield Growing(reader=mondo.read, name=name, made=made, file="mondo.json")
    for name, made in {
        "disorders": _orphanet(lambda i: course(["Infancy"], ["Autosomal recessive"], code=str(i + 1))),
        "the same disorder": _orphanet(lambda i: course(["Infancy"])),
        "ages of one disorder": lambda n: product(course(f"Age {i}" for i in range(n))),
        "disorders in disorders": lambda n: product("<Disorder>" * min(n, 900)),
        "attributes": lambda n: product("<Disorder " + " ".join(f'a{i}="x"' for i in range(n)) + "/>"),
        "a long name": lambda n: product(course(["A" * n])),
    }.items():
        yield Growing(reader=orphanet_ages.read, name=name, made=made, file="en_product9_ages.xml")
    for name, made in {
        "rows of one disorder": _profiles(lambda n: profile(*(phenotype(f"HP:{i:07}") for i in range(n)))),
        "the same row": _profiles(lambda n: profile(*[phenotype("HP:0001250", criterion="Diagnostic criterion")] * n)),
        "references": _profiles(lambda n: profile(source="_".join(f"{i}[PMID]" for i in range(n)))),
        "underscores": _profiles(lambda n: profile(source="_" * n)),
        "a long date": _profiles(lambda n: profile(day="1" * n)),
    }.items():
        yield Growing(reader=orphanet_phenotypes.read, name=name, made=made, file="en_product4.xml")
    for reader, name, made in orphanet_rows.growing():
        yield Growing(reader=reader, name=name, made=made, file="product.xml")
    for name, made in _PAGES.items():
        yield Growing(reader=gard.read, name=name, made=made, file="page.txt")
    for name, made in _HTML.items():
        yield Growing(reader=gard.read, name=f"HTML, {name}", made=made, file="page.html")
    for one in growing_orphanet.PRODUCTS:
        read = import_module(sources()[one.key].module).read
        for name, made in one.grown.items():
            yield Growing(reader=read, name=name, made=made, file="product", pack=one.pack)


GROWING = tuple(_every())


def title(growing: Growing) -> str:
    """Return the name of the reader and of what the input repeats."""
    return f"{growing.reader.__module__.rpartition('.')[2]}: {growing.name}"
