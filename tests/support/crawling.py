"""A crawler that follows links, each address once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

import httpx

Links = Callable[[httpx.Response], Iterable[str]]


def crawl(client: httpx.Client, starts: Iterable[str], links: Links, most: int) -> Iterator[tuple[str, httpx.Response]]:
    """Yield each requested address with its response after redirects, breadth first, at most ``most``.

    ``links`` returns the addresses that a response leads to; it leaves out those of other hosts.
    """
    todo = deque(dict.fromkeys(starts))
    seen = set(todo)
    for _ in range(most):
        if not todo:
            return
        address = todo.popleft()
        response = client.get(address, follow_redirects=True)
        yield address, response
        for link in links(response):
            if link not in seen:
                seen.add(link)
                todo.append(link)
