"""ORPHApackets of invented disorders in the real layout, and archives of them."""

import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping

DAY = "2025-12-09"


def packet(code: object = "901", **fields: object) -> bytes:
    """Return a packet of the disorder ``code`` with a name, a type and ``fields``."""
    content: dict[str, object] = {
        "ORPHApacketId": code,
        "creationDate": f"{DAY} 10:41:42",
        "version": "1.3.42 / 4.1.8 [2025-03-03]",
        "copyright": "Orphanet (c) 2025",
        "ORPHAcode": code,
        "Label": f"Halden syndrome {code}",
        "PURL": f"http://www.orpha.net/ORDO/Orphanet_{code}",
        "DisorderType": {"value": "Disease", "PURL": "http://www.orpha.net/ORDO/Orphanet_377788"},
    }
    return json.dumps({"Orphapacket": content | fields}, indent=4).encode()


def named(*packets: bytes) -> dict[str, bytes]:
    """Return ``packets`` as files with names."""
    return {f"json/ORPHApacket_{number}.json": content for number, content in enumerate(packets, 901)}


def tar(files: Mapping[str, bytes]) -> bytes:
    """Return a tar of ``files``, which begins with their folder."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        folder = tarfile.TarInfo("json")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return written.getvalue()


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of ``files``, which begins with their folder."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        archive.writestr("json/", b"")
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


ARCHIVES: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {
    "tar": tar,
    "tar.gz": lambda files: gzip.compress(tar(files)),
    "tar.xz": lambda files: lzma.compress(tar(files)),
    "zip": zipped,
}
