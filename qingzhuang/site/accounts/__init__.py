"""People and areas: a post ties a person to an area and a role; rights are predicates over the tree of areas.

The owner may, the colleague may less, the neighbour gets 404.
"""

COUNTS = "nothing"
