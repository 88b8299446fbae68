"""Where a remote store is and what of it counts, as text that the command line of a worker process can hold."""

from msgspec import Struct, json

IDENTIFIER = "http://purl.org/dc/terms/identifier"
_MARK = "{"  # no absolute path begins with it


class Place(Struct, frozen=True, kw_only=True):
    """A store at ``url``, of which the named ``graphs`` are the build; ``union`` if its default graph is exactly these.

    >>> place = Place(url="http://127.0.0.1:7878/query", graphs=("urn:a",))
    >>> read(str(place)) == place
    True
    """

    url: str
    graphs: tuple[str, ...]
    union: bool = False

    def __str__(self) -> str:
        """Return the text that :func:`read` reads."""
        return json.encode(self).decode()


def read(text: str) -> Place | None:
    """Return the place that ``text`` stands for, None for the path of a folder.

    >>> read("/srv/rarekg/builds/1/store") is None
    True
    """
    return json.decode(text, type=Place) if text.startswith(_MARK) else None


def holds(base: str, identity: str) -> str:
    """Return the query that is true of a store that holds the build ``identity`` with ``base``.

    >>> holds("http://example.org/", "1f")[:50]
    'ASK { GRAPH <http://example.org/graph/metadata> { '
    """
    found = f'<{base}dataset/rarekg> <{IDENTIFIER}> "{identity}"'
    return f"ASK {{ GRAPH <{base}graph/metadata> {{ {found} }} }}"
