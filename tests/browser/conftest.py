"""A browser, the site running beside the test, and a page signed in as one of the cast."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qingzhuang.site.testing.fixtures import cast, casting, facts

__all__ = ["cast", "casting", "facts"]
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is marked `browser`; without Chromium it is skipped, and the line says what to install."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in the thread of the tests
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session", autouse=True)
def _warm(django_db_setup: None, django_db_blocker: Any) -> None:
    """The server in operation loads its words before the first form comes; so do the tests."""
    from qingzhuang.site.command import warm_up

    with django_db_blocker.unblock():
        warm_up()


class Signed:
    """A page with somebody signed in; `faults` gathers errors of scripts and policy, and addresses elsewhere."""

    def __init__(self, page: Any, base: str) -> None:
        self.page, self.base, self.faults = page, base, []
        page.on("console", lambda message: message.type == "error" and self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: request.url.startswith(base) or self.faults.append(f"asks {request.url}"))

    def sign_in(self, username: str) -> None:
        from qingzhuang.site.testing.cast import PASSWORD

        self.page.goto(f"{self.base}/sign-in/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", PASSWORD)
        with self.page.expect_navigation():  # until it is loaded: a form dropped before the script runs is dropped on nothing
            self.page.click(".sign-in button")

    def bring(self, kind: str, name: str = "群里发来的表.xlsx") -> None:
        """Choose a form on the first page and wait for what comes."""
        from qingzhuang.site.testing import forms

        self.page.goto(self.base)
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": getattr(forms, kind)()}
        with self.page.expect_navigation():
            self.page.set_input_files("input[name=file]", file)
        self.page.wait_for_load_state()


@pytest.fixture
def _journal_let_go(transactional_db: None) -> Iterator[None]:
    """The journal is only appended to, so it cannot be emptied after a test as other tables are: its triggers step aside for that."""
    yield
    from importlib import import_module

    from django.db import connection

    if connection.vendor != "sqlite":  # TRUNCATE asks no trigger
        return
    triggers = import_module("qingzhuang.site.ledger.migrations.0002_append_only").SQLITE
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for name in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in (
            "ledger_conflict",
            "ledger_statement",
            "imports_part",
            "imports_choice",
            "imports_meaning",
            "imports_importrun",
            "ledger_recording",
        ):
            cursor.execute(f"DELETE FROM {table}")
        for made in triggers.values():
            cursor.execute(made)


@pytest.fixture
def open_page(browser: Any, live_server: Any, _journal_let_go: None, cast: Any, facts: Path) -> Iterator[Callable[..., Signed]]:
    """`open_page("alice", PHONE, java_script_enabled=False)`."""
    contexts = []

    def opened(username: str = "alice", size: dict[str, int] = DESKTOP, **options: Any) -> Signed:
        context = browser.new_context(viewport=size, accept_downloads=True, **options)
        contexts.append(context)
        signed = Signed(context.new_page(), live_server.url)
        signed.page.set_default_timeout(30_000)  # a busy machine is no fault of the page's
        signed.sign_in(username)
        return signed

    yield opened
    for context in contexts:
        context.close()
