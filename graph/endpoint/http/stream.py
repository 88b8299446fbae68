"""A result sent while it comes in, compressed part by part, and broken off where it does."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from rarekg.graph.endpoint.http.cache import IDENTITY, CachedResponse
from rarekg.graph.endpoint.http.compression import Compressor, compressor
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.http.threads import SMALL
from rarekg.graph.endpoint.log_fields import note
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.workers.spool import SpooledResult
from rarekg.graph.rdf.formats import content_type


class BrokenOff(Exception):
    """A response that cannot be completed any more; its connection is closed, so that the client notices."""


class Stream(Response):
    """A response with a result that is still coming in, or too large to be sent at once."""

    status = HTTPStatus.OK

    def __init__(
        self,
        service: Service,
        answer: SpooledResult,
        key: bytes | None,
        coding: str,
        headers: Mapping[str, str],
        stored: Mapping[str, str],
    ) -> None:
        """Prepare the response, with ``headers`` and ``stored``.

        A small result is cached under ``key`` together with ``stored``, unless ``key`` is None.
        """
        assert answer.format is not None
        self._service, self._answer, self._key, self._coding = service, answer, key, coding
        self._stored = {"Content-Type": content_type(answer.format), **stored}
        super().__init__(headers={**headers, **self._stored})
        if answer.done and answer.problem is None and coding == IDENTITY:
            self.headers["Content-Length"] = str(answer.size)
        else:
            del self.headers["Content-Length"]
        if coding != IDENTITY:
            self.headers["Content-Encoding"] = coding

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response.

        Raises:
            BrokenOff: if the query fails after the first part of its result was sent.
        """
        stream, answer = compressor(self._coding), self._answer
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if scope["method"] != "HEAD":
                async for part in answer.parts():
                    await send(
                        {"type": "http.response.body", "body": await self._part(stream, part), "more_body": True}
                    )
            await send({"type": "http.response.body", "body": stream.end(), "more_body": False})
            self._store()
        except Problem as problem:
            note(scope).kind = problem.kind
            raise BrokenOff(str(problem)) from problem
        finally:
            self.close()

    def keep_nowhere(self) -> None:
        """Store the result in no cache, here or elsewhere."""
        self._key = None
        self.headers["Cache-Control"] = "no-store"
        if "ETag" in self.headers:
            del self.headers["ETag"]

    async def ended(self) -> None:
        """Wait for the end of the result in place of sending it.

        Raises:
            Problem: if the query fails before its end.
        """
        try:
            await self._answer.settled(self._service.limits.max_result_bytes + 1)
            if self._answer.problem is not None:
                raise self._answer.problem
        finally:
            self.close()

    async def _part(self, stream: Compressor, part: bytes) -> bytes:
        if len(part) > SMALL and self._coding != IDENTITY:
            return await self._service.in_thread(stream.part, part, kind="codings")
        return stream.part(part)

    def close(self) -> None:
        """Release the result, sent or not."""
        self._service.pool.release(self._answer)

    def _store(self) -> None:
        answer, cache = self._answer, self._service.cache
        if self._key is None or not answer.done or answer.problem is not None or answer.size > cache.largest:
            return
        cache.store(self._key, CachedResponse(body=answer.whole(), headers=self._stored))
