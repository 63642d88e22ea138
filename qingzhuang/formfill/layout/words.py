"""The words by which a line of a form shows what it is: guide row, total, note, signature line, printed choice.

Texts are compared folded (simplified characters, no white space).
"""

from __future__ import annotations

import re

ORDINALS = "甲乙丙丁戊己庚辛壬癸"
GUIDE = re.compile(
    rf"^(第?[{ORDINALS}]栏?|[（(]?\d{{1,3}}[）)]?栏?|[①-⑳]|(?!QQ$)[A-Z]{{1,2}}\d{{0,3}}|列号|行号|行次|栏次|序号|编号|代码|代号|—|-|－|×|\d{{1,3}}=[\d+\-*/÷×（）()]+)$"
)
FIELD_CODE = re.compile(r"^([A-Z]{1,4}\d{2,5}[A-Z]?|[a-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*)$")  # AAC058, sfzh, id_card
TOTAL = re.compile(r"^(.{0,6}?)(合计|总计|小计|总合计|全.{1,2}合计|累计|共计|汇总|合　计)(.{0,4})$")
NUMBERING = re.compile(r"^(\d{1,4}|[一二三四五六七八九十]{1,3})$")
NOTE = re.compile(
    r"^(注|附注|备注|说明|填表说明|填报说明|填写说明|指标说明|填报要求|填表要求|填写要求|要求|注意|注意事项|特别说明|审核关系|逻辑关系|平衡关系|勾稽关系)\d{0,2}[:：.、．]"
    r"|^[※★▲]|^[*]?为必|^本表|^此表|^红色|^请在|^请将|^请勿|^以上|^填表人须知|^(填写|填报|填表)(说明|要求)|^\d[、.．].{18,}|^（?\d）.{18,}"
)
EQUATION = re.compile(
    r"^(?=.*[A-Z\d])[A-Z\d（）()\[\]第栏列行项]+([=≥≤]|[<>]=?)[A-Z\d（）()\[\]第栏列行项=≥≤<>+\-，,；;。.、]+$"
)  # 4=1+2-3
HINT = re.compile(
    r"必填|选填|可选|可填|非必填|填写|例如|格式|示例|下拉|如[:：]|如\d|yyyy|YYYY|请输入|不填|自动生成|数字|文本|\d+位"
)
EXAMPLE = re.compile(
    r"^(张三|李四|王五|赵六|张某某?|李某某?|王某某?|小明|某某|示例|样例|例|例[:：].*|填写?示例|[张王李]XX|[张王李]××|XXX?|×××?)$"
)
CHOICE = re.compile(r"[□■○●◯☐☑☒◇◆]|\[\s*\]|［\s*］|〔\s*〕|【\s*】|[（(]\s*[）)].{1,6}[（(]\s*[）)]|√")
# answers printed side by side without boxes, to be ringed: 是　　否, 土木 砖混 毡房 其他
OPPOSITES = re.compile(r"^\s*(?:是|有|能|会|男|已|愿意|同意)[ 　]+(?:否|无|没有|不能|不会|女|未|不愿意|不同意)\s*$")
ANSWER = re.compile(r"[一-鿿A-Za-z\d（）()/、]{2,9}")
LAST_ANSWER = re.compile(r"其[他它]|无|不")
WIDE = re.compile(r"\S+(?:[ 　]{2,}\S+)+")
NO_ANSWER = re.compile(r"[省市县区旗镇乡街道路巷村组号委会章字日月年]$|签|章|姓名|意见")
DATE_GAP = re.compile(r"(\d{4}|^[　\s_]*|[　\s_:：]{2,})年[　\s_\d]+月|年[　\s_]{2,}月|^年月日$")
NUMBER_GAP = re.compile(r"[第共][\s　_]+[期页批次号届]")  # 第　　期
PERIOD = re.compile(
    r"^[(（]?\d{4}年度?(?:第?[一二三四1-4]季度|上半年|下半年|\d{1,2}月份?|\d{1,2}月\d{1,2}日)?[)）]?$"
)  # 2026年度 at the right of a line
PERIOD_GAP = re.compile(r"^\s*至\s*$|[（(]?\s{2,}至\s{2,}[）)]?")
AREA_GAPS = re.compile(
    r"^(?!\s*\S[\s　]+\S\s*$)\s*(?:\S{0,6}(?:省|市|县|区|旗|镇|乡|街|道|路|巷|村|委|组|号|）|\))[\s　_]{2,}){1,6}\S{1,8}\s*$|^[\s　_]{2,}\S{1,8}[\s　_]{2,}\S{1,8}"
)
TEXT_GAPS = re.compile(r"(?:[^\s_][\s　]{2,}|_{3,})(?=\S)")
CODED = re.compile(r"^\s*\d[.、]?[一-鿿]{1,8}(?:[\s　]+\d{1,2}[.、]?[一-鿿]{1,8})+\s*$")  # 1非农业 2农业 9其他
CODE_ITEM = re.compile(r"[（(]?(\d{1,2})[.、．)）]?[一-鿿()（）/、]{1,12}")
DASH = re.compile(r"^[—－\-–/×＊*]{1,3}$")  # printed where nothing is to be filled in
COUNT_GAP = re.compile(r"(?:共|地上|地下)[\s　_]+[层户人间套]")  # 共　层，地下　层
PHOTO = re.compile(r"照片|相片|一寸|二寸|免冠|头像")
SIGNATURE = re.compile(r"签[名字章]|盖章|公章|印章|签收|手印|指印|（章）|\(章\)|签署")
OPINION = re.compile(r"意见|审批|审核|审查|批示|公示|承诺|声明|评语|鉴定|签字|签名|盖章|领取人|授权")
COLON = re.compile(r"[:：]")
REPORT_WORDS = (
    "填报单位 填表单位 上报单位 报送单位 申报单位 统计单位 编制单位 编报单位 制表单位 填报社区 填报人 填表人 制表人 编制者 经办人 统计人 录入人 采集人 调查人 回访人 审核人 复核人 "
    "审批人 审签人 负责人 单位负责人 统计负责人 分管领导 主要负责人 填报日期 填报时间 填表日期 填表时间 上报日期 上报时间 报出日期 编制日期 制表日期 制表时间 统计时间 统计日期 "
    "统计年度 统计截止时间 截止时间 截至时间 报告期 所属期 申请时间 联系电话 电话 联系人 审核单位 表号 制定机关 批准机关 批准文号 文号 备案机关 有效期至 有效期 单位 计量单位 金额单位 "
    "单位名称 社区名称 村委会 居委会 盖章 公章 年月日 核实人 登记人 登记日期 登记时间 采集时间 采集日期 调查员 调查时间 日期 时间 户主签字 责任人 村（居）委会 社区 街道 乡镇 乡（镇） 村 网格"
).split()
UNIT_LINE = re.compile(
    r"^[（(]?(金额|计量)?单位[:：]?[（(]?(人次|人|户|万元|元|个|件|亩|公顷|平方米|㎡|公斤|吨|次|%|％|套|栋|处|所|名|岁|[、，,/／])+[）)]?$"
)
BARE_UNIT = re.compile(
    r"^[(（]?(人次|人|户|名|万元|元|元/人|元/年|个|件|亩|公顷|平方|平方米|平方公里|㎡|m2|公斤|吨|次|%|套|栋|处|所|岁|公里|km|米|头|只|辆|台|座|间|条|年|月|天)[)）]?$"
)
FORM_WORDS = re.compile(
    r"(统计表|汇总表|登记表|花名册|名册|名单|台账|报表|一览表|明细表|情况表|调查表|审批表|申请表|信息表|采集表|登记册|登记卡|信息卡|记录表|备案表|审核表|评定表|公示表|清单|发放表|"
    r"签到表|签到签退表|摸底表|排查表|基本情况|检查表|记录|统计|导入模板|模板|导入表|汇总|表|册|卡|账|单)([（(【].*[）)】]|之?[一二三四五六七八九十\d]+)*$"
)


