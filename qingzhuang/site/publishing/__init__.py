"""Publishing: a file looked through before it leaves the house, its covered copy, and the day on which the notice comes down.

Of the file itself only name, fingerprint and what was found are kept, covered; the copy is kept until the notice is down.
"""

COUNTS = "forms"
