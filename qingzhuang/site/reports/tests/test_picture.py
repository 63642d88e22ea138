"""A form of a day is filled from the facts of that day, and says which day's facts they are."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from qingzhuang.site.reports import actions, queries
from qingzhuang.site.testing import forms
from qingzhuang.site.testing.facts import check_digit

JUNE = date(2026, 6, 30)


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.DATA = tmp_path
    settings.FACTS_FOLDER = tmp_path / "facts" / "demo"


@pytest.fixture
def moved(cast, data_folder):
    """Two people: one here since January, one since August; the first called otherwise until July."""
    from qingzhuang.site.ledger import actions as ledger

    def add(serial: int, name: str, since: date):
        digits = f"99010119400312{serial:02d}2"
        facts = {"name": name, "id_number": digits + check_digit(digits), "sex": "女", "residence_address": "临江社区3幢"}
        return ledger.add_record(cast.alice, entity="person", area=cast.community, valid_from=since, facts=facts)

    first = add(1, "苏晓梅", date(2026, 1, 1))
    add(2, "钱秀英", date(2026, 8, 1))
    ledger.record_facts(cast.alice, record=first, facts={"name": "苏小梅"}, valid_from=date(2026, 7, 15))


def roster_names(client, review) -> list[object]:
    data = client.post(reverse("reports:fill", args=[review.pk])).content
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return sorted(sheet[f"B{row}"].value for row in range(3, 6) if sheet[f"B{row}"].value)


def test_lists_who_lived_here_on_the_day_as_they_were_called(cast, moved, sign_in):
    client = sign_in(cast.alice)
    review = actions.bring_form(cast.alice, name="名册.xlsx", data=forms.roster(), as_of=JUNE)
    assert roster_names(client, review) == ["苏晓梅"]
    actions.set_scope(cast.alice, review=review, area_code=cast.community.code, as_of=timezone.localdate())
    assert roster_names(client, review) == ["苏小梅", "钱秀英"]


def test_the_page_says_whose_picture_it_is(cast, moved, sign_in):
    review = actions.bring_form(cast.alice, name="名册.xlsx", data=forms.roster(), as_of=JUNE)
    page = sign_in(cast.alice).get(reverse("reports:review", args=[review.pk])).content.decode()
    assert "2026-06-30 当天的台账：1 人；今天 2 人" in page
    explained = sign_in(cast.alice).get(reverse("reports:explain", args=[review.pk, "json"])).json()
    assert explained["facts_of"] == "2026-06-30"


def test_todays_facts_can_be_asked_for(cast, moved, sign_in):
    client = sign_in(cast.alice)
    review = actions.bring_form(cast.alice, name="名册.xlsx", data=forms.roster(), as_of=JUNE)
    sent = {"area": cast.community.code, "as_of": "2026-06-30", "todays_facts": "on"}
    page = client.post(reverse("reports:scope", args=[review.pk]), sent, follow=True).content.decode()
    assert f"{timezone.localdate().isoformat()} 当天的台账：2 人；年龄按 2026-06-30 算" in page
    assert roster_names(client, review) == ["苏小梅", "钱秀英"]


def test_a_day_before_the_ledger_began_takes_todays_facts_and_says_so(cast, moved, sign_in):
    client = sign_in(cast.alice)
    review = actions.bring_form(cast.alice, name="名册.xlsx", data=forms.roster(), as_of=date(2025, 12, 31))
    work = queries.work_for(cast.alice, review)
    assert work.picture.missing and [one.code for one in work.filling.findings] == ["picture"]
    assert "2025-12-31 这一天台账里还没有人" in client.get(reverse("reports:review", args=[review.pk])).content.decode()
    assert roster_names(client, review) == ["苏小梅", "钱秀英"]


def test_a_folder_of_facts_knows_no_days(cast, facts, brought, sign_in):
    page = sign_in(cast.alice).get(reverse("reports:review", args=[brought().pk])).content.decode()
    assert "文件夹" in page
