"""A demand for data on its way: nearly all of it is asked already, so nobody is asked; and the desk retires what others ask too."""

from __future__ import annotations

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from qingzhuang.site.testing import forms
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_axe import findings

BANDS = [f"{age}-{age + 4}岁" for age in range(0, 80, 5)]


def statistics(title: str, *columns: str) -> bytes:
    rows = [[title, *[""] * len(columns)], ["单位", *columns], *[[""] * (len(columns) + 1)] * 3]
    return forms.workbook(rows, (f"A1:{openpyxl.utils.get_column_letter(len(columns) + 1)}1",), 2)


def enter(desk, title: str, data: bytes):
    from qingzhuang.site.requests import actions

    request = actions.register_request(desk, told=actions.Told(title=title, asker="统计办"), name="表.xlsx", data=data)
    return actions.enter_kind(desk, request=request)


def test_a_department_gets_what_is_known_and_no_community_is_asked(open_page, cast):
    enter(cast.tina, "分年龄人口月报", statistics("分年龄人口统计表", *BANDS))
    dan = open_page("dan")
    dan.page.goto(f"{dan.base}/requests/")
    data = statistics("各社区年龄结构一览", *BANDS, "围棋爱好者")
    with dan.page.expect_navigation():
        dan.page.set_input_files(
            "input[name=file]", {"name": "年龄结构.xlsx", "mimeType": "application/octet-stream", "buffer": data}
        )  # fmt: skip
    body = dan.page.locator("main")
    expect(body).to_contain_text("94 %")
    expect(body).to_contain_text("分年龄人口月报")
    address = dan.page.url

    tina = open_page("tina")
    tina.page.goto(address)
    tina.page.get_by_role("link", name="作决定").click()
    expect(tina.page.locator(".way-proposed")).to_contain_text("由台账直接答复")
    with tina.page.expect_navigation():
        tina.page.locator(".way-proposed button").click()

    dan.page.goto(address)
    dan.page.get_by_role("link", name="答复").click()
    expect(dan.page.locator("main")).to_contain_text("临江社区")
    with dan.page.expect_download() as taken:
        dan.page.locator(".plain-list a").first.click()
    rows = list(openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes())).active.iter_rows(values_only=True))
    assert {"临江社区", "北苑社区"} <= {row[0] for row in rows} and any(isinstance(value, int) and value for value in rows[2][1:])
    assert {row[len(BANDS) + 1] for row in rows[2:]} == {None}  # what nobody knows stays empty

    alice = open_page("alice")
    alice.page.goto(f"{alice.base}/requests/")
    expect(alice.page.locator("main")).not_to_contain_text("各社区年龄结构一览")
    assert dan.faults == tina.faults == alice.faults == []


def test_the_desk_retires_a_report_from_the_map_and_the_counter_shows_it(open_page, cast):
    enter(cast.tina, "分年龄人口月报", statistics("分年龄人口统计表", *BANDS))
    enter(cast.tina, "少年儿童人口季报", statistics("人口统计表", *BANDS[:3]))
    tina = open_page("tina")
    tina.page.goto(f"{tina.base}/requests/kinds/map/")
    expect(tina.page.locator("[data-counter=in_force]")).to_have_text("2")
    tina.page.get_by_label("停用少年儿童人口季报").check()
    tina.page.fill("input[name=reason]", "内容已在月报中")
    with tina.page.expect_navigation():
        tina.page.get_by_role("button", name="停用选中的").click()
    expect(tina.page.locator("[data-counter=in_force]")).to_have_text("1")
    expect(tina.page.locator("[data-counter=retired]")).to_have_text("1")
    tina.page.goto(f"{tina.base}/requests/kinds/?archive")
    expect(tina.page.locator("main")).to_contain_text("内容已在月报中")
    assert tina.faults == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_the_pages_of_requests(open_page, cast, size):
    from qingzhuang.site.requests import actions

    kind = enter(cast.tina, "高龄老人花名册", forms.roster())
    request = actions.register_request(cast.dan, told=actions.Told(asker="民政科"), name="名册.xlsx", data=forms.roster())
    signed = open_page("tina", size, bypass_csp=True)
    found = []
    pages = (
        "",
        f"{request.pk}/",
        f"{request.pk}/amend/",
        f"{request.pk}/decide/",
        f"{request.pk}/letter/",
        f"{request.pk}/answer/",
    )
    for page in (*pages, "kinds/", "kinds/map/", f"kinds/{kind.pk}/", "calendar/"):
        signed.page.goto(f"{signed.base}/requests/{page}")
        found += [f"{page}: {finding}" for finding in findings(signed.page)]
        wide = signed.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        found += [f"{page}: wider than the screen"] if wide else []
    assert found == []
