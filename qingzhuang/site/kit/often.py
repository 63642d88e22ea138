"""How often an address or a program may ask: so many times within each minute of the clock, counted for all processes of the site."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from qingzhuang.site.kit.models import Tries

MINUTE = 60


def this_minute() -> int:
    return int(time.time()) // MINUTE


def count(what: str, *, minute: int) -> int:
    """One try more of this kind in a minute; how many that makes, whichever process of the site took them."""
    digest = salted_hmac("qingzhuang.often", what, algorithm="sha256").hexdigest()
    mine = Tries.objects.filter(what=digest, minute=minute)
    if not mine.update(count=F("count") + 1):  # the first of the minute, or of two at once
        Tries.objects.filter(minute__lt=minute - 1).delete()
        Tries.objects.bulk_create([Tries(what=digest, minute=minute)], ignore_conflicts=True)
        mine.update(count=F("count") + 1)
    return mine.values_list("count", flat=True).get()


def counted(request: HttpRequest, what: str, refusal: Callable[[], Exception]) -> None:
    """Count one try of the address that asks; raises the refusal beyond QINGZHUANG_PUBLIC_TRIES_A_MINUTE."""
    if count(f"{what} {request.META.get('REMOTE_ADDR', '')}", minute=this_minute()) > settings.PUBLIC_TRIES_A_MINUTE:
        raise refusal()
