"""Accounts and posts of others: inside one's own area, below one's own rank, never oneself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts import actions, queries
from qingzhuang.site.accounts.logic import Role
from qingzhuang.site.accounts.models import Session, User
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.testing.cast import PASSWORD

TODAY = date(2026, 6, 30)
ON_A_PERSON = [
    actions.reset_password, actions.close_account, actions.reopen_account, actions.end_sessions_of,
    actions.remove_second_factor_of,
]  # fmt: skip


def refused(code: str):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == f"accounts.{code}")


def new(actor, area, role=Role.WORKER, username="nina"):
    return actions.create_account(actor, username=username, name="倪娜", password=PASSWORD, post=(area, role, TODAY))


def test_the_head_makes_an_account_with_its_first_post(cast):
    person = new(cast.hana, cast.community)
    assert person.must_change_password and [post.role for post in person.posts.all()] == ["worker"]
    deeds = list(Entry.objects.filter(subject=f"account:{person.pk}").values_list("deed", "area"))
    assert deeds == [("account.created", cast.community.code), ("post.given", cast.community.code)]


def test_no_entry_holds_a_name(cast):
    new(cast.hana, cast.community)
    assert (
        not Entry.objects.filter(detail__icontains="nina").exists()
        and not Entry.objects.filter(detail__icontains="倪娜").exists()
    )


@pytest.mark.parametrize("role", [Role.HEAD, Role.TOWN, Role.DISTRICT, Role.OPERATOR, Role.AUDITOR, Role.DEPARTMENT])
def test_a_head_makes_nobody_of_the_own_rank_or_above(cast, role):
    with refused("beyond_your_post"):
        new(cast.hana, cast.community, role)
    assert not User.objects.filter(username="nina").exists()


def test_a_head_gives_nothing_next_door_or_above(cast):
    for area in (cast.neighbour, cast.town):
        with refused("beyond_your_post"):
            new(cast.hana, area)


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "gus", "dan", "ada"])
def test_whoever_does_not_manage_makes_no_account(cast, name):
    with refused("not_allowed"):
        new(getattr(cast, name), cast.community)


def test_somebody_who_is_not_the_machine_makes_no_account_without_a_post(cast):
    with refused("not_allowed"):
        actions.create_account(cast.hana, username="nina", name="倪娜", password=PASSWORD)


def test_nobody_gives_a_post_to_oneself(cast):
    with refused("not_yourself"):
        actions.give_post(cast.otto, person=cast.otto.person, area=cast.community, role=Role.HEAD, begins=TODAY)


def test_a_role_stands_only_where_it_fits(cast):
    with refused("role_does_not_fit"):
        new(cast.hana, cast.community, Role.GRID_WORKER)
    assert new(cast.hana, cast.grid, Role.GRID_WORKER).posts.get().area == cast.grid


def test_a_post_is_held_once_and_may_be_given_again_later(cast):
    with refused("has_post"):
        actions.give_post(cast.hana, person=cast.alice.person, area=cast.community, role=Role.WORKER, begins=TODAY)
    actions.end_post(cast.hana, post=cast.alice)
    actions.give_post(cast.hana, person=cast.alice.person, area=cast.community, role=Role.WORKER, begins=TODAY)


def test_a_post_ends_at_once_even_on_its_first_day(cast):
    post = actions.give_post(
        cast.hana, person=cast.bob.person, area=cast.community, role=Role.WORKER, begins=timezone.localdate()
    )
    actions.end_post(cast.hana, post=post)
    assert [held.role for held in queries.posts_of(cast.bob.person, on=timezone.localdate())] == ["reader"]


def test_the_worker_ends_no_post(cast):
    with refused("beyond_your_post"):
        actions.end_post(cast.alice, post=cast.bob)


def test_account_names_are_plain_and_each_there_once(cast):
    for wrong in ("Su", "苏", "s", "a b", "1su", "su#2"):
        with refused("bad_account_name"):
            new(cast.hana, cast.community, username=wrong)
    with refused("taken"):
        new(cast.hana, cast.community, username="alice")


@pytest.mark.parametrize("act", ON_A_PERSON)
def test_the_head_looks_after_the_worker(cast, act):
    act(cast.hana, person=cast.alice.person)
    assert Entry.objects.filter(subject=f"account:{cast.alice.person_id}", actor=cast.hana.person).count() == 1


@pytest.mark.parametrize("act", ON_A_PERSON)
def test_the_neighbour_and_those_who_do_not_manage_do_not_find_her(cast, act):
    cast.charlie.role = Role.HEAD.value
    for actor in (cast.charlie, cast.alice, cast.bob, cast.gus, cast.dan, cast.ada):
        with pytest.raises(Http404):
            act(actor, person=cast.alice.person)


@pytest.mark.parametrize("act", ON_A_PERSON)
def test_nobody_is_looked_after_by_half(cast, act):
    """A post next door, even one that only begins next year, takes a person out of the head's hands: the town answers for both."""
    actions.give_post(None, person=cast.alice.person, area=cast.neighbour, role=Role.READER, begins=date(2099, 1, 1))
    with refused("beyond_your_post"):
        act(cast.hana, person=cast.alice.person)
    act(cast.tina, person=cast.alice.person)


