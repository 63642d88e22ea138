"""Rosters that are brought: a filled workbook is read, looked over row by row, and taken over into the ledger.

What a run would do is worked out once (`actions.plan`) and kept, sealed, in parts of some thousand rows; the preview shows it and
taking over writes exactly that, a part a transaction. `logic` groups rows and decides; `queries.pages` shows; `background` works in the
background.
"""

COUNTS = "facts"
