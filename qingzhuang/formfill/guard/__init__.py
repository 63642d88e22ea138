"""The publication guard: a list that leaves the house shows no ID number, telephone or account in full, wherever the file keeps one.

>>> from qingzhuang.formfill.guard import cover, inspect
>>> found = inspect("姓名,身份证号\\n张三,990101198001010014\\n".encode(), "名单.csv")
>>> [(one.kind, one.place, one.covered) for one in found.findings]
[('name', '名单 A2', '张*'), ('id_number', '名单 B2', '990101********0014')]
>>> found.refused, cover("姓名,身份证号\\n张三,990101198001010014\\n".encode(), "名单.csv").data.decode().split()[1]
(True, '张*,990101********0014')
"""

from __future__ import annotations

from qingzhuang.formfill.guard.findings import Finding, Inspection
from qingzhuang.formfill.guard.inspect import Covered, cover, inspect
from qingzhuang.formfill.guard.numbers import FULL

__all__ = ["FULL", "Covered", "Finding", "Inspection", "cover", "inspect"]
