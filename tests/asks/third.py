"""Forty questions more, written after the second batch was mended and before the reader had seen these."""

from __future__ import annotations

from datetime import date

from tests.asks.first import BACK, Truth, disabled, low, man, member, old, severe, woman
from tests.asks.town import at

floating = lambda p: p["residence_type"] == "floating"  # noqa: E731

ASKED: list[tuple[str, Truth]] = [
    ("村里八十五岁以上的有几位", lambda t: t.people_who(lambda p: p["age"] >= 85)),
    (
        "青井村 流动人口 男女各多少",
        lambda t: t.people_by(
            lambda p: {"male": "男", "female": "女"}[p["sex"]], lambda p: floating(p) and t.area(p) == "青井村"
        ),
    ),
    ("不满18周岁的残疾人", lambda t: t.people_who(lambda p: disabled(p) and 0 <= p["age"] < 18)),
    ("年满60岁的低保对象名单", lambda t: t.people_who(lambda p: old(p) and p["welfare.subsistence_allowance"])),
    ("残疾等级二级的名单", lambda t: t.people_who(lambda p: str(p["disability.level"]) == "2")),
    ("听力残疾和视力残疾人数", lambda t: t.people_who(lambda p: p["disability.type"] in ("hearing", "vision"))),
    ("听力残疾或言语残疾 60岁以上", lambda t: t.people_who(lambda p: p["disability.type"] in ("hearing", "speech") and old(p))),
    (
        "大专及以上学历党员 人数",
        lambda t: t.people_who(lambda p: member(p) and p["education"] in ("college", "bachelor", "postgraduate")),
    ),
    (
        "登记失业人员 35岁以下",
        lambda t: [
            t.people_who(lambda p: p["employment_status"] == "registered_unemployed" and 0 <= p["age"] <= 35),
            t.people_who(lambda p: p["employment_status"] == "registered_unemployed" and 0 <= p["age"] < 35),
        ],
    ),
    ("丧偶老人有多少", lambda t: t.people_who(lambda p: old(p) and p["marital_status"] == "widowed")),
    ("离异女性 按网格", lambda t: t.people_by(t.grid, lambda p: woman(p) and p["marital_status"] == "divorced")),
    (
        "已婚育龄妇女",
        lambda t: [
            t.people_who(lambda p: woman(p) and 15 <= p["age"] <= 49 and p["marital_status"] in ("first_marriage", "remarried"))
        ],
    ),
    ("六口以上大家庭", BACK),
    ("单身汉", BACK),
    ("一个人住的老人", lambda t: t.people_who(lambda p: old(p) and p["lives_alone"])),
    ("低保户平均几口人", lambda t: (lambda s: sum(s) / len(s))([h["member_count"] for h in t.homes if low(h)])),
    (
        "脱贫户 户数",
        lambda t: [
            t.homes_where(lambda h: "out_of_poverty" in (h["category"] or "").split(";")),
            t.homes_where(lambda h: h["poverty_registered"]),
        ],
    ),
    ("职工医保参保人数", lambda t: t.people_who(lambda p: p["insurance.medical.type"] == "employee")),
    ("60岁以上没参加养老保险的", lambda t: t.people_who(lambda p: old(p) and p["insurance.pension.type"] == "none")),
    ("新农合 参合率", BACK),
    (
        "2025年10月到12月出生 女",
        lambda t: t.many("birth", lambda b: date(2025, 10, 1) <= b["birth_date"] <= date(2025, 12, 31) and b["sex"] == "female"),
    ),
    (
        "上季度去世的老人",
        lambda t: t.many(
            "death", lambda d: date(2025, 7, 1) <= d["date"] <= date(2025, 9, 30) and at(d["birth_date"], d["date"]) >= 60
        ),
    ),
    ("近半年入党的", lambda t: t.people_who(lambda p: p["party.join_date"] and p["party.join_date"] > date(2025, 6, 30))),
    (
        "11月底70岁以上 石桥社区",
        lambda t: t.people_who(
            lambda p: t.area(p) == "石桥社区" and p["birth_date"] and at(p["birth_date"], date(2025, 11, 30)) >= 70
        ),
    ),
    (
        "1945年以前出生的",
        lambda t: [
            t.people_who(lambda p: p["birth_date"] and p["birth_date"] < date(1945, 1, 1)),
            t.people_who(lambda p: p["birth_date"] and p["birth_date"] <= date(1945, 12, 31)),
        ],
    ),
    ("1950年出生的有多少", lambda t: t.people_who(lambda p: p["birth_date"] and p["birth_date"].year == 1950)),
    (
        "居住证明年到期的",
        lambda t: t.people_who(lambda p: p["residence_permit.expiry_date"] and p["residence_permit.expiry_date"].year == 2026),
    ),
    ("出租房 房东名单", lambda t: t.many("dwelling", lambda d: d["is_rental"])),
    (
        "企业 有党组织的",
        lambda t: t.many("organisation", lambda o: o["type"] == "enterprise" and o["party.setting"] == "established"),
    ),
    (
        "员工50人以上的企业",
        lambda t: [
            t.many("organisation", lambda o: o["type"] == "enterprise" and o["employee_count"] >= 50),
            t.many("organisation", lambda o: o["type"] == "enterprise" and o["employee_count"] > 50),
        ],
    ),
    ("砖木结构房屋 几栋", BACK),
    ("白亭小区 党员 残疾人", lambda t: t.people_who(lambda p: str(p["estate"]) == "3" and member(p) and disabled(p))),
    ("一级和三级残疾人 男", lambda t: t.people_who(lambda p: man(p) and str(p["disability.level"]) in ("1", "3"))),
    ("重度残疾人 未享受低保", lambda t: t.people_who(lambda p: severe(p) and not p["welfare.subsistence_allowance"])),
    ("非户籍人口", BACK),
    ("党员比上个月多几个", BACK),
    ("养狗的有几家", BACK),
    ("谁欠物业费", BACK),
    ("社区矫正对象", BACK),
    ("身份证号990101开头的人", BACK),
]
