"""How far a run has come, and what becomes of a row."""

from __future__ import annotations

from enum import Enum

ROOM = "imports"  # where the files of imports are kept, apart from those of forms


class Run(str, Enum):
    """States of a run; the first two and the `…ING` ones move on by themselves."""

    WAITING = "waiting"  # to be read
    READING = "reading"
    PREVIEWED = "previewed"  # waits for a person
    QUEUED = "queued"  # to be taken over
    COMMITTING = "committing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    REFUSED = "refused"  # nothing in it can be taken over; `refusal` says why
    FAILED = "failed"  # a fault of ours; what was committed is committed


AT_WORK = frozenset((Run.WAITING, Run.READING, Run.QUEUED, Run.COMMITTING, Run.UNDOING))


class Outcome(str, Enum):
    """What becomes of a row."""

    NEW = "new"  # somebody the ledger did not know
    CHANGED = "changed"  # known, and the row says something new
    SAME = "same"  # known, and the row says what is known
    LOOK = "look"  # not taken until a person decides
    REFUSED = "refused"  # not taken: it cannot be
    SKIPPED = "skipped"  # no record: a total, a heading printed again, a note


TAKEN = (Outcome.NEW, Outcome.CHANGED, Outcome.SAME)
