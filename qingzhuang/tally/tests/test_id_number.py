from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.tally import id_number
from qingzhuang.tally.columns import NO_DAY, day_of
from qingzhuang.vocabulary import read_id_number
from qingzhuang.vocabulary.derive import check_digit

digits = st.text("0123456789", min_size=17, max_size=17)
likely = st.builds(
    lambda d, y, rest: f"{d}{y}{rest}",
    st.sampled_from(["990101", "110105"]),
    st.dates(date(1000, 1, 1)).map(lambda d: f"{d:%Y%m%d}"),
    st.text("0123456789", min_size=3, max_size=3),
)
numbers = st.one_of(
    likely.map(lambda first: first + check_digit(first)),
    likely.map(lambda first: (first + check_digit(first)).lower()),
    likely.map(lambda first: first[:6] + first[8:]),
    digits.map(lambda first: first + "X"),
    st.sampled_from(
        [
            "",
            "0" * 18,
            "'990101198001010014",
            "99010119800101001 4",
            "９９０１０１１９８００１０１００１４",
            "1.30522E+17",
            "X" * 18,
            "护照E1234567",
        ]
    ),
    st.text(max_size=20),
)


@given(st.lists(numbers, max_size=20))
def test_reads_whole_columns_as_the_vocabulary_reads_single_numbers(texts: list[str]) -> None:
    parts = id_number.read([*texts, None])
    for place, text in enumerate(texts):
        single = read_id_number(text)
        assert bool(parts.sound[place]) == single.usable, text
        if single.usable:
            assert day_of(int(parts.birth[place])) == single.birth_date
            assert bool(parts.female[place]) == (single.sex == "female")
        else:
            assert parts.birth[place] == NO_DAY and not parts.female[place]
    assert not parts.sound[-1]
