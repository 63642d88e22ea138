"""How often an address may ask: so many times within each minute of the clock, counted in each process of the site."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60


def counted(request: HttpRequest, what: str, refusal: Callable[[], Exception]) -> None:
    """Count one try of the address that asks; raises the refusal beyond QINGZHUANG_PUBLIC_TRIES_A_MINUTE."""
    key = f"often:{what}:{request.META.get('REMOTE_ADDR', '')}:{int(time.time()) // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        tries = cache.incr(key)
    except ValueError:  # forgotten between the two lines
        return
    if tries > settings.PUBLIC_TRIES_A_MINUTE:
        raise refusal()
