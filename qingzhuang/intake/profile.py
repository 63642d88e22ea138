"""What the numbers of whole columns mean, worked out from their own dictionary or from other columns, before single values are cleaned.

0/1 in a column of sexes contradicts GB/T 2261.1, where 0 is unknown: read silently, every man would be lost. The ID numbers of the
same rows say which is which; a person says yes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qingzhuang.intake.columns import Column
from qingzhuang.intake.problems import Severity
from qingzhuang.intake.read import Table
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values.code import NO_PLAN, CodePlan
from qingzhuang.intake.values.text import as_text
from qingzhuang.tally.columns import read_code
from qingzhuang.tally.resolve import UNSTATED
from qingzhuang.vocabulary import CodeList, fold, read_id_number

SEEN = 20_000  # rows that are looked at
AGREE = 0.9  # so many rows must say the same


@dataclass(frozen=True, slots=True)
class CodeQuestion:
    """The numbers of a column with what they are taken to mean. `severity` is ASK where a person has to confirm it, else NOTE.

    `values` is code → name of a value (empty text where nothing is proposed), `counts` how often each stands in the rows looked at.
    """

    place: int
    heading: str
    severity: Severity
    values: Mapping[str, str]
    counts: Mapping[str, int]
    basis: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The plans of coded columns by place, and what must be asked or told about them once for the whole column."""

    plans: Mapping[int, CodePlan] = field(default_factory=dict)
    questions: tuple[CodeQuestion, ...] = ()

    def confirmed(self, place: int, values: Mapping[str, str] | None = None) -> Profile:
        """The profile after a person confirmed the proposal of a column, or gave other meanings (code → name of a value)."""
        plan = self.plans.get(place, NO_PLAN).confirmed(values)
        open_still = tuple(q for q in self.questions if q.place != place)
        return replace(self, plans={**self.plans, place: plan}, questions=open_still)


def profile(table: Table, rows: int = SEEN) -> Profile:
    """Look through the first rows of a table and plan its coded columns."""
    coded = [
        at for at, c in enumerate(table.columns) if c.field is not None and c.field.codes is not None and c.field.type != "text"
    ]
    if not coded:
        return Profile()
    found: dict[int, Counter[Raw]] = {at: Counter() for at in coded}
    sexes: dict[int, Counter[tuple[str, str]]] = {at: Counter() for at in coded if _is_sex(table.columns[at])}
    beside = {at: _id_beside(table.columns, at) for at in sexes}
    seen = 0
    for batch in table.batches():
        for at in coded:
            found[at].update(batch.values[at])
            number = beside.get(at)
            if number is not None:
                sexes[at].update(_pairs(batch.values[at], batch.values[number]))
        seen += len(batch.rows)
        if seen >= rows:
            break
    counts = {at: _codes(values) for at, values in found.items()}
    plans: dict[int, CodePlan] = {}
    questions: list[CodeQuestion] = []
    for at in coded:
        if not counts[at]:
            continue
        column = table.columns[at]
        plan = _plan(column, counts[at], sexes.get(at, Counter()))
        plans[column.place] = plan
        questions.append(_question(column, counts[at], plan))
    return Profile(plans, tuple(questions))


def _question(column: Column, counts: Counter[str], plan: CodePlan) -> CodeQuestion:
    values = {code: plan.values.get(code, "") for code in sorted(counts)}
    known = plan.taken and all(values.values())
    return CodeQuestion(
        column.place, column.heading, Severity.NOTE if known else Severity.ASK, values, dict(counts), plan.basis, plan.evidence
    )


