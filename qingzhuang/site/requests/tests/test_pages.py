"""The pages: a demand is registered and its passport shown at once, decided by one click, and retired from the map."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qingzhuang.site.requests import actions
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.requests.models import Kind, Request
from qingzhuang.site.testing import forms

ROOM = "/requests/"


def test_a_dropped_form_shows_its_passport_at_once(cast, facts, sign_in):
    client = sign_in(cast.dan)
    sent = {"file": SimpleUploadedFile("老年人.xlsx", forms.roster())}
    page = client.get(client.post(f"{ROOM}register/", sent).headers["Location"]).content.decode()
    assert "80岁以上老年人花名册" in page and "未登记" in page and "75 %" in page and "老赵" not in page


def test_a_pasted_message_is_read(cast, facts, sign_in):
    client = sign_in(cast.alice)
    message = "【区民政局】请于12月30日17:00前报残疾人名单，姓名、身份证号、残疾等级。"
    page = client.get(client.post(f"{ROOM}register/", {"message": message}).headers["Location"]).content.decode()
    assert "区民政局" in page and "残疾人名单" in page and "17:00" in page


def test_nothing_sent_is_told_gently(cast, sign_in):
    assert sign_in(cast.dan).post(f"{ROOM}register/", {}).status_code == 400


def test_the_passport_is_mended_until_it_is_decided(cast, facts, sign_in, asked):
    request = asked()
    client = sign_in(cast.dan)
    said = {"title": "新名称", "frequency": "monthly", "as_of": "2026-06-30", "asker": "民政科", "due_at": "2026-12-30T17:00"}
    assert client.get(f"{ROOM}{request.pk}/amend/").status_code == 200
    assert client.post(f"{ROOM}{request.pk}/amend/", said).status_code == 302
    request.refresh_from_db()
    assert (request.title, request.frequency, request.due_at.isoformat()) == ("新名称", "monthly", "2026-12-30T09:00:00+00:00")
    wrong = said | {"period_from": "2026-02-01"}
    assert "请按先后" in client.post(f"{ROOM}{request.pk}/amend/", wrong).content.decode()
    actions.decide_request(cast.tina, request=request, verdict=Verdict.SEND)
    assert client.post(f"{ROOM}{request.pk}/amend/", said).status_code == 409


@pytest.mark.parametrize("way", ["answer", "shorten", "send", "return"])
def test_one_click_decides(cast, facts, sign_in, asked, way):
    request = asked()
    client = sign_in(cast.tina)
    assert client.get(f"{ROOM}{request.pk}/decide/").status_code == 200
    assert client.post(f"{ROOM}{request.pk}/decide/", {"verdict": way}).status_code == 302
    request.refresh_from_db()
    assert request.decided_by == cast.tina.person and client.get(f"{ROOM}{request.pk}/").status_code == 200


def test_the_letter_quotes_the_clauses_in_the_tone_chosen(cast, facts, sign_in, asked):
    request = asked(asker="卫健办")
    client = sign_in(cast.tina)
    warm = client.get(f"{ROOM}{request.pk}/letter/?tone=warm").content.decode()
    firm = client.get(f"{ROOM}{request.pk}/letter/?tone=firm").content.decode()
    assert "卫健办" in warm and "感谢" in warm and "感谢" not in firm and "《整治形式主义为基层减负若干规定》 第一条" in firm


def test_an_answer_shows_figures_live_and_no_people(cast, facts, sign_in, asked):
    request = actions.decide_request(cast.tina, request=asked(forms.statistics()), verdict=Verdict.ANSWER)
    client = sign_in(cast.dan)
    page = client.get(f"{ROOM}{request.pk}/answer/").content.decode()
    assert "临江社区" in page and "北苑社区" in page
    given = request.given.get()
    assert client.get(f"{ROOM}{request.pk}/answer/{given.pk}/").content[:2] == b"PK"


def test_the_map_proposes_what_can_go_and_retiring_it_shows_in_the_counter(cast, facts, sign_in, asked):
    actions.enter_kind(cast.tina, request=asked(), title="高龄老人花名册")
    small = [["80岁以上老年人名单", "", ""], ["序号", "姓名", "联系电话"], ["1", "", ""], ["2", "", ""]]
    kind = actions.enter_kind(cast.tina, request=asked(forms.workbook(small, ("A1:C1",), 2)), title="高龄老人通讯录")
    client = sign_in(cast.tina)
    page = client.get(f"{ROOM}kinds/map/").content.decode()
    assert 'data-counter="in_force">2<' in page and f'value="{kind.pk}"' in page and "<svg" in page
    page = client.post(
        f"{ROOM}kinds/retire/", {"kind": str(kind.pk), "reason": "重复", "from": "map"}, follow=True
    ).content.decode()
    assert 'data-counter="in_force">1<' in page and 'data-counter="retired">1<' in page
    kind.refresh_from_db()
    assert kind.merged_into.title == "高龄老人花名册" and "重复" in client.get(f"{ROOM}kinds/?archive").content.decode()


def test_the_catalogue_is_taken_away_with_its_method(cast, facts, sign_in, asked):
    actions.enter_kind(cast.tina, request=asked(frequency="monthly"), title="=高龄老人花名册")
    client = sign_in(cast.tina)
    table = client.get(f"{ROOM}kinds/catalogue.csv").content.decode("utf-8-sig")
    assert "每月" in table and "÷ 12" in table and "'=高龄老人花名册" in table
    assert table.splitlines()[2].split(",")[1] == "2"  # one blank to ask, two communities, every month
    assert client.get(f"{ROOM}kinds/catalogue.xlsx").content[:2] == b"PK"
    assert client.get(f"{ROOM}kinds/{Kind.objects.get().pk}/").status_code == 200


def test_a_request_outside_the_catalogue_bears_its_mark_where_communities_see_it(cast, facts, sign_in, asked):
    request = actions.decide_request(cast.tina, request=asked(), verdict=Verdict.SEND)
    client = sign_in(cast.alice)
    assert "未登记" in client.get(ROOM).content.decode() and "未登记" in client.get(f"{ROOM}{request.pk}/").content.decode()
    assert Request.objects.get().registered is False


def test_a_community_objects_on_its_page(cast, facts, sign_in, asked):
    request = actions.decide_request(cast.tina, request=asked(), verdict=Verdict.SEND)
    client = sign_in(cast.hana)
    client.post(f"{ROOM}{request.pk}/object/", {"reason": "上月刚报过"})
    page = sign_in(cast.tina).get(f"{ROOM}{request.pk}/").content.decode()
    assert "上月刚报过" in page


def test_each_figure_names_its_definition_and_leads_to_the_others(cast, facts, sign_in, asked):
    figures = forms.workbook([["高龄老人统计表", ""], ["单位", "高龄老人数"], ["", ""], ["", ""]], ("A1:B1",), 2)
    page = sign_in(cast.tina).get(f"{ROOM}{asked(figures).pk}/").content.decode()
    assert "高龄老人（1）" in page and "a=very_elderly%401&" in page and "b=very_elderly%40year-end" in page
    link = page.split('href="/definitions/compare/?')[1].split('"')[0].replace("&amp;", "&")
    assert sign_in(cast.tina).get(f"/definitions/compare/?{link}").context["asked"]


def test_the_definition_named_is_the_one_that_holds_there(cast, facts, sign_in, asked):
    from qingzhuang.site.definitions import actions as definitions

    figures = forms.workbook([["高龄老人统计表", ""], ["单位", "高龄老人数"], ["", ""], ["", ""]], ("A1:B1",), 2)
    definitions.choose(cast.tina, key="very_elderly@90", area=cast.town, reason="本地口径")
    page = sign_in(cast.tina).get(f"{ROOM}{asked(figures).pk}/").content.decode()
    assert "高龄老人（90）" in page and "b=very_elderly%401&" in page


def test_the_desk_reads_why_a_community_objects_where_it_decides_again(cast, facts, sign_in, asked):
    request = asked()
    actions.decide_request(cast.tina, request=request, verdict=Verdict.SEND)
    actions.object_to(cast.hana, request=request, reason="居民已经报过")
    page = sign_in(cast.tina).get(f"{ROOM}{request.pk}/decide/").content.decode()
    assert "居民已经报过" in page


def test_nothing_is_merged_with_a_report_that_nobody_chose(cast, facts, sign_in, asked):
    page = sign_in(cast.tina).get(f"{ROOM}{asked().pk}/decide/").content.decode()
    assert '<option value="">' in page
    assert sign_in(cast.tina).post(f"{ROOM}{asked().pk}/decide/", {"verdict": "merge", "kind": ""}).status_code == 400


def test_on_paper_what_has_to_be_asked_comes_before_what_is_known(cast, facts, asked):
    from qingzhuang.site.requests import pages

    heads = ["单位", *(f"{age}-{age + 4}岁人数" for age in range(0, 100, 5)), "花坛面积", "开会次数"]
    request = asked(forms.workbook([["人口表", *[""] * 22], heads, [""] * 23], ("A1:W1",), 2))
    rows = pages.passport(cast.tina, request, "zh-hans")["rows"]
    shown = [row.label for row in rows if row.on_paper]
    assert len(shown) == pages.LINES_ON_PAPER < len(rows) and {"花坛面积", "开会次数"} <= set(shown)
