"""The site behind a web server that speaks HTTPS: whose word is taken on the caller and on HTTPS."""

from __future__ import annotations

import contextlib
import threading
import urllib.request
from argparse import Namespace
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import waitress

from qingzhuang.site.command import _server
from qingzhuang.site.config import readers

SAYS = {"X-Forwarded-For": "192.0.2.9", "X-Forwarded-Proto": "https"}


def _tells(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']}".encode()]


def _run(server: Any) -> None:
    with contextlib.suppress(OSError):  # its socket is closed when the test is over
        server.run()


@pytest.fixture
def told() -> Iterator[Callable[[str], str]]:
    servers = []

    def ask(proxy: str) -> str:
        options = Namespace(host="127.0.0.1", port=0, threads=1)
        server = _server(waitress.create_server, _tells, options, 1_000_000, proxy)
        servers.append(server)
        threading.Thread(target=_run, args=(server,), daemon=True).start()
        request = urllib.request.Request(f"http://127.0.0.1:{server.effective_port}/", headers=SAYS)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return str(answer.read().decode())

    yield ask
    for server in servers:
        server.close()


def test_the_web_server_in_front_is_believed(told):
    assert told("127.0.0.1") == "https 192.0.2.9"


def test_nobody_else_is_believed(told):
    assert told("192.0.2.1") == "http 127.0.0.1"
    assert told("") == "http 127.0.0.1"


def test_an_address_that_is_none_stops_the_start(monkeypatch):
    monkeypatch.setenv("QINGZHUANG_PROXY", "my-proxy")
    with pytest.raises(readers.SettingError, match="QINGZHUANG_PROXY"):
        readers.ip("QINGZHUANG_PROXY")


def test_no_web_server_in_front_can_be_said(monkeypatch):
    monkeypatch.setenv("QINGZHUANG_PROXY", "none")
    assert readers.ip("QINGZHUANG_PROXY", "127.0.0.1") == ""
