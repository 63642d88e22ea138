"""formfill: read a form, work out what it asks, fill it: read → understand → answer → check → write.

>>> from qingzhuang.formfill import read, understand
>>> form = understand(read(open("form.xlsx", "rb").read(), "form.xlsx"))  # doctest: +SKIP
"""

from qingzhuang.formfill.match import understand
from qingzhuang.formfill.read import read

__all__ = ["read", "understand"]
