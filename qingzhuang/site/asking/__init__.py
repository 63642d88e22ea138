"""Asking: a question in the words of headings, answered from the facts of one's own area with number, chart or list.

Nothing is kept but a line in the log, which holds neither the words nor anybody's name, and what the office chose a word to mean,
which stands with the definitions.
"""

COUNTS = "facts"
