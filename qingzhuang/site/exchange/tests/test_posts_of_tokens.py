"""A token for a worker: made by whoever looks after the post, as far as both may, in the area of the post alone; calls counted once for all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.exchange import actions
from qingzhuang.site.exchange.models import Token
from qingzhuang.site.kit.errors import Refusal


def make(actor, post, *scopes):
    ends = timezone.localdate() + timedelta(days=30)
    return actions.make_token(
        actor, name="走访小程序", sender="visits", purpose="走访", scopes=scopes, ends=ends, post=str(post.pk)
    )


def test_reaches_the_grid_of_a_grid_worker_and_no_further(cast, someone, call, send):
    secret = make(cast.hana, cast.gus, "read_facts", "write_facts").secret
    areas = call("GET", "/areas", secret).json()["areas"]
    assert [one["code"] for one in areas] == [cast.grid.code]
    assert call("GET", f"/records/{someone.pk}", secret).status_code == 404
    answer = send(secret, {"entity": "person", "key": "v1", "area": cast.grid.code, "facts": {"name": "钱贵"}}, source="visit")
    assert answer["totals"]["new"] == 1
    beside = send(
        secret, {"entity": "person", "key": "v2", "area": cast.community.code, "facts": {"name": "赵玉兰"}}, source="visit"
    )
    assert beside["totals"]["refused"] == 1


def test_does_no_more_than_both_may(cast):
    with pytest.raises(Refusal):
        make(cast.hana, cast.alice, "numbers")  # a worker exports nothing
    with pytest.raises(Refusal):
        make(cast.tina, cast.alice, "write_facts")  # the town records nothing
    assert make(cast.tina, cast.alice, "read_facts").token.post == cast.alice


def test_only_for_posts_that_one_looks_after(cast):
    for actor, post in ((cast.hana, cast.charlie), (cast.hana, cast.tina), (cast.alice, cast.alice), (cast.dan, cast.alice)):
        with pytest.raises(Http404):
            make(actor, post)


def test_ends_with_either_post(cast, call):
    secret = make(cast.hana, cast.alice, "read_facts").secret
    assert call("GET", "/areas", secret).status_code == 200
    cast.hana.ends = timezone.localdate() - timedelta(days=1)
    cast.hana.save()
    assert call("GET", "/areas", secret).status_code == 401


def test_the_page_offers_the_posts_and_shows_the_token_to_who_made_it(cast, sign_in):
    page = sign_in(cast.hana).get("/exchange/").content.decode()
    assert "周敏" in page and "郑洁" not in page and "田宁" not in page
    sent = {
        "name": "走访小程序", "sender": "visits", "purpose": "走访", "scopes": ["read_facts"], "post": cast.gus.pk,
        "ends": (timezone.localdate() + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    assert "qz1_" in sign_in(cast.hana).post("/exchange/", sent).content.decode()
    assert (Token.objects.get().post, Token.objects.get().allowed_by) == (cast.gus, cast.hana)


def test_the_cache_is_one_for_all_processes(db):
    assert "db.DatabaseCache" in f"{type(caches['default']).__module__}.{type(caches['default']).__name__}"
    caches["default"].set("used", 1)
    assert caches["default"].get("used") == 1
