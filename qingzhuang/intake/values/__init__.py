"""Values made clean, one module per kind of value; `cleaner_for` picks the one for a field.

A cleaner is a pure function of the raw value. What it takes, changes, asks or refuses is in the problems of its answer; cleaning a
clean value changes nothing.
"""

from qingzhuang.intake.values.address import address_key, clean_address
from qingzhuang.intake.values.code import clean_code, clean_codes
from qingzhuang.intake.values.day import clean_day, settles
from qingzhuang.intake.values.field import Cleaner, cleaner_for
from qingzhuang.intake.values.id_number import clean_id_number
from qingzhuang.intake.values.name import clean_name
from qingzhuang.intake.values.number import clean_number
from qingzhuang.intake.values.phone import clean_phone
from qingzhuang.intake.values.text import clean_text
from qingzhuang.intake.values.yes_no import clean_yes_no

__all__ = [
    "Cleaner",
    "address_key",
    "clean_address",
    "clean_code",
    "clean_codes",
    "clean_day",
    "clean_id_number",
    "clean_name",
    "clean_number",
    "clean_phone",
    "clean_text",
    "clean_yes_no",
    "cleaner_for",
    "settles",
]
