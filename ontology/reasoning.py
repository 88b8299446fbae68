"""Whether the vocabulary, and data written in it, contradict themselves: owlready2 loads them and HermiT reasons.

HermiT (http://www.hermit-reasoner.com/) decides OWL 2 DL; owlready2 brings it along and starts it in Java.
"""

from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from shutil import which
from subprocess import CalledProcessError
from time import perf_counter

import owlready2
from pyoxigraph import RdfFormat, Triple, parse, serialize

from rarekg.ontology.errors import RarekgError, one_line

IRI = "https://w3id.org/rarekg/vocab"
_NOTHING = "http://www.w3.org/2002/07/owl#Nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the reasoner found.

    ``unsatisfiable`` are the IRIs of classes that can have no instance, sorted; they are known only where the whole is
    ``consistent``, because everything follows from a contradiction. ``seconds`` is the time it took, start of Java
    included.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    seconds: float


def check(data: str | bytes = "", *, ontology: str | bytes | None = None) -> Verdict:
    """Reason over the vocabulary and ``data``.

    ``data`` is N-Triples, such as the translators write; ``ontology`` is Turtle, by default ``rarekg.ttl``. RarekgError
    where there is no Java, or HermiT cannot read what it is given, because it is no OWL 2 DL.
    """
    if which(owlready2.JAVA_EXE) is None:
        raise RarekgError(
            f"HermiT needs Java, and {owlready2.JAVA_EXE!r} is not there; install a Java runtime, version 8 or later "
            "(on Debian: apt-get install default-jre-headless)"
        )
    if ontology is None:
        ontology = files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes()
    started = perf_counter()
    consistent, unsatisfiable = _reason(_triples(ontology, data))
    return Verdict(consistent=consistent, unsatisfiable=unsatisfiable, seconds=perf_counter() - started)


def _triples(ontology: str | bytes, data: str | bytes) -> bytes:
    """Return both as N-Triples, which is the one format that owlready2 reads and pyoxigraph writes without loss."""
    found: dict[Triple, None] = {}
    for text, form in ((ontology, RdfFormat.TURTLE), (data, RdfFormat.N_TRIPLES)):
        found.update((quad.triple, None) for quad in parse(text, format=form))
    written = serialize(found, format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written


def _reason(triples: bytes) -> tuple[bool, tuple[str, ...]]:
    world = owlready2.World()  # its own, in memory: what one call loads is not there in the next
    try:
        world.get_ontology(IRI).load(fileobj=BytesIO(triples), format="ntriples")
        owlready2.sync_reasoner_hermit(world, debug=0)
        return True, tuple(sorted(found.iri for found in world.inconsistent_classes() if found.iri != _NOTHING))
    except owlready2.OwlReadyInconsistentOntologyError as error:
        _remove_input(error)
        return False, ()
    except owlready2.base.OwlReadyError as error:
        _remove_input(error)
        raise RarekgError(f"HermiT cannot reason over this: {_gist(str(error))}") from error
    finally:
        world.close()


def _remove_input(error: Exception) -> None:
    """Remove the file that owlready2 wrote for HermiT, which it leaves behind when HermiT fails."""
    if isinstance(error.__context__, CalledProcessError):
        Path(error.__context__.cmd[-1].removeprefix("file:///")).unlink(missing_ok=True)


def _gist(message: str) -> str:
    """Return what a Java stack trace says before its first frame."""
    return one_line(message.partition("\n\tat ")[0].removeprefix("Java error message is:"))
