"""intake: formfill backwards: a filled workbook becomes clean, checked records, and records are matched to known people.

>>> from datetime import date
>>> from qingzhuang.intake import TableCleaner, profile, read
>>> table = read("姓名,性别\\n张 三,男\\n".encode(), "list.csv").tables[0]
>>> [column.concept for column in table.columns]
['person.name', 'person.sex']
>>> [value[0].value for value in next(TableCleaner(table, profile(table), date(2026, 11, 30)).batches()).values]
['张三', 'male']
"""

from qingzhuang.intake.check import Checker, check_person
from qingzhuang.intake.clean import CleanBatch, TableCleaner
from qingzhuang.intake.columns import Column
from qingzhuang.intake.pace import collector_paused
from qingzhuang.intake.problems import Cleaned, Finding, Problem, Severity, problem
from qingzhuang.intake.profile import CodeQuestion, Profile, profile
from qingzhuang.intake.read import LeftOut, Table, Workbook, read
from qingzhuang.intake.records import Record, RecordMaker, records_of
from qingzhuang.intake.rows import Batch, Skipped
from qingzhuang.intake.seen import Seen
from qingzhuang.intake.values import address_key, cleaner_for

__all__ = [
    "Batch",
    "Checker",
    "CleanBatch",
    "Cleaned",
    "CodeQuestion",
    "Column",
    "Finding",
    "LeftOut",
    "Problem",
    "Profile",
    "Record",
    "RecordMaker",
    "Seen",
    "Severity",
    "Skipped",
    "Table",
    "TableCleaner",
    "Workbook",
    "address_key",
    "check_person",
    "cleaner_for",
    "collector_paused",
    "problem",
    "profile",
    "read",
    "records_of",
]
