"""Fuzz the readers of files: whatever a file holds, it is read, or refused by the error that is meant for people."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

import gard_pages
import growing_orphanet
import small
from attempts import Attempt, Fault, TooSlowError, within
from mutations import mutated, mutated_lines
from pyoxigraph import RdfFormat, parse
from sound import MINT

from rarekg.graph.home import lock, manifest
from rarekg.graph.home.builds import current
from rarekg.mappings.catalog import sources
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.rdf.ntriples import lines
from rarekg.mappings.rdf.translators import translate
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn, reader
from rarekg.ontology.errors import RarekgError
from rarekg.queries import catalog as queries

# What packs the text of a source that is an archive; a change of the archive itself would leave little to read.
PACKS = {product.key: product.pack for product in growing_orphanet.PRODUCTS}
SECONDS = 10.0  # for a file of a few kilobytes, of which each reader needs milliseconds
LOCK = b'{"sources": {"hpo": [{"url": "http://a/", "final_url": "http://a/", "version": "1", "date": "2026-01-01", ' + (
    b'"size": 1, "sha256": "' + b"0" * 64 + b'", "etag": "", "modified": ""}]}}'
)
SSSOM = small.mondo_sssom().replace("semapv:UnspecifiedMatching", "semapv:ManualMappingCuration")


@contextmanager
def readers(home: Path) -> Iterator[Attempt]:
    """Yield the attempt to read a changed file of any kind; the sound ones are those that ``home`` was built from."""
    files = dict(_files(home))
    facts = list(_learnt(home / "sound", files))
    target = home / "changed"

    def attempt(chance: Random) -> str:
        name = chance.choice(sorted(files))
        sound = files[name]
        if chance.random() < 0.5:
            content = mutated(chance, sound)
        else:
            content = mutated_lines(chance, sound.decode()).encode("utf-8", "surrogatepass")
        target.write_bytes(PACKS.get(name, bytes)(content))
        known = Known()  # a page is read only once by one of them
        for fact in facts:
            learn(known, fact)
        try:
            with within(SECONDS):
                return f"{name.partition(' ')[0]}: {'read' if _read(name, target, known) else 'empty'}"
        except RarekgError:
            return f"{name.partition(' ')[0]}: refused"
        except (Exception, TooSlowError) as error:
            where = _place(error)
            raise Fault(f"{name}: {type(error).__name__} in {where}: {str(error)[:150]}", content) from error

    yield attempt


def _learnt(path: Path, files: Mapping[str, bytes]) -> Iterator[Fact | Issue]:
    """Yield the facts of the sound ontologies and tables, by which other readers resolve ids."""
    known = Known()
    for key in ("hpo", "mondo", "mondo-mappings", "mondo-2024", "hgnc", "hgnc-withdrawn"):
        path.write_bytes(files[key])
        for fact in reader(sources()[key])(path, known):
            learn(known, fact)
            yield fact


def _files(home: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a sound file for each kind, by the key of its source, sources in the order in which they are read."""
    names = {
        "hpo": "hp.obo",
        "mondo": "mondo.json",
        "mondo-mappings": "mondo.sssom.tsv",
        "mondo-2024": "mondo-2024.json",
    }
    names |= {"hgnc": "hgnc.tsv", "hgnc-withdrawn": "hgnc_entries.tsv", "hpoa": "phenotype.hpoa"}
    names |= {"hpo-genes": "genes.txt", "gard": "page.txt"}
    for key in sources():
        if key in names:
            yield key, (home / "sources" / names[key]).read_bytes()
    yield "mappings", SSSOM.encode()
    yield "gard-restated", gard_pages.OWN.read_bytes()
    yield "mondo as OBO", small.mondo_with_two_labels().encode()
    for page in sorted(gard_pages.GOLDEN.glob("*/page.*")):
        yield f"gard as {page.parent.name}", page.read_bytes()
    for product in growing_orphanet.PRODUCTS:
        yield product.key, next(iter(product.grown.values()))(3).encode()
    yield "lock", LOCK
    yield "manifest", (current(home).folder / "manifest.json").read_bytes()
    yield "query", queries.load()[0].text.encode()


def _read(name: str, path: Path, known: Known) -> int:
    """Read the file, and translate what it holds; return how many facts it has."""
    if name == "lock":
        return len(lock.read(path).sources)
    if name == "manifest":
        try:
            return len(manifest.decode(path.read_bytes()).graphs)
        except ValueError:  # as Build.manifest expects
            return 0
    if name == "query":
        return len(queries.read("fuzzed", "fuzz", path.read_text(encoding="utf-8", errors="replace")).text)
    count = 0
    for fact in reader(sources()[name.partition(" ")[0]])(path, known):
        count += 1
        if not isinstance(fact, Issue):
            for described in translate(fact, MINT):
                for _ in parse(lines(described, " .\n"), format=RdfFormat.N_TRIPLES):
                    pass
    return count


def _place(error: BaseException) -> str:
    """Return the last place in the package that the error passed, by which faults are told apart."""
    places, trace = ["?"], error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if "tests" not in file.parts and sys.prefix not in str(file) and ".toml" not in file.name:
            places.append(f"{file.parent.name}/{file.name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-1]
