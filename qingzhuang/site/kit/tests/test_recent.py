"""The last few results of something costly."""

from __future__ import annotations

from qingzhuang.site.kit.recent import Recent


def test_makes_a_value_once_while_it_is_kept():
    made: list[int] = []
    recent: Recent[int] = Recent(2)

    def make(value: int) -> int:
        made.append(value)
        return value

    for key in (1, 1, 2, 1, 3, 2):
        recent.get(key, lambda key=key: make(key))
    assert made == [1, 2, 3, 2]  # 2 was the one longest unused when 3 came
