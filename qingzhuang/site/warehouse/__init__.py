"""Where the facts of an area lie: a dataset folder, opened once and shared by all readers.

The facts ledger that writes such folders is a room of its own; until it is built, a folder is named by the setting
QINGZHUANG_FACTS or, for an area and all below it, by a row of `FactsFolder`.
"""

COUNTS = "nothing"
