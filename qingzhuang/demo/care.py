"""Who needs help and gets it: health, disability, insurance, allowances, preferential treatment, bank accounts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qingzhuang.demo import columns as c
from qingzhuang.demo.columns import Flags, Ints
from qingzhuang.demo.families import HEAD, Families
from qingzhuang.demo.people import Identity, Made
from qingzhuang.demo.places import Communities

DISABILITIES = ("vision", "hearing", "speech", "limb", "intellectual", "mental", "multiple")
ILLNESSES = ("hypertension", "diabetes", "heart", "stroke", "lung", "other")
PREFERENTIAL = (
    "disabled_soldier", "disabled_official", "disabled_police", "disabled_on_duty", "disabled_militia", "martyr_family",
    "died_on_duty_family", "died_of_illness_family", "demobilised_rural", "ill_returned_soldier", "war_veteran", "unit_8023",
    "other_nuclear_test", "uranium_mining", "rural_retired_soldier_60", "martyr_child", "rehabilitated_child",
)  # fmt: skip
PREFERENTIAL_SHARES = (14, 1, 2, 2, 1, 5, 3, 5, 4, 8, 16, 3, 2, 1, 30, 2, 1)
BANKS = ("和风农商银行", "清江银行", "轻装村镇银行")
MEDICAL = ("employee", "urban_resident", "new_rural_cooperative", "none")
PENSION = ("employee", "urban_resident", "rural_pension", "none", "public_sector")


@dataclass(frozen=True, slots=True, eq=False)
class Help:
    """Which households are poor in which way, and which people are disabled or cannot work; other topics build on it."""

    allowance: Flags  # household on 低保
    low_income: Flags
    five: Flags  # 五保: of households
    poor: Flags  # 建档立卡
    hardship: Flags
    disabled: Flags  # of people
    labour: Ints  # of people: 0 full, 1 partial, 2 none


def help_given(seed: int, them: Families, there: Communities) -> Help:
    """Decide who is poor, destitute and disabled."""
    rng = c.rng_for("help", seed, them.people)
    count, homes, age = them.people, len(them.size), them.age
    rural = there.rural[them.community]
    disabled = c.chance(rng, count, np.where(age >= 60, 0.06, np.where(age >= 18, 0.022, 0.008)))
    sick = np.bincount(them.household[disabled], minlength=homes) > 0
    local = ~them.floating
    head_age = age[them.first]
    five = local & (them.size == 1) & (head_age >= 60) & c.chance(rng, homes, np.where(rural, 0.13, 0.04))
    allowance = local & ~five & c.chance(rng, homes, np.where(rural, 0.034, 0.018) + 0.12 * sick)
    low = local & ~five & ~allowance & c.chance(rng, homes, 0.015 + 0.03 * sick)
    poor = local & rural & c.chance(rng, homes, np.where(allowance | five, 0.6, 0.05))
    hardship = local & ~five & ~allowance & ~low & c.chance(rng, homes, 0.003)
    weak = np.where(disabled, c.pick(rng, count, (3, 5, 2)), np.where(age >= 75, 2, np.where(age >= 60, 1, 0)))
    labour = np.where(age < 16, 2, weak)
    return Help(allowance, low, five, poor, hardship, disabled, labour)


def health(seed: int, them: Families, given: Help, day: int) -> Made:
    """Health, illness and disability."""
    rng = c.rng_for("health", seed, them.people)
    count, age, disabled = them.people, them.age, given.disabled
    ill = c.chance(rng, count, np.where(age >= 60, 0.42, np.where(age >= 40, 0.12, 0.01)))
    major = c.chance(rng, count, np.where(age >= 50, 0.02, 0.003))
    status = np.select([disabled, major, ill], [3, 4, 2], np.where(age >= 60, 1, 0))
    kind = np.where(disabled, c.pick(rng, count, (12, 20, 2, 42, 9, 10, 5)), -1)
    level = np.where(disabled, c.pick(rng, count, (12, 25, 33, 30)), -1)
    certified = disabled & c.chance(rng, count, 0.94)
    care = np.select(
        [(age >= 80) & c.chance(rng, count, 0.2), (age >= 70) & c.chance(rng, count, 0.12), disabled & (level == 0)], [2, 1, 1], 0
    )
    since = np.maximum(them.born + 200, day - rng.integers(400, 9000, count))
    soldier = disabled & (age >= 30) & them.male & c.chance(rng, count, 0.03)
    return {
        "health_status": c.words(
            np.where(c.chance(rng, count, 0.004), -1, status),
            ("healthy", "basically_healthy", "chronically_ill", "disabled", "seriously_ill"),
        ),
        "major_illness": c.words(np.where(major, rng.integers(0, 3, count), -1), ("恶性肿瘤", "尿毒症", "重症心脏病")),
        "chronic_disease.type": c.words(np.where(ill, c.pick(rng, count, (50, 22, 12, 6, 5, 5)), -1), ILLNESSES),
        "disability.exists": c.yes(disabled),
        "disability.type": c.words(kind, DISABILITIES),
        "disability.level": c.words(level, ("1", "2", "3", "4")),
        "disability.certificate_number": c.only(
            certified, c.joined("残", c.digits(np.arange(count), 9), c.numbers(kind + 1), c.numbers(level + 1))
        ),
        "disability.certificate_date": c.days(since + 180, certified),
        "disability.date": c.days(since, disabled & c.chance(rng, count, 0.5)),
        "disability.cause": c.words(np.where(disabled, c.pick(rng, count, (5, 3, 2)), -1), ("疾病", "意外", "先天")),
        "disability.body_part": c.words(np.where(kind == 3, rng.integers(0, 3, count), -1), ("左下肢", "右下肢", "右上肢")),
        "disability.nature": c.words(np.where(soldier, c.pick(rng, count, (1, 4, 5)), -1), ("war", "duty", "illness")),
        "disability.subsidies": c.words(np.where(disabled & (level <= 1), 0, -1), ("重度残疾人护理补贴",)),
        "disability.nursing_subsidy": c.yes(disabled & (level <= 1)),
        "disability.living_subsidy": c.yes(disabled & given.allowance[them.household]),
        "labour_capacity": c.words(np.where(c.chance(rng, count, 0.003), -1, given.labour), ("full", "partial", "none")),
        "self_care": c.words(care, ("full", "partial", "none")),
    }


def insurance_and_bank(seed: int, them: Families, them_named: Identity) -> Made:
    """Insurance, cards and accounts."""
    rng = c.rng_for("insurance", seed, them.people)
    count, age, rural = them.people, them.age, them_named.rural
    medical = np.where(rural, c.pick(rng, count, (18, 2, 78, 2)), c.pick(rng, count, (62, 32, 3, 3)))
    medical = np.where(age < 18, np.where(rural, 2, 1), medical)
    pension = np.where(rural, c.pick(rng, count, (16, 2, 74, 7, 1)), c.pick(rng, count, (56, 24, 3, 10, 7)))
    pension = np.where(age < 16, 3, pension)
    account = (age >= 16) & c.chance(rng, count, 0.75)
    number = c.joined("990000", c.digits(np.arange(count), 13))
    card = c.chance(rng, count, 0.9)
    return {
        "insurance.medical.type": c.words(np.where(c.chance(rng, count, 0.004), -1, medical), MEDICAL),
        "insurance.medical.number": c.only(medical < 3, c.joined("Y", c.digits(np.arange(count), 10))),
        "insurance.medical.payment_mode": c.words(
            np.where(medical == 0, 0, np.where(medical < 3, 1, -1)), ("单位代扣", "个人缴费")
        ),
        "insurance.pension.type": c.words(np.where(c.chance(rng, count, 0.004), -1, pension), PENSION),
        "insurance.pension.number": c.only(pension != 3, c.joined("L", c.digits(np.arange(count), 10))),
        "insurance.unemployment.number": c.only((medical == 0) & (age >= 18), c.joined("S", c.digits(np.arange(count), 10))),
        "social_security_card_number": c.only(card, c.joined("K", c.digits(np.arange(count), 10))),
        "health_card_number": c.only(card & c.chance(rng, count, 0.7), c.joined("J", c.digits(np.arange(count), 12))),
        "bank.name": c.words(np.where(account, rng.integers(0, 3, count), -1), BANKS),
        "bank.account_name": c.only(account, them_named.name),
        "bank.account_number": c.only(account, number),
        "bank.card_bank": c.words(np.where(card & account, 0, -1), BANKS),
        "bank.wage_bank": c.words(np.where(account & (medical == 0) & (age < 60), 1, -1), BANKS),
    }


def welfare(seed: int, them: Families, them_named: Identity, given: Help, day: int) -> Made:
    """Allowances of people, and preferential treatment of soldiers and their families."""
    rng = c.rng_for("welfare", seed, them.people)
    count, home, age = them.people, them.household, them.age
    allowance, five, poor = given.allowance[home], given.five[home], given.poor[home]
    urban = ~them_named.rural[them.first][home]
    top_up = allowance & ((age >= 70) | given.disabled | (age < 16)) & c.chance(rng, count, 0.8)
    three_no = (five | allowance) & (age >= 60) & (them.size[home] == 1) & c.chance(rng, count, 0.3)
    start = day - rng.integers(60, 4000, count)
    amount = np.where(five, 980.0, np.where(urban, 620.0, 430.0)) + 30.0 * rng.integers(0, 8, count)
    preferential = (age >= 18) & c.chance(rng, count, np.where(them.male, np.where(age >= 60, 0.03, 0.008), 0.004))
    kind = c.pick(rng, count, PREFERENTIAL_SHARES)
    kind = np.where((kind == 14) & ((age < 60) | ~them.male | ~them_named.rural), 10, kind)
    helped = np.select([five, allowance, given.low_income[home]], [1, 0, 2], -1)
    medical = (helped >= 0) & c.chance(rng, count, 0.3)
    return {
        "welfare.subsistence_allowance": c.yes(allowance),
        "welfare.subsistence_allowance_type": c.words(np.where(allowance, np.where(urban, 0, 1), -1), ("urban", "rural")),
        "welfare.urban_subsistence_allowance": c.yes(allowance & urban),
        "welfare.rural_subsistence_allowance": c.yes(allowance & ~urban),
        "welfare.start_date": c.days(np.maximum(start, them.born), allowance | five),
        "welfare.five_guarantee": c.yes(five),
        "welfare.support_mode": c.words(np.where(five, c.pick(rng, count, (25, 75)), -1), ("institution", "home")),
        "welfare.three_no": c.yes(three_no),
        "welfare.poverty_registered": c.yes(poor),
        "welfare.category_top_up": c.yes(top_up),
        "welfare.low_income": c.yes(given.low_income[home]),
        "welfare.type": c.words(
            np.where(helped < 0, -1, helped + np.where(medical, 3, 0)),
            ("subsistence_allowance", "five_guarantee", "low_income", "subsistence_allowance;medical_relief", "five_guarantee;medical_relief",
             "low_income;medical_relief"),
        ),
        "welfare.payment_amount": c.numbers(amount, (allowance & (them.role == HEAD)) | five),
        "welfare.old_age_allowance": c.yes(age >= 80),
        "preferential.exists": c.yes(preferential),
        "preferential.type": c.words(np.where(preferential, kind, -1), PREFERENTIAL),
        "preferential.status": c.words(np.where(preferential, c.pick(rng, count, (92, 3, 3, 2)), -1), ("receiving", "accepted", "recognised", "stopped")),
        "preferential.certificate_number": c.only(preferential, c.joined("优字第", c.digits(np.arange(count), 7), "号")),
        "preferential.approval_date": c.days(start, preferential),
        "preferential.payments": c.only(preferential, c.joined(c.numbers(rng.integers(20, 180, count) * 10), "元/月")),
    }  # fmt: skip
