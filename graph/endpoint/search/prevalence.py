"""A prevalence as one line of text for a cell of a table."""

from collections.abc import Mapping


def prevalence_text(stated: Mapping[str, str]) -> str:
    """Return kind, region and number of a prevalence, '' if it has no number.

    Args:
        stated: The values of its properties by their local name, classes by label. A class comes before a number of
            cases, that before a mean, which sources state beside a class, and a source's own words come last.

    >>> prevalence_text({"prevalenceKind": "cases reported", "upperCount": "149", "sourceWords": "Fewer than 150"})
    'cases reported: at most 149'
    >>> prevalence_text({"prevalenceKind": "point prevalence", "geography": "Europe", "prevalenceClass": "1-9/100000"})
    'point prevalence, Europe: 1-9/100000'
    """
    number = stated.get("prevalenceClass") or _count(stated) or stated.get("mean") or stated.get("sourceWords", "")
    where = ", ".join(stated[name] for name in ("prevalenceKind", "geography") if name in stated)
    return f"{where}: {number}" if where and number else number


def _count(stated: Mapping[str, str]) -> str:
    least, most = stated.get("lowerCount", ""), stated.get("upperCount", "")
    if least and most:
        counted = least if least == most else f"{least} to {most}"
    else:
        counted = f"at least {least}" if least else f"at most {most}" if most else ""
    return f"{counted} {stated.get('qualification', '')}".strip() if counted else ""
