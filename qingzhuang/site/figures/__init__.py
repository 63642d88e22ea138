"""A figure explained, wherever it stands: its question in words, the definition and version, who is behind it, and why it changed.

Any question that gives a number, of any place and day that the reader may see. Nothing is kept: what a figure was when it was signed
is known to `returns`, which uses the waterfall of this area.
"""

COUNTS = "facts"
