"""Definitions as plain text: Orphanet writes them with a little HTML, and with characters of its editor."""

import re
from html import unescape

# Only these are tags: definitions also say "<50 years or >50 years". One tag ends wrongly: "<i<SYNE1</i>".
_TAG = re.compile(r"</?(?:i|b|u|p|br|em|strong|sub|sup|span)\s*+/?>|<i<", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)


def plain(text: str) -> str:
    r"""Return ``text`` without tags and entities, with single spaces, and with letters in place of ligatures.

    >>> plain("Low&#8208;set ears, <i>genu\u00a0valgum</i>; onset <50 years or >50 years, hypore&#64258;exia.")
    'Low‐set ears, genu valgum; onset <50 years or >50 years, hyporeflexia.'
    """
    without = _ENTITY.sub(lambda entity: unescape(entity[0]), _TAG.sub("", text))
    return " ".join(without.translate(_LIGATURES).split())
