"""No page without a line that says who may open it: `tests/site/table.py`."""

from __future__ import annotations

from tests.house.tree import refuse
from tests.site.table import addresses, lines


def test_every_address_has_its_line():
    refuse(f"{name}: say in tests/site/table.py who gets what" for name in addresses() - {line.name for line in lines()})


def test_no_line_speaks_of_an_address_that_is_gone():
    refuse({line.name for line in lines()} - addresses())


def test_somebody_is_kept_out_of_every_page_that_shows_or_changes_something():
    """A page open to all of the cast is about oneself, the language, or does not exist; another would be unguarded.

    The residents' pages ask for no account; what they may show is in their own tests.
    """
    free = {"desk:home", "ui:language", "accounts:sign_out", "accounts:end_my_sessions"}
    free |= {f"accounts:{name}" for name in ("sign_in", "second_factor", "me", "password", "add_second_factor")}
    free |= {line.name for line in lines() if line.name.startswith("portal:")}
    refuse(line.name for line in lines() if not set(line.expected.values()) & {"403", "404"} and line.name not in free)
