"""A short run of the fuzzing, and that it reaches every route and would find a fault."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import count
from pathlib import Path
from random import Random

import fuzz
import pytest
import served
import walked
from attempts import Attempt, Fault, TooSlowError, within
from fuzz_http import PATHS
from fuzz_sparql import sound
from mutations import mutated, mutated_lines, mutated_tokens
from responses import Response, check, sent
from rich.console import Console
from starlette.routing import Match, Route

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.linked.routes import routes
from rarekg.graph.endpoint.pages import routes as people
from rarekg.graph.endpoint.search import routes as search
from rarekg.graph.endpoint.server import app

SECONDS, SEED, CASES = 20.0, 15, range(200)  # a second or two, unless the machine is slow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzzed")
    walked.build(folder)
    return folder


@pytest.mark.parametrize("name", fuzz.PARTS)
def test_nothing_is_wrong_with_a_few_inputs(home: Path, name: str) -> None:
    tried = fuzz.fuzz(name, home, SEED, SECONDS, CASES)
    assert dict(tried.faults) == {}
    assert len(tried.outcomes) >= 3


def test_every_route_is_reached(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Route] = []
    monkeypatch.setattr(app, "Starlette", lambda routes, **_: made.extend(routes))
    service = Service(home, Limits(workers=1), people.html())

    async def page(service: Service, request: object) -> None: ...

    mounted = [*search.routes(service, page), *people.routes(service), *routes(service, people.pages())]  # type: ignore[arg-type]
    app.application(service, mounted)
    reached = [_first(made, path) for path in PATHS]
    assert len(made) > 30
    assert [route.path for route in made if route not in reached] == []


def _first(made: list[Route], path: str) -> Route:
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
    return next(route for route in made if route.matches(scope)[0] is Match.FULL)


def test_the_queries_that_are_changed_have_answers(home: Path) -> None:
    with served.endpoint(home, "--workers", "2") as endpoint:
        for query in sound():
            answer = endpoint.ask(query, accept="application/json, text/turtle")
            assert answer.status_code == 200, (query, answer.text)


# An input of seed 7 that is not wrong.
SOUND = next(case for case in range(99) if Random(f"7 broken {case}").randrange(3))


@contextmanager
def broken(home: Path) -> Iterator[Attempt]:
    """Yield an attempt that is wrong with a third of its inputs."""

    def attempt(chance: Random) -> str:
        number = chance.randrange(3)
        if number == 0:
            raise Fault("a fault", f"input {chance.random()}")
        return "right"

    yield attempt


def test_a_fault_is_reported_with_the_command_that_repeats_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "PARTS", {"broken": broken})
    tried = fuzz.fuzz("broken", home, 7, 30.0)  # it ends at the hundredth fault
    (cases,) = tried.faults.values()
    assert len(cases) == fuzz.MOST_FAULTS
    console = Console(file=StringIO(), width=200)
    assert not fuzz.report(console, {"broken": tried}, 7)
    assert isinstance(console.file, StringIO)
    text = console.file.getvalue()
    assert f"WRONG {len(cases)} times: a fault" in text
    assert f"make fuzz SEED=7 ONLY=broken CASE={cases[0][0]}" in text
    again = fuzz.fuzz("broken", home, 7, 30.0, [cases[0][0]])
    assert dict(again.faults) == {"a fault": [cases[0]]}


def test_the_command_ends_with_1_for_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fuzz, "PARTS", {"broken": broken})
    monkeypatch.setattr(walked, "build", lambda home: None)
    for more, code in (([], 1), (["--only", "broken", "--case", str(SOUND)], 0)):
        with pytest.raises(SystemExit) as ended:
            fuzz.main(["--seed", "7", "--seconds", "1", *more])
        assert ended.value.code == code
    assert "kinds of fault" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        fuzz.main(["--case", "1"])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (500, {}, b""),
        (503, {}, b""),
        (504, {"retry-after": "5"}, b""),
        (404, {}, b"there is no /home/x/y.py here"),
        (404, {"content-type": "application/problem+json", "content-length": "2"}, b"{}"),
        (200, {"content-type": "application/json", "content-length": "1"}, b"{"),
        (200, {"content-type": "text/turtle", "content-length": "1"}, b"<"),
        (200, {"content-type": "application/xml", "content-length": "3"}, b"<a>"),
        (200, {"content-type": "text/html"}, b"<p><img src=x onerror=harm()>"),
        (200, {"x-injected": "1"}, b""),
        (304, {}, b"x"),
    ],
)
def test_a_response_that_breaks_a_rule_is_a_fault(status: int, headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(Fault):
        check(Response(status, headers, body), b"GET / HTTP/1.1\r\n\r\n", Path("/somewhere"))


def test_a_place_of_the_server_is_a_fault(home: Path) -> None:
    with pytest.raises(Fault, match="the body names"):
        check(Response(200, {}, f"in {home}/builds".encode()), b"GET /", home)


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(TooSlowError), within(0.05):
        sum(1 for _ in count())


def test_a_response_is_read_whole(home: Path) -> None:
    with served.endpoint(home, "--workers", "1") as endpoint:
        head = b"Host: x\r\nConnection: close\r\nAccept: text/csv\r\n\r\n"
        large = sent(endpoint.port, b"GET /sparql?query=SELECT%20*%20%7B?s%20?p%20?o%7D HTTP/1.1\r\n" + head)
        assert (large.status, large.headers["transfer-encoding"]) == (200, "chunked")
        assert large.body.startswith(b"s,p,o\r\n") or large.body.count(b"\r\n") > 1000
        assert sent(endpoint.port, b"nothing", patient=False).status in (0, 400)


@pytest.mark.parametrize("change", [mutated_lines, mutated_tokens])
def test_text_is_changed_by_its_seed_alone(change: object) -> None:
    assert callable(change)
    texts = [change(Random(seed), "a b\tc\nd e\tf\n") for seed in range(200)]
    assert texts == [change(Random(seed), "a b\tc\nd e\tf\n") for seed in range(200)]
    assert len(set(texts)) > 100
    assert len({mutated(Random(seed), b"some bytes") for seed in range(200)}) > 100
    assert change(Random(1), "") is not None
