"""JSONP: JSON as the argument of a function that the client names, for browsers' scripts (a parameter ``callback``)."""

import json
import re
from collections.abc import Mapping
from typing import Any

from rarekg.graph.endpoint.problem import bad_request

MEDIA_TYPE = "application/javascript"
LONGEST = 200  # characters of a callback
_PATH = re.compile(r"[A-Za-z_$][\w$]*+(?:\.[A-Za-z_$][\w$]*+|\[[0-9]{1,9}\])*+", re.ASCII)


def callback(sent: Mapping[str, str]) -> str:
    """Return the name of the function, '' for none.

    >>> callback({"callback": "jQuery1.reconcile[0]"}), callback({})
    ('jQuery1.reconcile[0]', '')

    Raises:
        Problem: 400 if it is not a path of identifiers: anything else would be a script of the client's choice.
    """
    name = sent.get("callback", "")
    if name and (len(name) > LONGEST or _PATH.fullmatch(name) is None):
        raise bad_request("parameter", f"callback is the name of a function, such as jQuery1.done, not {name[:50]!r}")
    return name


def script(name: str, payload: Mapping[str, Any]) -> str:
    """Return the call of ``name`` with ``payload``.

    ASCII alone, because two line separators are allowed in JSON and not in older scripts; the comment before it keeps
    the beginning of the response from being read as another format.

    >>> script("done", {"result": []})
    '/**/done({"result": []});'
    """
    return f"/**/{name}({json.dumps(payload, allow_nan=False)});"
