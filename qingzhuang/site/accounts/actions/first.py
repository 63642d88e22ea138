"""The first set-up of an empty installation, on its page or from the command line."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts import errors, first, queries
from qingzhuang.site.accounts.actions.areas import add_area
from qingzhuang.site.accounts.actions.people import create_account, give_post
from qingzhuang.site.accounts.logic import ROLES, Level, Role, new_password
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


@transaction.atomic
def add_by_command(*, username: str, name: str, area: tuple[str, str, str], role: str) -> str:
    """An account from the command line: whoever reaches the machine's own files needs no right here.

    `area` is code, name and level; an area that exists needs the code only. Returns the first password.
    """
    code, area_name, level = area
    found = Area.objects.filter(code=code.ljust(12, "0")).first()
    if role not in ROLES or level not in {known.value for known in Level}:
        raise errors.no_such_role()
    if found is None:
        if not area_name:
            raise errors.bad_code()
        found = add_area(None, code=code, name=area_name, level=Level(level), parent=_above(code))
    password = new_password()
    post = (found, Role(role), timezone.localdate())
    person = create_account(None, username=username, name=name, password=password, post=post)
    person.must_change_password = True
    person.save(update_fields=["must_change_password"])
    first.forget()
    return password


def _above(code: str) -> Area | None:
    """The lowest area that a new code lies in."""
    around = [area for area in Area.objects.exclude(code=code) if code.startswith(area.code_prefix)]
    return max(around, key=lambda area: len(area.code_prefix), default=None)
