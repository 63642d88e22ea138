"""Ask in the words of headings: '80岁以上独居老人 多少人' → a question, and its answer as number, table or list.

>>> from datetime import date
>>> from qingzhuang.tally import write
>>> write(ask("党员 多少人", date(2025, 12, 31)).question)
'count(person where party.is_member)'
"""

from __future__ import annotations

from qingzhuang.formfill.ask.model import Asking, Choice, Piece, Places
from qingzhuang.formfill.ask.read import ask
from qingzhuang.formfill.ask.reply import Part, Reply, places_in, reply, settled
from qingzhuang.formfill.ask.table import table_of

__all__ = ["Asking", "Choice", "Part", "Piece", "Places", "Reply", "ask", "places_in", "reply", "settled", "table_of"]
