"""Pages of people and posts: what one sees, and the password that is shown once."""

from __future__ import annotations

import re

import pytest

from qingzhuang.site.accounts import actions
from qingzhuang.site.accounts.logic import Role
from qingzhuang.site.accounts.models import User
from qingzhuang.site.testing.cast import PASSWORD

PEOPLE = "/people/"
NEW = {"name": "倪娜", "username": "nina", "role": "worker", "begins": "2026-06-30"}


def test_the_head_sees_who_works_here_and_nobody_else(cast, sign_in):
    page = sign_in(cast.hana).get(PEOPLE).content.decode()
    assert "周敏" in page and "吴刚" in page and "顾松" in page and "郑洁" not in page and "田宁" not in page


def test_the_town_sees_all_below(cast, sign_in):
    page = sign_in(cast.tina).get(PEOPLE).content.decode()
    assert "周敏" in page and "郑洁" in page and "社区工作者 · 北苑社区" in page


def test_people_are_found_by_name_account_or_area(cast, sign_in):
    client = sign_in(cast.tina)
    for words in ("郑", "charlie", "北苑"):
        page = client.get(PEOPLE, {"q": words}).content.decode()
        assert "郑洁" in page and "周敏" not in page


def test_a_long_list_has_pages(cast, sign_in):
    for number in range(60):
        person = User.objects.create(username=f"z{number:03}", name=f"员{number:03}")
        actions.give_post(None, person=person, area=cast.community, role=Role.READER, begins=cast.bob.begins)
    client = sign_in(cast.hana)
    first, second = client.get(PEOPLE).content.decode(), client.get(PEOPLE, {"page": 2}).content.decode()
    assert "员010" in first and "员059" not in first and "员059" in second and "第 2 页，共 2 页" in second
    assert client.get(PEOPLE, {"page": "x"}).status_code == 200


def test_the_list_asks_as_often_for_many_as_for_few(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.tina)
    with django_assert_max_num_queries(8):
        client.get(PEOPLE)


def test_a_new_colleague_gets_a_password_once_and_changes_it(cast, sign_in, client):
    page = sign_in(cast.hana).post("/people/new/", NEW | {"area": cast.community.code})
    password = re.search(r'<dd class="mono secret">([^<]+)</dd>', page.content.decode())[1]
    assert "no-store" in page.headers["Cache-Control"] and re.fullmatch(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}", password)
    assert password not in client.get("/people/").content.decode()
    client.logout()
    client.post("/sign-in/", {"username": "nina", "password": password})
    assert client.get("/").headers["Location"] == "/me/password/"
    assert client.get("/forms/").headers["Location"] == "/me/password/"
    client.post("/me/password/", {"old": password, "new": "feng-he-mei-ran", "again": "feng-he-mei-ran"})
    assert client.get("/").status_code == 200


def test_a_refusal_stands_beside_what_was_typed(cast, sign_in):
    page = sign_in(cast.hana).post("/people/new/", NEW | {"area": cast.community.code, "username": "alice"}).content.decode()
    assert "已经有账号“alice”了" in page and 'value="倪娜"' in page


def test_the_head_is_offered_only_what_the_head_may_give(cast, sign_in):
    page = sign_in(cast.hana).get("/people/new/").content.decode()
    roles = set(re.findall(r'<option value="([a-z_]+)"', page))
    assert roles == {"grid_worker", "worker", "reader", "resident"} and cast.neighbour.code not in page


def test_a_role_that_was_not_offered_is_not_taken(cast, sign_in):
    sign_in(cast.hana).post("/people/new/", NEW | {"area": cast.community.code, "role": "operator"})
    assert not User.objects.filter(username="nina").exists()


def test_what_somebody_does_elsewhere_is_not_shown(cast, sign_in):
    actions.give_post(None, person=cast.alice.person, area=cast.neighbour, role=Role.READER, begins=cast.bob.begins)
    page = sign_in(cast.hana).get(f"/people/{cast.alice.person_id}/").content.decode()
    assert "北苑" not in page and "重置为初始密码" not in page and "密码和账号由能管到此人全部岗位的负责人来管理" in page


@pytest.mark.parametrize("button", ["close", "sessions/end", "second-factor/remove"])
def test_buttons_are_sent_not_followed(cast, sign_in, button):
    assert sign_in(cast.hana).get(f"/people/{cast.alice.person_id}/{button}/").status_code == 405


def test_a_new_first_password_opens_and_the_old_one_does_not(cast, sign_in, client):
    page = sign_in(cast.hana).post(f"/people/{cast.alice.person_id}/password/").content.decode()
    password = re.search(r'<dd class="mono secret">([^<]+)</dd>', page)[1]
    client.logout()
    assert client.post("/sign-in/", {"username": "alice", "password": PASSWORD}).status_code == 200
    assert client.post("/sign-in/", {"username": "alice", "password": password}).status_code == 302


def test_areas_are_added_and_renamed_on_their_page(cast, sign_in):
    client = sign_in(cast.hana)
    client.post(f"/areas/{cast.community.code}/", {"name": "临江二网格", "code": "990101001001002", "level": "grid"})
    client.post("/areas/990101001001002/rename/", {"name": "江边网格"})
    assert "江边网格" in client.get("/areas/").content.decode()


@pytest.mark.parametrize("code", ["990101001002001", "99010100100100", "990101001001001", "x"])
def test_a_code_that_cannot_stand_here_is_refused(cast, sign_in, code):
    page = sign_in(cast.hana).post("/areas/", {"name": "临江二网格", "code": code, "level": "grid"}).content.decode()
    assert "临江二网格" in page and re.search(r'<span class="error"[^>]*>[^<]*区划代码', page)


def test_an_area_outside_is_not_found(cast, sign_in):
    client = sign_in(cast.hana)
    for code in (cast.neighbour.code, cast.town.code, "000"):
        assert client.get(f"/areas/{code}/").status_code == 404
        assert client.post(f"/areas/{code}/rename/", {"name": "我的"}).status_code == 404
