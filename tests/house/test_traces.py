"""Nothing of the machine it was made on, and nobody real, is in the repository."""

from __future__ import annotations

import re

from tests.house.tree import refuse, texts

# Written in pieces, so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.~-])/(?:" + "ho" + r"me/[a-z]\w+|ro" + r"ot/|wo" + r"rk/|Us" + r"ers/[a-z])")
REGISTRIES = re.compile("|".join((r"pypi\." + "org", r"registry\." + "npmjs", r"files\.python" + "hosted", r"deb\." + "debian")))
SECRETS = re.compile("BEGIN (RSA |EC )?PRIVATE" + " KEY")


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        if pattern.search(text)
        for number, line in enumerate(text.split("\n"), 1)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine():
    refuse(found(MACHINE))


def test_no_host_of_a_package_registry():
    refuse(found(REGISTRIES))


def test_no_private_key():
    refuse(found(SECRETS))


def test_the_patterns_bite():
    assert MACHINE.search("see " + "/ro" + "ot/x") and MACHINE.search('"/ho' + 'me/someone/x"')
    assert not MACHINE.search("a/wo" + "rk/b") and not MACHINE.search("https://example.org/home/")
    assert REGISTRIES.search("https://pypi." + "org/simple")
