"""The rooms of the navigation: each area registers its own in AppConfig.ready, shown to those who have the right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Room:
    """`app` is the namespace of the area's addresses, `url` the name of its first page, `place` where it stands in the row."""

    app: str
    url: str
    right: str
    label: Any  # a lazy translation
    place: int


_ROOMS: dict[str, Room] = {}


def register(*, app: str, url: str, right: str, label: Any, place: int) -> None:
    """`register(app="audit", url="audit:log", right="read_log", label=_("Log"), place=90)`"""
    _ROOMS[url] = Room(app, url, right, label, place)


def rooms_of(rights: Collection[str]) -> list[Room]:
    """The rooms that these rights open, in their order: work 10 to 40, looking after the place 50 to 80, the log 90."""
    return sorted((room for room in _ROOMS.values() if room.right in rights), key=lambda room: (room.place, room.url))
