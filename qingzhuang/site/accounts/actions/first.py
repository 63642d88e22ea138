"""The first set-up of an empty installation: the line of areas from the top, and the first account."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts import first, queries
from qingzhuang.site.accounts.actions.areas import add_area
from qingzhuang.site.accounts.actions.people import create_account, give_post
from qingzhuang.site.accounts.logic import Level, Role
from qingzhuang.site.accounts.models import Area, User
from qingzhuang.site.audit import actions as audit


@transaction.atomic
def set_up(*, line: Sequence[tuple[Level, str, str]], username: str, name: str, password: str, role: Role | None = None) -> User:
    """`line` is level, code and name of each area from the top down. The account becomes operator of the first, and
    whatever else `role` says in the last. Not found once there is an account."""
    audit.record(None, deed="site.set_up", area=line[0][1])  # first of all: it makes a second set-up wait until this one is done
    if queries.anybody():
        raise Http404
    area: Area | None = None
    areas = [area := add_area(None, code=code, name=told, level=level, parent=area) for level, code, told in line]
    today = timezone.localdate()
    person = create_account(None, username=username, name=name, password=password, post=(areas[0], Role.OPERATOR, today))
    if role is not None:
        give_post(None, person=person, area=areas[-1], role=role, begins=today)
    transaction.on_commit(first.forget)
    return person
