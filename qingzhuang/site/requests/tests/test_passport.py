"""The passport: what is known, who asks it already, what is missing, what it costs."""

from __future__ import annotations

import pytest

from qingzhuang.rulebook import Outcome
from qingzhuang.site.requests import actions
from qingzhuang.site.requests.passport import passport_for
from qingzhuang.site.testing import forms


@pytest.fixture
def sheet(cast, facts, asked):
    def made(*args, actor=None, **told):
        return passport_for(actor or cast.dan, asked(*args, **told))

    return made


def outcomes(found):
    return {verdict.rule.id: verdict.outcome for verdict in found.verdicts}


def test_tells_what_the_ledger_knows_and_what_is_not_its_own(sheet):
    found = sheet()
    assert {line.ask.label: line.state for line in found.lines} == {
        "姓名": "known", "身份证号": "known", "联系电话": "known", "所获荣誉称号": "not_ours",
    }  # fmt: skip
    assert (found.total, found.known_percent, found.counts["ask"]) == (4, 75, 0)


def test_names_the_reports_that_ask_the_same_by_questions_and_not_by_titles(cast, sheet, asked):
    actions.enter_kind(cast.tina, request=asked(), title="高龄津贴发放明细")
    renamed = forms.workbook(
        [["80周岁以上老年人台账", "", "", ""], ["序号", "姓名", "公民身份号码", "户籍地址"], ["1", "", "", ""], ["2", "", "", ""]],
        ("A1:D1",), 2,
    )  # fmt: skip
    found = sheet(renamed)
    assert [(source.title, source.is_kind, share) for source, share in found.alike] == [("高龄津贴发放明细", True, 67)]
    assert found.duplicate_percent == 67 and outcomes(found)["request-repeats"] is Outcome.NOT_MET
    assert [line.ask.label for line in found.lines if not line.same] == ["户籍地址"]


def test_neither_its_own_kind_nor_its_last_time_counts_as_another_report(cast, facts, asked):
    kind = actions.enter_kind(cast.tina, request=asked())
    first, second = (
        actions.register_request(cast.dan, told=actions.Told(), kind=kind, message=f"{month}月报") for month in (1, 2)
    )
    found = passport_for(cast.dan, second)
    assert (found.duplicate_percent, found.alike) == (0, ())
    assert first in found.earlier and second not in found.earlier
    assert outcomes(found)["request-repeats"] is Outcome.MET


def test_the_same_form_of_the_same_asker_is_its_last_time_and_of_another_a_repetition(cast, facts, asked):
    first, again, other = asked(asker="民政科"), asked(asker="民政科"), asked(asker="老龄办")
    assert passport_for(cast.dan, again).earlier == (first,) and passport_for(cast.dan, again).duplicate_percent == 100
    found = passport_for(cast.dan, other)
    assert found.earlier == () and {source.number for source, _share in found.alike} == {first.pk, again.pk}


def test_what_was_merged_still_names_the_report_it_went_into(cast, facts, asked):
    kind = actions.enter_kind(cast.tina, request=asked())
    merged = asked(asker="老龄办")
    actions.decide_request(cast.tina, request=merged, verdict=actions.Verdict.MERGE, kind=kind)
    assert [source.number for source, _share in passport_for(cast.dan, merged).kinds] == [kind.pk]


def test_says_in_words_how_a_near_question_differs(cast, sheet, asked):
    figures = forms.workbook([["80岁以上老年人统计表", ""], ["单位", "人数"], ["", ""], ["", ""]], ("A1:B1",), 2)
    actions.enter_kind(cast.tina, request=asked(figures))
    found = sheet(forms.workbook([["70岁以上老年人统计表", ""], ["单位", "人数"], ["", ""], ["", ""]], ("A1:B1",), 2))
    (line,) = found.lines
    assert line.same == () and [apart.in_words() for _source, apart in line.near] == [
        "只算：70 周岁及以上；那边只算：80 周岁及以上"
    ]


def test_reads_the_message_and_a_deadline_against_the_calendar(cast, facts):
    message = "【区民政局】根据区民发〔2026〕12号，请报80岁以上老年人名单，姓名、身份证号、联系电话，于2020年1月3日前报。"
    request = actions.register_request(cast.alice, told=actions.Told(), message=message)
    found = passport_for(cast.alice, request)
    assert (request.asker, request.basis_number, request.title) == ("区民政局", "区民发〔2026〕12号", "80岁以上老年人名单")
    assert found.overdue and found.time.days == 0 and found.counts["known"] == 3
    assert outcomes(found)["request-not-past"] is Outcome.NOT_MET and outcomes(found)["request-basis"] is Outcome.MET


def test_says_which_sensitive_facts_the_purpose_does_not_cover(cast, facts):
    def uncovered(purpose):
        told = actions.Told(title="残疾人名单", purpose=purpose)
        request = actions.register_request(cast.dan, told=told, typed="姓名\n残疾等级")
        return outcomes(passport_for(cast.dan, request))["sensitive-covered"]

    assert uncovered("发放残疾人两项补贴") is Outcome.MET and uncovered("春节慰问") is Outcome.NOT_MET


def test_what_nobody_may_collect_blocks(cast, facts):
    request = actions.register_request(cast.dan, told=actions.Told(title="摸底"), typed="姓名\n是否刑满释放人员")
    assert passport_for(cast.dan, request).blocks


def test_a_survey_form_without_its_marks_is_told(cast, facts, sheet):
    assert outcomes(sheet(forms.statistics()))["survey-number"] is Outcome.NOT_MET
    assert outcomes(sheet(forms.statistics(), form_number="T1"))["survey-number"] is Outcome.MET


def test_costs_what_must_be_asked_times_minutes_communities_and_times_a_year(sheet):
    found = sheet(frequency="monthly")
    assert (found.cost.blanks, found.cost.communities, found.cost.times, found.cost.minutes) == (1, 2, 12, 2)
    assert found.cost.hours == pytest.approx(1 * 2 * 2 * 12 / 60) and found.cost.as_it_came == pytest.approx(4 * 2 * 2 * 12 / 60)
