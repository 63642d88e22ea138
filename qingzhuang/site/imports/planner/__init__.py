"""What a list would do to the ledger, worked out row by row without writing: shown as the preview, and written as it was shown."""

from qingzhuang.site.imports.planner.book import Book
from qingzhuang.site.imports.planner.table import plan_table

__all__ = ["Book", "plan_table"]
