"""Life events: one entry (a birth, a death, a move …) changes all that follows; and each day what falls due is laid before a person.

What follows from an event is worked out in `logic`, shown line by line before anything is recorded, and recorded as one deed.
"""

COUNTS = "facts"
