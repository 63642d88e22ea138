"""How long a return took from its first look to its signature, for the cost of the report: kept in the session until then, nowhere else."""

from __future__ import annotations

from collections.abc import MutableMapping
from time import time
from typing import Any
from uuid import UUID

from qingzhuang.site.requests import actions as requests
from qingzhuang.site.returns.models import Version

NAME, MOST = "returns_begun", 20
LONGEST = 60  # minutes; whoever took longer did something else between


def begin(session: MutableMapping[str, Any], owed: UUID, blanks: int) -> None:
    """Something waits for a person here: remember since when, and how many blanks."""
    begun = session.get(NAME, {})
    if blanks and str(owed) not in begun:
        session[NAME] = dict([*begun.items(), (str(owed), [time(), blanks])][-MOST:])


def end(session: MutableMapping[str, Any], version: Version) -> None:
    """Signed: the time goes to the report, without place or person. Corrections and long breaks are not measured."""
    begun = dict(session.get(NAME, {}))
    since, blanks = begun.pop(str(version.owed_id), (0.0, 0))
    if not blanks:
        return
    session[NAME] = begun
    minutes = (time() - since) / 60
    if version.number == 1 and minutes <= LONGEST:
        requests.note_minutes(request=version.owed.round.request, minutes=minutes, blanks=blanks)
