"""Questions in simplified Chinese: 60 周岁及以上的女性人数."""

from __future__ import annotations

import re

from qingzhuang.tally import question as q
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import entity_of
from qingzhuang.tally.resolve import find, named
from qingzhuang.tally.syntax import parse
from qingzhuang.tally.words.reading import Band, Piece, field_of, number, path_label, pieces, value_of
from qingzhuang.vocabulary import Field, Resolution, UnknownName, Vocabulary

COUNTED = {
    "person": "人数", "household": "户数", "dwelling": "房屋套数", "building": "楼栋数", "estate": "小区数", "grid": "网格数",
    "organisation": "单位数", "facility": "设施数", "area": "地区数", "birth": "出生人数", "death": "死亡人数",
}  # fmt: skip
LISTED = {"person": "人员", "household": "家庭", "birth": "出生人员", "death": "死亡人员"}
MADE = {"sum": "{}合计", "avg": "平均{}", "min": "最小{}", "max": "最大{}"}
SEX = {"male": "男性", "female": "女性"}
# fields whose values are names of groups of people, households …: 流动人口, not 人口类型为流动人口
GROUPS = frozenset(("residence_type", "preferential.type", "category", "political_status", "birth_order"))
# what a yes/no field ends in when it names such a group itself: 低保户, 优抚对象, 出租房
NOUNS = ("户", "家庭", "对象", "人员", "人口", "房")
GAP = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")
# words that begin with a verb or say how somebody is, and need no 为 after 所在户 or 有成员
VERBS = (
    "有",
    "办理",
    "享受",
    "登记",
    "参加",
    "已",
    "无",
    "没有",
    "未",
    "不",
    "持",
    "领取",
    "是",
    "为",
    "独居",
    "死亡",
    "常驻",
    "迁出",
)
BOUNDS = {">=": "不少于", ">": "大于", "<=": "不超过", "<": "不足", "=": "为"}
DAYS = {">=": "{}及以后", ">": "{}以后", "<=": "{}及以前", "<": "{}以前", "=": "{}"}
RANKS = {">=": "{}及以上", ">": "{}以上（不含{}）", "<=": "{}及以下", "<": "{}以下（不含{}）"}


def say(asked: q.Asked, vocabulary: Vocabulary) -> str:
    """The whole question with its day and split."""
    said = _question(asked.question, vocabulary)
    if asked.day is not None:
        said += f"，截至 {asked.day.year} 年 {asked.day.month} 月 {asked.day.day} 日"
    if asked.by == "area":
        said += "，按社区（村）分列"
    elif asked.by and not isinstance(asked.question, (q.Value, q.Values)):
        entity = asked.question.entity if isinstance(asked.question, q.Listing) else entity_of(asked.question)
        said += f"，按{_label(asked.by, entity, vocabulary)}分列"
    return GAP.sub(" ", said)


def condition(where: q.Condition, entity: str, vocabulary: Vocabulary) -> str:
    """A condition as attributes side by side."""
    return GAP.sub(" ", "、".join(_piece(piece, entity, vocabulary) for piece in pieces(where)))


def _question(question: q.Question, vocabulary: Vocabulary) -> str:
    match question:
        case q.Value(path=path):
            return _path(path, vocabulary)
        case q.Values(paths=paths):
            return "、".join(_path(path, vocabulary) for path in paths)
        case q.Count(entity=entity, where=where):
            return _phrase(where, entity, COUNTED.get(entity, f"{_entity(entity, vocabulary)}数"), vocabulary)
        case q.CountDistinct(path=path, where=where):
            entity, name = path.split(".", 1)
            return f"{_phrase(where, entity, _listed(entity, vocabulary), vocabulary)}的{_label(name, entity, vocabulary)}数（不重复计）"
        case q.Aggregate(function=function, path=path, where=where):
            entity = path.split(".", 1)[0]
            label = _path(path, vocabulary)
            made = f"{label}之和" if function == "sum" and label.endswith("合计") else MADE[function].format(label)
            if isinstance(where, q.Everything):
                return f"全部{_listed(entity, vocabulary)}的{made}"
            return f"{_phrase(where, entity, _listed(entity, vocabulary), vocabulary)}的{made}"
        case q.Percent(part=part, whole=whole):
            return f"{_question(part, vocabulary)}占{_question(whole, vocabulary)}的百分比"
        case q.Listing():
            return _listing(question, vocabulary)


def _listing(listing: q.Listing, vocabulary: Vocabulary) -> str:
    named = _phrase(listing.where, listing.entity, _listed(listing.entity, vocabulary), vocabulary)
    columns = [_column(column, listing.entity, vocabulary) for column in listing.columns]
    order = [_label(path, listing.entity, vocabulary) for path in listing.order_by]
    said = f"{named}名单"
    if columns:
        said += f"（{'、'.join(columns)}）"
    return f"{said}，按{'、'.join(order)}排序" if order else said


