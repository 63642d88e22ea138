"""Small rules: the header line, the next blank, names of files."""

from __future__ import annotations

from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.site.reports.logic import WAITING, Summary, clean_name, file_name_of, next_unsettled, summary

A, U, S, O, K, W = (*(outcome.value for outcome in Outcome), WAITING)  # noqa: E741


def test_the_header_line_counts_what_the_ledger_is_asked():
    counted = summary([A, A, A, U, S, O, K, W])
    assert counted == Summary(known=3, unsure=1, asked=1, outside=1, kept=1, waiting=1) and counted.total == 6


def test_the_next_blank_is_yellow_and_after_this_one():
    assert [next_unsettled([A, U, S, U], after) for after in (-1, 1, 3)] == [1, 3, 1]


def test_red_ones_come_when_no_yellow_is_left():
    assert next_unsettled([A, S], 0) == 1


def test_nothing_is_next_when_all_is_settled():
    assert next_unsettled([A, O, W], -1) is None


def test_a_name_keeps_its_words_and_gets_the_true_suffix():
    assert file_name_of("3月 报表.et", mark="已填", suffix="xlsx") == "3月 报表（已填）.xlsx"


def test_a_name_without_anything_to_keep_is_called_form():
    assert file_name_of("\u202e??.xls", mark="已填", suffix="xls") == "form（已填）.xls"
    assert clean_name("../..") == "form"
