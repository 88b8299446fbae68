"""Validate an RO-Crate by roc-validator without a network: CRATE CONTEXT PROFILE SEVERITY, findings as JSON.

The validator reads the context of the crate's metadata by its address; here it gets the file that the `rocrate` package
ships, and every other address is refused.
"""

import email.message
import io
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

import requests

CRATE, CONTEXT, PROFILE, SEVERITY = sys.argv[1:]
BODY = Path(CONTEXT).read_bytes()
KIND = "application/ld+json"


class Answer(io.BytesIO):
    """An HTTP answer with the context, as urllib gives one."""

    status = code = 200
    msg = "OK"

    def __init__(self, url: str) -> None:
        super().__init__(BODY)
        self.url = url
        self.headers = email.message.Message()
        self.headers["Content-Type"] = KIND

    def info(self) -> email.message.Message:
        """Return the head of the answer."""
        return self.headers

    def geturl(self) -> str:
        """Return the address."""
        return self.url

    def getcode(self) -> int:
        """Return the status."""
        return self.status


def opened(_: object, request: str | urllib.request.Request, *__: object, **___: object) -> Answer:
    """Answer urllib."""
    url = request if isinstance(request, str) else request.full_url
    if "ro/crate" not in url:
        raise urllib.error.URLError(f"no network in this test: {url}")
    return Answer(url)


def requested(_: object, method: str, url: str, **__: object) -> requests.Response:
    """Answer requests."""
    if "ro/crate" not in url:
        raise requests.ConnectionError(f"no network in this test: {method} {url}")
    response = requests.Response()
    response.status_code, response._content, response.url = 200, BODY, url
    response.headers["Content-Type"] = KIND
    return response


urllib.request.OpenerDirector.open = opened  # type: ignore[assignment, method-assign]
requests.Session.request = requested  # type: ignore[assignment, method-assign]

from rocrate_validator import models, services  # noqa: E402

settings = services.ValidationSettings(
    rocrate_uri=CRATE, profile_identifier=PROFILE, requirement_severity=models.Severity[SEVERITY]
)
found = services.validate(settings).get_issues()
json.dump(
    [{"severity": one.severity.name, "check": one.check.identifier, "message": one.message} for one in found],
    sys.stdout,
)
