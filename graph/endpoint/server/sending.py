"""Send a response in parts that a slow client takes one by one, and count the memory that it holds until then."""

import asyncio
from collections.abc import Callable

from starlette.types import Message, Send

PART = 32 << 10  # bytes handed to the connection at once
SENDING = 96 << 10  # bytes that each response takes on its way: buffers of the connection, compressor, and task

Hold = Callable[[int], bool]


class NoMemory(Exception):
    """A response for which its client has no memory left; nothing of it was sent."""


def in_parts(send: Send, hold: Hold, timeout: float) -> Send:
    """Return ``send`` with bodies cut into parts, of which a client must take one within ``timeout`` seconds.

    The head of a response waits for the first part of its body, because then its size is known.

    Raises:
        NoMemory: ``hold`` refuses the size of the response, and nothing of it was sent.
        TimeoutError: The client took too long.
    """
    head: Message | None = None

    async def sending(message: Message) -> None:
        nonlocal head
        if message["type"] == "http.response.start":
            head = message
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if head is not None:
            if not hold(SENDING + (len(body) if len(body) > PART else 0)):
                raise NoMemory
            begin, head = head, None
            await _within(timeout, send, begin)
        for start in range(0, max(1, len(body)), PART):
            last = start + PART >= len(body)
            part = body[start : start + PART] if len(body) > PART else body
            await _within(timeout, send, {**message, "body": part, "more_body": more or not last})

    return sending


async def _within(timeout: float, send: Send, message: Message) -> None:
    async with asyncio.timeout(timeout):
        await send(message)
