"""Definitions (口径): what a word means by whom, which version holds in an area, and why two numbers differ, person by person.

The definitions themselves are content of the vocabulary; here stands only which version an area has chosen, and why.
"""

COUNTS = "facts"
