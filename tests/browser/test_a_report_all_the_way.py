"""A form goes to every community, is filled, one missing fact asked, signed, rolled up, downloaded; every number explains itself."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from playwright.sync_api import expect

from qingzhuang.site.returns.tests.conftest import HERE, THERE
from tests.browser.conftest import AXE, DESKTOP, PHONE
from tests.browser.test_axe import findings

ROWS = [["80岁以上老年人情况", "", ""], ["姓名", "性别", "联系电话"], ["", "", ""], ["", "", ""]]


@pytest.fixture
def sent(cast, _journal_let_go):
    """A department's form with names and telephones, and one with figures, both sent; one telephone is missing."""
    from qingzhuang.site.ledger import actions as ledger
    from qingzhuang.site.requests import actions as requests
    from qingzhuang.site.requests.logic import Verdict
    from qingzhuang.site.returns.tests.conftest import bands
    from qingzhuang.site.testing import forms

    for post, area, people in ((cast.alice, cast.community, HERE), (cast.charlie, cast.neighbour, THERE)):
        for at, facts in enumerate(people):
            phone = {} if facts["name"] == "钱秀英" else {"phone": f"1390000000{at}"}
            ledger.add_record(post, entity="person", area=area, facts=facts | phone, valid_from=date(2026, 1, 1))
    found = []
    for name, data in (("名册", forms.workbook(ROWS, ("A1:C1",), 2)), ("老年人口", bands())):
        told = requests.Told(title=name, asker="民政科", as_of=date(2026, 11, 28))
        request = requests.register_request(cast.dan, told=told, name=f"{name}.xlsx", data=data)
        found.append(requests.decide_request(cast.tina, request=request, verdict=Verdict.SEND))
    return found


def press(signed, name: str) -> None:
    with signed.page.expect_navigation():
        signed.page.get_by_role("button", name=name).first.click()
    signed.page.wait_for_load_state()


def test_from_the_department_and_back_to_it(open_page, cast, sent):
    town = open_page("tina")
    town.page.goto(f"{town.base}/returns/rounds/")
    press(town, "各处填报 名册")
    expect(town.page.get_by_role("status").first).to_contain_text("2 个社区中 0 个已签报")
    found = sent[0].rounds.get()  # in tests background work is done at once

    alice = open_page("alice")
    alice.page.goto(f"{alice.base}/returns/")
    alice.page.get_by_role("link", name="名册", exact=True).click()
    expect(alice.page.locator("main")).to_contain_text("联系电话")
    alice.page.get_by_role("link", name="按户列的问题").click()
    alice.page.locator("input[name=value]").first.fill("13900000009")
    with alice.page.expect_navigation():
        alice.page.locator("form.mends button.button-main").first.click()
    alice.page.goto(f"{alice.base}/returns/")
    press(alice, "签报")
    charlie = open_page("charlie", PHONE)
    charlie.page.goto(f"{charlie.base}/returns/")
    press(charlie, "签报")

    town.page.goto(f"{town.base}/returns/")
    press(town, "签报")
    dan = open_page("dan")
    dan.page.goto(f"{dan.base}/returns/rounds/{found.pk}/")
    with dan.page.expect_download() as download:
        dan.page.get_by_role("link", name="下载汇总表").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 3).value) for row in range(3, 6)] == [
        ("赵建国", "13900000000"), ("钱秀英", "13900000009"), ("吴刚毅", "13900000000"),
    ]  # fmt: skip
    assert [signed.faults for signed in (town, alice, charlie, dan)] == [[], [], [], []]


def signed_all(cast, request):
    """A round of figures that everybody has signed."""
    from qingzhuang.site.returns import actions
    from qingzhuang.site.returns.models import Return

    found = actions.begin_round(cast.tina, request=request)
    actions.fill_round(found.pk)
    for post in (cast.alice, cast.charlie, cast.tina):
        if post is cast.tina:
            actions.roll_up(found.returns.get(area=cast.town).pk)
        owed = Return.objects.select_related("round__area", "area", "review__filled_for").get(round=found, area=post.area)
        actions.sign(post, owed=owed, stamp=owed.stamp)
    return found


def test_every_number_clicked_explains_itself(open_page, cast, sent):
    found = signed_all(cast, sent[1])
    town = open_page("tina")
    town.page.goto(f"{town.base}/returns/rounds/{found.pk}/")
    town.page.get_by_role("link", name="每个数的来历").click()
    numbers = town.page.locator(".paper a")
    expect(numbers).to_have_count(9)
    for at in range(9):
        told = numbers.nth(at).inner_text()
        numbers.nth(at).click()
        expect(town.page.locator("h1")).to_have_text(told)
        expect(town.page.locator(".told")).to_contain_text("周岁")
        town.page.go_back()
    numbers.nth(3).click()  # 80 and more
    town.page.get_by_role("link", name="为什么 临江社区").click()
    expect(town.page.locator("h1")).to_have_text("2")
    town.page.get_by_role("link", name="看是哪些人").click()
    expect(town.page.locator("#behind")).to_contain_text("赵**")
    assert town.faults == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_the_pages_of_returns(open_page, cast, sent, size):
    if not AXE.exists():
        pytest.skip("axe is not installed: npm ci")
    from qingzhuang.site.returns import actions

    found = signed_all(cast, sent[1])
    waiting = actions.begin_round(cast.tina, request=sent[0])
    actions.fill_round(waiting.pk)
    own, whole = waiting.returns.get(area=cast.community), found.returns.get(area=cast.town)
    wrong = []
    pages = {
        "alice": ["", f"{own.pk}/", "verify/"],
        "tina": ["rounds/", f"rounds/{found.pk}/", f"{whole.pk}/", f"{whole.pk}/versions/1/", f"{whole.pk}/versions/1/cells/B4/"],
    }
    for who, addresses in pages.items():
        signed = open_page(who, size, bypass_csp=True)
        for address in addresses:
            signed.page.goto(f"{signed.base}/returns/{address}")
            signed.page.wait_for_load_state()
            wrong += [f"{address}: {one}" for one in findings(signed.page)]
            wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            wrong += [f"{address}: wider than the screen"] if signed.page.evaluate(wide) else []
    assert wrong == []
