"""Queries that were short before do not wait behind long ones, and long ones do not wait for ever."""

from concurrent.futures import ThreadPoolExecutor

from served import Endpoint, until

from rarekg.graph.endpoint.workers.forecast import LONGEST, PATIENCE, REMEMBERED, UNKNOWN, Forecast

# A fraction of a second of work.
PAIRS = "{ SELECT ?c { ?a ?b ?c } LIMIT 250 } { SELECT ?f { ?d ?e ?f } LIMIT 400 }"
LONG = f"SELECT (COUNT(*) AS ?n) {{ {PAIRS} FILTER(STRLEN(STR(?c)) > STRLEN(STR(?f)) - $) }}"
SHORT = "ASK { FILTER($ < 0) }"


def test_patience_is_in_proportion_and_has_an_end() -> None:
    forecast = Forecast()
    assert forecast.patience(b"new") == PATIENCE * UNKNOWN
    forecast.learn(b"a", 0.1)
    forecast.learn(b"b", 0.001)
    forecast.learn(b"c", 1000.0)
    assert forecast.patience(b"a") == 100 * forecast.patience(b"b")
    assert forecast.patience(b"c") == LONGEST
    forecast.learn(b"a", 0.001)
    assert forecast.patience(b"a") == forecast.patience(b"b")


def test_only_so_many_are_remembered() -> None:
    forecast = Forecast()
    for number in range(REMEMBERED + 1):
        forecast.learn(str(number).encode(), 5.0)
    assert forecast.patience(b"0") == PATIENCE * UNKNOWN
    assert forecast.patience(b"1") == LONGEST


def test_short_queries_pass_long_ones_that_wait(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "1", "--cache-bytes", "0", "--timeout", "20", "--max-wait", "60") as narrow:
        longs = [LONG.replace("$", str(number)) for number in range(4)]
        shorts = [SHORT.replace("$", str(number)) for number in range(4)]
        for query in (*longs, *shorts):
            assert narrow.ask(query).status_code == 200
        ended: list[str] = []

        def ask(query: str) -> None:
            assert narrow.ask(query).status_code == 200
            ended.append("long" if query in longs else "short")

        with ThreadPoolExecutor(8) as crowd:
            asked = [crowd.submit(ask, longs[0])]
            until(lambda: narrow.metric("rarekg_workers_busy") == 1)
            asked += [crowd.submit(ask, query) for query in longs[1:]]
            until(lambda: narrow.metric("rarekg_queries_waiting") == 3)
            asked += [crowd.submit(ask, query) for query in shorts]
            for one in asked:
                one.result()
        # One long query is at work; another may have begun before the short ones came.
        assert ended.index("short") <= 2
        assert ended[-2:] == ["long", "long"]
