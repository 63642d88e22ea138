"""The cast of the tests, and forms small enough to be written out.

alice works in a community, bob looks on there, charlie works in the community next door, hana heads alice's community.
"""

COUNTS = "nothing"
