"""The JSON that CZI's ontology guide makes of ``mondo.obo``, compressed with Zstandard.

An object maps the CURIE of each term to its entry (``tools/ontology-builder`` of
https://github.com/chanzuckerberg/cellxgene-ontology-guide). Its synonyms are the exact ones of the release. A merged id
is an entry without a label that names its successor.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import zstandard
from msgspec import Struct

from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.ontology.characters import unfit, unfit_utf8
from rarekg.ontology.errors import SourceError
from rarekg.ontology.structs import read_only
from rarekg.ontology.terms import Synonym, Term

MAGIC = b"\x28\xb5\x2f\xfd"  # a Zstandard frame (RFC 8878 §3.1.1)
MAX_SIZE = 64 << 20  # bytes of JSON; the release of 2026-05 has 17 million
MAX_WINDOW = 128 << 20  # bytes, the most that `zstd --ultra` asks of a reader
ADVICE = "fetch it again"
# How JSON writes a character that XML may not hold.
_ESCAPE = re.compile(rb"\\(?:[bf]|u00[01]|u[fF]{3}[eEfF]|u[dD][89a-fA-F])")
_OBO = "http://purl.obolibrary.org/obo/"


class Entry(Struct, frozen=True, kw_only=True):
    """One term of the file; ``ancestors`` maps each id above it to its distance, 1 for a parent."""

    label: str
    deprecated: bool
    ancestors: Mapping[str, int] = {}
    description: str | None = None
    synonyms: tuple[str, ...] = ()
    replaced_by: str | None = None
    consider: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Make the ancestors read-only."""
        read_only(self)


READ = frozenset(Entry.__struct_fields__)


def terms(path: Path, ids: Identifiers, unread: UnreadFields) -> Iterator[Term]:
    """Yield each term of the file, obsolete ones included, and note what is not read.

    Raises:
        SourceError: If the file is not of this format.
    """
    entries = load(path, unread)
    merged = defaultdict[str, list[str]](list)
    for curie, entry in entries.items():
        if not entry.label:
            merged[entry.replaced_by or ""].append(curie)
    if nameless := merged.get(""):
        raise SourceError(f"{nameless[0]} has neither a label nor a successor", path=path, advice=ADVICE)
    for curie, entry in entries.items():
        if entry.label and (own := ids.curie(curie, entry.label)) is not None:
            yield to_term(own, entry, tuple(merged.get(curie, ())), ids)


def to_term(own: str, entry: Entry, merged: tuple[str, ...], ids: Identifiers) -> Term:
    """Return the term with the CURIE ``own``. A synonym that repeats the label is left out.

    Args:
        own: The standardized CURIE of the term.
        entry: Its entry in the file.
        merged: The ids that were merged into it.
        ids: Standardizes the ids and collects the invalid ones.
    """
    return Term(
        id=own,
        label=entry.label.strip(),
        definition=entry.description or None,
        comment="\n".join(entry.comments) or None,
        synonyms=tuple(
            Synonym(text=name, scope="exact")
            for name in dict.fromkeys(map(str.strip, entry.synonyms))
            if name and name != entry.label
        ),
        parents=ids.curies((above for above, distance in entry.ancestors.items() if distance == 1), own),
        alt_ids=ids.curies(merged, own),
        obsolete=entry.deprecated,
        replaced_by=entry.replaced_by and ids.curie(entry.replaced_by, own),
        consider=ids.curies(map(_iri, entry.consider), own),
    )


def load(path: Path, unread: UnreadFields) -> dict[str, Entry]:
    """Return the entries of the file by their CURIEs, and note the keys that are not read.

    Raises:
        SourceError: If the file is not a JSON object of :class:`Entry` objects.
    """
    content = decompressed(path)
    try:
        raw = msgspec.json.decode(content, type=dict[str, dict[str, object]])
        for entry in raw.values():
            for key in entry.keys() - READ:
                unread.note(key)
        entries = msgspec.convert(raw, dict[str, Entry])
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise SourceError(f"is not JSON of MONDO's terms: {error}", path=path, advice=ADVICE) from error
    if not entries:
        raise SourceError("has no terms", path=path, advice=ADVICE)
    if unfit_utf8(content) or _ESCAPE.search(content):
        for curie, term in entries.items():
            _check_texts(curie, term, path)
    return entries


def _check_texts(curie: str, entry: Entry, path: Path) -> None:
    texts = (curie, entry.label, entry.description or "", *entry.synonyms, *entry.comments, *entry.consider)
    for text in (*texts, *entry.ancestors, entry.replaced_by or ""):
        if character := unfit(text):
            what = f"{curie} has the character {character}, which XML cannot hold"
            raise SourceError(what, path=path, advice=ADVICE)


def decompressed(path: Path) -> bytes:
    """Return the content of the file, decompressed if it is a Zstandard frame.

    Raises:
        SourceError: It cannot be read or decompressed, or has more than :data:`MAX_SIZE` bytes.
    """
    try:
        with path.open("rb") as file:
            compressed = file.read(len(MAGIC)) == MAGIC
            file.seek(0)
            decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
            content = (decompressor.stream_reader(file) if compressed else file).read(MAX_SIZE + 1)
    except zstandard.ZstdError as error:
        raise SourceError(f"cannot be decompressed: {error}", path=path, advice=ADVICE) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from error
    if len(content) > MAX_SIZE:
        raise SourceError(f"has more than {MAX_SIZE >> 20} MiB of JSON", path=path, advice=ADVICE)
    return content


def _iri(candidate: str) -> str:
    """Return ``obo.MONDO_0005244`` as an IRI; anything else unchanged."""
    return _OBO + candidate.removeprefix("obo.") if candidate.startswith("obo.") else candidate
