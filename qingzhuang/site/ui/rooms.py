"""The rooms of the navigation: each area registers its own in AppConfig.ready, shown to those who have the right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Room:
    """`app` is the namespace of the area's addresses, `url` the name of its first page, `place` where it stands in the row.

    `pages` begin the routes that belong to it where the namespace has another room too.
    """

    app: str
    url: str
    right: str
    label: Any  # a lazy translation
    place: int
    pages: tuple[str, ...] = ()


IN_A_ROW = 6  # with the brand and the name beside them on a screen of 1,280 pixels
_ROOMS: dict[str, Room] = {}


def register(*, app: str, url: str, right: str, label: Any, place: int, pages: tuple[str, ...] = ()) -> None:
    """`register(app="audit", url="audit:log", right="read_log", label=_("Log"), place=90)`"""
    _ROOMS[url] = Room(app, url, right, label, place, pages)


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the navigation shows: `near` in a row, `far` behind one word; `all` of them where there is space."""

    all: list[Room]

    @property
    def near(self) -> list[Room]:
        return self.all if len(self.all) <= IN_A_ROW + 1 else self.all[:IN_A_ROW]

    @property
    def far(self) -> list[Room]:
        return self.all[len(self.near) :]


def room_at(app: str, route: str) -> str:
    """The room in which a page lies: that which names its route, else that of its namespace."""
    return next((room.app for room in _ROOMS.values() if route.startswith(room.pages or ("\n",))), app)


def rooms_of(rights: Collection[str]) -> Rooms:
    """The rooms that these rights open, in their order: work 10 to 40, looking after the place 50 to 80, the log 90."""
    return Rooms(sorted((room for room in _ROOMS.values() if room.right in rights), key=lambda room: (room.place, room.url)))
