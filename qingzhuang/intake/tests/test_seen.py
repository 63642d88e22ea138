"""Keys with their numbers, in few bytes."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.intake import Seen

KEYS = st.one_of(st.text(max_size=4), st.integers(-300, 300), st.tuples(st.text(max_size=2), st.none() | st.integers()))


@given(st.lists(st.tuples(KEYS, st.integers(0, 2**31 - 2)), max_size=200), st.lists(KEYS, max_size=20))
def test_it_answers_like_a_dict(told, others):
    seen, same = Seen(), dict[int, int]()
    for key, number in told:
        seen.put(key, number)
        same[hash(key)] = number
    assert len(seen) == len(same)
    for key in [key for key, _ in told] + others:
        assert seen.get(key) == same.get(hash(key), -1)
        assert (key in seen) == (hash(key) in same)


def test_keys_that_fall_on_one_place_stand_behind_each_other():
    seen = Seen()
    keys = [at << 20 for at in range(500)]  # whatever the size of the table, all want its first place
    for number, key in enumerate(keys):
        seen.put(key, number)
    assert [seen.get(key) for key in keys] == list(range(500))
    assert seen.get(500 << 20) == -1


def test_a_key_takes_few_bytes():
    seen = Seen()
    for number in range(20_000):
        seen.put(f"9901{number:014d}", number)
    assert (sys.getsizeof(seen.hashes) + sys.getsizeof(seen.numbers)) / 20_000 < 40
