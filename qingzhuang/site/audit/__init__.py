"""Who did or saw what, in a chain: each entry carries the hash of the one before it.

A deed has a dotted name in the past tense and a sentence (`deeds.py` of each area registers its own). `actions.record` is
called inside the transaction of the deed. Entries never hold names or numbers of residents, only record keys and counts, so
there is nothing to shred but the actor's own name, which is kept apart from the hash.
"""

COUNTS = "deeds"
