"""Libraries that only a release and its tables need, which an installation may lack."""

from importlib.util import find_spec

from rarekg.ontology.errors import RarekgError


def needed(*libraries: str) -> None:
    """Check that ``libraries`` are installed.

    Raises:
        RarekgError: One of them is not.
    """
    missing = [library for library in libraries if find_spec(library) is None]
    if missing:
        raise RarekgError(f"rarekg release needs {' and '.join(missing)}: pip install 'rarekg[release]'")
