"""Who asks a remote store: a user and password or a token from the environment, sent only as the store demands.

A store that challenges (RFC 9110 §11) gets Basic or Digest, whichever it names; a token is sent as Bearer (RFC 6750).
"""

import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from rarekg.graph.remote.failures import RemoteStoreError
from rarekg.ontology.errors import QueryError

USER, PASSWORD, TOKEN = "RAREKG_STORE_USER", "RAREKG_STORE_PASSWORD", "RAREKG_STORE_TOKEN"


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """A user with a password, or a token, or none of them; no text of this object shows a secret.

    >>> Credentials(user="dba", password="secret")
    Credentials(user='dba')
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def from_environment(environment: Mapping[str, str] = os.environ) -> Credentials:
    """Return the credentials that the environment has.

    >>> from_environment({"RAREKG_STORE_USER": "dba", "RAREKG_STORE_PASSWORD": "secret"})
    Credentials(user='dba')

    Raises:
        QueryError: A password without a user, a user without a password, or both a user and a token.
    """
    user, password, token = (environment.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if token and (user or password):
        raise QueryError(f"both {TOKEN} and {USER} or {PASSWORD} are set; unset what the store does not want")
    if bool(user) != bool(password):
        missing = PASSWORD if user else USER
        raise QueryError(f"{missing} is not set, and {USER} and {PASSWORD} belong together; set both or neither")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise QueryError(f"{TOKEN} has characters that no token has; set it to the token alone")
    return Credentials(user=user, password=password, token=token)


def without_secrets(url: str) -> str:
    """Return ``url`` if it is an address of HTTP without a user or a password.

    >>> without_secrets("http://127.0.0.1:7878/query")
    'http://127.0.0.1:7878/query'

    Raises:
        RemoteStoreError: It is none, or it has one of them, which the message does not repeat.
    """
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        named = None
    if not named:
        raise QueryError("the address of a store begins with http:// or https:// and has a host, as http://host:7878")
    if parts.username is not None or parts.password is not None:
        raise RemoteStoreError(
            url, "must not be given with a user and a password", advice=f"set {USER} and {PASSWORD} in the environment"
        )
    return url


class OnChallenge(httpx.Auth):
    """Authentication that waits for the store's challenge, and from then on is sent with each request."""

    def __init__(self, credentials: Credentials) -> None:
        """Take what to answer a challenge with."""
        self._credentials = credentials
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send ``request``, and again with what the store demands."""
        user, password, token = self._credentials.user, self._credentials.password, self._credentials.token
        if token:
            request.headers["Authorization"] = f"Bearer {token}"
            yield request
        elif self._chosen is not None:
            yield from self._chosen.auth_flow(request)
        else:
            response = yield request
            challenges = ", ".join(response.headers.get_list("www-authenticate")).casefold()
            if response.status_code == 401 and user and ("digest" in challenges or "basic" in challenges):
                digest = "digest" in challenges
                self._chosen = httpx.DigestAuth(user, password) if digest else httpx.BasicAuth(user, password)
                yield from self._chosen.auth_flow(request)
