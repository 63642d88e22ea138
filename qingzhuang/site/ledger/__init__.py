"""The facts: what is known of residents, households, dwellings, grids, organisations and places, each fact once.

`Statement` is the journal: what one source said of one record at once, only ever appended. `Record` is the current picture,
refreshed in the same transaction. `logic.fold` makes the picture of any day as it was known on any other. ID numbers and
telephones lie sealed (`logic.sealing`) and are found by their digests (`logic.finding`).
"""

COUNTS = "facts"
