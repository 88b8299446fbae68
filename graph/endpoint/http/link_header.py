"""The Link header (RFC 8288)."""

from collections.abc import Iterable, Mapping

Link = tuple[str, Mapping[str, str]]


def link_header(links: Iterable[Link]) -> str:
    """Return the value of a Link header: each target with its parameters.

    >>> link_header([("/", {"rel": "first"}), ("/?page=2", {"rel": "next", "type": "text/turtle"})])
    '</>; rel="first", </?page=2>; rel="next"; type="text/turtle"'
    """
    return ", ".join(
        f"<{target}>" + "".join(f'; {name}="{value}"' for name, value in parameters.items())
        for target, parameters in links
    )
