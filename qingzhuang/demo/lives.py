"""What people do: school, work, party and army."""

from __future__ import annotations

import numpy as np

from qingzhuang.demo import columns as c
from qingzhuang.demo import names
from qingzhuang.demo.columns import Flags, Ints
from qingzhuang.demo.families import Families
from qingzhuang.demo.people import Identity, Made
from qingzhuang.demo.places import ELSEWHERE, Communities

EDUCATION = (
    "illiterate",
    "primary",
    "junior_secondary",
    "senior_secondary",
    "secondary_vocational",
    "college",
    "bachelor",
    "postgraduate",
)
# highest schooling by age, in town; the village has one step less more often
BY_AGE = (
    (18, (0, 1, 8, 30, 16, 20, 24, 1)), (30, (0, 1, 14, 18, 12, 24, 27, 4)), (45, (1, 6, 34, 18, 8, 17, 14, 2)),
    (60, (5, 26, 42, 16, 3, 6, 2, 0)), (75, (18, 48, 24, 7, 1, 2, 0, 0)),
)  # fmt: skip
STAGES = ("preschool", "primary", "junior_secondary", "upper_secondary", "higher")
SCHOOLS = (
    "晴川幼儿园",
    "轻装区第一小学",
    "轻装区第二小学",
    "轻装区第一中学",
    "轻装区实验中学",
    "轻装区职业学校",
    "和风市高级中学",
    "清江大学",
    "和风职业学院",
)
WORK = ("employed_public", "employed_enterprise", "flexible", "self_employed", "registered_unemployed", "unregistered_unemployed",
        "farming_at_home", "working_away", "working_nearby", "public_welfare_post", "retired", "student", "unable", "other")  # fmt: skip
TOWN, VILLAGE = (9, 46, 16, 7, 3, 4, 1, 5, 5, 1, 0, 0, 0, 3), (3, 14, 10, 4, 1.5, 3, 32, 22, 8, 1, 0, 0, 0, 1.5)
JOBS = ("工人", "职员", "教师", "医生", "司机", "店主", "厨师", "保安", "保洁员", "建筑工", "农民", "技术员", "公务员", "快递员")
INDUSTRIES = (
    "制造业",
    "建筑业",
    "批发和零售业",
    "住宿和餐饮业",
    "教育业",
    "卫生和社会工作",
    "交通运输、仓储和邮政业",
    "公共管理、社会保障和社会组织",
    "农、林、牧、渔业",
)
EMPLOYERS = (
    "清江机械厂",
    "和风纺织公司",
    "轻装区环卫所",
    "晴川超市",
    "和风物流公司",
    "轻装区第一小学",
    "轻装区人民医院",
    "云溪建筑公司",
    "柳岸餐饮店",
    "清江电子公司",
)
TITLES = ("员工", "组长", "主管", "经理", "科员", "班长")
POLITICS = ("masses", "party_member", "probationary_party_member", "league_member", "democratic_league", "jiu_san", "no_party")
BRANCHES = ("第一党支部", "第二党支部", "老年党支部")


