"""The first page: a place to drop a form, the last forms, samples."""

from __future__ import annotations

from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.reports import actions
from qingzhuang.site.testing import forms


def test_takes_a_form_and_offers_samples(cast, sign_in):
    page = sign_in(cast.alice).get("/").content.decode()
    assert 'type="file"' in page and 'enctype="multipart/form-data"' in page and "人口信息登记表" in page


def test_shows_the_last_forms_of_the_community(cast, facts, sign_in):
    actions.bring_form(cast.alice, name="名册.xlsx", data=forms.roster())
    assert "80岁以上老年人花名册" in sign_in(cast.bob).get("/").content.decode()


def test_shows_nothing_of_the_neighbour(cast, facts, sign_in):
    actions.bring_form(cast.alice, name="名册.xlsx", data=forms.roster())
    assert "80岁以上老年人花名册" not in sign_in(cast.charlie).get("/").content.decode()


def test_says_which_file_could_not_be_read(cast, facts, sign_in):
    actions.bring_form(cast.alice, name="照片.xls", data=forms.NOT_A_FORM)
    assert "读不了" in sign_in(cast.alice).get("/").content.decode()


def test_the_history_lists_them_all_and_the_neighbours_none(cast, facts, sign_in):
    actions.bring_form(cast.alice, name="名册.xlsx", data=forms.roster())
    assert "80岁以上老年人花名册" in sign_in(cast.tina).get("/forms/").content.decode()
    assert "80岁以上老年人花名册" not in sign_in(cast.charlie).get("/forms/").content.decode()


def test_whoever_may_not_fill_is_not_asked_for_a_form(cast, sign_in):
    for post in (cast.bob, cast.dan, cast.ada, cast.otto):
        assert 'type="file"' not in sign_in(post).get("/").content.decode()


def test_shows_no_forms_to_whoever_may_not_see_them(cast, facts, sign_in):
    actions.bring_form(cast.alice, name="名册.xlsx", data=forms.roster())
    for post in (cast.dan, cast.ada, cast.otto):
        client = sign_in(post)
        assert "80岁以上老年人花名册" not in client.get("/").content.decode() and client.get("/forms/").status_code == 404


def test_an_empty_ledger_begins_with_the_rosters(cast, sign_in):
    assert "导入我的花名册" in sign_in(cast.alice).get("/").content.decode()
    assert "导入我的花名册" not in sign_in(cast.bob).get("/").content.decode()


def test_a_ledger_with_people_says_nothing_of_a_first_day(cast, sign_in):
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "赵玉兰"})
    assert "导入我的花名册" not in sign_in(cast.alice).get("/").content.decode()
