"""Where facts come from, and how far each source is trusted when two differ."""

from __future__ import annotations

from enum import Enum


class Source(str, Enum):
    ENTRY = "entry"  # typed by a worker
    IMPORT = "import"  # a roster that was brought
    VISIT = "visit"  # seen or asked on the spot
    RESIDENT = "resident"  # said by the resident
    DOCUMENT = "document"  # a paper shown: ID card, household register, certificate
    DEPARTMENT = "department"  # returned by a department from its own register
    EVENT = "event"  # follows from a life event
    DECISION = "decision"  # a person chose between two values
    UNDO = "undo"  # takes back what was recorded
    SHRED = "shred"  # says that the values were taken out


# Of two values that begin on the same day the more trusted holds; a less trusted one that comes later waits for a person.
TRUST = {
    Source.IMPORT: 10,
    Source.ENTRY: 20,
    Source.RESIDENT: 20,
    Source.VISIT: 30,
    Source.DEPARTMENT: 40,
    Source.DOCUMENT: 40,
    Source.EVENT: 40,
    Source.DECISION: 90,
    Source.UNDO: 0,
    Source.SHRED: 0,
}


class State(str, Enum):
    """What has become of a record. It is itself a fact (`state`), so that it has a day and a source."""

    PRESENT = "present"
    MOVED_OUT = "moved_out"
    DEAD = "dead"
    ENDED = "ended"  # of what does not die: a household dissolved, a shop closed, a house pulled down
    MERGED = "merged"  # the same as another record, named by the fact `merged_into`


STATE, MERGED_INTO = "state", "merged_into"
