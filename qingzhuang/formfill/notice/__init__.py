"""A pasted message that asks for data, read with a small grammar: who asks, on what ground, what, by when, how often.

>>> from datetime import datetime
>>> notice = read_notice("【区民政局】请各社区于11月30日17:00前报送80岁以上老年人花名册，包括姓名、身份证号、联系电话。", datetime(2026, 11, 29, 9))
>>> notice.asker, notice.due, notice.title, notice.fields
('区民政局', datetime.datetime(2026, 11, 30, 17, 0), '80岁以上老年人花名册', ('姓名', '身份证号', '联系电话'))

What is not said stays empty: nothing is guessed. `words` has the passage from which each part was read.
"""

from qingzhuang.formfill.notice.fields import book_of_fields
from qingzhuang.formfill.notice.reading import Notice, read_marks, read_notice

__all__ = ["Notice", "book_of_fields", "read_marks", "read_notice"]
