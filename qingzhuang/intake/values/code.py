"""Coded values: the vocabulary's own words always, numbers only as far as somebody has said what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from qingzhuang.intake.problems import Cleaned, problem
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values.text import as_text, digits_lost, folded, nothing
from qingzhuang.tally.columns import SEVERAL, read_code
from qingzhuang.tally.resolve import UNSTATED
from qingzhuang.vocabulary import CodeList, fold

NUMBERED = re.compile(r"^[(（]?(\d{1,3})[)）]?[.、．:：\-—_=\s]*(\D.*)$|^(\D+?)[(（\-—:：]?(\d{1,3})[)）]?$")
ALIKE = 75


@dataclass(frozen=True, slots=True)
class CodePlan:
    """What the numbers of one column mean: code → name of a value.

    `basis` is legend, standard, confirmed (taken) or proposed (asked, with `evidence` in words); empty where nothing is known.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    evidence: str = ""

    @property
    def taken(self) -> bool:
        return self.basis in ("legend", "standard", "confirmed")

    def confirmed(self, values: Mapping[str, str] | None = None) -> CodePlan:
        """The plan after a person said yes, or gave other meanings."""
        return replace(self, values=dict(self.values if values is None else values), basis="confirmed")


NO_PLAN = CodePlan()


def clean_code(raw: Raw, codes: CodeList, plan: CodePlan = NO_PLAN) -> Cleaned[str]:
    """The name of a value (`female`). A number without a dictionary is asked about, whatever the standard says it is.

    >>> from qingzhuang.vocabulary import load
    >>> sex = load().codes["sex"]
    >>> clean_code("女性", sex).value, clean_code("0", sex).value, clean_code("0", sex, CodePlan({"0": "male"}, "legend")).value
    ('female', None, 'male')
    """
    text = as_text(raw)
    plain = fold(text).strip("'")
    if plain.isdigit():
        return _number(raw, plain, codes, plan)
    name = read_code(codes, plain) if plain else None
    if name is None and (match := NUMBERED.match(plain)):
        word = match.group(2) or match.group(3)
        name = read_code(codes, word) if word and not word.isdigit() else None
    if name is not None:
        if name in UNSTATED:
            return Cleaned(None, raw, (problem("code_unstated", word=plain),))
        return Cleaned(name, raw)
    found = nothing(raw)
    if found is not None:
        return found
    if digits_lost(raw) or isinstance(raw, float):
        return Cleaned(None, raw, (problem("code_foreign", code=plain[:40]),))
    return _unknown(raw, plain, codes)


def clean_codes(raw: Raw, codes: CodeList, plan: CodePlan = NO_PLAN) -> Cleaned[tuple[str, ...]]:
    """Several values in one cell (低保；残疾): all of them, or none and why."""
    whole = clean_code(raw, codes, plan)
    if whole.value is not None:
        return Cleaned((whole.value,), raw, whole.problems)
    text = as_text(raw)
    parts = [part for part in SEVERAL.split(folded(text).replace("+", "、").replace("/", "、")) if part]
    if len(parts) < 2:
        return Cleaned(None, raw, whole.problems)
    read = [clean_code(part, codes, plan) for part in parts]
    problems = tuple(p for one in read for p in one.problems)
    values = tuple(dict.fromkeys(one.value for one in read if one.value is not None))
    lost = any(one.value is None for one in read)
    return Cleaned(None if lost or not values else values, raw, problems)


def _number(raw: Raw, plain: str, codes: CodeList, plan: CodePlan) -> Cleaned[str]:
    name = plan.values.get(plain) or plan.values.get(plain.lstrip("0") or "0")
    if name is None:
        return Cleaned(None, raw, (problem("code_foreign", code=plain),))
    if plan.taken:
        if name in UNSTATED:
            return Cleaned(None, raw, (problem("code_unstated", word=plain),))
        return Cleaned(name, raw)
    word = codes.value(name).label["zh-Hans"]
    return Cleaned(None, raw, (problem("code_proposed", name, code=plain, word=word, evidence=plan.evidence),))


def _unknown(raw: Raw, plain: str, codes: CodeList) -> Cleaned[str]:
    listed = _words(codes.name, tuple((word, value.name) for value in codes.values for word in value.words))
    best = process.extractOne(plain, listed.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE) if len(plain) > 1 else None
    if best is not None:
        like, _, _ = best
        return Cleaned(None, raw, (problem("code_alike", listed[like], word=plain[:40], like=like),))
    return Cleaned(None, raw, (problem("code_unknown", word=plain[:40], list=codes.name),))


@lru_cache(maxsize=256)
def _words(name: str, pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return dict(pairs)
