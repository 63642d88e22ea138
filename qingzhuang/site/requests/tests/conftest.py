"""Requests that the department of the town has registered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from qingzhuang.site.testing import forms

if TYPE_CHECKING:
    from qingzhuang.site.requests.models import Request


@pytest.fixture
def asked(cast) -> Callable[..., Request]:
    """A request with a form, registered by dan or another."""
    from qingzhuang.site.requests import actions

    def register(data: bytes | None = None, actor=None, **told) -> Request:
        told = {"asker": "民政科", **told}
        return actions.register_request(
            actor or cast.dan, told=actions.Told(**told), name="老年人.xlsx", data=forms.roster() if data is None else data
        )

    return register
