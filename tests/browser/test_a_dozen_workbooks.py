"""Last year's rosters, as messy as they are, dropped into an empty ledger: looked over, settled, taken over, found."""

from __future__ import annotations

import base64
from datetime import date

import pytest
from playwright.sync_api import expect

from qingzhuang.site.testing import forms
from qingzhuang.site.testing.facts import check_digit
from tests.browser.conftest import PHONE

DROP = """
(files) => {
  const carried = new DataTransfer();
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    carried.items.add(new File([bytes], name));
  }
  for (const kind of ["dragenter", "dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
}
"""


def number(serial: int, woman: bool, born: date = date(1948, 3, 2)) -> str:
    digits = f"990101{born:%Y%m%d}{serial:02d}{2 if woman else 1}"
    return digits + check_digit(digits)


def residents() -> bytes:
    """Sexes as 0 and 1, full-width digits, a small x, 18 zeros, a lost number, totals, the headings once more."""
    names = ("苏国强", "周丽华", "苏小宝", "李大勇", "吴秀英", "冯玉珍", "钱建军", "孙桂兰")
    heads = ["序号", "姓名", "身份证号码", "性别", "与户主关系", "联系电话", "现住址"]
    relation = ("户主", "配偶", "子", "户主", "配偶", "户主", "户主", "配偶")
    rows = [
        [str(at + 1), name, number(at, at % 2 == 1), str(at % 2), relation[at], f"1390000{at:04d}", f"晴川路{at // 3 + 1}号"]
        for at, name in enumerate(names)
    ]
    rows[1][2] = "".join(chr(ord(sign) + 0xFEE0) for sign in rows[1][2])
    rows[5][2] = "0" * 18
    rows[6][2] = "9.90101E+17"
    return forms.workbook(
        [["临江社区居民花名册", *[""] * 6], heads, *rows[:4], heads, *rows[4:], ["", "合计", "8人", *[""] * 4]], ("A1:G1",), 2
    )


def elders() -> bytes:
    """The same people once more, with another telephone, and one whose check digit is wrong."""
    wrong = number(60, True)[:17] + ("1" if number(60, True)[17] != "1" else "2")
    rows = [["周丽华", number(1, True), "13911110001"], ["郑小红", wrong, "13911110060"], ["陈大勇", number(61, False), "—"]]
    title_too_short = ("A1:B1",)  # a column was added and nobody merged the title anew
    return forms.workbook([["八十岁以上老人", "", ""], ["姓名", "身份证号", "联系电话"], *rows], title_too_short, 2)


def households() -> bytes:
    rows = [["苏国强", number(0, False), "晴川路1号", "是"], ["李大勇", number(3, True), "晴川路2号", "否"]]
    return forms.workbook(
        [["低保户名册", "", "", ""], ["户主姓名", "户主身份证号", "家庭住址", "是否低保户"], *rows], ("A1:D1",), 2
    )


def dropped(signed, *files: tuple[str, bytes]) -> None:
    signed.page.goto(f"{signed.base}/imports/")
    with signed.page.expect_navigation():
        signed.page.evaluate(DROP, [[name, base64.b64encode(data).decode()] for name, data in files])


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, PHONE], ids=["desktop", "phone"])
def test_three_workbooks_become_a_ledger(open_page, cast, size):
    from qingzhuang.site.ledger import queries

    signed = open_page("alice", size)
    signed.page.goto(signed.base)
    signed.page.get_by_role("link", name="导入我的花名册").click()  # the first page of an empty ledger leads to them
    expect(signed.page).to_have_url(f"{signed.base}/imports/")
    dropped(signed, ("居民花名册.xlsx", residents()), ("老人名册.xlsx", elders()), ("低保户.xlsx", households()))
    expect(signed.page.locator("tbody tr")).to_have_count(3)

    signed.page.get_by_role("link", name="居民花名册.xlsx").click()
    expect(signed.page.locator(".code")).to_contain_text("身份证号")
    signed.page.locator(".code button").click()  # what 0 and 1 mean
    expect(signed.page.locator(".code")).to_have_count(0)
    signed.page.get_by_role("button", name="不带号码导入").click()
    expect(signed.page.locator(".said")).to_contain_text("不带号码导入")
    signed.page.get_by_role("button", name="导入 8 行").click()
    expect(signed.page.locator(".done-words")).to_contain_text("8 行")

    signed.page.goto(f"{signed.base}/imports/")
    signed.page.get_by_role("link", name="老人名册.xlsx").click()
    signed.page.locator(".outcomes a", has_text="待确认").click()
    expect(signed.page.locator(".found.is-ask").first).to_be_visible()  # the wrong check digit, marked where it stands
    assert [hit.name for hit in queries.found_for(cast.alice, "苏小宝")] == ["苏小宝"]
    assert queries.found_for(cast.alice, "zlh")[0].name == "周丽华"
    assert signed.faults == []


def test_works_without_scripts_and_is_taken_back(open_page, cast):
    from qingzhuang.site.ledger import queries

    signed = open_page("alice", java_script_enabled=False)
    signed.page.goto(f"{signed.base}/imports/")
    file = {"name": "低保户.xlsx", "mimeType": "application/octet-stream", "buffer": households()}
    signed.page.set_input_files("input[name=file]", file)
    signed.page.get_by_role("button", name="读取").click()
    signed.page.get_by_role("button", name="导入 2 行").click()
    expect(signed.page.locator(".done-words")).to_be_visible()
    assert queries.found_for(cast.alice, "苏国强")
    signed.page.get_by_role("link", name="整份撤回").click()
    signed.page.get_by_role("button", name="撤回").click()
    assert not queries.found_for(cast.alice, "苏国强", entity="person")


def test_another_meaning_is_searched_by_keys(open_page):
    signed = open_page("alice")
    dropped(signed, ("低保户.xlsx", households()))
    signed.page.locator("details.columns summary").click()
    signed.page.get_by_role("link", name="别的意思… 家庭住址").click()
    signed.page.keyboard.type("jtdh")  # 家庭电话
    signed.page.get_by_role("button", name="家庭电话").click()
    signed.page.locator("details.columns summary").click()
    expect(signed.page.locator("tr", has_text="家庭住址")).to_contain_text("家庭电话")
    assert signed.faults == []
