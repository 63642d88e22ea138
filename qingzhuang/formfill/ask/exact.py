"""Where words that were understood still leave a doubt: what is denied, and ages that a definition counts otherwise."""

from __future__ import annotations

from qingzhuang.formfill.ask.happened import EVENTS
from qingzhuang.formfill.match.bands import find_bands
from qingzhuang.formfill.match.lexicon import lexicon
from qingzhuang.formfill.match.phrase import Token
from qingzhuang.formfill.match.senses import complement, conditions_of
from qingzhuang.tally.question import Compare, Condition, Holds, fields_of
from qingzhuang.vocabulary import CodeList, label_in


def is_flag(token: Token) -> bool:
    """What is denied is a mark that an empty cell denies too, or has a value of its own for none (医保: 未参保)."""
    denied = conditions_of((token,), token.senses[0].entity)
    none = denied is not None and isinstance(denied.condition, Compare) and denied.condition.value == "none"
    return none or all(isinstance(sense.condition, Holds) and sense.field for sense in token.senses[:1])


def unheard(token: Token) -> str:
    """群众, 常住居民, 农户: counted as people or households, though the word is a value of a list, too; empty for any other word."""
    other = token.kind == "counted" and token.name not in EVENTS and any(not sense.vague for sense in token.senses)
    return f"“{token.text}”只当作要数的对象，没有当作条件" if other else ""


def with_kinds(token: Token, condition: Condition) -> str:
    """高中 where the list puts 中专 under it: what is counted along, to be told."""
    path = next((sense.field for sense in token.senses if sense.condition == condition and sense.field), "")
    codes = lexicon().vocabulary.field(path).codes if path and isinstance(condition, Compare) and condition.op == "=" else None
    return kinds_under(codes, str(condition.value)) if codes and isinstance(condition, Compare) else ""


def kinds_under(codes: CodeList, name: str) -> str:
    """The values that a value of a list counts along, in brackets."""
    kinds = [codes.value(kind) for kind in codes.kinds_of(name) if kind != name]
    return f"（含{'、'.join(label_in(kind.label, 'zh-Hans') for kind in kinds)}）" if kinds else ""


def doubts_of(token: Token, means: str) -> list[str]:
    """Doubts that a word leaves by itself: other years than those written in it; a single letter, which may be part of another word
    (满 of 满族 in 年满)."""
    if len(token.text) == 1 and token.text not in "男女":
        return [f"“{token.text}”一个字按{means}理解"]
    if token.text.endswith("户") and not token.senses[0].field and all(sense.entity == "person" for sense in token.senses):
        return [f"“{token.text}”按有这样的人（{means}）的户理解"]  # 纯老户: all of a household, which nobody can say here
    return [f"“{token.text}”按口径是{means}"] if _says_other_years(token) or _is_less_than_not(token) else []


def _is_less_than_not(token: Token) -> bool:
    """非户籍人口 where a list has it as one value of several that are not 户籍人口."""
    denied = lexicon().value_senses(token.text[1:]) if token.kind == "cond" and token.text[0] == "非" else []
    own = {fields_of(sense.condition): sense.condition for sense in token.senses}
    known = [(own[fields_of(s.condition)], complement(s.condition, s.entity)) for s in denied if fields_of(s.condition) in own]
    return any(mine != others for mine, others in known)


def _says_other_years(token: Token) -> bool:
    """0-3岁婴幼儿: the word of a definition that counts other years than those written in it."""
    years = [(end - start, band) for start, end, band in find_bands(token.text) if band.years]
    written = max(years, key=lambda one: one[0])[1] if years else None
    if written is None or written.low is None or written.high is None or written.low[1] == written.high[1]:
        return False  # 百岁老人 are those of a hundred and more
    if token.kind != "cond" or token.senses[0].field:
        return False
    return written.on("age") != token.senses[0].condition
