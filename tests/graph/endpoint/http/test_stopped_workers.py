"""What the cache or the client has already is answered while no worker answers anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import httpx
import pytest
import served
import walked
from fronts import BROWSER, FRONTS, Front

SOON = 1.0  # seconds
MOVED = {
    "another id, for programs": Front(path="/OMIM:304790"),
    "another id, for people": Front(path="/OMIM:304790", accept=BROWSER),
    "another id with a suffix": Front(path="/ORPHA:37042.html"),
    "a minted thing": Front(path="/dataset/hpo", accept=BROWSER),
    "another spelling": Front(path="/Orphanet:37042"),
}


@contextmanager
def stopped(endpoint: served.Endpoint) -> Iterator[None]:
    """Stop every worker until the block ends."""
    workers = endpoint.workers()
    try:
        for pid in workers:
            endpoint.signal(pid, "SIGSTOP")
        yield
    finally:
        for pid in workers:
            endpoint.signal(pid, "SIGCONT")


def send(client: httpx.Client, front: Front, tag: str = "") -> httpx.Response:
    condition = {"If-None-Match": tag} if tag else {}
    began = perf_counter()
    response = client.get(front.path, headers={"Accept": front.accept, **condition}, timeout=SOON)
    assert perf_counter() - began < SOON
    return response


@pytest.mark.parametrize("front", [*FRONTS.values(), *MOVED.values()], ids=[*FRONTS, *MOVED])
def test_a_cached_response_needs_no_worker(endpoint: served.Endpoint, client: httpx.Client, front: Front) -> None:
    first = client.get(front.path, headers={"Accept": front.accept})
    with stopped(endpoint):
        again = send(client, front)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert {**again.headers, "date": ""} == {**first.headers, "date": ""}


@pytest.fixture(scope="module")
def forgetful(endpoint: served.Endpoint) -> Iterator[served.Endpoint]:
    """Run an endpoint on the same build that caches nothing."""
    with endpoint.like("--cache-bytes", "0") as running:
        yield running


def test_a_matching_tag_needs_neither_worker_nor_cache(forgetful: served.Endpoint, front: Front) -> None:
    with forgetful.client() as client:
        tag = client.get(front.path, headers={"Accept": front.accept}).headers["etag"]
        with stopped(forgetful):
            assert send(client, front, tag).status_code == 304


def test_other_requests_do_need_a_worker(forgetful: served.Endpoint) -> None:
    with forgetful.client() as client, stopped(forgetful), pytest.raises(httpx.ReadTimeout):
        send(client, Front(path=f"{walked.IPEX}.ttl"))