def _column(column: str, entity: str, vocabulary: Vocabulary) -> str:
    return _question(parse(column), vocabulary) if "(" in column else _label(column, entity, vocabulary)


# ---------------------------------------------------------------- who is meant
def _phrase(where: q.Condition, entity: str, noun: str, vocabulary: Vocabulary) -> str:
    """Groups first (流动人口中), then attributes with 的, then sex and noun (女性人数)."""
    sex, own = "", ""
    groups: list[str] = []
    attributes: list[str] = []
    for piece in pieces(where):
        match piece:
            case q.SameHousehold():
                own = "本户"
            case q.Compare(field="sex", op="=", value=value) if not sex and value in SEX and entity == "person":
                sex = SEX[str(value)]
            case q.Compare(op="=") | q.OneOf() | q.Holds() if not groups and _is_group(piece, entity, vocabulary):
                groups.append(_piece(piece, entity, vocabulary))
            case _:
                attributes.append(_piece(piece, entity, vocabulary))
    group = "".join(groups)
    if group and (attributes or sex):
        group += "中"
    elif group and noun in LISTED.values() and group.endswith(NOUNS):
        return f"{own}{group}"
    elif group.endswith(noun[:2]):  # 内保单位数, not 内保单位单位数
        group = group[:-2]
    of = "的" if attributes else ""
    return f"{own}{group}{'、'.join(attributes)}{of}{sex}{noun}"


def _is_group(piece: Piece, entity: str, vocabulary: Vocabulary) -> bool:
    """Whether a condition names a group by a noun of its own."""
    name = field_of(piece)
    if name in GROUPS:
        return True
    if not isinstance(piece, q.Holds):
        return False
    try:
        found = find(name, entity, vocabulary)
    except QuestionError:
        return False
    return not found.steps and found.field.label["zh-Hans"].startswith("是否") and found.field.label["zh-Hans"].endswith(NOUNS)


def _piece(piece: Piece, entity: str, vocabulary: Vocabulary) -> str:
    match piece:
        case q.SameHousehold():
            return "本户"
        case q.And(parts=parts):
            return "且".join(_bracketed(part, entity, vocabulary) for part in pieces(q.And(parts)))
        case q.Or(parts=parts):
            return "或".join(_bracketed(part, entity, vocabulary) for part in parts)
        case q.Not(part=part) if field_of(part) and not isinstance(part, q.Not):
            return _fact(part, entity, vocabulary, negated=True)
        case q.Not(part=part):
            return f"不符合（{condition(part, entity, vocabulary)}）"
        case q.Everything():
            return "不限条件"
    return _fact(piece, entity, vocabulary)


def _bracketed(piece: Piece, entity: str, vocabulary: Vocabulary) -> str:
    said = _piece(piece, entity, vocabulary)
    return f"（{said}）" if isinstance(piece, (q.And, q.Or)) else said


# ---------------------------------------------------------------- single conditions
def _fact(piece: Piece, entity: str, vocabulary: Vocabulary, negated: bool = False) -> str:
    name = field_of(piece)
    try:
        found = find(name, entity, vocabulary)
    except QuestionError:
        return _definition(name, entity, vocabulary, negated)
    said = _test(piece, found.field, negated)
    steps = found.steps
    if not steps:
        return said.removeprefix("家庭") if entity == "household" else said
    whose = "有成员" if steps[-1].any else "的".join(_role(found, place, vocabulary) for place in range(len(steps)))
    if steps[-1].any and len(steps) > 1:
        whose = "的".join(_role(found, place, vocabulary) for place in range(len(steps) - 1)) + "有成员"
    own = vocabulary.entities[found.entity].fields.get(name)
    if own is not None and own.via:  # 户主年龄, as the vocabulary calls it
        whose = _role(found, 0, vocabulary)
    plain = said.removeprefix("家庭").removeprefix("住房")
    joined = (
        ""
        if plain.startswith(VERBS) or (not isinstance(piece, q.Holds) and field_of(piece).rsplit(".", 1)[-1] not in GROUPS)
        else "为"
    )
    return f"{whose}{joined}{plain}"


def _role(found: Resolution, place: int, vocabulary: Vocabulary) -> str:
    step = found.steps[place]
    label = vocabulary.entities[step.entity].roles[step.relation].label["zh-Hans"]
    return label if step.index is None else f"第 {step.index} 位{label}"


