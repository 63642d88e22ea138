"""The residents' pages: check a paper, ask for one by telephone, follow it. Owns no tables; nothing here tells who lives where."""

COUNTS = "nothing"
