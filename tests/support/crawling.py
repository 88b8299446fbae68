"""A crawler that follows links, each address once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

import httpx

Links = Callable[[httpx.Response], Iterable[str]]


def crawl(client: httpx.Client, starts: Iterable[str], links: Links, most: int) -> Iterator[tuple[str, httpx.Response]]:
    """Yield each requested address with its response after redirects, breadth first, at most ``most``.

    ``links`` returns the addresses that a response leads to; those of other hosts are its to leave out.
    """
    todo = deque(dict.fromkeys(starts))
    seen = set(todo)
    for _ in range(most):
        if not todo:
            return
        address = todo.popleft()
        response = client.get(address, follow_redirects=True)
        yield address, response
        for found in links(response):
            if found not in seen:
                seen.add(found)
                todo.append(found)
