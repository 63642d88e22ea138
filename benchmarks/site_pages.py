"""Pages and the search box with 50 workers at once, each a click every five seconds, over a county in SQLite.

The server is the product's own, reached over the loopback by threads; bounded in users and seconds. The workers have signed in when
the measuring begins, as they have at half past eight; each then goes round: first page, search by name, pinyin, initials, end of a
number, a person, history. What signing in costs stands on a line of its own: a password's hash is made to be slow.
"""

from __future__ import annotations

import http.cookiejar
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from benchmarks.bars import Bar
from benchmarks.county import PASSWORD, USERS, County, county, run_code

PAUSE, SECONDS = 5.0, 75.0
WORDS = ("王", "张建", "li", "zhangw", "wxm", "0012", "1234", "陈", "chenj", "3栋")

Clicks = Callable[[int], Generator[tuple[str, str], str, None]]  # kind of page and its address; the page that came is sent back


@dataclass
class Measured:
    county: County
    search_ms: dict[str, float]
    pages: dict[str, list[float]] = field(default_factory=dict)
    sign_in: list[float] = field(default_factory=list)
    failed: int = 0
    cold_start_s: float = 0.0

    @property
    def every(self) -> list[float]:
        return [one for found in self.pages.values() for one in found]


def p95(found: list[float]) -> float:
    return statistics.quantiles(found, n=20)[-1] if len(found) > 1 else (found or [0.0])[0]


SEARCH = """
import time
from qingzhuang.site.accounts.models import Post
from qingzhuang.site.ledger.queries import found_for
post = Post.objects.select_related("area", "person").filter(person__username="bench0").get()
for words in {words!r}:
    found_for(post, words)
    best = []
    for _ in range(15):
        started = time.perf_counter()
        found_for(post, words)
        best.append(time.perf_counter() - started)
    print("MS", words, 1000 * sorted(best)[-2], sep="\\t")
"""


def measure() -> Measured:
    return pages_of(county())


def pages_of(there: County) -> Measured:
    """The search box alone, then the pages with everybody at work."""
    said = run_code(SEARCH.format(words=WORDS), there.environment)
    told = [line.split("\t") for line in said.splitlines() if line.startswith("MS")]
    measured = Measured(there, {words: float(ms) for _mark, words, ms in told})
    work(measured, _clicks)
    return measured


def work(measured: Measured, clicks: Clicks) -> None:
    """Start the site and let everybody work: each worker, by number, makes clicks and is handed the page that came of the last one."""
    port = _free_port()
    started = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "qingzhuang", "site", "run", "--port", str(port)],
        env=measured.county.environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(base)
        measured.cold_start_s = time.perf_counter() - started
        lock = threading.Lock()
        browsers = [_Browser(base) for _ in range(USERS)]
        for number, browser in enumerate(browsers):
            begun = time.perf_counter()
            browser.sign_in(f"bench{number}")
            measured.sign_in.append(1000 * (time.perf_counter() - begun))
        workers = [
            threading.Thread(target=_work, args=(browser, number, clicks(number), measured, lock))
            for number, browser in enumerate(browsers)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    finally:
        server.terminate()
        server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(base: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{base}/sign-in/", timeout=5).read()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the site did not start")


class _Browser:
    def __init__(self, base: str) -> None:
        self.base, self.jar = base, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=60) as answer:
            return str(answer.read().decode("utf-8", "replace"))

    def sign_in(self, username: str) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/sign-in/"))
        data = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
        request = urllib.request.Request(f"{self.base}/sign-in/", urllib.parse.urlencode(data).encode(), {"Referer": self.base})
        self.opener.open(request, timeout=60).read()


def _clicks(number: int) -> Generator[tuple[str, str], str, None]:
    """First page, search, a person, history, each in turn."""
    person, turn = "", number
    while True:
        kind = ("first page", "search", "person", "search", "history", "person")[turn % 6]
        query = urllib.parse.quote(WORDS[turn % len(WORDS)])
        path = {"first page": "/", "search": f"/ledger/?q={query}", "person": person, "history": f"{person}history/"}[kind]
        turn += 1
        if not path or path == "history/":
            continue
        text = yield kind, path
        if kind == "search" and (found := re.search(r'href="(/ledger/\d+/)"', text)):
            person = found[1]


def _work(
    browser: _Browser, number: int, clicks: Generator[tuple[str, str], str, None], measured: Measured, lock: threading.Lock
) -> None:
    """One worker: a click every five seconds, beginning at a moment of one's own."""
    time.sleep(PAUSE * number / USERS)
    ends = time.perf_counter() + SECONDS
    kind, path = next(clicks)
    while time.perf_counter() < ends:
        started, text = time.perf_counter(), ""
        try:
            text = browser.get(path)
            with lock:
                measured.pages.setdefault(kind, []).append(1000 * (time.perf_counter() - started))
        except OSError:
            with lock:
                measured.failed += 1
        kind, path = clicks.send(text)
        time.sleep(max(0.0, PAUSE - (time.perf_counter() - started)))


def page(measured: Measured) -> str:
    """The lines of the benchmark page."""
    there = measured.county
    people, size, took = there.people, there.bytes / there.people, there.seconds
    loaded = f" the ledger took them in in {took:.0f} s ({people / took:,.0f} people a second);" if took else ""
    lines = [
        f"{people:,} people in {kept_in(there)}, with households, dwellings, buildings and grids:{loaded} the database has {size:,.0f} bytes for"
        " each person.\n",
        f"Search box, second slowest of 15: {', '.join(f'{words} {ms:.1f} ms' for words, ms in measured.search_ms.items())}.\n",
    ]
    return "\n".join([*lines, *lines_of(measured)])


def lines_of(measured: Measured) -> list[str]:
    """How the pages came, as a table."""
    lines = [
        f"{USERS} workers, a click every {PAUSE:.0f} s, {SECONDS:.0f} s long, {len(measured.every)} clicks, {measured.failed} failed:\n",
        "| page | clicks | median ms | p95 ms |\n| --- | --- | --- | --- |",
        f"| (signing in, one after another, before) | {USERS} | {statistics.median(measured.sign_in):.0f} | {p95(measured.sign_in):.0f} |",
    ]
    return lines + [
        f"| {kind} | {len(found)} | {statistics.median(found):.0f} | {p95(found):.0f} |" for kind, found in measured.pages.items()
    ]


def kept_in(there: County) -> str:
    return "PostgreSQL" if there.database else "SQLite"


def bars(measured: Measured) -> list[Bar]:
    slowest, there = max(measured.search_ms.values()), measured.county
    return [
        Bar(f"search box, {there.people:,} people on {kept_in(there)}", slowest, "ms", most=50),
        Bar(f"page p95, {there.people:,} people on {kept_in(there)}, {USERS} users", p95(measured.every), "ms", most=200),
        Bar("cold start of the site", measured.cold_start_s, "s", most=3),
    ]


if __name__ == "__main__":
    found = measure()
    print(page(found))
    print(bars(found))
