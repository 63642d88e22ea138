"""At the desk and on the phone: a slip with the right office, a paper from typing a name, who still asks, a changed letter caught."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import AXE, DESKTOP, PHONE
from tests.browser.test_axe import findings

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])


@pytest.fixture
def woman(transactional_db, cast):
    """苏晓梅 of 临江社区, whose committee has a key."""
    from qingzhuang.seal.authority import add_issuer, ceremony
    from qingzhuang.seal.key_file import packed
    from qingzhuang.site.certificates import actions
    from qingzhuang.site.ledger import actions as ledger

    now = datetime.now(UTC)
    key, authority = add_issuer(ceremony("轻装区", now), cast.community.code, "临江社区居民委员会", now)
    actions.bring_trust(None, token=authority.token())
    actions.bring_key(None, area=cast.community, packed=packed(key))
    facts = {
        "name": "苏晓梅", "sex": "female", "id_number": "990101195003020044", "birth_date": "1950-03-02",
        "residence_address": "临江社区1栋101", "residence_type": "permanent",
    }  # fmt: skip
    return ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts)


def from_a_name(signed, paper: str, name: str = "") -> int:
    """From the first page of certificates to the button; returns the clicks."""
    page = signed.page
    page.goto(f"{signed.base}/certificates/")
    page.locator("#q").press_sequentially("sxm")
    page.locator("#hits .found-one").first.click()
    page.locator(f"input[name=what][value={paper}]").first.check()
    page.select_option("select[name=body]", "bank")
    if name:
        page.fill("input[name=body_name]", name)
        page.keyboard.press("Tab")
    page.locator("#decision .button-main").click()
    page.wait_for_load_state()
    return 4


def test_a_residence_certificate_is_on_paper_in_under_half_a_minute_from_typing_a_name(open_page, woman):
    signed = open_page()
    started = perf_counter()
    clicks = from_a_name(signed, "residence", "和风市商业银行")
    expect(signed.page.locator(".verdict strong")).to_have_text(
        "临江社区证〔2026〕1号" if datetime.now().year == 2026 else "临江社区证", timeout=20_000
    )
    address = signed.page.locator(".issued .button-main").get_attribute("href")
    file = signed.page.context.request.get(signed.base + address)
    assert file.body().startswith(b"%PDF") and "inline" in file.headers["content-disposition"]
    assert perf_counter() - started < 30 and clicks + 1 <= 5
    assert signed.faults == []


def test_a_forbidden_paper_ends_in_a_slip_with_the_right_office(open_page, woman):
    signed = open_page()
    page = signed.page
    page.goto(f"{signed.base}/certificates/new/?person={woman.pk}")
    page.locator("#words").press_sequentially("单身证明")
    expect(page.locator("#choices .choice")).to_have_count(1)
    page.locator("#choices input").check()
    page.select_option("select[name=body]", "bank")
    page.locator("#decision .button-main").click()
    expect(page.locator(".slip").first).to_contain_text("婚姻登记机关")
    expect(page.locator(".slip").first).to_contain_text("附件第8项")
    expect(page.locator(".declaration")).to_contain_text("苏晓梅")
    assert signed.faults == []


def test_the_register_shows_which_bank_still_asks(open_page, woman):
    signed = open_page()
    from_a_name(signed, "residence", "农村信用社")
    signed.page.goto(f"{signed.base}/certificates/askers/")
    expect(signed.page.locator("tbody tr").first).to_contain_text("农村信用社")
    signed.page.goto(f"{signed.base}/certificates/register/")
    expect(signed.page.locator("tbody tr").first).to_contain_text("苏晓梅")


def test_a_changed_letter_is_caught_by_the_page_that_checks(open_page, woman):
    signed = open_page()
    from_a_name(signed, "residence")
    page = signed.page
    href = page.locator(".issued .button-main").get_attribute("href")
    pdf = page.context.request.get(signed.base + href).body()
    at = pdf.index(b"/Contents") - 40
    for data, word in ((pdf, "有效"), (pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :], "不可信")):
        page.goto(f"{signed.base}/check/")
        page.set_input_files("input[name=file]", {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": data})
        page.locator("form button.wide").click()
        expect(page.locator(".answer-word")).to_contain_text(word)
    assert signed.faults == []


def test_the_page_that_residents_keep_checks_the_paper_with_the_network_off(open_page, woman, browser, tmp_path):
    signed = open_page()
    from_a_name(signed, "residence")
    page = signed.page
    asked = page.context.request
    pdf = asked.get(signed.base + page.locator(".issued .button-main").get_attribute("href")).body()
    kept = asked.get(f"{signed.base}/check/offline.html")
    if kept.status == 409:
        pytest.skip("no browser libraries: make setup, with a network")
    (tmp_path / "verify.html").write_bytes(kept.body())
    away = browser.new_context(offline=True, viewport=PHONE, locale="zh-CN").new_page()
    away.goto((tmp_path / "verify.html").as_uri())
    for data, kind in ((pdf, "good"), (pdf.replace(b"/Count 1", b"/Count 2", 1), "bad")):
        away.set_input_files("#file", {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": data})
        expect(away.locator(f"#verdict.{kind}")).to_be_visible()
    away.context.close()


def test_a_form_that_was_not_sent_yet_complains_of_nothing(open_page, woman):
    signed = open_page()
    for address in (
        f"/certificates/new/?person={woman.pk}",
        f"/certificates/new/?person={woman.pk}&what=volunteer",
        "/certificates/many/",
    ):
        signed.page.goto(signed.base + address)
        expect(signed.page.locator(".error")).to_have_count(0)
    signed.page.goto(f"{signed.base}/certificates/")
    box = signed.page.locator("#q")
    assert box.evaluate("field => field.scrollWidth <= field.clientWidth"), "its hint is cut"


def test_from_the_phone_to_the_desk_and_back(open_page, woman, browser, live_server, cast):
    phone = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    phone.goto(f"{live_server.url}/apply/{cast.community.code}/")
    phone.locator("input[value=residence]").check()
    phone.select_option("select[name=body]", "school")
    phone.locator("form button.wide").click()
    phone.fill("input[name=name]", "苏晓梅")
    phone.fill("input[name=id_number]", "990101195003020044")
    phone.locator("input[name=consent]").check()
    phone.locator("form button.wide").click()
    code = phone.locator(".desk-code").inner_text()
    desk = open_page()
    desk.page.goto(f"{desk.base}/certificates/?q={code}")
    desk.page.locator("#hits button").first.click()
    expect(desk.page.locator(".issued")).to_be_visible()
    phone.reload()
    expect(phone.locator(".answer-word")).to_contain_text("证明已办好")
    assert desk.faults == []
    phone.context.close()


@SIZES
def test_axe_finds_nothing_on_the_pages_of_certificates(open_page, woman, size, cast):
    if not AXE.exists():
        pytest.skip("axe is not installed: npm ci")
    signed = open_page("alice", size, bypass_csp=True)
    from_a_name(signed, "residence")
    found = [f"show: {finding}" for finding in findings(signed.page)]
    for address in (
        "/certificates/", f"/certificates/new/?person={woman.pk}&what=residence&body=bank", "/certificates/new/?what=marriage",
        "/certificates/register/", "/certificates/askers/", "/certificates/kinds/", "/certificates/many/", f"/certificates/of/{woman.pk}/",
        "/check/", "/apply/", f"/apply/{cast.community.code}/", f"/apply/{cast.community.code}/?what=residence&body=bank",
    ):  # fmt: skip
        signed.page.goto(signed.base + address)
        found += [f"{address}: {finding}" for finding in findings(signed.page)]
        assert signed.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), address
    assert found == []
