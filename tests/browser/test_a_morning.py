"""What she does at 8:20: drop the form, settle it by keys, download it; and the same form next month."""

from __future__ import annotations

import base64
import io

import openpyxl
import pytest
from playwright.sync_api import expect

from qingzhuang.site.testing import forms
from tests.browser.conftest import PHONE

DROP = """
([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
}
"""
PASTE = """
([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  document.body.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData: carried }));
}
"""


def opened(signed, number: int) -> None:
    """Wait until the panel shows a blank, and what stands in it answers."""
    expect(signed.page.locator("#panel")).to_have_attribute("data-panel", str(number))
    signed.page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


def current(signed) -> str:
    return signed.page.locator(".panel-label").inner_text()


@pytest.mark.parametrize("how", [DROP, PASTE], ids=["dropped", "pasted"])
def test_a_form_is_on_the_screen_when_it_is(open_page, how):
    signed = open_page()
    with signed.page.expect_navigation():
        signed.page.evaluate(how, ["名册.xlsx", base64.b64encode(forms.roster()).decode()])
    assert "老赵" in signed.page.locator(".paper").inner_text()
    assert signed.faults == []


def test_the_form_comes_back_filled(open_page):
    signed = open_page()
    signed.bring("roster", "老年人花名册.xlsx")
    with signed.page.expect_download() as download:
        signed.page.keyboard.press("d")
    assert download.value.suggested_filename == "老年人花名册（已填）.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert [sheet.cell(row, 2).value for row in range(3, 7)] == ["老赵", "老李", "老郑", "老陈"]


def test_a_click_on_a_cell_opens_its_blank(open_page):
    signed = open_page()
    signed.bring("roster")
    signed.page.get_by_text("139****0002").first.click()
    opened(signed, 3)
    assert "联系电话" in current(signed)
    assert signed.page.locator("td.is-current").first.inner_text().endswith("联系电话")


def test_another_meaning_is_searched_chosen_and_taken_back(open_page):
    signed = open_page()
    signed.bring("roster")
    signed.page.locator("[data-open='4']").click()
    opened(signed, 4)
    signed.page.keyboard.press("/")
    signed.page.keyboard.type("minzu")
    signed.page.get_by_role("button", name="民族", exact=True).click()
    expect(signed.page.locator("td.filled", has_text="汉族")).to_have_count(4)
    signed.page.locator("h1").click()
    signed.page.keyboard.press("u")
    expect(signed.page.locator("td.filled", has_text="汉族")).to_have_count(0)
    assert signed.faults == []


def test_next_month_nothing_is_asked(open_page):
    signed = open_page()
    signed.bring("roster")
    signed.page.locator("[data-open='4']").click()
    opened(signed, 4)
    signed.page.keyboard.press("/")
    signed.page.keyboard.type("民族")
    signed.page.get_by_role("button", name="民族", exact=True).click()
    expect(signed.page.locator("td.filled", has_text="汉族")).to_have_count(4)
    signed.bring("roster")
    assert signed.page.locator(".panel-done").is_visible()


def test_question_mark_shows_the_keys(open_page):
    signed = open_page()
    signed.bring("roster")
    signed.page.keyboard.press("?")
    assert signed.page.locator("dialog.help").is_visible()
    signed.page.keyboard.press("Escape")
    assert not signed.page.locator("dialog.help").is_visible()


def test_keys_are_letters_while_one_types(open_page):
    signed = open_page()
    signed.bring("card")
    signed.page.fill("#who", "")
    signed.page.locator("#who").press_sequentially("u?n")
    assert signed.page.input_value("#who") == "u?n" and not signed.page.locator("dialog.help").is_visible()


def test_a_card_is_filled_for_whom_one_finds(open_page):
    signed = open_page()
    signed.bring("card")
    signed.page.fill("#who", "zhaojianguo")
    signed.page.get_by_role("button", name="就填这位").click()
    signed.page.wait_for_load_state()
    assert "临江社区1栋101" in signed.page.locator(".paper").inner_text()


def test_a_file_that_is_no_form_is_refused_gently(open_page):
    signed = open_page()
    signed.page.goto(signed.base)
    file = {"name": "照片.xls", "mimeType": "application/octet-stream", "buffer": forms.NOT_A_FORM}
    with signed.page.expect_navigation():
        signed.page.set_input_files("input[name=file]", file)
    assert signed.page.locator(".refusal-todo").is_visible()


def test_works_without_scripts(open_page):
    signed = open_page(java_script_enabled=False)
    page = signed.page
    page.set_input_files(
        "input[name=file]", {"name": "名册.xlsx", "mimeType": "application/octet-stream", "buffer": forms.roster()}
    )
    page.get_by_role("button", name="开始填").click()
    page.get_by_role("link", name="按清单看").click()
    page.locator("input[name=say-4][value=typed]").check()
    page.fill("input[name=typed-4]", "三好老人")
    page.get_by_role("button", name="提交这些答复").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载填好的表").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert sheet["E3"].value == "三好老人"


def test_a_phone_needs_no_scrolling_sideways(open_page):
    signed = open_page(size=PHONE)
    for kind in ("roster", "card", "wide"):
        signed.bring(kind)
        for part in ("", "list/", "about/", "explain.html"):
            signed.page.goto(signed.page.url.split("?")[0].split("list/")[0].split("about/")[0] + part)
            wide = signed.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (kind, part)
            signed.page.go_back()


def test_no_page_breaks_its_own_policy_or_asks_another_host(open_page):
    signed = open_page("hana")
    signed.bring("roster")
    address = signed.page.url
    for page in ("", "list/", "about/", "explain.html", "delete/"):
        signed.page.goto(address + page)
    signed.page.goto(f"{signed.base}/log/")
    signed.page.goto(f"{signed.base}/forms/")
    assert signed.faults == []


def test_the_language_changes_everything(open_page):
    signed = open_page()
    for language, words in (("en", "Which form came today?"), ("zh-hant", "今天來了什麼表？"), ("zh-hans", "今天来了什么表？")):
        signed.page.click(".top > .menu summary")
        signed.page.click(f"button[name=language][value={language}]")
        assert signed.page.locator("h1").inner_text() == words
