"""Which requests somebody has nothing left to do about: the area that keeps what was handed in registers it in AppConfig.ready."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

Asked = Callable[[Any, Collection[UUID]], frozenset[UUID]]
_ASKED: list[Asked] = []


def register(asked: Asked) -> None:
    """`register(signed_of)`: of these requests, those that the post's place has handed in."""
    if asked not in _ASKED:
        _ASKED.append(asked)


def of(post: Any, requests: Collection[UUID]) -> frozenset[UUID]:
    """Of these requests, those that the post's place has handed in."""
    return frozenset().union(*(asked(post, requests) for asked in _ASKED))
