"""A change in words: 上次 57，这次 60：+3 迁入，+1 到了80岁及以上，−1 死亡."""

from __future__ import annotations

from qingzhuang.tally.changes import Change, Step, Why
from qingzhuang.tally.words import condition_in_words
from qingzhuang.vocabulary import Vocabulary, label_in, load

# why → (Chinese, English); {need} is the condition that decides
WORDS = {
    Why.BORN: ("出生", "born"),
    Why.MOVED_IN: ("迁入", "moved in"),
    Why.RECORDED: ("新登记", "newly recorded"),
    Why.DIED: ("死亡", "died"),
    Why.MOVED_OUT: ("迁出", "moved away"),
    Why.MERGED: ("与别的记录是同一个，已合并", "the same as another, merged"),
    Why.ENDED: ("已注销", "ended"),
    Why.GONE: ("台账里不再有", "no longer in the ledger"),
    Why.VALUE: ("数值变了", "another value"),
}
BY_CONDITION = {  # (came, why) → words
    (True, Why.AGE): ("到了“{need}”", "now {need}"),
    (False, Why.AGE): ("不再是“{need}”", "no longer {need}"),
    (True, Why.FACT): ("改成了“{need}”", "changed to {need}"),
    (False, Why.FACT): ("不再是“{need}”（改了登记）", "no longer {need} (a fact was changed)"),
    (True, Why.LEARNED): ("补登了“{need}”", "{need}: was not known before"),
    (False, Why.LEARNED): ("“{need}”说不准了", "{need}: no longer known"),
}


def why_in_words(step: Step, entity: str, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
    """Why some came or went, without the number."""
    english = language == "en"
    if step.condition is not None and (step.sign > 0, step.why) in BY_CONDITION:
        need = condition_in_words(step.condition, entity, "en" if english else "zh-Hans", vocabulary or load())
        said = BY_CONDITION[step.sign > 0, step.why][english].format(need=need)
    else:
        plain = {Why.AGE: ("时间过去了", "time has passed"), Why.FACT: ("登记改了", "a fact was changed"),
                 Why.LEARNED: ("补登了", "it was not known")}  # fmt: skip
        said = {**WORDS, **plain}[step.why][english]
    return label_in({"zh-Hans": said}, "zh-Hant") if language == "zh-Hant" else said


def step_in_words(step: Step, entity: str, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
    """`+3 迁入`, `−1 死亡`: what the step adds, with its sign, and why."""
    return f"{signed(step.amount)} {why_in_words(step, entity, language, vocabulary)}"


def change_in_words(change: Change, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
    """All steps in one line; empty where nobody came or went."""
    joint = ", " if language == "en" else "，"
    return joint.join(step_in_words(step, change.entity, language, vocabulary) for step in change.steps)


def signed(amount: float) -> str:
    """A number with its sign, the true minus.

    >>> signed(3), signed(-1)
    ('+3', '−1')
    """
    return f"{'+' if amount >= 0 else '−'}{abs(amount):g}"
