"""Java's two RDF frameworks, Jena and RDF4J, from Debian's packages, and the old Jena that owlready2 brings."""

import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

import installed
import owlready2
import pytest
from filelock import FileLock

JARS = Path("/usr/share/java")
PROGRAM = Path(__file__).parent / "programs" / "Rdf4j.java"
ARQ = PROGRAM.with_name("Arq.java")
# What the frameworks' own JARs need, by the names that Debian gives to files.
SHARED = (
    *("commons-io", "commons-lang3", "guava", "httpclient", "httpcore", "jackson-annotations", "jackson-core"),
    *("jackson-databind", "jcl-over-slf4j", "jsonld-java", "slf4j-api", "slf4j-nop"),
)
JENA = (
    *("commons-cli", "commons-codec", "commons-compress", "commons-csv", "dexx.collection", "gson"),
    *("jakarta.json-api", "protobuf", "thrift", "titanium-json-ld", *SHARED),
)
RDF4J = ("commons-text", "jaxb-api", *SHARED)
# Debian renames the package of xerces in Jena's classes and forgets the files of messages, without which none starts.
FORGOTTEN, WANTED = "org/apache/jena/ext/xerces/", "xerces/"
SECONDS = 60


def jena(*arguments: str) -> str:
    """Return what a command of Jena 4.5 prints; skip the test without Debian's libapache-jena-java."""
    return _run([*_path("jena", "libapache-jena-java", JENA), _messages()], *arguments)


def old_jena(*arguments: str) -> str:
    """Return what a command of Jena 2.10 prints, whose JARs come with owlready2."""
    return _run([Path(str(owlready2.__file__)).parent / "pellet" / "*"], *arguments)


def arq(data: Path, queries: Path, answers: Path) -> None:
    """Write what Jena 4.5 answers to each query; skip the test without Debian's libapache-jena-java or a JDK."""
    _compiler()
    _run([*_path("jena", "libapache-jena-java", JENA), _messages()], str(ARQ), *map(str, (data, queries, answers)))


def old_arq(data: Path, queries: Path, answers: Path, scratch: Path) -> None:
    """Write what Jena 2.10, which comes with owlready2, answers to each query; skip the test without a JDK."""
    _compiler()
    program = scratch / ARQ.name
    text = ARQ.read_text(encoding="utf-8")
    for package in ("query", "rdf"):
        text = text.replace(f"org.apache.jena.{package}.", f"com.hp.hpl.jena.{package}.")
    program.write_text(text, encoding="utf-8")
    jars = Path(str(owlready2.__file__)).parent / "pellet" / "*"
    _run([jars], str(program), *map(str, (data, queries, answers)))


def _compiler() -> None:
    if shutil.which("javac") is None:
        pytest.skip("there is no Java compiler: apt-get install default-jdk-headless")


def rdf4j(*arguments: str) -> list[list[str]]:
    """Return the rows that ``Rdf4j.java`` prints; skip the test without Debian's librdf4j-java or without a JDK."""
    path = _path("rdf4j", "librdf4j-java", RDF4J)
    _compiler()
    return [line.split("\t") for line in _run(path, str(PROGRAM), *arguments).splitlines()]


def _path(family: str, package: str, needed: Iterable[str]) -> list[Path]:
    own = sorted({jar.resolve() for jar in JARS.glob(f"{family}-*.jar")})
    if not own:
        pytest.skip(f"{family} is not installed: apt-get install --no-install-recommends {package}")
    return [*own, *(JARS / f"{name}.jar" for name in needed)]


def _messages() -> Path:
    """Return a folder with the messages of Jena's xerces where its classes look for them."""
    target = installed.folder("jena-messages")
    target.mkdir(parents=True, exist_ok=True)
    with FileLock(target / "install.lock"), zipfile.ZipFile(JARS / "jena-core.jar") as archive:
        for name in archive.namelist():
            if name.startswith(FORGOTTEN) and name.endswith(".properties"):
                copy = target / WANTED / name.removeprefix(FORGOTTEN)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(archive.read(name))
    return target


def _run(path: Iterable[Path], *arguments: str) -> str:
    program = shutil.which("java")
    if program is None:
        pytest.skip("Java is not installed: apt-get install default-jre-headless")
    command = [program, "-cp", ":".join(map(str, path)), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
