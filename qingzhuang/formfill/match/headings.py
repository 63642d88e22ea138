"""Ways of putting things in headings, and how well a fact of one record answers for another.

Words with a meaning are in the vocabulary and in content/lexicon; here are only patterns.
"""

from __future__ import annotations

import re

VAGUE = re.compile(
    r"^.{0,4}金额$|^(独生|烈士)?(子女|孩子|儿女|赡养人)|^家庭电话$|^原|人户一致|^责任人|^帮扶情况$|^居住方式$|^居住处所$|^收入来源$|^参保(类型|类别|险种|状态|情况)$|^入[户住](时间|日期)$|^返[乡回岗程](时间|日期)$|^(租赁|出租|租用|承租)面积$|^(家庭)?常住人(数|口数?)$|^(代?领取?|申领|受益|受款|收款)人(姓名)?$|^(登记|更新|录入|采集|外出|变动|办理|发生|开始|结束)(日期|时间)$|^(人员|对象|人群|信息|救助|保障|补贴)?(类别|类型|状态|级别|种类|分类)$|^户类型$|^(编号|代码|名称|等级|状态|地点|职责|专业)$"
)
PATTERNS = (
    (
        re.compile(
            r"^.{0,6}(?:民宿|农家乐|零售点|经营点|诊所|药房|超市|市场|加油站|作坊|门市|厂|公司|店|企业|商行|饭馆|茶楼|浴室)名称$"
        ),
        "organisation.name",
    ),
    (re.compile(r"^来(?![访信电函]).{1,4}(事由|原因|目的)$"), "person.residence_reason"),
    (re.compile(r"^(何时)?来(?!.*(?:访|信|电|出生)).{1,4}(时间|日期|居住时间)$"), "person.residence_start_date"),
)
# facts that a ledger keeps of somebody who is named only for his part (户主, 监护人, 房主); others are a guess
# what is kept of a guardian or contact under a shorter name
SHORT = {"relation_to_head": "relation", "residence_address": "address"}
FIRM_OF_ROLE = frozenset(
    "name phone id_number sex ethnicity education birth_date political_status relation hukou_type age".split()
)
DOUBTFUL_ROLES = frozenset((("dwelling", "tenant"), ("grid", "leader")))
NAMES_ORGANISATION = ("单位名称", "企业名称", "机构名称", "组织名称", "学校名称", "公司名称", "医院名称", "银行名称")
INCOMES = ("income.wage", "income.pension", "income.other", "income.property", "income.subsidy")
LEVELS = re.compile(r"^(?:省|市|[地州盟]|[区县旗]|自治[区州县]|直辖市|[、/，,\-()])+$")  # （省、市、县）: a region, no door
EITHER = re.compile(r"[或/、及和与]")
BROAD = re.compile(
    r"^(面积|用途|性质|结构|产权|数量|单价|规模|楼层|层数|单元|地点|位置|坐落|户数|人数|居住人数|楼栋数|经度|纬度|经纬度)$"
)
PLACES = frozenset(("name", "number", "unit_name", "address"))  # what a resident's row says of his building or estate
LENGTHS = frozenset("月 年 天 日 次 小时 分钟 个月".split())  # a time with such a unit is how long, not when
# under such a group label 省, 市, 县 are the row's own area; under any other (从何地返乡) they may be elsewhere
OWN_AREA = re.compile(r"行政|区划|地区|区域|所属|所在|单位|辖区|归属|管辖|范围")
# under such a group label stand the facts of somebody whom the ledger does not know by that part
SOMEBODY = re.compile(
    r"(?<!独生)子女|孩子|儿女|女儿|儿子|儿媳|女婿|孙[子女]|[哥姐]姐?$|弟弟|妹妹|[养继岳][父母]|公公|婆婆|[叔伯舅姨姑][父母]?$|店主|老板|雇主|当事人|亲属|家属|兄弟|姐妹|证人|对方|抚养人|扶养人|赡养人|经营者|代理人|代办人|领取人|受益人|报案人|举报人|投诉人"
)
# a group label that names a deed or money: what stands below may be of what was done, not of the record as it is
DEED = re.compile(
    r"探访|复核|核查|核实|评定|评估|迁出|迁入|求职|意向|申报|影响|改造|改建|新建|重建|施工|验收|鉴定|变更|变动|调整|计划|培训|贷款|借款|项目|工程|检查|整改|服务|走访|慰问|发放|资金|领取|购买|交易|转让|拟|申请(?!人)"
)
SORT_OF_ROLE = re.compile(r"^(?:其他|其它|主要|实际|现|原|第[一二三1-3])(?=[^\d一二三四五六七八九十])")  # 第一联系人, 其他监护人
RELATION = re.compile(r"^(?:和|与|同)?.{0,5}(?:的)?关系$")
# whoever has such a part is not the one the row is about, although his name ends like a group of people
PART = re.compile(
    r"负责人|填[报表]|制表|采集|录入|审核|登记人|法人|代表|联系人|经办|监护|户主|业主|房主|房东|责任人|帮扶|领导|干部|主任|书记|经理|校长|院长|司机|车主|网格|民警|医生|教师|组长|队长|楼长|委托|介绍人|证明人|受益|承租|出租|租户|租客|独生|子女|父|母|配偶|丈夫|妻|成员[一二三四五六七八九十\d]"
)
GROUP_TAIL = re.compile(r"(基本)?(情况|信息|资料|状况)$")
ASPECT = re.compile(
    r"(情况|信息|资料|状况|关系|条件|支出|收入|收支|类别|类型|身份|方式|人员|对象|[人户])$"
)  # 就业情况 over 单位名称 says of which side of life the facts are
SUBJECT = re.compile(r"(人|民|员|者|兵|人才|老人|儿童|户|对象|妇女|学生|属|女|军人|党员|本人)$")
OTHER = re.compile(r"其[他它]|^[原新拟曾前后旧副]|经营|施工|检查|办理|代[办理]|介绍|证明|委托|受理|培训")
YES_NO = re.compile(
    r"^(?:是否|有无|是不是|可否)(?:为|是|有|属于|属|享受|参加|纳入|办理|已)*(.+)$|^(.+?)(?:与否|否|\(是/否\)|\(是或否\)|\(有/无\)|\(是、否\))$"
)
ORDINAL = r"(?:(\d{1,2})|([一二三四五六七八九十])|([甲乙丙丁]))?"
ORDINALS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)} | {c: i for i, c in enumerate("甲乙丙丁", 1)}
# what a person of any part can be asked for: under a group label that names an unknown person these are not the resident's
PERSONAL = re.compile(
    r"^household\.(address|phone|postcode)$|(^|\.)(name|certificate_number|phone|id_number|sex|birth_date|ethnicity|education|job_title|employer\.name|residence_address|age|relation|political_status)$"
)
# how well a field of one entity (columns) answers for a record of another (rows); what is not named: SELDOM
_ENTITIES = ("person", "household", "dwelling", "building", "estate", "grid", "area", "organisation", "facility")
_TABLE = {
    "person": (1.0, 0.95, 0.93, 0.9, 0.9, 0.95, 0.95, 0.55, 0.2),
    "household": (0.9, 1.0, 0.95, 0.9, 0.9, 0.95, 0.95, 0.6, 0.2),
    "dwelling": (0.5, 0.9, 1.0, 0.95, 0.95, 0.95, 0.95, 0.5, 0.2),
    "building": (0.4, 0.5, 0.8, 1.0, 0.95, 0.95, 0.95, 0.5, 0.2),
    "estate": (0.4, 0.5, 0.8, 0.85, 1.0, 0.95, 0.95, 0.6, 0.2),
    "organisation": (0.45, 0.4, 0.5, 0.5, 0.6, 0.95, 0.95, 1.0, 0.2),
    "grid": (0.45, 0.5, 0.5, 0.5, 0.9, 1.0, 0.95, 0.5, 0.2),
    "area": (0.3, 0.4, 0.5, 0.5, 0.5, 0.9, 1.0, 0.9, 0.5),
    "birth": (0.95, 0.9, 0.5, 0.5, 0.5, 0.95, 0.95, 0.5, 0.2),
    "death": (0.95, 0.9, 0.5, 0.5, 0.5, 0.95, 0.95, 0.5, 0.2),
    "facility": (0.4, 0.4, 0.4, 0.5, 0.6, 0.95, 0.95, 0.6, 1.0),
}
SELDOM = 0.5
NEVER = 0.2  # a list of goods: no row is a record of the ledger


def serves(record: str, entity: str) -> float:
    """From 0 to 1: how well a field of `entity` answers for a row about a `record`.

    >>> serves("person", "household") > serves("person", "organisation")
    True
    """
    if record == entity:
        return 1.0
    if not record:
        return NEVER
    row = _TABLE.get(record)
    return row[_ENTITIES.index(entity)] if row is not None and entity in _ENTITIES else SELDOM


def names_subject(core: str, subjects: frozenset[str]) -> bool:
    """姓名, 老人姓名, 救助对象姓名: the name of the person that a row or card is about.

    >>> names_subject("救助对象姓名", frozenset()), names_subject("负责人姓名", frozenset())
    (True, False)
    """
    if not core.endswith("姓名") or PART.search(core) or OTHER.search(core):
        return False
    before = core.removesuffix("姓名")
    return not before or before in subjects or bool(SUBJECT.search(before)) or before in ("中文", "人员", "真实", "本人")


def ordinal(match: re.Match[str]) -> int:
    """The number in an ORDINAL group wherever it stands in the match; 0 where there is none."""
    for group in match.groups():
        if group and group.isdigit() and len(group) <= 2:
            return int(group)
        if group in ORDINALS:
            return ORDINALS[group]
    return 0
