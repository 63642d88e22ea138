from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.read.number_format import is_date, shown, to_moment, to_serial


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (110101199001011234, "General", "110101199001011234"),
        (3, "0.00", "3.00"),
        (2.5, "0", "3"),
        (-2.5, "#,##0.0", "-2.5"),
        (-5, "0;[Red](0)", "(5)"),
        (0, "0;-0;;@", ""),
        (1234567, "#,##0", "1,234,567"),
        (0.256, "0.0%", "25.6%"),
        (12, '0"元"', "12元"),
        (7, "000", "007"),
        (0.5, "#.##", ".5"),
        (12000, "0.0,", "12.0"),
        (12345, "0.00E+00", "1.23E+04"),
        (5, "[$¥-804]#,##0.00", "¥5.00"),
        (True, "General", "TRUE"),
        ("文", "@", "文"),
        (date(2026, 1, 2), "yyyy-mm-dd", "2026-01-02"),
        (date(2026, 1, 2), 'yyyy"年"m"月"d"日"', "2026年1月2日"),
        (date(2026, 1, 2), "[$-804]yyyy年m月", "2026年1月"),
        (date(2026, 11, 22), "[DBNum1]yyyy年m月d日", "二〇二六年十一月二十二日"),
        (date(2026, 1, 2), "m/d/yy", "1/2/26"),
        (datetime(2026, 1, 2, 15, 4, 5), "yyyy-m-d h:mm:ss", "2026-1-2 15:04:05"),
        (datetime(2026, 1, 2, 15, 4), "h:mm AM/PM", "3:04 PM"),
        (datetime(2026, 1, 2, 15, 4), "上午/下午h时mm分", "下午3时04分"),
        (time(9, 5), "h:mm", "9:05"),
        (date(2026, 11, 22), "aaaa", "星期日"),
    ],
)
def test_shows_a_value_the_way_it_prints(value, code, text):
    assert shown(value, code) == text


def test_tells_date_formats_from_others():
    assert is_date("yyyy/m/d") and is_date("h:mm") and is_date("[h]:mm") and is_date('m"月"d"日"')
    assert not any(is_date(code) for code in ("General", "0.00", "@", '"day"0', "#,##0;[Red]-#,##0", "0_ "))


def test_counts_days_as_spreadsheets_do():
    assert to_moment(1) == date(1900, 1, 1) and to_moment(59) == date(1900, 2, 28) and to_moment(61) == date(1900, 3, 1)
    assert to_moment(0.5) == time(12) and to_moment(0, epoch1904=True) == date(1904, 1, 1)
    assert to_moment(-1) == -1 and to_moment(1e9) == 1e9


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(9999, 12, 31)), st.booleans())
def test_turns_a_day_into_a_number_and_back(day, epoch1904):
    if epoch1904 and day.year < 1905:
        return
    assert to_moment(to_serial(day, epoch1904), epoch1904) == day


@given(st.one_of(st.floats(), st.integers(), st.dates()), st.text(alphabet='0#?.,%;@[]ymdhsaE+-"年月 _*\\General/', max_size=12))
def test_never_fails_on_a_strange_format(value, code):
    assert isinstance(shown(value, code), str)