def _definition(name: str, entity: str, vocabulary: Vocabulary, negated: bool) -> str:
    try:
        definition = named(name, vocabulary)
    except UnknownName as error:
        raise QuestionError(f"{entity} has no {name!r}") from error
    word = f"{definition.words[0]}（{definition.version}）" if "@" in name else definition.words[0]
    return f"不是{word}" if negated else word


def _test(piece: Piece, field: Field, negated: bool) -> str:
    label = field.label["zh-Hans"]
    match piece:
        case q.Holds():
            return _denied(label) if negated else label.replace("是否", "", 1)
        case Band():
            said = _band(piece, field, label)
            return f"不在“{said}”之内" if negated else said
        case q.Compare(op=op, value=value) if op in ("=", "!="):
            return _equal([value], field, label, negated != (op == "!="))
        case q.Compare(field=name, op=op, value=value):
            said = _test(Band(name, value, op, None, "") if op in (">", ">=") else Band(name, None, "", value, op), field, False)
            return f"不符合“{said}”" if negated else said
        case q.OneOf(values=values):
            return _equal(list(values), field, label, negated)
    raise AssertionError(piece)


def _denied(label: str) -> str:
    """是否有劳动能力 → 没有劳动能力; 是否已租 → 未租; 是否办理居住证 → 未办理居住证; 是否在校生 → 不是在校生."""
    before, whether, after = label.partition("是否")
    if not whether:
        return f"没有{label}"
    if after.startswith("有"):
        return f"{before}没{after}"
    if after.startswith("已"):
        return f"{before}未{after[1:]}"
    if after.startswith(("办理", "享受", "登记", "参加", "领取", "常驻", "成立")):
        return f"{before}未{after}"
    return f"{before}不是{after}"


def _equal(values: list[q.Scalar], field: Field, label: str, negated: bool) -> str:
    named = [value_of(field, value) for value in values]
    words = "或".join(one.label["zh-Hans"] if one else _plain(value, field) for one, value in zip(named, values, strict=True))
    if field.name == "sex" and len(values) == 1 and not negated:
        return SEX.get(str(values[0]), words)
    if field.derived == "age_on":
        return f"不是 {words} 周岁" if negated else f"{words} 周岁"
    if field.name in GROUPS:
        return f"不是{words}" if negated else words
    blank = " " if field.codes is None else ""
    return f"{label}{'不是' if negated else '为'}{blank}{words}"


def _plain(value: q.Scalar, field: Field) -> str:
    return f"{number(value)} {field.unit}".strip()


def _band(band: Band, field: Field, label: str) -> str:
    if field.codes is not None:
        low, high = (value_of(field, v) if v is not None else None for v in (band.from_value, band.to_value))
        ends = [(band.from_op, low), (band.to_op, high)]
        return ("" if field.name in GROUPS else label) + "、".join(
            RANKS[op].format(*[v.label["zh-Hans"]] * 2) for op, v in ends if v is not None
        )
    if field.derived == "age_on":
        return _ages(band)
    ends_ = [(op, value) for op, value in ((band.from_op, band.from_value), (band.to_op, band.to_value)) if value is not None]
    if field.type == "date":
        return f"{label}在" + "、".join(DAYS[op].format(value) for op, value in ends_)
    return label + "且".join(f"{BOUNDS[op]} {_plain(value, field)}" for op, value in ends_)


def _ages(band: Band) -> str:
    low, high = band.from_value, band.to_value
    if low is not None and high is not None and (band.from_op, band.to_op) == (">=", "<="):
        return f"{number(low)} 至 {number(high)} 周岁"
    said = []
    if low is not None:
        said.append(f"{number(low)} 周岁及以上" if band.from_op == ">=" else f"{number(low)} 周岁以上（不含 {number(low)} 周岁）")
    if high is not None:
        said.append(f"{number(high)} 周岁及以下" if band.to_op == "<=" else f"不满 {number(high)} 周岁")
    return "、".join(said)


# ---------------------------------------------------------------- names
def _path(path: str, vocabulary: Vocabulary) -> str:
    return path_label(path, vocabulary, "zh-Hans", lambda whose, what: f"{whose}的{what}", lambda n, what: f"第 {n} 位{what}")


def _label(name: str, entity: str, vocabulary: Vocabulary) -> str:
    return _path(find(name, entity, vocabulary).path, vocabulary)


def _entity(entity: str, vocabulary: Vocabulary) -> str:
    if entity not in vocabulary.entities:
        raise QuestionError(f"there is no entity {entity!r}; known: {', '.join(vocabulary.entities)}")
    return vocabulary.entities[entity].label["zh-Hans"]


def _listed(entity: str, vocabulary: Vocabulary) -> str:
    return LISTED.get(entity) or _entity(entity, vocabulary)