def school_and_work(seed: int, them: Families, them_named: Identity, there: Communities, day: int) -> Made:
    """Schooling, school, work and employer."""
    rng = c.rng_for("school and work", seed, them.people)
    count, age = them.people, them.age
    rural = there.rural[them.community[them.household]]
    stage = np.select(
        [(age >= 3) & (age <= 5), (age >= 6) & (age <= 11), (age >= 12) & (age <= 14), (age >= 15) & (age <= 17)],
        [0, 1, 2, 3],
        -1,
    )
    stage = np.where((stage == 0) & c.chance(rng, count, 0.12), -1, stage)
    stage = np.where((stage == 3) & c.chance(rng, count, 0.07), -1, stage)
    stage = np.where((age >= 18) & (age <= 22) & c.chance(rng, count, np.where(rural, 0.4, 0.55)), 4, stage)
    student = stage >= 1
    education = _education(rng, age, rural, student)
    work = _work(rng, age, rural, them.male, student)
    employed = np.isin(work, (0, 1, 9))
    earning = employed | np.isin(work, (2, 3, 7, 8))
    school = np.where(stage >= 0, np.array([0, 1, 3, 6, 7])[np.maximum(stage, 0)] + rng.integers(0, 2, count) * (stage > 0), -1)
    former = (age >= 16) & (employed | (work == 10) | c.chance(rng, count, 0.3))
    wage = np.round(rng.lognormal(8.3, 0.35, count) / 10) * 10
    boards = (stage == 4) | ((stage == 3) & c.chance(rng, count, 0.5)) | ((stage == 2) & rural & c.chance(rng, count, 0.3))
    return {
        "education": c.words(np.where(c.chance(rng, count, 0.006) & (age >= 18), -1, education), EDUCATION),
        "education_stage": c.words(stage, STAGES),
        "school": c.words(school, SCHOOLS),
        "school_class": c.only(student, c.joined(c.numbers(np.clip(age - 5, 1, 12)), "年级", c.numbers(rng.integers(1, 9, count)), "班")),
        "student_number": c.only(student, c.joined("G9901", c.digits(np.arange(count), 9))),
        "is_student": c.yes_no(student),
        "boards_at_school": c.yes_no(boards),
        "employment_status": c.words(np.where(c.chance(rng, count, 0.006) & (age >= 16), -1, work), WORK),
        "unit_level": c.words(np.where(former, c.pick(rng, count, (60, 25, 10, 5)), -1), ("county", "city", "province", "central")),
        "occupation": c.words(np.where(earning | (work == 6), np.where(work == 6, 10, rng.integers(0, len(JOBS), count)), -1), JOBS),
        "industry": c.words(np.where(earning, rng.integers(0, len(INDUSTRIES), count), -1), INDUSTRIES),
        "job_title": c.words(np.where(employed, c.pick(rng, count, (60, 12, 10, 6, 8, 4)), -1), TITLES),
        "employer.name": c.words(np.where(employed, rng.integers(0, len(EMPLOYERS), count), -1), EMPLOYERS),
        "employer.type": c.words(
            np.where(employed, np.where(work == 0, c.pick(rng, count, (1, 1, 1)), 3 + c.pick(rng, count, (2, 6))), -1),
            ("administration", "other_school", "health", "state_enterprise", "private_enterprise"),
        ),
        "employer.phone": c.only(employed & c.chance(rng, count, 0.6), c.joined("000-0000", c.digits(rng.integers(0, 10_000, count), 4))),
        "employer.address": c.only(employed & c.chance(rng, count, 0.6), c.joined("和风市轻装区工业路", c.numbers(rng.integers(1, 200, count)), "号")),
        "work_place": c.words(
            np.where(work == 7, 1 + rng.integers(0, len(ELSEWHERE), count), np.where(earning, 0, -1)),
            ["清江省和风市", *(place[1] + place[2] for place in ELSEWHERE)],
        ),
        "employment_start_date": c.days(day - rng.integers(60, 6000, count), employed),
        "retired": c.yes_no(work == 10, age >= 16),
        "retirement_date": c.days(them.born + np.where(them.male, 60, 52) * 365 + 200, work == 10),
        "retired_cadre": c.yes((work == 10) & (age >= 85) & c.chance(rng, count, 0.01)),
        "work_or_study": c.words(np.select([student, earning, work == 10], [0, 1, 2], -1), ("在校学习", "工作", "退休")),
        "migrant_worker": c.yes_no(them_named.rural & np.isin(work, (1, 2, 7, 8)), age >= 16),
        "wage.monthly": c.numbers(wage, employed & c.chance(rng, count, 0.9)),
        "income.annual": c.numbers(np.round(wage * 12.5), earning & c.chance(rng, count, 0.85)),
        "income.source_if_unemployed": c.words(np.where(np.isin(work, (4, 5)), rng.integers(0, 3, count), -1), ("家庭供养", "失业保险金", "积蓄")),
    }  # fmt: skip


def _education(rng: c.Rng, age: Ints, rural: Flags, student: Flags) -> Ints:
    education = np.full(len(age), -1)
    for start, weights in BY_AGE:
        mine = age >= start
        education[mine] = c.pick(rng, int(mine.sum()), weights)
    education = np.where(rural & (age >= 18) & c.chance(rng, len(age), 0.55), np.maximum(education - 1, 0), education)
    education = np.where(student & (age >= 18), 3, education)  # of students the highest finished
    return np.select([age < 6, age < 12, age < 15, age < 18], [-1, 1, 1, 2], education)


