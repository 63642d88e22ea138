"""What areas do once a day: each registers its own in AppConfig.ready, the daily run of the site calls them in order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

Deed = Callable[[date], object]
_DEEDS: dict[str, Deed] = {}


def register(name: str, deed: Deed) -> None:
    """`register("requests.prepare", prepare_due)`: the deed gets the day, and may be called twice for the same one."""
    _DEEDS[name] = deed


def run(day: date) -> list[str]:
    """Do everything for a day; one that fails is told in the log and does not keep the others from theirs. The names of those done."""
    done = []
    for name, deed in _DEEDS.items():
        try:
            deed(day)
        except Exception:
            logging.getLogger(__name__).exception("the daily deed %s failed; it is tried again tomorrow", name)
        else:
            done.append(name)
    return done
