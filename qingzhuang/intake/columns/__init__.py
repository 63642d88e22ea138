"""The columns of a filled table and what they mean: as the blank form would be understood, and then by their values."""

from qingzhuang.intake.columns.headings import Found, find_tables
from qingzhuang.intake.columns.legend import read_legend
from qingzhuang.intake.columns.meaning import Column, columns_of

__all__ = ["Column", "Found", "columns_of", "find_tables", "read_legend"]
