"""Who asks, and on what ground: the name of a body, the number of a paper, the marks of a survey form."""

from __future__ import annotations

import re
from datetime import date

from qingzhuang.formfill.notice.when import day_of_year

HAN = r"[\u4e00-\u9fa5]"
KINDS = (
    "人民政府|指挥部|管委会|委员会|办事处|领导小组|工作组|联合会|残联|妇联|民政局|统计局|卫健委|政法委|组织部|宣传部|统战部|"
    "服务中心|中心|办公室|街道办|街道|专班|公安局|派出所|司法所|人社局|住建局|局|委|办|科|处|厅|股|所|站|部"
)
BODY = rf"{HAN}{{1,16}}?(?:{KINDS})"
BRACKETED = re.compile(rf"^\s*[【\[]({HAN}{{2,20}})[】\]]")
OPENING = r"^\s*(?:@\S+\s*|紧急(?:通知)?[！!：:]?\s*|通知[：:]\s*)?"
SENDER = re.compile(rf"{OPENING}({BODY})(?:{HAN}{{1,4}})?[:：]")
SIGNED = re.compile(rf"^\s*({BODY})\s*(?:20\d\d年\d+月\d+日)?\s*$")
LAST = re.compile(rf"[。！!；;，,]\s*({BODY})\s*{HAN}{{2,4}}\s*$")  # …走访慰问。民政办 方敏
SENT_TO = re.compile(
    rf"(?:报送?|上报|反馈|发|提交|交)(?:至|到|给)?({HAN}{{0,3}}?(?:{BODY}))(?=邮箱|处|备案|汇总|[，。,；;、\s（(]|$)"
)
ORDERED = re.compile(rf"(?:按照|根据|应)\s*({BODY})(?:的)?(?:要求|部署|通知|安排)")
OF_ALL = re.compile(r"^(?:各|全|请|本|所有|有关)")

NUMBER = re.compile(rf"{HAN}{{1,12}}\s*[〔\[（(【]\s*20\d\d\s*[〕\]）)】]\s*第?\s*\d+\s*号")
APPROVED = re.compile(r"(?:批准|备案)\s*文\s*号\s*[:：][^\n，。；;]*")  # of a survey form, not the paper that asks for it
GROUND = re.compile(r"《([^《》]{2,60}(?:法|条例|办法|规定|细则|通知|意见|方案|制度|规范))》")
MARKS = {
    "form_number": re.compile(r"表\s*号\s*[:：]\s*([^\s，。；;、]{1,40})"),
    "issuing_body": re.compile(r"制\s*[定表]\s*(?:机\s*关|单\s*位)\s*[:：]\s*([^\s，。；;、]{2,40})"),
    "approval_number": re.compile(r"(?:批准|备案)\s*(?:文\s*号|机关)\s*[:：]\s*([^\s，。；;、]{2,60})"),
}
TERM = re.compile(
    r"有\s*效\s*期\s*(?:限|至)?\s*(?:至|到|[:：])?\s*(?:至)?\s*(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日)?"
)


def asker(text: str) -> tuple[str, str]:
    """The body that asks and the words that say so; both empty where no body is named."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return "", ""
    for found in (BRACKETED.match(lines[0]), SENDER.match(lines[0])):
        if found and not OF_ALL.match(found[1]):
            return found[1], found.group().strip()
    for line in reversed(lines[-3:]):
        found = SIGNED.match(line)
        if found and len(lines) > 1 and not OF_ALL.match(found[1]):
            return found[1], line
    for pattern in (LAST, SENT_TO, ORDERED):
        found = pattern.search(text)
        if found and not OF_ALL.match(found[1]):
            return found[1], found.group()
    return "", ""


def document_number(text: str) -> str:
    """民发〔2026〕20号 with the brackets of official papers; empty where none is named.

    >>> document_number("根据区民发[2026]12号要求"), document_number("请报送")
    ('区民发〔2026〕12号', '')
    """
    found = NUMBER.search(APPROVED.sub("", text))
    if not found:
        return ""
    plain = re.sub(r"\s", "", found.group())
    plain = re.sub(r"^(?:根据|按照|依据|为落实|落实|按|见|文号|和|及|与|、)+", "", plain)
    return re.sub(r"[\[（(【](20\d\d)[\]）)】]", r"〔\1〕", plain)


def legal_ground(text: str) -> str:
    """《…法》, 《…条例》 and papers named in the message, joined."""
    return "、".join(f"《{name}》" for name in dict.fromkeys(GROUND.findall(text)))


def marks(text: str) -> dict[str, str]:
    """表号, 制定机关, 批准文号 as they are printed on a survey form; those that are missing are left out."""
    found = {name: pattern.search(text) for name, pattern in MARKS.items()}
    return {name: match[1].strip("　_ ") for name, match in found.items() if match and match[1].strip("　_ ")}


def valid_until(text: str, today: date) -> date | None:
    """有效期至：2027年6月; without a day the end of that month."""
    found = TERM.search(text)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    if found[3]:
        return day_of_year(month, int(found[3]), str(year), today)
    last = day_of_year(month % 12 + 1, 1, str(year + month // 12), today)
    return date.fromordinal(last.toordinal() - 1) if last else None
