"""Draw docs/images from the running product: `make screenshots`. Needs Chromium; makes its own data in a folder that is thrown away."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]


@contextlib.contextmanager
def running_site(folder: str) -> Iterator[tuple[str, str]]:
    """The site with the made-up district: its address and the password of its accounts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"QINGZHUANG_DATA": folder}
    command = [sys.executable, "-m", "qingzhuang", "site", "run", "--demo", "--port", str(port)]
    site = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/sign-in/", timeout=1).close()
                break
            time.sleep(0.5)
        yield address, (Path(folder) / "demo-password").read_text("ascii")
    finally:
        site.terminate()
        site.wait(10)


def signed_in(browser: Any, address: str, password: str, size: dict[str, int]) -> Any:
    page = browser.new_page(viewport=size, device_scale_factor=1)
    page.goto(f"{address}/sign-in/")
    page.fill("input[name=username]", "zhou")
    page.fill("input[name=password]", password)
    page.click(".sign-in button")
    return page


def bring(page: Any, address: str, sample: str) -> None:
    """Click a sample on the first page."""
    page.goto(address)
    with page.expect_navigation():
        page.click(f"button[value='{sample}']")
    page.wait_for_load_state("networkidle")


def keep(page: Any, name: str, **options: Any) -> None:
    page.screenshot(path=str(IMAGES / f"{name}.png"), animations="disabled", **options)
    print(f"docs/images/{name}.png")


def draw(browser: Any, address: str, password: str) -> None:
    desk = signed_in(browser, address, password, DESKTOP)
    keep(desk, "home")
    bring(desk, address, "cs_permit_stat.xlsx")
    keep(desk, "form-review")
    desk.goto(re.sub(r"\?.*", "", desk.url) + "explain.html")
    keep(desk, "explain")
    bring(desk, address, "sc_resident.xlsx")
    keep(desk, "form-list")
    phone = signed_in(browser, address, password, PHONE)
    bring(phone, address, "cs_floating_stat.xlsx")
    keep(phone, "form-phone", full_page=True)


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        print("screenshots need Chromium: apt-get install chromium")
        return 1
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_site(folder) as (address, password), sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        draw(browser, address, password)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
