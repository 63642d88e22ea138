"""Eighty questions, each with its answer: a number, parts, or BACK where the right thing is to ask back. Several answers where people
may mean either. Written before the reader had seen them; whoever changes the reader changes none of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.asks.town import Town, at

BACK = "ask back"
Truth = Callable[[Town], Any] | str

old, man, woman = (lambda p: p["age"] >= 60), (lambda p: p["sex"] == "male"), (lambda p: p["sex"] == "female")
low = lambda h: h.get("welfare.subsistence_allowance")  # noqa: E731
member = lambda p: p["party.is_member"]  # noqa: E731
disabled = lambda p: p["disability.exists"]  # noqa: E731
severe = lambda p: str(p["disability.level"]) in ("1", "2")  # noqa: E731
BANDS = ((0, 17, "0—17 岁"), (18, 59, "18—59 岁"), (60, 69, "60—69 岁"), (70, 79, "70—79 岁"), (80, 200, "80 岁及以上"))


def band(p: dict[str, Any]) -> str:
    return next((label for low, high, label in BANDS if low <= p["age"] <= high), "")


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


ASKED: list[tuple[str, Truth]] = [
    # headings
    ("60周岁以上老年人口数", lambda t: t.people_who(old)),
    ("65岁及以上老年人 人数", lambda t: t.people_who(lambda p: p["age"] >= 65)),
    ("60—79周岁老人 多少人", lambda t: t.people_who(lambda p: 60 <= p["age"] <= 79)),
    ("14周岁以下儿童数", lambda t: [t.people_who(lambda p: 0 <= p["age"] < 14), t.people_who(lambda p: 0 <= p["age"] <= 14)]),
    ("0-3岁婴幼儿", lambda t: t.people_who(lambda p: 0 <= p["age"] <= 3)),
    (
        "16-59岁劳动力 人数",
        lambda t: [
            t.people_who(lambda p: 16 <= p["age"] <= 59),
            t.people_who(lambda p: 16 <= p["age"] <= 59 and p["labour_capacity"] in ("full", "partial")),
        ],
    ),
    ("其中：女 60岁以上", lambda t: t.people_who(lambda p: old(p) and woman(p))),
    ("持证残疾人 多少名", lambda t: [t.people_who(disabled), t.people_who(lambda p: p["disability.certificate_number"])]),
    ("一级二级残疾人名单", lambda t: t.people_who(severe)),
    (
        "肢体残疾 三级 有多少人",
        lambda t: t.people_who(lambda p: p["disability.type"] == "limb" and str(p["disability.level"]) == "3"),
    ),
    ("独生子女户 多少户", lambda t: t.homes_where(lambda h: h["family_planning"] == "独生子女户")),
    ("三口之家有几户", lambda t: t.homes_where(lambda h: h["member_count"] == 3)),
    (
        "5人以上户 户数",
        lambda t: [t.homes_where(lambda h: h["member_count"] >= 5), t.homes_where(lambda h: h["member_count"] > 5)],
    ),
    ("育龄妇女 15-49岁", lambda t: t.people_who(lambda p: woman(p) and 15 <= p["age"] <= 49)),
    ("硕士以上学历 多少人", lambda t: t.people_who(lambda p: p["education"] == "postgraduate")),
    (
        "初中及以下 18-60岁",
        lambda t: t.people_who(
            lambda p: p["education"] in ("illiterate", "primary", "junior_secondary") and 18 <= p["age"] <= 60
        ),
    ),
    (
        "文盲 50岁以下",
        lambda t: [
            t.people_who(lambda p: p["education"] == "illiterate" and 0 <= p["age"] < 50),
            t.people_who(lambda p: p["education"] == "illiterate" and 0 <= p["age"] <= 50),
        ],
    ),
    ("少数民族 多少人", lambda t: t.people_who(lambda p: p["ethnicity"] not in (None, "han"))),
    ("回族老人", lambda t: t.people_who(lambda p: p["ethnicity"] == "hui" and old(p))),
    ("非农户口 多少人", lambda t: t.people_who(lambda p: p["hukou_type"] == "urban")),
    # lists, parts, shares
    ("预备党员名单", lambda t: t.people_who(lambda p: p["party.member_status"] == "probationary")),
    ("独居 女 75岁以上 名单", lambda t: t.people_who(lambda p: p["lives_alone"] and woman(p) and p["age"] >= 75)),
    ("双女户 名单", lambda t: t.homes_where(lambda h: h["family_planning"] == "双女户")),
    ("在校大学生 名单", lambda t: t.people_who(lambda p: p["education_stage"] == "higher")),
    ("空置房 名单", lambda t: t.many("dwelling", lambda d: d["usage"] == "vacant")),
    ("党员 按性别", lambda t: t.people_by(lambda p: {"male": "男", "female": "女"}[p["sex"]], member)),
    ("各网格60岁以上人数", lambda t: t.people_by(t.grid, old)),
    ("退役军人 各村居 多少人", lambda t: t.people_by(t.area, lambda p: p["military.service_status"] == "retired")),
    ("按年龄段统计人口", lambda t: t.people_by(band, lambda p: p["age"] >= 0)),
    ("女党员占比", lambda t: 100 * t.people_who(lambda p: member(p) and woman(p)) / t.people_who(member)),
    (
        "留守儿童 各村",
        lambda t: [
            t.people_by(t.area, lambda p: p["left_behind"] and 0 <= p["age"] < 16),
            t.people_by(t.area, lambda p: p["left_behind_type"] == "儿童"),
        ],
    ),
    # two things at once
    ("男性60岁以上 女性55岁以上 各多少", BACK),
    ("低保户里有几个残疾人", lambda t: t.people_who(lambda p: disabled(p) and low(p["home"]))),
    ("残疾人，其中重度", lambda t: t.people_who(severe)),
    ("80岁以上老人比70岁以上少多少", BACK),
    ("石桥社区和青井村 低保户 对比", BACK),
    (
        "高血压和糖尿病都有的",
        lambda t: t.people_who(lambda p: {"hypertension", "diabetes"} <= set((p["chronic_disease.type"] or "").split(";"))),
    ),
    (
        "高血压 糖尿病 多少人",
        lambda t: t.people_who(lambda p: {"hypertension", "diabetes"} & set((p["chronic_disease.type"] or "").split(";"))),
    ),
    (
        "低保或者特困 多少户",
        lambda t: [
            t.homes_where(
                lambda h: low(h) or "five_guarantee" in (h["category"] or "") or "special_hardship" in (h["category"] or "")
            ),
            t.homes_where(lambda h: low(h) or "five_guarantee" in (h["category"] or "")),
            t.homes_where(lambda h: low(h) or any(p["welfare.five_guarantee"] for p in t.members[h["id"]])),
        ],
    ),
    ("残疾人或低保 名单", lambda t: t.people_who(lambda p: disabled(p) or p["welfare.subsistence_allowance"])),
    ("家里有重度残疾人的低保户", lambda t: t.homes_where(lambda h: low(h) and any(map(severe, t.members[h["id"]])))),
    ("有80岁以上老人的户数", lambda t: t.homes_with(lambda p: p["age"] >= 80)),
    ("全家都是60岁以上的户", lambda t: t.homes_with(old, all_of=True)),
    (
        "流动人口中 女性 20-40岁",
        lambda t: t.people_who(lambda p: p["residence_type"] == "floating" and woman(p) and 20 <= p["age"] <= 40),
    ),
    # not
    ("没有参加医保的人", lambda t: t.people_who(lambda p: p["insurance.medical.type"] == "none")),
    ("未参保人员名单", BACK),
    ("不是党员的退役军人", lambda t: t.people_who(lambda p: p["military.service_status"] == "retired" and not member(p))),
    ("除了低保还有谁是残疾人", lambda t: t.people_who(lambda p: disabled(p) and not p["welfare.subsistence_allowance"])),
    ("没有子女的老人", lambda t: t.people_who(lambda p: old(p) and p["child_count"] in (0, "0"))),
    # time
    ("上个月底80岁以上多少人", lambda t: t.people_who(lambda p: at(p["birth_date"], date(2025, 11, 30)) >= 80)),
    ("入党10年以上的党员", lambda t: t.people_who(lambda p: member(p) and p["party.join_date"] <= date(2015, 12, 31))),
    ("2020年以来入党的", lambda t: t.people_who(lambda p: p["party.join_date"] and p["party.join_date"] >= date(2020, 1, 1))),
    ("今年出生多少个娃", lambda t: t.many("birth", lambda b: b["birth_date"].year == 2025)),
    ("今年去世的男的 几个", lambda t: t.many("death", lambda d: d["date"].year == 2025 and d["sex"] == "male")),
    ("11月份出生人口", lambda t: t.many("birth", lambda b: (b["birth_date"].year, b["birth_date"].month) == (2025, 11))),
    ("去年12月到今年3月出生人数", lambda t: t.many("birth", lambda b: date(2024, 12, 1) <= b["birth_date"] <= date(2025, 3, 31))),
    ("今年上半年死亡人数", lambda t: t.many("death", lambda d: date(2025, 1, 1) <= d["date"] <= date(2025, 6, 30))),
    (
        "帮忙查下今年满60的男同志有多少",
        lambda t: t.people_who(lambda p: man(p) and p["birth_date"] and p["birth_date"].year == 1965),
    ),
    # places
    ("荷塘苑 60岁以上 多少人", lambda t: t.people_who(lambda p: str(p["estate"]) == "1" and old(p))),
    (
        "荷塘苑5栋有几户",
        lambda t: t.homes_where(lambda h: str(h["house"].get("estate")) == "1" and h["house"].get("number") == "5栋"),
    ),
    (
        "春洲花园3号楼2单元 老人名单",
        lambda t: t.people_who(
            lambda p: (
                str(p["estate"]) == "2" and p["house"].get("number") == "3栋" and p["house"].get("unit") == "2单元" and old(p)
            )
        ),
    ),
    ("石桥社区第2网格 党员数", lambda t: t.people_who(lambda p: str(p["grid"]) == "2" and member(p))),
    ("出租屋 几间", lambda t: t.many("dwelling", lambda d: d["is_rental"])),
    ("C级危房", lambda t: t.many("dwelling", lambda d: d["condition"] == "partly_unsafe")),
    ("个体工商户 多少家", lambda t: t.many("organisation", lambda o: o["type"] == "individual_business")),
    # amounts
    (
        "人均年收入1万以下的户数",
        lambda t: [
            t.homes_where(lambda h: h["income.per_capita"] is not None and h["income.per_capita"] < 10000),
            t.homes_where(lambda h: h["income.per_capita"] is not None and h["income.per_capita"] <= 10000),
        ],
    ),
    ("党员平均年龄", lambda t: mean([p["age"] for p in t.people if member(p) and p["age"] >= 0])),
    ("最大年龄是多少", lambda t: max(p["age"] for p in t.people)),
    ("房屋总面积", lambda t: sum(d["area"] or 0 for d in t.houses)),
    (
        "低保金一共发多少钱",
        lambda t: [sum(h["allowance.amount"] or 0 for h in t.homes), sum(h["allowance.total"] or 0 for h in t.homes)],
    ),
    # speech and slips
    ("俺们村八十往上的老头老太太有几个", BACK),
    ("六十到七十岁的老太太", lambda t: t.people_who(lambda p: woman(p) and 60 <= p["age"] <= 70)),
    ("底保户有多少", BACK),
    ("80岁以上独居佬人", BACK),
    # what is not kept, what nobody may ask, what makes no sense
    ("刑满释放人员名单", BACK),
    ("精神病人有几个", BACK),
    ("谁家最穷", BACK),
    ("张伟的电话", BACK),
    ("老王家几口人", BACK),
    ("明天会下雨吗", BACK),
]