def _plan(column: Column, counts: Counter[str], sexes: Counter[tuple[str, str]]) -> CodePlan:
    assert column.field is not None and column.field.codes is not None
    codes = column.field.codes
    witness = _witness(sexes)
    legend = _by_legend(column, codes)
    if legend:
        wrong = [code for code, name in legend.items() if witness.get(code, name) != name and name not in UNSTATED]
        if not wrong:
            return CodePlan(legend, "legend", SOURCES[column.legend_source])
        return CodePlan(legend, "proposed", f"{SOURCES[column.legend_source]}，但与身份证号里的性别不符")
    if witness:
        standard = {v.code: v.name for v in codes.values if v.code}
        agrees = all(standard.get(code) == name for code, name in witness.items()) and set(counts) <= set(standard)
        if agrees:
            return CodePlan({code: standard[code] for code in counts}, "standard", f"{codes.standard}，与身份证号里的性别相符")
        return CodePlan(witness, "proposed", _told(witness, sexes, codes))
    return _by_standard(codes, counts)


SOURCES = {"heading": "按标题里的说明", "choices": "按下拉选项", "sheet": "按文件里的代码表", "note": "按表中的说明", "": ""}


def _by_legend(column: Column, codes: CodeList) -> dict[str, str]:
    read = {code: read_code(codes, word) for code, word in column.legend}
    return {code.lstrip("0") or "0": name for code, name in read.items() if name is not None}


def _by_standard(codes: CodeList, counts: Counter[str]) -> CodePlan:
    """Codes of the national standard, written as it writes them: taken. Those that lost a zero, or 0 and 1 for sexes: asked."""
    standard = {v.code: v.name for v in codes.values if v.code}
    width = max((len(code) for code in standard), default=0)
    if codes.standard and set(counts) <= set(standard) and not (codes.name == "sex" and "0" in counts):
        return CodePlan({code: standard[code] for code in counts}, "standard", codes.standard)
    if codes.name == "sex" or not codes.standard:
        return NO_PLAN
    padded = {code: standard.get(code.zfill(width), "") for code in counts}
    if all(padded.values()) and len(counts) >= 3:
        return CodePlan(padded, "proposed", f"{codes.standard} 的代码去掉了前面的 0")
    return NO_PLAN


def _witness(sexes: Counter[tuple[str, str]]) -> dict[str, str]:
    """What each code means by the ID numbers beside it; empty where they do not agree."""
    found: dict[str, str] = {}
    for code in {code for code, _ in sexes}:
        male, female = sexes[code, "male"], sexes[code, "female"]
        if max(male, female) >= AGREE * (male + female):
            found[code] = "male" if male > female else "female"
    return found if len(set(found.values())) == len(found) else {}


def _told(witness: Mapping[str, str], sexes: Counter[tuple[str, str]], codes: CodeList) -> str:
    parts = []
    for code, name in sorted(witness.items()):
        rows = sexes[code, "male"] + sexes[code, "female"]
        parts.append(f"写 {code} 的 {rows} 人中，{sexes[code, name]} 人的身份证号是{codes.value(name).words[0]}性")
    return "；".join(parts)


def _pairs(values: Sequence[Raw], numbers: Sequence[Raw]) -> list[tuple[str, str]]:
    found = []
    for value, number in zip(values, numbers, strict=True):
        code = _digits(value)
        if code and isinstance(number, str) and len(number) >= 15:
            read = read_id_number(number)
            if read.usable:
                found.append((code, read.sex))
    return found


def _codes(values: Counter[Raw]) -> Counter[str]:
    codes: Counter[str] = Counter()
    for value, times in values.items():
        if code := _digits(value):
            codes[code] += times
    return codes


def _digits(value: Raw) -> str:
    """The code in a cell, `01` as it stands; empty where it is no number."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        plain = value.strip() if value.isascii() else fold(as_text(value))
        return plain if plain.isdigit() and len(plain) < 5 else ""
    return ""


def _is_sex(column: Column) -> bool:
    return column.field is not None and column.field.codes is not None and column.field.codes.name == "sex"


def _id_beside(columns: Sequence[Column], at: int) -> int | None:
    """The column with the ID numbers of the same person."""
    owner = columns[at].concept.rpartition(".")[0]
    return next((i for i, c in enumerate(columns) if c.concept == f"{owner}.id_number"), None)
