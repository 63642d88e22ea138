"""The register of deeds: dotted name → sentence with named placeholders, filled when the log is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from qingzhuang.site.audit.errors import UnknownDeed

_SENTENCES: dict[str, Any] = {}
_WORDS: dict[str, Callable[[str], str]] = {}


def register(sentences: dict[str, Any], words: dict[str, Callable[[str], str]] | None = None) -> None:
    """Called by each area's AppConfig.ready with `{"form.uploaded": gettext_lazy("…")}`.

    `words` says how a placeholder is read: `{"role": role_words}` shows `worker` as 社区工作者.
    """
    _SENTENCES.update(sentences)
    _WORDS.update(words or {})


def known(deed: str) -> None:
    if deed not in _SENTENCES:
        raise UnknownDeed(deed)


def sentence(deed: str, detail: dict[str, Any], whom: str = "") -> str:
    """The deed in words, in the language of the page; `whom` is the name of the person it was done to, which no entry holds."""
    known(deed)
    told = {name: _WORDS[name](value) if name in _WORDS else value for name, value in detail.items()}
    return str(_SENTENCES[deed]) % {"whom": whom, **told}


def in_short(deed: str) -> str:
    """The sentence without what it was done to, for a list of choices: brought the form “…”."""
    return re.sub(r"%\(\w+\)s", "…", str(_SENTENCES[deed]))


def all_deeds() -> dict[str, Any]:
    return dict(_SENTENCES)
