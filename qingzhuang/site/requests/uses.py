"""Whether the purpose of a request speaks of the sensitive facts that it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from qingzhuang.formfill.asks import Ask
from qingzhuang.site.ledger.queries import whole_vocabulary
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import Listing
from qingzhuang.tally.resolve import find
from qingzhuang.vocabulary import fold

# pairs of signs that say nothing of a subject
GENERAL = frozenset(
    "情况 信息 人员 工作 进行 时间 日期 名称 类别 类型 等级 是否 编号 号码 说明 备注 登记 统计 数量 金额 姓名 标准 单位 做好 服务 管理".split()
)


def uncovered(asks: Sequence[Ask], purpose: str) -> list[str]:
    """The labels of sensitive facts of which the purpose says nothing: no two signs in a row of their names stand in it."""
    spoken = _pairs(purpose)
    return [
        ask.label.rsplit(" › ", 1)[-1].strip("*＊ ")
        for ask in asks
        if ask.sensitivity == "sensitive" and not spoken & _pairs_of(ask)
    ]


def _pairs_of(ask: Ask) -> frozenset[str]:
    """The pairs in the names of the facts, and of the group that they stand in: 残疾等级 is covered by 残疾人两项补贴."""
    words = [ask.label]
    if ask.asked is not None and isinstance(ask.asked.question, Listing):
        for path in ask.asked.question.columns:
            try:
                field = find(path, ask.asked.question.entity, whole_vocabulary()).field
            except QuestionError:
                continue
            words += [field.label["zh-Hans"], *field.labels]
    return frozenset().union(*map(_pairs, words))


def _pairs(text: str) -> frozenset[str]:
    plain = fold(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) - GENERAL
