"""Names that sound usual and belong to nobody: common surnames, given names from short lists, some rare characters, some with ·."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from qingzhuang.demo.columns import Flags, Ints, Rng, chance, joined, only, pick, words

USUAL = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
)
SURNAMES = [*USUAL, "欧阳", "司马", "诸葛", "上官", "东方", "夏侯", "仉", "亓", "昝", "逄"]
FREQUENT = 20  # the first so many surnames are as common as all others together
MALE = list("伟强磊军勇杰涛明超辉华建国平志刚文斌鹏飞波宁浩宇轩博子俊峰航凯晨阳睿泽天佑德福贵生水根土金宝庆祥")
FEMALE = list("芳娜敏静丽艳娟霞秀英兰玉梅桂珍凤莲红燕萍慧婷雪倩颖欣怡梦琪诗涵雨萱佳悦思若彤美琳洁蓉春花菊香娥")
RARE = ["䶮", "㛃", "堃", "燚", "彧", "翀", "璟", "昇", "喆", "淼", "𬱖", "𬍛"]
WITH_DOT = [
    "阿依古丽·买买提",
    "艾力·吐尔逊",
    "古丽娜尔·阿不都",
    "买合木提·依明",
    "迪丽努尔·艾山",
    "吐尔洪·卡德尔",
    "扎西·次仁",
    "卓玛·央金",
]
FOREIGN = ["ANNA EXAMPLE", "JOHN SAMPLE", "MARIA MUSTER", "PIERRE MODELE", "YUKI MIHON", "OLGA OBRAZETS"]
# who had a name before: 曾用名
FORMER = ["建军", "卫东", "红梅", "招弟", "来娣", "小宝", "解放", "跃进"]


def surnames(rng: Rng, size: int) -> Ints:
    """The place of a surname for each."""
    common = chance(rng, size, 0.62)
    return np.where(common, rng.integers(0, FREQUENT, size), rng.integers(FREQUENT, len(SURNAMES), size))


def full_names(rng: Rng, surname: Ints, male: Flags, dotted: Flags) -> pa.Array:
    """Surname and one or two characters; `dotted` get a name with ·."""
    size = len(surname)
    given = np.where(male, rng.integers(0, len(MALE), size), len(MALE) + rng.integers(0, len(FEMALE), size))
    second = np.where(male, rng.integers(0, len(MALE), size), len(MALE) + rng.integers(0, len(FEMALE), size))
    rare = chance(rng, size, 0.004)
    given = np.where(rare, len(MALE) + len(FEMALE) + rng.integers(0, len(RARE), size), given)
    single = chance(rng, size, 0.22)
    characters = [*MALE, *FEMALE, *RARE, ""]
    name = joined(
        words(surname, SURNAMES), words(given, characters), words(np.where(single, len(characters) - 1, second), characters)
    )
    if not dotted.any():
        return name
    other = words(np.where(dotted, rng.integers(0, len(WITH_DOT), size), -1), WITH_DOT).cast(pa.string())
    return pa.compute.coalesce(other, name)


def simple_names(rng: Rng, size: int) -> pa.Array:
    """Names of people who are no residents: managers, helpers, grid workers."""
    return full_names(rng, surnames(rng, size), chance(rng, size, 0.5), np.zeros(size, np.bool_))


def former_names(rng: Rng, surname: Ints) -> pa.Array:
    """A name before for few."""
    size = len(surname)
    had = chance(rng, size, 0.008)
    return only(had, joined(words(surname, SURNAMES), words(pick(rng, size, [1] * len(FORMER)), FORMER)))
