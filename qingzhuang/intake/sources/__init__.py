"""A filled file as sheets: the first rows with all their looks, and all rows one after the other.

`open_file` finds the format by content. Of .xlsx and .csv only the first rows are held in memory, the others pass by; other formats
are read whole, as formfill reads them.
"""

from qingzhuang.intake.sources.opened import MAX_FILE, open_file
from qingzhuang.intake.sources.sheet import HEAD_ROWS, Opened, Raw, Sheet

__all__ = ["HEAD_ROWS", "MAX_FILE", "Opened", "Raw", "Sheet", "open_file"]
