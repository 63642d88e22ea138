"""The first set-up: only with the printed code, only once."""

from __future__ import annotations

import pytest
from django.http import Http404

from qingzhuang.site.accounts import actions, first
from qingzhuang.site.accounts.logic import Level, Role
from qingzhuang.site.accounts.models import Area, Post, User
from qingzhuang.site.audit.models import Entry

ADDRESS = "/set-up/"
SENT = {
    "name": "苏晓梅", "username": "su", "new": "feng-he-mei-ran", "again": "feng-he-mei-ran", "role": "head",
    "name_town": "枫桥街道", "code_town": "990101001", "name_community": "柳岸社区", "code_community": "990101001001",
}  # fmt: skip


@pytest.fixture
def code(db, settings, tmp_path):
    settings.DATA = tmp_path
    return first.code()


def test_the_first_page_of_an_empty_site_leads_to_it(code, client):
    assert client.get("/sign-in/").headers["Location"] == ADDRESS and client.get(ADDRESS).status_code == 200


def test_the_code_is_made_once_and_readable_by_its_owner_only(code):
    assert first.code() == code and first.path().stat().st_mode & 0o777 == 0o600


def test_makes_the_line_of_areas_and_the_first_account(code, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(ADDRESS, SENT | {"code": f" {code.upper()} "}).headers["Location"] == "/sign-in/"
    assert list(Area.objects.values_list("code", "name", "parent__name")) == [
        ("990101001000", "枫桥街道", None),
        ("990101001001", "柳岸社区", "枫桥街道"),
    ]
    posts = list(Post.objects.values_list("person__username", "role", "area__name"))
    assert posts == [("su", "operator", "枫桥街道"), ("su", "head", "柳岸社区")]
    assert Entry.objects.order_by("number").first().deed == "site.set_up" and not first.path().exists()
    assert client.post("/sign-in/", {"username": "su", "password": "feng-he-mei-ran"}).headers["Location"] == "/"
    assert (
        'enctype="multipart/form-data"' in client.get("/").content.decode()
    )  # in the post in which she serves people, not the operator's


def test_is_not_there_afterwards(code, client):
    client.post(ADDRESS, SENT | {"code": code})
    assert (
        client.get(ADDRESS).status_code == 404
        and client.post(ADDRESS, SENT | {"code": code, "username": "so"}).status_code == 404
    )
    assert User.objects.count() == 1


def test_is_not_there_where_anybody_has_an_account(cast, client):
    assert client.get(ADDRESS).status_code == 404
    with pytest.raises(Http404):
        actions.set_up(line=[(Level.TOWN, "990101001000", "枫桥街道")], username="su", name="苏", password="x")


def test_a_wrong_code_makes_nothing_and_locks(code, client):
    for _ in range(5):
        assert "这不是启动窗口里显示的设置码" in client.post(ADDRESS, SENT | {"code": "abcd"}).content.decode()
    assert client.post(ADDRESS, SENT | {"code": "abcd"}).status_code == 429
    assert client.post(ADDRESS, SENT | {"code": code}).status_code == 429  # the right one does not open either
    assert not User.objects.exists()


def test_an_account_is_not_shut_by_wrong_codes_of_the_set_up(code, client):
    for _ in range(6):
        client.post(ADDRESS, SENT | {"code": "abcd"})
    actions.create_account(None, username="set-up", name="苏", password="feng-he-mei-ran")
    assert client.post("/sign-in/", {"username": "set-up", "password": "feng-he-mei-ran"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name_town": ""}, "名称和代码要一起填"),
        ({"code_town": "99010100"}, "这不是这一级的代码"),
        ({"code_community": "990101002001"}, "这个区划代码不能放在这里"),
        ({"name_town": "", "code_town": "", "name_community": "", "code_community": ""}, "至少要有一个辖区"),
        ({"again": "feng-he"}, "两次输入的不一样"),
        ({"new": "1234567890", "again": "1234567890"}, "密码"),
        ({"username": "苏"}, "这个账号名不能用"),
        ({"role": "town"}, "不能设在"),
    ],
)
def test_says_what_is_wrong_and_makes_nothing(code, client, wrong, words):
    assert words in client.post(ADDRESS, SENT | {"code": code} | wrong).content.decode()
    assert not User.objects.exists() and not Area.objects.exists()


def test_an_account_from_the_command_line_is_made_with_its_area(code):
    password = actions.add_by_command(username="su", name="苏", area=("990101001001", "柳岸社区", "community"), role="worker")
    person = User.objects.get()
    assert person.check_password(password) and person.must_change_password and not first.path().exists()
    assert person.posts.get().area.name == "柳岸社区" and person.posts.get().role == Role.WORKER
