"""A district of twelve communities in three towns: a department's two demands from asking to having, and the desk's catalogue."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from qingzhuang.site.testing import forms
from tests.browser.conftest import PHONE
from tests.browser.test_a_demand import BANDS, enter, statistics
from tests.browser.test_a_report_all_the_way import press

TOWNS, IN_EACH = 3, 4
MEN, WOMEN, TABLES = [1, 2, 0, 1], [2, 1, 1, 3], [5, 0, 12, 7]  # people of 60 and more, and tables, by place in the town


@pytest.fixture
def district(cast, _journal_let_go) -> Any:
    """The district with its desk (`he`), a department (`fang`), somebody in each town and community, and its people."""
    from qingzhuang.site.accounts import actions
    from qingzhuang.site.accounts.queries import Level, Role
    from qingzhuang.site.ledger import actions as ledger

    def post(name: str, area: Any, role: Role) -> Any:
        person = actions.create_account(None, username=name, name=f"{name}君", password="open-sesame-9")
        return actions.give_post(None, person=person, area=area, role=role, begins=date(2020, 1, 1))

    area = actions.add_area(None, code="990201000000", name="青禾区", level=Level.COUNTY, parent=None)
    towns, places = [], []
    for town in range(1, TOWNS + 1):
        above = actions.add_area(None, code=f"990201{town:03}000", name=f"第{town}街道", level=Level.TOWN, parent=area)
        towns.append(post(f"t{town}", above, Role.TOWN))
        for at in range(IN_EACH):
            code, name = f"990201{town:03}{at + 1:03}", f"{'春夏秋冬'[at]}{'山水田'[town - 1]}社区"
            place = actions.add_area(None, code=code, name=name, level=Level.COMMUNITY, parent=above)
            head = post(f"c{town}{at + 1}", place, Role.HEAD)
            places.append(head)
            for sex, count in (("male", MEN[at]), ("female", WOMEN[at])):
                for number in range(count):
                    known = {"name": f"{'赵钱孙李'[at]}{'甲乙丙'[number]}", "birth_date": f"195{number + 4}-03-01", "sex": sex}
                    ledger.add_record(head, entity="person", area=place, facts=known, valid_from=date(2026, 1, 1))
    return SimpleNamespace(
        area=area, towns=towns, places=places, he=post("he", area, Role.DISTRICT), fang=post("fang", area, Role.DEPARTMENT)
    )  # fmt: skip


def bring(signed: Any, name: str, data: bytes) -> str:
    """A form is given to the register; the address of its passport."""
    signed.page.goto(f"{signed.base}/requests/")
    with signed.page.expect_navigation():
        signed.page.set_input_files(
            "input[name=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        )  # fmt: skip
    return str(signed.page.url)


def sign_in_as(signed: Any, post: Any) -> None:
    """Somebody else sits down, without the page of the password."""
    client = Client()
    client.force_login(post.person, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    signed.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": signed.base}])


def choose(signed: Any, address: str, way: str) -> None:
    """The desk decides what a passport is about."""
    signed.page.goto(address)
    signed.page.get_by_role("link", name="作决定").click()
    press(signed, way)


def taken(signed: Any, link: Any) -> Any:
    """The first sheet of the workbook behind a link."""
    with signed.page.expect_download() as download:
        link.click()
    return openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active


def test_what_is_asked_already_asks_no_community_and_the_desk_retires_a_kind(open_page, district):
    enter(district.he, "分年龄人口月报", statistics("分年龄人口统计表", *BANDS))
    enter(district.he, "少年儿童人口季报", statistics("人口统计表", *BANDS[:3]))
    fang, he = open_page("fang"), open_page("he")
    address = bring(fang, "年龄结构.xlsx", statistics("各社区年龄结构一览", *BANDS, "围棋爱好者"))
    expect(fang.page.locator("main")).to_contain_text("94 %")
    choose(he, address, "答复")
    fang.page.goto(address)
    fang.page.get_by_role("link", name="答复").click()
    rows = list(taken(fang, fang.page.locator(".plain-list a").first).iter_rows(values_only=True))
    told = {row[0]: row[BANDS.index("70-74岁") + 1] for row in rows[2:]}
    assert told == {f"第{town}街道": sum(MEN) + sum(WOMEN) for town in range(1, TOWNS + 1)}
    community = open_page("c11")
    community.page.goto(f"{community.base}/returns/")
    expect(community.page.locator("main")).to_contain_text("现在没有欠报的")

    he.page.goto(f"{he.base}/requests/kinds/map/")
    expect(he.page.locator("[data-counter=in_force]")).to_have_text("2")
    he.page.get_by_label("停用少年儿童人口季报").check()
    he.page.fill("input[name=reason]", "内容已在月报中")
    press(he, "停用选中的")
    expect(he.page.locator("[data-counter=in_force]")).to_have_text("1")
    expect(he.page.locator("[data-counter=retired]")).to_have_text("1")
    assert fang.faults == he.faults == community.faults == []


def test_a_new_form_asks_each_its_new_blank_and_comes_back_as_one_workbook(open_page, district):
    fang, he = open_page("fang"), open_page("he", PHONE)
    rows = [["老年人口统计表", *[""] * 4], ["类别", "人数", "男", "女", "太极拳队数"], ["60岁以上", *[""] * 4]]
    address = bring(fang, "活动.xlsx", forms.workbook(rows, ("A1:E1",), 2))
    choose(he, address, "精简后下发")
    expect(he.page.get_by_role("status").first).to_contain_text("12 个社区中 0 个已签报")
    way = str(he.page.url)

    community = open_page("c11")
    for number, post in enumerate(district.places):
        if number:
            sign_in_as(community, post)
        community.page.goto(f"{community.base}/returns/")
        community.page.locator(".owed .what a").first.click()
        asked = community.page.locator("input[name^=blank-]")
        expect(asked).to_have_count(1)
        asked.fill(str(TABLES[number % IN_EACH]))
        press(community, "填入")
        press(community, "签报")
    for post in (*district.towns, district.he):
        sign_in_as(community, post)
        community.page.goto(f"{community.base}/returns/")
        press(community, "签报")

    fang.page.goto(way)
    sheet = taken(fang, fang.page.get_by_role("link", name="下载汇总表"))
    men, women, tables = (TOWNS * sum(each) for each in (MEN, WOMEN, TABLES))
    assert [sheet.cell(3, column).value for column in range(2, 6)] == [men + women, men, women, tables]

    he.page.goto(way)
    he.page.get_by_role("link", name="每个数的来历").click()
    he.page.locator(".paper a").first.click()
    expect(he.page.locator("h1")).to_have_text(str(men + women))
    for part in ("第1街道", "春山社区"):
        he.page.get_by_role("link", name=f"为什么 {part}").click()
    expect(he.page.locator("h1")).to_have_text(str(MEN[0] + WOMEN[0]))
    sign_in_as(community, district.places[0])
    community.page.goto(he.page.url)
    community.page.get_by_role("link", name="看是哪些人").click()
    expect(community.page.locator("#behind")).to_contain_text("赵*")
    assert fang.faults == he.faults == community.faults == []
