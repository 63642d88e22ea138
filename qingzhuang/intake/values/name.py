"""Names of people: inner blanks, dots, marks behind the name, several people in one cell."""

from __future__ import annotations

import re
import unicodedata

from qingzhuang.intake.problems import Cleaned, Problem, problem
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values.text import NOTHING, UNSEEN, as_text, nothing

DOT = "\u00b7"
DOTS = re.compile(r"\s*[\u00b7．.•・‧∙⋅●･●\u2027\u22c5]\s*")
CJK = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
COMPOUND = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 "
    "宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 "
    "公户 公玉 梁丘 左丘 东门 西门 第五".split()
)
SEVERAL = re.compile(r"[、,，/／;；|\n]|和(?=[^平])|及|与")
BRACKETS = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]?$")
MARKS = re.compile(r"[*＊★☆▲△※#?？!！~～_\-—/\\.。,，、;；:：'\"“”‘’`√×+=\s]+$|(?<=[^\d])\d{1,3}$")
LEADING = re.compile(r"^[*＊★☆▲△※#'‘’`\"“”.。,，、\s_\-—]+|^\d{1,3}[.、．)）]\s*")
WHOLE = re.compile(rf"[{CJK}]+(?:{DOT}[{CJK}]+)*")
USUAL = re.compile(r"[\u4e00-\u67cf\u67d1-\u9fff]{2,4}")  # all signs but 某
LATIN = re.compile(rf"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ' \-{DOT}.]*")
MASKED = re.compile(rf"[{CJK}][*＊○〇]+[{CJK}]?|[*＊]+[{CJK}]{{1,2}}")
LONG = 6  # longer names without a dot are rare enough to ask


def clean_name(raw: Raw) -> Cleaned[str]:
    """A name as it stands on the identity card.

    >>> clean_name("张 三").value, clean_name("阿依古丽．买买提").value, clean_name("张三、李四").problems[0].code
    ('张三', '阿依古丽·买买提', 'name_several')
    """
    if isinstance(raw, str) and USUAL.fullmatch(raw) and raw not in NOTHING:
        return Cleaned(raw, raw)
    found = nothing(raw)
    if found is not None:
        return found
    text = as_text(raw)
    problems: list[Problem] = []
    name = UNSEEN.sub("", text).strip()
    if name != text.strip():
        problems.append(problem("control_signs"))
    if re.fullmatch(r"[\d.\s]+", name):
        return Cleaned(None, raw, (problem("name_no_name"),))
    if MASKED.fullmatch(name):
        return Cleaned(None, raw, (problem("masked"),))
    name, asked = _trimmed(name, problems)
    parts = [part for part in SEVERAL.split(name) if part.strip()]
    if len(parts) > 1 and all(len(part.strip()) > 1 for part in parts):
        return Cleaned(None, raw, (problem("name_several"),))
    joined = _without_blanks(name, problems)
    if joined is None:
        return Cleaned(None, raw, (problem("name_several"),))
    dotted = DOTS.sub(DOT, joined) if not LATIN.fullmatch(joined) or DOT in joined else joined
    if dotted != joined:
        problems.append(problem("name_dot"))
    return _judged(dotted.strip(DOT + " "), raw, problems, asked)


def _trimmed(name: str, problems: list[Problem]) -> tuple[str, str]:
    """The name without marks around it; and what stood in brackets behind it."""
    bare = MARKS.sub("", LEADING.sub("", name))
    asked = ""
    match = BRACKETS.search(bare)
    if match and match.start() > 0:
        asked, bare = match.group(), MARKS.sub("", bare[: match.start()])
    shown = name.replace(asked, "").replace(bare, "", 1).strip() if bare else ""
    if shown:
        problems.append(problem("name_marks", word=shown[:20]))
    return bare, asked


def _without_blanks(name: str, problems: list[Problem]) -> str | None:
    """张 三 is one name, 张三 李四 are two; None for two."""
    if not re.search(r"\s", name):
        return name
    parts = name.split()
    chinese = all(re.fullmatch(rf"[{CJK}{DOT}]+", part) for part in parts)
    if not chinese:
        return " ".join(parts) if LATIN.fullmatch(" ".join(parts)) else re.sub(r"\s+", "", name)
    if len(parts) > 1 and all(len(part) > 1 for part in parts) and parts[0] not in COMPOUND:
        return None
    problems.append(problem("name_blanks"))
    return "".join(parts)


def _judged(name: str, raw: Raw, problems: list[Problem], asked: str) -> Cleaned[str]:
    narrow = unicodedata.normalize("NFKC", name) if not WHOLE.fullmatch(name) else name
    if narrow != name:
        problems.append(problem("narrowed"))
        name = narrow
    if "*" in name or "某" in name or re.search(r"[×XxＸ]{1,2}$", name) and not LATIN.fullmatch(name):
        return Cleaned(None, raw, (problem("masked"),))
    if not name or re.fullmatch(r"[\W\d_]+", name):
        return Cleaned(None, raw, (problem("name_no_name"),))
    if asked:
        return Cleaned(None, raw, (*problems, problem("name_brackets", name, word=asked)))
    if re.search(r"\d", name):
        return Cleaned(None, raw, (*problems, problem("name_digits", re.sub(r"\d+", "", name) or None)))
    if not WHOLE.fullmatch(name) and not LATIN.fullmatch(name):
        return Cleaned(None, raw, (*problems, problem("name_odd", name)))
    if len(name) == 1:
        problems.append(problem("name_short"))
    elif WHOLE.fullmatch(name) and DOT not in name and len(name) > LONG:
        return Cleaned(None, raw, (*problems, problem("name_long", name, length=len(name))))
    return Cleaned(name, raw, tuple(problems))
