"""Printed sentences with places for figures: found, told apart by the words before them, and filled one by one."""

import pytest

from qingzhuang.formfill.layout.sentences import put_into_slot, slots
from qingzhuang.formfill.layout.tests.drawn import lay

VILLAGE = "全村共有      户，      人，其中男      人，女______人；60岁以上老人      人。"


def told(text: str) -> list[str]:
    return [f"{slot.label}（{slot.unit}）" for slot in slots(text)]


def test_each_place_has_the_words_before_it_and_its_unit() -> None:
    assert told(VILLAGE) == ["全村共有（户）", "全村共有（人）", "其中：男（人）", "女（人）", "60岁以上老人（人）"]


@pytest.mark.parametrize(
    "text",
    [
        "家庭人口      人",
        "□男      人  □女      人",
        "经办人签字：      人      户",
        "   年   月   日      人      户",
        "共12户，35人",
    ],
)
def test_a_single_place_a_choice_a_signature_or_a_filled_text_is_no_such_sentence(text: str) -> None:
    assert slots(text) == ()


def test_places_are_filled_in_any_order() -> None:
    text = VILLAGE
    for number, value in ((5, "88"), (1, "312"), (4, "498"), (2, "1005"), (3, "507")):
        text = put_into_slot(text, number, value)
    assert "".join(text.split()) == "全村共有312户，1005人，其中男507人，女498人；60岁以上老人88人。"


def test_a_printed_number_keeps_its_place() -> None:
    assert put_into_slot("辖5个村民小组，    户，    人", 2, "40") == "辖5个村民小组，  40户，    人"


def test_a_sentence_in_a_card_is_a_blank_for_each_place() -> None:
    laid = lay(f"""
        # 村情卡 | < | < | <
        村名 |  | 联系电话 |
        人口情况 | {VILLAGE} | < | <
    """)
    assert [pair.path[-1] for pair in laid.pairs if pair.slot] == told(VILLAGE)
    assert {pair.path[0] for pair in laid.pairs if pair.slot} == {"人口情况"}
