"""Invariant 8: works with the cable pulled. Nothing of a page comes from elsewhere, and nothing is told to anyone."""

from __future__ import annotations

import re

from tests.house.tree import files, imports, python_files, read, refuse

PAGE_FILES = (".html", ".css", ".js", ".svg", ".txt", ".json", ".webmanifest")
OUTSIDE = re.compile(r"(https?:)?//(?!www\.w3\.org/|localhost|127\.0\.0\.1)[a-z0-9-]+(\.[a-z0-9-]+)+", re.I)
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.S)
CALLERS = ("requests", "httpx", "aiohttp", "urllib.request", "http.client", "smtplib", "sentry_sdk", "posthog", "ftplib")


def test_pages_ask_no_other_host():
    pages = [path for path in files() if path.parts[:2] == ("qingzhuang", "site") and path.suffix in PAGE_FILES]
    refuse(f"{path}: {match.group()}" for path in pages for match in OUTSIDE.finditer(COMMENT.sub("", read(path))))


def test_no_module_calls_out():
    ours = [path for path in python_files() if path.parts[0] == "qingzhuang" and "tests" not in path.parts]
    refuse(
        f"{path}:{line} imports {name}"
        for path in ours
        for line, name in imports(path)
        if any(name == caller or name.startswith(caller + ".") for caller in CALLERS)
    )


def test_pages_may_load_from_their_own_host_only():
    """The content security policy is the lock on the door."""
    settings = "qingzhuang/site/config/settings.py"
    if settings not in {str(path) for path in files()}:
        return
    from django.conf import settings as django_settings

    directives = django_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {"'self'", "'none'", "data:", "blob:"}
    assert "default-src" in directives
    refuse(f"{name}: {source}" for name, sources in directives.items() for source in sources if str(source) not in allowed)


def test_the_pattern_bites():
    assert OUTSIDE.search('src="//cdn.example.com/a.js"') and OUTSIDE.search("url(https://fonts.example.org/x)")
    assert not OUTSIDE.search('xmlns="http://www.w3.org/2000/svg"') and not OUTSIDE.search("// a comment. Another one")