def is_heading_word(plain: str) -> bool:
    """A short text that could head a column (used to tell a form from a look-up list)."""
    return (
        bool(re.search(r"姓名|名称|编号|序号|代码|类别|单位|数|住址|性别|民族|年龄|日期|时间|地址|情况|金额|备注|电话", plain))
        and len(plain) <= 12
    )


def is_guide(plain: str) -> bool:
    """甲 乙 1 2 3, column codes A B D1, (1) (2)."""
    return bool(GUIDE.match(plain))


def is_total(plain: str) -> bool:
    """合计, 总计, 全县合计: a total row or column by its label."""
    return bool(TOTAL.match(plain)) and len(plain) <= 8 or plain in ("计", "总数", "总户数", "总人数")


def is_note(plain: str) -> bool:
    """A printed note: 注：…, 说明：…, an equation between columns, or a sentence."""
    return bool(NOTE.match(plain)) or bool(EQUATION.match(plain)) or (len(plain) > 24 and bool(re.search(r"[，。；,;]", plain)))


def is_unit(plain: str) -> bool:
    """Only a unit of measure: 亩, 平方公里, 人."""
    return bool(BARE_UNIT.match(plain))


def is_choice(text: str) -> bool:
    """Printed boxes to tick: □男 □女, 男○ 女○, [] 城市低保; or answers side by side without boxes."""
    return bool(CHOICE.search(text)) or bool(bare_answers(text))


