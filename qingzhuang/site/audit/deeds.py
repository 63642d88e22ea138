"""The register of deeds: dotted name → sentence with named placeholders, filled when the log is read."""

from __future__ import annotations

from typing import Any

from qingzhuang.site.audit.errors import UnknownDeed

_SENTENCES: dict[str, Any] = {}


def register(sentences: dict[str, Any]) -> None:
    """Called by each area's AppConfig.ready with `{"form.uploaded": gettext_lazy("…")}`."""
    _SENTENCES.update(sentences)


def known(deed: str) -> None:
    if deed not in _SENTENCES:
        raise UnknownDeed(deed)


def sentence(deed: str, detail: dict[str, Any]) -> str:
    """The deed in words, in the language of the page."""
    known(deed)
    return str(_SENTENCES[deed]) % detail


def all_deeds() -> dict[str, Any]:
    return dict(_SENTENCES)
