"""The navigation holds a few rooms in a row, the others behind one word, and never hides a single one."""

from __future__ import annotations

import pytest

from qingzhuang.site.ui.rooms import IN_A_ROW, Room, Rooms


@pytest.mark.parametrize(
    ("count", "near"), [(0, 0), (1, 1), (IN_A_ROW, IN_A_ROW), (IN_A_ROW + 1, IN_A_ROW + 1), (IN_A_ROW + 2, IN_A_ROW)]
)
def test_shows_every_room_once(count: int, near: int) -> None:
    rooms = Rooms([Room(f"app{place}", f"app{place}:first", "right", "label", place) for place in range(count)])
    assert len(rooms.near) == near
    assert rooms.near + rooms.far == rooms.all