def test_a_post_given_to_a_stranger_does_not_put_him_in_ones_hands(cast):
    actions.give_post(cast.hana, person=cast.charlie.person, area=cast.community, role=Role.READER, begins=TODAY)
    with refused("beyond_your_post"):
        actions.reset_password(cast.hana, person=cast.charlie.person)


def test_somebody_of_the_own_rank_is_left_to_those_above(cast):
    other = actions.create_account(None, username="hugo", name="胡戈", password=PASSWORD, post=(cast.community, Role.HEAD, TODAY))
    with refused("beyond_your_post"):
        actions.close_account(cast.hana, person=other)


def test_nobody_manages_the_own_account(cast):
    with refused("not_yourself"):
        actions.reset_password(cast.otto, person=cast.otto.person)


def test_whoever_has_left_is_looked_after_where_the_last_post_was(cast):
    actions.end_post(cast.hana, post=cast.alice)
    actions.close_account(cast.hana, person=cast.alice.person)


def test_whoever_never_had_a_post_is_seen_by_the_operator_only(cast):
    person = actions.create_account(None, username="nina", name="倪娜", password=PASSWORD)
    with pytest.raises(Http404):
        actions.reset_password(cast.tina, person=person)
    assert actions.reset_password(cast.otto, person=person)


def test_a_closed_account_is_signed_out_and_stays_out(cast, client):
    client.post("/sign-in/", {"username": "alice", "password": PASSWORD})
    assert Session.objects.filter(person=cast.alice.person).count() == 1
    actions.close_account(cast.hana, person=cast.alice.person)
    assert client.get("/").headers["Location"].startswith("/sign-in/")
    assert client.post("/sign-in/", {"username": "alice", "password": PASSWORD}).status_code == 200


def test_two_people_are_not_linked_to_one_at_the_sign_in_service(cast):
    actions.link_subject(cast.hana, person=cast.alice.person, subject="0815")
    with refused("taken"):
        actions.link_subject(cast.hana, person=cast.bob.person, subject="0815")
    actions.link_subject(cast.hana, person=cast.alice.person, subject="")
    actions.link_subject(cast.hana, person=cast.bob.person, subject="0815")


# ---------------------------------------------------------------- taking a name out
@pytest.fixture
def gone(cast, settings):
    actions.close_account(cast.hana, person=cast.alice.person)
    person = cast.alice.person
    person.closed_on = timezone.localdate() - timedelta(days=settings.LOG_KEPT_DAYS)
    person.save()
    return person


def test_a_name_is_taken_out_and_the_log_stays_whole(cast, gone):
    from qingzhuang.site.audit.queries import lines_for, verify

    actions.shred_name(cast.otto, person=gone)
    gone.refresh_from_db()
    assert (gone.name, gone.has_usable_password()) == ("（已注销）", False) and verify() is None
    told = " ".join(line.who + line.sentence for line in lines_for(cast.tina))
    assert "周敏" not in told and "alice" not in told and "停用了（已注销）的账号" in told


def test_a_name_stays_until_the_law_lets_it_go(cast, gone):
    gone.closed_on += timedelta(days=1)
    gone.save()
    with refused("too_early"):
        actions.shred_name(cast.otto, person=gone)


def test_a_name_stays_while_the_account_is_open(cast):
    with refused("too_early"):
        actions.shred_name(cast.otto, person=cast.alice.person)


def test_only_the_operator_takes_names_out(cast, gone):
    with refused("not_allowed"):
        actions.shred_name(cast.hana, person=gone)
