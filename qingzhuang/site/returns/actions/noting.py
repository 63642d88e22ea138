"""A line in the log about a return."""

from __future__ import annotations

from typing import Any

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.returns.models import Return


def note(actor: Actor, owed: Return, deed: str, **detail: Any) -> None:
    """Who did what with which return, under the title of its round."""
    audit.record(
        actor.person,
        deed=deed,
        area=owed.area.code,
        subject=owed.log_subject,
        title=owed.round.title,
        area_name=owed.area.name,
        **detail,
    )