def _work(rng: c.Rng, age: Ints, rural: Flags, male: Flags, student: Flags) -> Ints:
    size = len(age)
    work = np.where(rural, c.pick(rng, size, VILLAGE), c.pick(rng, size, TOWN))
    over = age >= np.where(male, 60, 55)
    work = np.where(over, np.where(rural & (age < 72) & c.chance(rng, size, 0.6), 6, np.where(rural, 13, 10)), work)
    work = np.where(~over & (age >= 16) & c.chance(rng, size, 0.012), 12, work)
    return np.select([student, age < 16], [11, 13], work)


def party_and_army(seed: int, them: Families, them_named: Identity, day: int) -> Made:
    """Political status, party and military service."""
    rng = c.rng_for("party and army", seed, them.people)
    count, age = them.people, them.age
    member = (age >= 20) & c.chance(rng, count, np.where(age >= 60, 0.13, 0.085))
    probationary = member & (age < 40) & c.chance(rng, count, 0.03)
    league = ~member & (age >= 14) & (age <= 27) & c.chance(rng, count, 0.35)
    politics = np.select(
        [probationary, member, league],
        [2, 1, 3],
        np.where(c.chance(rng, count, 0.003) & (age > 30), 4 + rng.integers(0, 3, count), 0),
    )
    politics = np.where((age >= 18) & c.chance(rng, count, 0.004), -1, politics)
    joined = np.minimum(them.born + 365 * 20 + rng.integers(0, 5000, count), day - 400)
    joined = np.where(probationary, day - rng.integers(30, 360, count), joined)
    serving = them.male & (age >= 18) & (age <= 26) & c.chance(rng, count, 0.006)
    retired = (age >= 20) & ~serving & c.chance(rng, count, np.where(them.male, 0.045, 0.002))
    enlisted = them.born + 365 * 18 + 150 + rng.integers(0, 700, count)
    years = np.where(c.chance(rng, count, 0.75), 2, rng.integers(3, 12, count))
    introducers = names.simple_names(rng, 400)
    return {
        "political_status": c.words(politics, POLITICS),
        "party.is_member": c.yes(member),
        "party.member_status": c.words(np.where(member, probationary, -1), ("full", "probationary")),
        "party.join_date": c.days(joined, member),
        "party.confirm_date": c.days(joined + 365, member & ~probationary),
        "party.introducer_1": c.of(introducers, np.where(member, rng.integers(0, 400, count), -1)),
        "party.introducer_2": c.of(introducers, np.where(member & c.chance(rng, count, 0.9), rng.integers(0, 400, count), -1)),
        "party.fee_paid_to": c.words(np.where(member, c.pick(rng, count, (8, 2)), -1), ("2025年12月", "2025年9月")),
        "party.branch": c.words(np.where(member, rng.integers(0, 3, count), -1), BRANCHES),
        "party.relation_place": c.where(member, "清江省和风市轻装区"),
        "party.relation_place_type": c.where(member, "本社区"),
        "party.floating": c.yes(member & c.chance(rng, count, 0.04)),
        "military.service_status": c.words(np.select([serving, retired], [0, 1], -1), ("serving", "retired")),
        "military.enlist_date": c.days(enlisted, serving | retired),
        "military.discharge_date": c.days(enlisted + years * 365, retired),
        "military.discharge_certificate_number": c.only(retired, c.joined("退字第", c.digits(np.arange(count), 7), "号")),
        "military.unit_name": c.only(retired, c.joined("000", c.digits(rng.integers(0, 100, count), 2), "部队")),
        "military.unit_code": c.only(retired, c.joined("000", c.digits(rng.integers(0, 100, count), 2))),
        "military.unit_and_post": c.only(retired & c.chance(rng, count, 0.6), c.joined("000", c.digits(rng.integers(0, 100, count), 2), "部队战士")),
        "military.conscript_start_date": c.days(enlisted, retired),
        "military.conscript_end_date": c.days(enlisted + 730, retired),
        "military.conscript_years": c.numbers(np.minimum(years, 2).astype(np.float64), retired),
        "military.korean_war": c.yes(retired & (age >= 90) & c.chance(rng, count, 0.3)),
        "military.rank": c.words(np.where(retired, c.pick(rng, count, (70, 20, 10)), -1), ("上等兵", "下士", "中尉")),
    }  # fmt: skip
