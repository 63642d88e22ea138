"""formfill: read a form, work out what it asks, fill it: read → understand → answer → check → write.

>>> from qingzhuang.formfill import read, understand
>>> form = understand(read(open("form.xlsx", "rb").read(), "form.xlsx"))  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qingzhuang.formfill.read import read

if TYPE_CHECKING:
    from qingzhuang.formfill.match import understand

__all__ = ["read", "understand"]


def __getattr__(name: str) -> Any:
    """`understand` is loaded when first used: a process that only reads a file does not wait for the vocabulary."""
    if name == "understand":
        from qingzhuang.formfill.match import understand

        return understand
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
