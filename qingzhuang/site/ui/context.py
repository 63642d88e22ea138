"""What every page needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from qingzhuang.site.ui.rooms import room_at, rooms_of


def page(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match
    post = getattr(request, "post", None)
    room = room_at(match.app_name, match.route) if match else ""
    rooms = rooms_of(post.rights if post else ())
    return {
        "post": post,
        "posts": getattr(request, "posts", []),
        "room": room,
        "room_is_far": any(one.app == room for one in rooms.far),
        "rooms": rooms,
        "rights": post.rights if post else frozenset(),
    }
