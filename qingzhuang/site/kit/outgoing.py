"""What begins when a request goes out: an area registers it in AppConfig.ready, the page on which it is sent calls it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Deed = Callable[[Any, Any], str]
_DEEDS: list[Deed] = []


def register(deed: Deed) -> None:
    """`register(begin_when_sent)`: the deed gets actor and request, and says the address to go on to, or nothing."""
    if deed not in _DEEDS:
        _DEEDS.append(deed)


def tell(actor: Any, request: Any) -> str:
    """Let begin what follows; the address to go on to, empty where nothing began."""
    return next((address for deed in _DEEDS if (address := deed(actor, request))), "")
