"""Check the consistency of the vocabulary and of data that uses it, with HermiT.

HermiT (http://www.hermit-reasoner.com/) is a reasoner for OWL 2 DL; owlready2 ships it and runs it in Java.
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
    """The result of a check.

    Attributes:
        consistent: Whether the statements have a model.
        unsatisfiable: The sorted IRIs of classes that cannot have an instance; empty if the whole is inconsistent,
            because everything follows from a contradiction.
        seconds: The time taken, the start of Java included.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    seconds: float


def check(data: str | bytes = "", *, ontology: str | bytes | None = None) -> Verdict:
    """Reason over the vocabulary and ``data``.

    Args:
        data: N-Triples.
        ontology: Turtle, default ``rarekg.ttl``.

    Raises:
        RarekgError: If Java is missing, or the statements are not OWL 2 DL.
    """
    if which(owlready2.JAVA_EXE) is None:
        raise RarekgError(
            f"HermiT needs Java, but {owlready2.JAVA_EXE!r} is not installed; install Java 8 or later "
            "(on Debian: apt-get install default-jre-headless)"
        )
    if ontology is None:
        ontology = files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes()
    started = perf_counter()
    consistent, unsatisfiable = _reason(_triples(ontology, data))
    return Verdict(consistent=consistent, unsatisfiable=unsatisfiable, seconds=perf_counter() - started)


def _triples(ontology: str | bytes, data: str | bytes) -> bytes:
    """Return both as N-Triples, the format that pyoxigraph writes and owlready2 reads without loss."""
    triples: dict[Triple, None] = {}
    for text, form in ((ontology, RdfFormat.TURTLE), (data, RdfFormat.N_TRIPLES)):
        triples.update((quad.triple, None) for quad in parse(text, format=form))
    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written


def _reason(triples: bytes) -> tuple[bool, tuple[str, ...]]:
    world = owlready2.World()  # in memory, and new for each call
    try:
        world.get_ontology(IRI).load(fileobj=BytesIO(triples), format="ntriples")
        owlready2.sync_reasoner_hermit(world, debug=0)
        return True, tuple(sorted(class_.iri for class_ in world.inconsistent_classes() if class_.iri != _NOTHING))
    except owlready2.OwlReadyInconsistentOntologyError as error:
        _remove_input(error)
        return False, ()
    except owlready2.base.OwlReadyError as error:
        _remove_input(error)
        raise RarekgError(f"HermiT cannot reason over this: {_message(str(error))}") from error
    finally:
        world.close()


def _remove_input(error: Exception) -> None:
    """Remove the temporary file for HermiT, which owlready2 leaves behind when HermiT fails."""
    if isinstance(error.__context__, CalledProcessError):
        Path(error.__context__.cmd[-1].removeprefix("file:///")).unlink(missing_ok=True)


def _message(message: str) -> str:
    """Return the message of a Java stack trace, without its frames."""
    return one_line(message.partition("\n\tat ")[0].removeprefix("Java error message is:"))
