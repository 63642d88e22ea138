"""What follows when a request goes out, or its readings are settled: an area registers it in AppConfig.ready, the page calls it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Deed = Callable[[Any, Any], str]
SENT, SETTLED = "sent", "settled"
_DEEDS: dict[str, list[Deed]] = defaultdict(list)


def register(deed: Deed, *, when: str = SENT) -> None:
    """`register(begin_when_sent)`: the deed gets actor and request, and says the address to go on to, or nothing."""
    if deed not in _DEEDS[when]:
        _DEEDS[when].append(deed)


def tell(actor: Any, request: Any, *, when: str = SENT) -> str:
    """Let begin what follows, without an actor in an emergency; the address to go on to, empty where nothing began."""
    return next((address for deed in _DEEDS[when] if (address := deed(actor, request))), "")
