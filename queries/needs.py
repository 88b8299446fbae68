"""Which sources a saved query needs that a build may lack, and the commands that bring them.

``#+ needs: [orphanet-prevalence, orphapackets]`` in a header names the sources that have what the query asks for. Any
of them suffices. The first is one whose publisher offers it for download, so that ``rarekg fetch --latest`` brings it.
"""

from collections.abc import Collection, Sequence

from rarekg.queries.catalog import SavedQuery

FETCHING = ("rarekg fetch --latest", "rarekg build --locked")


def missing_sources(query: SavedQuery, available: Collection[str]) -> tuple[str, ...]:
    """Return the sources that ``query`` needs, if none of them is ``available`` in a build; else nothing.

    >>> from rarekg.queries.catalog import find
    >>> missing_sources(find("names-of-disease"), ())
    ()
    """
    return () if set(query.needs) & set(available) else query.needs


def commands(missing: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the ways to bring one of the ``missing`` sources into a build, each as the commands to run in turn.

    >>> commands(["orphanet-prevalence"])
    (('rarekg fetch --latest', 'rarekg build --locked'), ('rarekg build --source orphanet-prevalence=FILE',))
    """
    return (FETCHING, *((f"rarekg build --source {source}=FILE",) for source in missing))


def note(missing: Sequence[str]) -> str:
    """Return one line on the ``missing`` sources, at least one, and how to bring one of them.

    >>> note(["orphapackets"])  # doctest: +NORMALIZE_WHITESPACE
    'the build lacks the source of this answer, orphapackets; bring it with `rarekg fetch --latest`, then `rarekg build
    --locked`, or with `rarekg build --source orphapackets=FILE`'
    """
    ways = ", or with ".join(", then ".join(f"`{command}`" for command in way) for way in commands(missing))
    if len(missing) == 1:
        return f"the build lacks the source of this answer, {missing[0]}; bring it with {ways}"
    return f"the build lacks the sources of this answer, {' and '.join(missing)}; bring one of them with {ways}"
