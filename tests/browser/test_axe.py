"""axe finds nothing to complain of, on every page, on a desk and on a phone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import AXE, DESKTOP, PHONE

PAGES = ["", "list/", "about/", "explain.html", "delete/", "?blank=4", "blanks/4/meanings/?words=女", "blanks/1/records/"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(autouse=True)
def _axe_is_there():
    if not AXE.exists():
        pytest.skip("axe is not installed: npm ci")


def findings(page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_finds_nothing_before_signing_in(browser, live_server, db, size):
    context = browser.new_context(viewport=size, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/")
    assert findings(page) == []
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_finds_nothing_on_the_pages_of_a_form(open_page, size):
    signed = open_page("hana", size, bypass_csp=True)
    signed.bring("roster")
    address = signed.page.url
    found = []
    for page in PAGES:
        signed.page.goto(address + page)
        found += [f"{page}: {finding}" for finding in findings(signed.page)]
    assert found == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_finds_nothing_on_cards_and_statistics(open_page, size):
    signed = open_page("hana", size, bypass_csp=True)
    found = []
    for kind in ("card", "statistics"):
        signed.bring(kind)
        found += findings(signed.page)
    assert found == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_finds_nothing_on_the_other_pages(open_page, size):
    signed = open_page("hana", size, bypass_csp=True)
    signed.bring("roster")
    found = []
    compared = "/definitions/compare/?a=very_elderly@1&b=elderly@1&day=2026-06-30"
    for page in (
        "/",
        "/forms/",
        "/definitions/?q=留守",
        compared,
        "/publish/",
        "/ask/",
        "/ask/?q=各网格 女 名单",
        "/ask/?q=按性别 人数",
        "/log/",
        "/nowhere/",
    ):
        signed.page.goto(signed.base + page)
        found += [f"{page}: {finding}" for finding in findings(signed.page)]
    signed.page.click(".top > .menu summary")
    assert [*found, *findings(signed.page)] == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_finds_nothing_on_the_pages_of_people_and_areas(open_page, cast, size):
    """Pages that show a password or codes once are reached by their buttons."""
    signed = open_page("otto", size, bypass_csp=True)
    person = f"/people/{cast.alice.person_id}/"
    found = []
    for page in ("/", "/people/", "/people/new/", person, "/areas/", f"/areas/{cast.community.code}/", "/me/", "/me/password/",
                 "/me/second-factor/", "/sign-in/code/"):  # fmt: skip
        signed.page.goto(signed.base + page)
        for folded in signed.page.locator("main details").all():
            folded.evaluate("part => { part.open = true }")
        found += [f"{page}: {finding}" for finding in findings(signed.page)]
    signed.page.goto(signed.base + person)
    signed.page.click(f"form[action='{person}password/'] button")
    found += findings(signed.page)
    assert found == [] and signed.page.locator("dd.secret").count() == 1


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_finds_nothing_on_the_first_set_up(browser, live_server, db, size):
    context = browser.new_context(viewport=size, bypass_csp=True)
    page = context.new_page()
    page.goto(live_server.url)
    assert page.url.endswith("/set-up/") and findings(page) == []
    page.fill("[name=code]", "wrong")
    page.fill("[name=name]", "苏")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.click("main form button")
    assert page.locator(".error").count() > 1 and findings(page) == []
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_finds_nothing_on_the_pages_of_an_import(open_page, size):
    from tests.browser.test_a_dozen_workbooks import dropped, residents

    signed = open_page("alice", size, bypass_csp=True)
    dropped(signed, ("居民花名册.xlsx", residents()))
    address, found = signed.page.url, []
    for page in ("", "rows/", "who/", "tables/0/columns/2/?words=电话", "delete/", "../"):
        signed.page.goto(address + page)
        for closed in signed.page.locator("details.type summary").all():  # where a value is typed anew
            closed.click()
        found += [f"{page}: {finding}" for finding in findings(signed.page)]
    assert found == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_finds_nothing_on_the_pages_of_exchange(open_page, size):
    signed = open_page("hana", size, bypass_csp=True)
    found = []
    for page in ("/exchange/", "/exchange/files/", "/exchange/description/"):
        signed.page.goto(signed.base + page)
        found += [f"{page}: {finding}" for finding in findings(signed.page)]
    signed.page.goto(signed.base + "/exchange/")
    for name, text in (("name", "县平台"), ("sender", "county"), ("purpose", "数据回流")):
        signed.page.fill(f"input[name={name}]", text)
    signed.page.click("main form .button-main")
    assert signed.page.inner_text(".secret").startswith("qz1_")
    assert found + findings(signed.page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_finds_nothing_on_the_pages_of_facts(open_page, cast, size):
    """What is to be mended, open questions, own fields; a person, what happens to them, and taking their values out."""
    from qingzhuang.site.ledger import actions as ledger
    from qingzhuang.site.quality.actions import questions

    facts = {"name": "苏晓梅", "id_number": "990101194803020013", "birth_date": "1948-03-03", "sex": "女"}
    person = ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts)
    gone = ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "钱贵", "state": "moved_out"})
    field = ledger.define_field(
        cast.hana, area=cast.community, entity="person", label="取暖方式", kind="code", values=["煤炉", "燃气"], purpose="安全",
        basis="消防法", months=12,
    )  # fmt: skip
    questions.ask(area=cast.community, unknown=[(person.pk, "phone")], title="名册")
    signed = open_page("hana", size, bypass_csp=True)
    found = []
    for page in ("/facts/", "/facts/of/birth_not_id/", "/facts/of/no_household/", "/facts/questions/", "/facts/fields/",
                 "/facts/fields/new/", f"/facts/fields/{field.name}/", "/ledger/", "/ledger/?q=苏", f"/ledger/{person.pk}/",
                 f"/ledger/{person.pk}/history/", f"/ledger/{gone.pk}/take-out/", f"/events/{person.pk}/death/", "/events/due/"):  # fmt: skip
        response = signed.page.goto(signed.base + page)
        assert response.status == 200, page
        for folded in signed.page.locator("main details").all():
            folded.evaluate("part => { part.open = true }")
        found += [f"{page}: {finding}" for finding in findings(signed.page)]
    assert found == []
