"""One spelling for what means the same."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.vocabulary.fold import _converter, _traditional, fold, label_in


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("姓　名", "姓名"),
        ("聯絡電話（手機）", "联络电话(手机)"),
        ("身份證 號碼＊", "身份证号码*"),
        ("住房面积（㎡）", "住房面积(m2)"),
        ("60岁\u200b以上\ufeff", "60岁以上"),
        ("①", "1"),
        ("戶\n籍\r\n地", "户籍地"),
    ],
)
def test_folds_width_script_and_white_space(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_simplified_text_does_not_start_the_converter():
    code = "from qingzhuang.vocabulary import fold; fold('户籍地址'); import sys; sys.exit('opencc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_character_that_opencc_changes_alone_is_on_the_list():
    converter = _converter("t2s")
    missed = [chr(c) for c in range(0x4E00, 0xA000) if converter.convert(chr(c)) != chr(c) and chr(c) not in _traditional()]
    assert not missed


def test_a_traditional_label_is_made_where_nobody_wrote_one():
    assert label_in({"zh-Hans": "残疾等级", "en": "level"}, "zh-Hant") == "殘疾等級"
    assert label_in({"zh-Hans": "残疾等级", "en": "level", "zh-Hant": "障礙等級"}, "zh-Hant") == "障礙等級"
    assert label_in({"zh-Hans": "残疾等级", "en": "level"}, "en") == "level"
