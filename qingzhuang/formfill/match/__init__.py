"""Matching: what each blank of a laid-out form asks of the ledger, with a score and a reason in words."""

from qingzhuang.formfill.match.form import understand

__all__ = ["understand"]
