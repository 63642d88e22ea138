"""Forms that alice has brought."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from qingzhuang.site.testing import forms

if TYPE_CHECKING:
    from qingzhuang.site.reports.models import Review

KINDS = {"roster": forms.roster, "statistics": forms.statistics, "card": forms.card}


@pytest.fixture
def brought(cast, facts) -> Callable[..., Review]:
    """A review of a form of a kind, brought by alice or another."""
    from qingzhuang.site.reports import actions

    def bring(kind: str = "roster", actor=None) -> Review:
        return actions.bring_form(actor or cast.alice, name=f"{kind}.xlsx", data=KINDS[kind]())

    return bring


@pytest.fixture
def numbers(cast) -> Callable[..., dict[str, int]]:
    """The numbers of a review's blanks by their last label."""
    from qingzhuang.site.reports import logic, queries

    def numbered(review) -> dict[str, int]:
        form = queries.form_for(cast.alice, review)
        return {entry.blank.path[-1]: entry.number for entry in logic.numbered(form)}

    return numbered
