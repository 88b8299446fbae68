"""Entity tags, and which of them a request's If-None-Match names (RFC 9110, sections 8.8.3 and 13.1.2)."""

import re

TAG_LENGTH = 32  # hexadecimal digits

# Between two commas; a comma inside quotes separates nothing, and a quote cannot be escaped.
_ELEMENT = re.compile(r'(?:[^,"]|"[^"]*+"?)++')
_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def entity_tag(key: bytes) -> str:
    """Return the entity tag of the response that ``key``, a digest, determines.

    It is weak, because the order of solutions and the content coding may differ between two equal responses.

    >>> entity_tag(bytes(range(32)))
    'W/"000102030405060708090a0b0c0d0e0f"'
    """
    return f'W/"{key.hex()[:TAG_LENGTH]}"'


def names(if_none_match: str, tag: str) -> bool:
    """Return whether ``if_none_match`` lists ``tag``, compared weakly; what is no entity tag is passed over.

    >>> names('"a,b", W/"c"', '"c"'), names('"a,b"', '"b"'), names("c", '"c"')
    (True, False, False)
    """
    listed = (_TAG.fullmatch(element.strip(" \t")) for element in _ELEMENT.findall(if_none_match))
    return any(match is not None and match[1] == tag.removeprefix("W/") for match in listed)


def names_any(if_none_match: str) -> bool:
    """Return whether ``if_none_match`` is ``*``, which every current representation matches.

    >>> names_any("*"), names_any('"*"'), names_any('*, "a"')
    (True, False, False)
    """
    return if_none_match.strip(" \t") == "*"
