"""Households and dwellings as tables: what a household lives on, and what stands where."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from qingzhuang.demo import columns as c
from qingzhuang.demo import names
from qingzhuang.demo.care import BANKS, Help
from qingzhuang.demo.columns import Flags, Floats, Ints
from qingzhuang.demo.families import COLLECTIVE, Families
from qingzhuang.demo.people import Identity
from qingzhuang.demo.places import Communities, Homes, phones

CATEGORIES = ("ordinary", "subsistence_allowance", "low_income", "five_guarantee", "special_hardship", "out_of_poverty",
              "subsistence_allowance;out_of_poverty", "five_guarantee;out_of_poverty", "low_income;out_of_poverty")  # fmt: skip
CAUSES = ("illness", "disability", "labour", "technology", "schooling", "capital", "illness;labour")


def household_table(
    seed: int, them: Families, them_named: Identity, given: Help, there: Communities, there_homes: Homes, home_of: Ints, day: int
) -> pa.Table:
    """One row a household; what only concerns households that get help is empty for all others."""
    rng = c.rng_for("households", seed, them.people)
    size, rural = len(them.size), there.rural[them.community]
    helped = given.allowance | given.low_income | given.five | given.poor
    able = np.bincount(them.household[given.labour < 2], minlength=size)
    kind = np.select([given.allowance, given.low_income, given.five, given.hardship], [1, 2, 3, 4], 0)
    kind = np.where(given.poor, np.array([5, 6, 8, 7, 5])[kind], kind)
    rate = np.where(rural, 430, 620)
    amount = np.where(given.allowance, them.size * rate * 0.55 + rng.integers(0, 12, size) * 10, 0.0)
    top_ups = np.bincount(them.household[(them.age >= 70) | given.disabled | (them.age < 16)], minlength=size)
    top_up = np.where(given.allowance, top_ups * 60.0, 0.0)
    head = them.first
    allowance = given.allowance
    return pa.table({
        "id": c.numbers(np.arange(1, size + 1)),
        "area": c.words(them.community, there.codes),
        "head": c.numbers(head + 1),
        "dwelling": c.numbers(home_of + 1),
        "grid": c.numbers(there_homes.grid[home_of] + 1),
        "type": c.words((them.shape == COLLECTIVE).astype(np.int64), ("family", "collective")),
        "category": c.words(kind, CATEGORIES),
        "hukou_type": c.words(np.where(c.chance(rng, size, 0.001), -1, them_named.rural[head]), ("urban", "rural")),
        "address": c.of(there_homes.address, home_of),
        "phone": c.of(them_named.phone, head),
        "postcode": c.where(c.chance(rng, size, 0.7), "990100"),
        "member_count": c.numbers(them.size),
        "labour_count": c.numbers(np.bincount(them.household[(them.age >= 16) & (them.age < 60) & (given.labour < 2)], minlength=size)),
        "farmland_area": c.numbers(np.round(them.size * rng.uniform(0.3, 1.8, size), 1), rural & ~them.floating),
        "forest_area": c.numbers(np.round(rng.uniform(0, 12, size), 1), rural & ~them.floating & c.chance(rng, size, 0.5)),
        "poverty_registered": c.yes(given.poor),
        "poverty_register_number": c.only(given.poor, c.joined("JD", c.digits(np.arange(size), 9))),
        "poverty_cause": c.words(np.where(given.poor, c.pick(rng, size, (40, 18, 15, 8, 8, 6, 5)), -1), CAUSES),
        "helper.name": c.only(given.poor, names.simple_names(rng, size)),
        "helper.phone": c.only(given.poor, phones(rng, size)),
        "helper.job_title": c.words(np.where(given.poor, rng.integers(0, 3, size), -1), ("科员", "副主任", "驻村干部")),
        "family_planning": c.words(np.where(rural & c.chance(rng, size, 0.1), rng.integers(0, 2, size), -1), ("独生子女户", "双女户")),
        "welfare.subsistence_allowance": c.yes(allowance),
        "welfare.type": c.words(
            np.select([given.five, allowance, given.low_income], [1, 0, 2], -1), ("subsistence_allowance", "five_guarantee", "low_income")
        ),
        "allowance.amount": c.numbers(np.round(amount)),  # who gets none gets 0, so that sums are known
        "allowance.type": c.words(np.where(allowance, rural, -1), ("urban", "rural")),
        "allowance.person_count": c.numbers(np.where(allowance, them.size, 0)),
        "allowance.certificate_number": c.only(allowance, c.joined("低保", c.digits(np.arange(size), 8))),
        "allowance.register_date": c.days(day - rng.integers(60, 4000, size), allowance),
        "allowance.head_included": c.yes_no(c.chance(rng, size, 0.93), allowance),
        "allowance.top_up": c.numbers(top_up),
        "allowance.total": c.numbers(np.round(amount) + top_up),
        "bank.name": c.words(np.where(helped, rng.integers(0, 3, size), -1), BANKS),
        "bank.account_number": c.only(helped, c.joined("990001", c.digits(np.arange(size), 13))),
        "bank.account_name": c.only(helped, c.of(them_named.name, head)),
        "bank.address": c.where(helped, "和风市轻装区银行街1号"),
        "has_labour_capacity": c.yes_no(able > 0, helped | c.chance(rng, size, 0.97)),
        "has_disabled_member": c.yes(np.bincount(them.household[given.disabled], minlength=size) > 0),
        **_incomes(rng, them, given, rural, amount + top_up),
    })  # fmt: skip


def _incomes(rng: c.Rng, them: Families, given: Help, rural: Flags, allowance: Floats) -> dict[str, pa.Array]:
    """Income of the year by source; known of all who get help and of two thirds of the others."""
    size = len(them.size)
    low = given.allowance | given.low_income | given.five | given.poor
    known = low | c.chance(rng, size, 0.65)
    workers = np.bincount(them.household[(them.age >= 18) & (them.age < 60)], minlength=size)

    def amount(mean: float, share: float | Floats, per: Floats | Ints) -> Floats:
        made: Floats = np.where(c.chance(rng, size, share), rng.lognormal(np.log(mean), 0.4, size) * per, 0.0)
        return np.round(made)

    poor = np.where(low, 0.28, 1.0)
    wage = amount(46000, 0.9, workers * poor)
    planting, livestock = (
        amount(2600, np.where(rural, 0.7, 0.0), them.size * poor),
        amount(2200, np.where(rural, 0.25, 0.0), them.size * poor),
    )
    industry, trade = amount(9000, 0.03, poor), amount(12000, 0.07, poor)
    rent, interest = amount(9000, np.where(low, 0.0, 0.12), poor), amount(900, np.where(low, 0.02, 0.4), poor)
    land, gifts = amount(800, np.where(rural, 0.3, 0.0), poor), amount(600, 0.1, poor)
    old = np.bincount(them.household[them.age >= 60], minlength=size)
    pension = amount(26000, np.where(rural, 0.0, 0.9), old) + amount(2400, np.where(rural, 0.95, 0.0), old)
    subsidy, solatium = amount(700, np.where(rural, 0.8, 0.1), poor), amount(400, np.where(low, 0.5, 0.01), poor)
    relief, other = amount(1200, np.where(low, 0.1, 0.003), poor), amount(500, 0.1, poor)
    yearly = np.round(allowance * 12)
    farming = planting + livestock
    business, prop = farming + industry + trade, interest + rent + land
    transfer = gifts + solatium + relief + yearly + pension + subsidy
    total = wage + business + prop + transfer + other
    costs = np.round(business * rng.uniform(0.2, 0.5, size))
    farm_costs = np.where(business > 0, np.round(costs * farming / np.maximum(business, 1)), 0)
    industry_costs = np.where(business > 0, np.round(costs * industry / np.maximum(business, 1)), 0)
    net = total - costs
    found = {
        "total": total, "net": net, "cash": np.round(total * 0.93), "per_capita": np.round(net / them.size, 2),
        "per_capita_monthly": np.round(net / them.size / 12, 2), "monthly": np.round(total / 12, 2), "wage": wage, "planting": planting,
        "livestock": livestock, "farming": farming, "industry": industry, "other_trade": trade, "business": business, "property": prop,
        "interest_dividend": interest, "rent": rent, "land_transfer": land, "other_property": np.zeros(size), "transfer": transfer,
        "gifts": gifts, "solatium": solatium, "relief": relief, "subsistence_allowance": yearly, "welfare": yearly + pension,
        "subsidy": subsidy, "pension": pension, "other_transfer": np.zeros(size), "other_stable": np.zeros(size), "other": other,
    }  # fmt: skip
    made = {f"income.{name}": c.numbers(values.astype(np.float64), known) for name, values in found.items()}
    main = np.select([wage >= total / 2, pension >= total / 2, business >= total / 2], [0, 1, 2], 3)
    made["income.main_sources"] = c.words(np.where(known, main, -1), ("工资", "养老金", "生产经营", "其他"))
    spent = (
        ("business", costs),
        ("farming", farm_costs),
        ("industry", industry_costs),
        ("other_trade", costs - farm_costs - industry_costs),
    )
    return {**made, **{f"expense.{name}": c.numbers(values.astype(np.float64), known) for name, values in spent}}


def dwelling_table(
    seed: int, people: int, them: Families, them_named: Identity, given: Help,
    there: Communities, there_homes: Homes, home_of: Ints,
) -> pa.Table:  # fmt: skip
    """One row a dwelling, empty ones too. `area` are square metres, `area.code` is the community."""
    rng = c.rng_for("dwellings", seed, people)
    size = len(there_homes.community)
    rural = there.rural[there_homes.community]
    lives = np.full(size, -1)
    lives[home_of] = np.arange(len(home_of))
    lived, rented = lives >= 0, (lives >= 0) & them.floating[np.maximum(lives, 0)]
    poor = lived & (given.allowance | given.five | given.poor)[np.maximum(lives, 0)]
    rental = rented | (~lived & c.chance(rng, size, 0.3))
    area = np.round(np.where(rural, rng.normal(115, 30, size), rng.normal(86, 22, size)) * np.where(poor, 0.55, 1.0), 1)
    condition = np.where(rural, c.pick(rng, size, (55, 40, 4, 1)), c.pick(rng, size, (70, 29, 0.9, 0.1)))
    condition = np.where(poor & c.chance(rng, size, 0.12), 2 + rng.integers(0, 2, size), condition)
    owner = c.only(rental, names.simple_names(rng, size))
    tenant = np.where(rented, them.first[np.maximum(lives, 0)], -1)
    resident = np.where(lived & ~rental, them.first[np.maximum(lives, 0)], -1)
    usage = np.select([rented, lived], [1, 0], np.where(rental, 1, 2))
    ownership = np.where(rental, c.pick(rng, size, (10, 70, 0, 20)), np.where(rural, 1, c.pick(rng, size, (6, 70, 18, 6))))
    structure = np.where(rural, c.pick(rng, size, (8, 50, 30, 12)), c.pick(rng, size, (60, 39, 1, 0)))
    return pa.table({
        "id": c.numbers(np.arange(1, size + 1)),
        "area.code": c.words(there_homes.community, there.codes),
        "building": c.numbers(there_homes.building + 1),
        "estate": c.numbers(there_homes.estate + 1, there_homes.estate >= 0),
        "grid": c.numbers(there_homes.grid + 1),
        "code": c.joined("FW", c.digits(np.arange(1, size + 1), 9)),
        "address": there_homes.address,
        "unit": c.only(~rural, c.joined(c.numbers(there_homes.unit), "单元")),
        "floor": c.numbers(there_homes.floor),
        "room": there_homes.room,
        "area": c.numbers(np.maximum(area, 14.0), c.chance(rng, size, 0.995)),
        "room_count": c.numbers(np.clip((area / 28).astype(np.int64), 1, 8)),
        "layout": c.words(np.clip((area / 40).astype(np.int64), 0, 3), ("一室一厅", "两室一厅", "三室一厅", "四室两厅")),
        "usage": c.words(usage, ("own_use", "let", "vacant")),
        "let_usage": c.words(np.where(rental, 0, -1), ("housing",)),
        "is_rental": c.yes(rental),
        "is_let": c.yes(rented),
        "ownership": c.words(ownership, ("public", "private", "commodity", "resettlement")),
        "category": c.words(np.where(rural, 1, 0), ("storeyed", "bungalow")),
        "structure": c.words(structure, ("reinforced_concrete", "brick_concrete", "brick_timber", "earth_timber")),
        "condition": c.words(condition, ("sound", "basically_sound", "partly_unsafe", "unsafe")),
        "unsafe": c.yes(condition >= 2),
        "built_date": c.days(rng.integers(1985, 2022, size) * 365 + rng.integers(0, 365, size) - 1970 * 365, c.chance(rng, size, 0.9)),
        "owner.name": pa.compute.coalesce(owner, c.of(them_named.name, resident)),
        "owner.id_number": c.of(them_named.number, resident),
        "owner.phone": pa.compute.coalesce(c.only(rental, phones(rng, size)), c.of(them_named.phone, resident)),
        "tenant[1].name": c.of(them_named.name, tenant),
        "tenant[1].id_number": c.of(them_named.number, tenant),
        "tenant[1].phone": c.of(them_named.phone, tenant),
        "tenant_count": c.numbers(them.size[np.maximum(lives, 0)], rented),
        "water_source": c.words(np.where(rural, c.pick(rng, size, (80, 10, 10)), 0), ("tap", "shallow_well", "spring")),
        "fuel": c.words(np.where(rural, c.pick(rng, size, (20, 40, 10, 30)), 2), ("firewood", "bottled_gas", "natural_gas", "electricity")),
        "has_electricity": c.yes_no(np.ones(size, np.bool_)),
    })  # fmt: skip
