"""Forty questions more, written after the reader was mended by the first eighty and before it had seen these.

Three were sure and wrong then. Of these, two are told otherwise now: 低保、特困、低收入 was to be asked back, and all of them together are
meant; 高中 counts 中专 along, and says so.
"""

from __future__ import annotations

from datetime import date

from tests.asks.first import BACK, Truth, band, disabled, low, man, member, old, severe, woman
from tests.asks.town import at

chronic = lambda p, kind: kind in (p["chronic_disease.type"] or "").split(";")  # noqa: E731
retired_soldier = lambda p: p["military.service_status"] == "retired"  # noqa: E731

ASKED: list[tuple[str, Truth]] = [
    # or
    ("党员或退役军人 多少人", lambda t: t.people_who(lambda p: member(p) or retired_soldier(p))),
    ("低保或残疾的老人", lambda t: t.people_who(lambda p: old(p) and (p["welfare.subsistence_allowance"] or disabled(p)))),
    ("18岁以下或60岁以上人数", lambda t: t.people_who(lambda p: 0 <= p["age"] <= 18 or old(p))),
    (
        "初中或高中学历 党员",
        lambda t: [  # the list of codes puts 中专 under 高中; the page says so beside the word
            t.people_who(lambda p: member(p) and p["education"] in ("junior_secondary", "senior_secondary")),
            t.people_who(
                lambda p: member(p) and p["education"] in ("junior_secondary", "senior_secondary", "secondary_vocational")
            ),
        ],
    ),
    (
        "低保、特困、低收入 共几户",
        lambda t: t.homes_where(lambda h: low(h) or {"five_guarantee", "low_income"} & set((h["category"] or "").split(";"))),
    ),
    ("独居或空巢老人名单", BACK),
    # not
    ("家里没有党员的低保户", lambda t: t.homes_where(lambda h: low(h) and not any(map(member, t.members[h["id"]])))),
    ("没有残疾人的低保户", lambda t: t.homes_where(lambda h: low(h) and not any(map(disabled, t.members[h["id"]])))),
    ("70岁以上非独居老人", lambda t: t.people_who(lambda p: p["age"] >= 70 and not p["lives_alone"])),
    ("没领低保的重度残疾人", lambda t: t.people_who(lambda p: severe(p) and not p["welfare.subsistence_allowance"])),
    ("未婚 30岁以上 男", lambda t: t.people_who(lambda p: man(p) and p["age"] >= 30 and p["marital_status"] == "unmarried")),
    ("没结婚的40岁以上男的", lambda t: t.people_who(lambda p: man(p) and p["age"] >= 40 and p["marital_status"] == "unmarried")),
    (
        "没有高血压的老人",
        lambda t: t.people_who(lambda p: old(p) and p["chronic_disease.type"] and not chronic(p, "hypertension")),
    ),
    # times
    ("去年底80岁以上老人", lambda t: t.people_who(lambda p: p["birth_date"] and at(p["birth_date"], date(2024, 12, 31)) >= 80)),
    ("今年1-6月死亡人数", lambda t: t.many("death", lambda d: date(2025, 1, 1) <= d["date"] <= date(2025, 6, 30))),
    ("3月至5月出生的", lambda t: t.many("birth", lambda b: date(2025, 3, 1) <= b["birth_date"] <= date(2025, 5, 31))),
    (
        "2023年以后新增党员",
        lambda t: [
            t.people_who(lambda p: member(p) and p["party.join_date"] >= date(2023, 1, 1)),
            t.people_who(lambda p: member(p) and p["party.join_date"] >= date(2024, 1, 1)),
        ],
    ),
    (
        "退役5年以上的退役军人",
        lambda t: t.people_who(
            lambda p: retired_soldier(p) and p["military.discharge_date"] and p["military.discharge_date"] <= date(2020, 12, 31)
        ),
    ),
    ("入党不满1年的党员", lambda t: t.people_who(lambda p: member(p) and p["party.join_date"] > date(2024, 12, 31))),
    (
        "今年年底满70岁的",
        lambda t: [
            t.people_who(lambda p: p["age"] >= 70),
            t.people_who(lambda p: p["birth_date"] and p["birth_date"].year == 1955),
        ],
    ),
    ("明年满80岁老人名单", lambda t: t.people_who(lambda p: p["birth_date"] and p["birth_date"].year == 1946)),
    (
        "上半年迁入多少人",
        lambda t: t.people_who(lambda p: p["move_in_date"] and date(2025, 1, 1) <= p["move_in_date"] <= date(2025, 6, 30)),
    ),
    # units, ranges, spelling
    ("60-69周岁 女性 各网格", lambda t: t.people_by(t.grid, lambda p: woman(p) and 60 <= p["age"] <= 69)),
    ("七十到八十岁老人几个", lambda t: t.people_who(lambda p: 70 <= p["age"] <= 80)),
    ("大于65岁的人", lambda t: t.people_who(lambda p: p["age"] > 65)),
    ("90后 多少人", BACK),
    (
        "100平米以上的房子",
        lambda t: [t.many("dwelling", lambda d: (d["area"] or 0) >= 100), t.many("dwelling", lambda d: (d["area"] or 0) > 100)],
    ),
    (
        "低保户 按网格 户数",
        lambda t: {name: n for g, name in t.grids.items() if (n := t.homes_where(lambda h, g=g: low(h) and int(h["grid"]) == g))},
    ),  # type: ignore[misc]
    ("残疾人 分年龄段", lambda t: t.people_by(band, disabled)),
    # families
    ("有残疾人的家庭 多少户", lambda t: t.homes_with(disabled)),
    (
        "低保户一共多少人",
        lambda t: [t.people_who(lambda p: low(p["home"])), t.people_who(lambda p: p["welfare.subsistence_allowance"])],
    ),
    ("户主60岁以上的家庭", BACK),
    ("4口人及以上的低保户", lambda t: t.homes_where(lambda h: low(h) and h["member_count"] >= 4)),
    # comparisons, two numbers, nonsense, what nobody may ask
    ("男的多还是女的多", BACK),
    ("党员占总人口比例", lambda t: 100 * t.people_who(member) / len(t.people)),
    ("低保人数和残疾人数分别是多少", BACK),
    ("吸毒人员", BACK),
    ("有没有艾滋病的", BACK),
    ("信访户名单", BACK),
    ("李强家低保", BACK),
]
