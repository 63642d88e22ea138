"""The daily run of a running site: a thread that looks every few minutes whether the day is done."""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from qingzhuang.site.events import actions
from qingzhuang.site.events.models import DayDone
from qingzhuang.site.kit import disk, each_day

EVERY = 600.0  # seconds; a computer that slept over midnight catches up soon after it wakes


def begin() -> Thread:
    """Keep the days in the background, for as long as the process lives."""
    thread = Thread(target=keep, args=(Event(),), daemon=True, name="daily")
    thread.start()
    return thread


def keep(over: Event, every: float = EVERY) -> None:
    """Look, and look again until told that it is over."""
    while not over.is_set():
        close_old_connections()
        look()
        close_old_connections()
        over.wait(every)


def look() -> bool:
    """Do the day if it is not done; whether there was anything to do. A database that cannot be written is tried again later."""
    try:
        if DayDone.objects.filter(day__gte=timezone.localdate()).exists():
            return False
        actions.run_days()
        each_day.run(timezone.localdate())
    except (DatabaseError, OSError) as fault:
        told = disk.refusal_of(fault)
        logging.getLogger(__name__).warning("the daily run could not be done; it is tried again. %s", told or "", exc_info=True)
        return False
    return True
