"""The files in an archive (tar, as it is or in gzip or xz, or zip), one after the other; nothing is written to disk.

The names in an archive are words for messages only. Everything is bounded: the bytes of one file and of all, their
number, and the memory that a decoder may take. The archive's kind is that of its first bytes, not of its name.
"""

import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from io import BufferedReader, FileIO
from pathlib import Path
from typing import NamedTuple, Protocol

from rarekg.ontology.errors import SourceError, one_line

MEMBER = 1 << 23  # bytes of a file; the largest of the ORPHApackets of 2025-12-09 has 797,136
WHOLE = 1 << 30  # bytes of an archive that is decompressed; they have 86,845,440 as tar
MOST = 1 << 17  # files; there are 9,960
DICTIONARY = 1 << 27  # bytes of memory for a decoder of xz, of which the strongest of its presets needs 65 MiB
BLOCK = tarfile.BLOCKSIZE
TAR_MARK = 257  # where the first header of a tar says what it is
PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
WITHOUT_CONTENT = (
    tarfile.LNKTYPE,
    tarfile.SYMTYPE,
    tarfile.CHRTYPE,
    tarfile.BLKTYPE,
    tarfile.DIRTYPE,
    tarfile.FIFOTYPE,
)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ADVICE = "is the file complete, and an archive of the source?"
ENCRYPTED = 1  # a flag of a file in a zip
# What this module and the decoders raise for bytes that are not of their format.
DAMAGED = (
    *(EOFError, ValueError, OverflowError, NotImplementedError, struct.error),
    *(gzip.BadGzipFile, lzma.LZMAError, tarfile.HeaderError, zipfile.BadZipFile, zlib.error),
)


class Member(NamedTuple):
    """A file in an archive: its ``name`` there, in printable characters, and its ``content``."""

    name: str
    content: bytes


class _Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


def members(path: Path) -> Iterator[Member]:
    """Yield the files in the archive at ``path`` in their order there; one of them is in memory at a time.

    Raises:
        SourceError: The archive cannot be read, is none of those kinds, is cut or damaged, or is beyond a limit.
    """
    try:
        with path.open("rb") as file:
            yield from _members(file, path)
    except DAMAGED as error:
        raise SourceError(f"is a damaged archive: {error}", path=path, advice=ADVICE) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=path) from error


def is_archive(head: bytes) -> bool:
    """Return whether ``head``, the first kilobyte of a file, is that of an archive or of a compressed file."""
    return head.startswith((b"\xfd7zXZ\0", b"\x1f\x8b", b"PK\3\4", b"PK\5\6")) or head[TAR_MARK:].startswith(b"ustar")


def _members(file: BufferedReader, path: Path) -> Iterator[Member]:
    head = file.peek(BLOCK)
    source: _Source
    if head.startswith(b"PK"):
        found = _zipped(path)
    elif is_archive(head):
        source = _Xz(file) if head.startswith(b"\xfd") else gzip.GzipFile(fileobj=file) if head[0] == 0x1F else file
        found = _tarred(_Bounded(source))
    else:
        raise SourceError("is no archive: neither tar, tar.gz, tar.xz nor zip", path=path)
    for number, member in enumerate(found):
        if number == MOST:
            raise ValueError(f"more than {MOST:,} files")
        yield member


def _tarred(source: "_Bounded") -> Iterator[Member]:
    """Yield the files of a tar; the reader of the standard library keeps all headers, and recurses for long names."""
    while (block := source.take(BLOCK)).strip(b"\0"):
        header = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
        if header.type in WITHOUT_CONTENT:
            continue
        if header.size < 0 or header.type == tarfile.GNUTYPE_SPARSE:
            raise ValueError(f"{header.name} is no plain file")
        padding = -header.size % BLOCK
        if header.type in PLAIN:
            name = one_line(header.name)
            if header.size > MEMBER:
                raise ValueError(f"{name} has more than {MEMBER:,} bytes")
            yield Member(name, source.take(header.size))
            source.skip(padding)
        else:  # a long name or another note about the next file
            source.skip(header.size + padding)
    source.drain()


def _zipped(path: Path) -> Iterator[Member]:
    """Yield the files of a zip, whose directory is at its end."""
    total = 0
    with _Slow(path) as file, zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            name = one_line(entry.filename)
            if entry.compress_type not in METHODS or entry.flag_bits & ENCRYPTED:
                raise ValueError(f"{name} is encrypted, or neither stored nor deflated")
            with archive.open(entry) as member:
                content = member.read(MEMBER + 1)
            total += len(content)
            if len(content) > MEMBER:
                raise ValueError(f"{name} has more than {MEMBER:,} bytes")
            if total > WHOLE:
                raise ValueError(f"more than {WHOLE:,} bytes")
            yield Member(name, content)


class _Slow(FileIO):
    """A file that gives no more than :data:`MEMBER` bytes at a time, so that no directory of a zip fills the memory."""

    def read(self, size: int | None = -1, /) -> bytes:
        content = super().read(MEMBER + 1 if size is None or size < 0 else min(size, MEMBER + 1)) or b""
        if len(content) > MEMBER:
            raise ValueError(f"a part of more than {MEMBER:,} bytes")
        return content


class _Bounded:
    """Reads ``source`` to :data:`WHOLE` bytes and no further."""

    def __init__(self, source: _Source) -> None:
        self.source, self.left = source, WHOLE

    def take(self, size: int) -> bytes:
        """Return the next ``size`` bytes."""
        blocks: list[bytes] = []
        while size:
            block = self._next(size)
            if not block:
                raise EOFError("it ends before its mark of the end")
            blocks.append(block)
            size -= len(block)
        return b"".join(blocks)

    def skip(self, size: int) -> None:
        """Read the next ``size`` bytes, and keep none."""
        while size:
            size -= len(self.take(min(size, 1 << 16)))

    def drain(self) -> None:
        """Read what is left, so that the checksum at the end is compared."""
        while self._next(1 << 16):
            pass

    def _next(self, size: int) -> bytes:
        block = self.source.read(size)
        self.left -= len(block)
        if self.left < 0:
            raise ValueError(f"more than {WHOLE:,} bytes")
        return block


class _Xz:
    """Decompresses xz with a limit to the memory, which the standard library's file does not set."""

    def __init__(self, file: BufferedReader) -> None:
        self.file, self.rest, self.decoder = file, b"", self._new()

    @staticmethod
    def _new() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=DICTIONARY)

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes, none at the end."""
        while True:
            if self.decoder.eof:  # streams may follow each other, with zeros between them
                self.rest = self.rest.lstrip(b"\0") or self.file.read(1 << 16).lstrip(b"\0")
                if not self.rest:
                    return b""
                self.decoder = self._new()
            block = self._more(size)
            if block:
                return block

    def _more(self, size: int) -> bytes:
        if self.decoder.needs_input and not self.rest:
            self.rest = self.file.read(1 << 16)
            if not self.rest:
                raise EOFError("it ends within its compressed data")
        taken, self.rest = self.rest, b""
        block = self.decoder.decompress(taken, max_length=size)
        if self.decoder.eof:
            self.rest = self.decoder.unused_data
        return block
