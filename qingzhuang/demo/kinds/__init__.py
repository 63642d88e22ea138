"""192 kinds of reports as a district sends them out: made up, truly different, always the same.

They are put together from the headings that real reports use: whom they ask about (24 groups), how they cut them (rows of ages,
schooling, work, need …, one line with headings in two storeys, or a sheet of indicators), who asks and how often. No file of an office is copied.

>>> from itertools import islice
>>> [kind.title for kind in islice(kinds(), 2)]
['60岁以上老年人基本情况统计表', '60岁以上老年人分年龄性别统计表']
"""

from __future__ import annotations

from qingzhuang.demo.kinds.making import Kind, kinds, workbook

__all__ = ["Kind", "kinds", "workbook"]