def bare_answers(text: str) -> tuple[str, ...]:
    """Answers printed without boxes; empty where the words are none (a label with white space in it, a line with gaps).

    >>> bare_answers("自来水 深井水 河水 其他"), bare_answers("与户主 关系"), bare_answers("区（县）    街道    社区")
    (('自来水', '深井水', '河水', '其他'), (), ())
    """
    if "\n" in text.strip() or COLON.search(text):
        return ()
    parts = tuple(text.split())
    if OPPOSITES.match(text):
        return parts
    if len(parts) < 3 or not all(ANSWER.fullmatch(part) and not NO_ANSWER.search(part) for part in parts):
        return ()
    if sum(is_heading_word(part) for part in parts) * 2 >= len(parts):
        return ()
    return parts if len(parts) >= 4 or LAST_ANSWER.match(parts[-1]) or WIDE.fullmatch(text.strip()) else ()


def is_code_list(plain: str) -> bool:
    """Printed answers with their codes, counted up from 0 or 1.

    >>> is_code_list("1.男2.女"), is_code_list("36至45岁")
    (True, False)
    """
    codes = [int(code) for code in CODE_ITEM.findall(plain)]
    counted_up = codes in (list(range(len(codes))), list(range(1, len(codes) + 1)))
    return len(codes) > 1 and counted_up and not CODE_ITEM.sub("", plain)


def is_pattern(text: str) -> bool:
    """A printed gap to fill in a value cell: 年 月 日, 自 年 月至 年 月, signature or seal."""
    plain = re.sub(r"\s", "", text)
    gaps = len(TEXT_GAPS.findall(text)) >= 3 and len(plain) > 10
    return bool(
        is_choice(text)
        or CODED.match(text)
        or COUNT_GAP.search(text)
        or DATE_GAP.search(text)
        or SIGNATURE.search(plain)
        or "____" in text
        or gaps
        or plain[:1] in ("，", ",", "；")  # 　，现住　人: goes on behind what is filled in
        or AREA_GAPS.search(text)
    )


def names_report(plain: str) -> bool:
    """A label about the report itself: 填报单位：, 制表时间：."""
    return any(word in plain for word in REPORT_WORDS)
