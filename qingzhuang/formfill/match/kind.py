"""What a table is: a record a row, or figures by row and column; and of which entity the rows are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qingzhuang.formfill.form import Kind
from qingzhuang.formfill.match.headings import GROUP_TAIL, names_subject
from qingzhuang.formfill.match.label import Label, read_label
from qingzhuang.formfill.match.lexicon import Lexicon
from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.vocabulary import fold

ROSTER_TITLE = re.compile(
    r"花名册|名册|名单|台账|台帐|登记册|登记簿|明细|清册|发放表|公示表|信息表|采集表|登记表|导入|模板|一览表|底册|记录"
)
CROSSTAB_TITLE = re.compile(r"统计|汇总|报表|情况表|分布|月报|季报|年报|情况统计|摸底表|一览")
KEYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "household",
        re.compile(
            r"^户主姓名$|^户主(?:信息|情况|基本情况)?/姓名$|^户主$|^户名$|^户主名称$|^户主名$|^农户姓名$|^农户$|^家庭户主|^户码$|^户主（?签"
        ),
    ),
    ("dwelling", re.compile(r"^房屋编号|^房屋编码|^房屋地址|^房屋坐落|^房屋详址|^房间号$|^房号$|^门牌号$|^出租屋|^房产证号")),
    ("building", re.compile(r"^楼栋号$|^楼栋名称$|^楼栋$|^楼号$|^楼幢号|^栋号$|^楼幢")),
    ("estate", re.compile(r"^小区名称$|^小区/建筑名称$|^小区（单位）名称|^住宅小区|^小区名$")),
    (
        "facility",
        re.compile(
            r"^(?:公共|便民)?(?:设施|水域|站点|器材|场馆|书屋|会议室|[池水山鱼堰]?塘|塘坝|(?:老年|社区|长者)?食堂|助餐点|养老服务站|养老驿站|日间照料中心|(?:应急)?[避][难险灾](?:场所|点)|安置点|(?:文化)?活动[室点]|微型消防站|公厕|停车场|充电(?:设施|点|棚|桩)|(?:文体)?广场|健身(?:点|场地|器材|设施)|消防设施)(?:名称|编号)$"
        ),
    ),
    (
        "organisation",
        re.compile(
            r"(单位|企业|组织|机构|商户|店铺|商铺|店|公司|场所|经营户|学校|协会|队伍|团队|团体|社团|合作社|幼儿园|医院|卫生[室院]|[养敬]老院|福利院|[旅宾饭餐]馆|酒店|支部|民宿|农家乐|零售点|经营点|诊所|药房|超市|市场|加油站|作坊|门市|厂|商行)名称$|^社会组织|^企业$|^商户名$|^字号名称"
        ),
    ),
    ("grid", re.compile(r"^网格名称$|^网格编号$|^网格$")),
)
MEASURES = re.compile(
    r"(人数|户数|数量|个数|总数|合计|小计|总计|金额|面积|比例|占比|率|次数|人次|[（(](人|户|名|个|元|万元|次|人次|%|亩|套|栋|幢|家|间|处|所|㎡|平方米)[)）])$|数$|^(男|女|\d.*岁.*)$"
)
ID_NUMBER = re.compile(r"(?:身份证件?|身份|^证件)号码?$")  # of somebody: nobody prints it over figures
THINGS = re.compile(r"规格|型号|物资名称|物品名称|品名|设备名称|药品名称|器材")  # a list of goods: nothing of the ledger
OF_PEOPLE = frozenset(f"person.{name}" for name in ("sex", "id_number", "ethnicity", "birth_date", "age", "education"))
PARTS = ("dwelling", "building", "estate")
OWN_HOUSEHOLD = re.compile(
    r"^(?:其中)?(?:本户|户内|你家|您家)"
)  # 本户人数: of the household in whose name the sheet is filled in
TENANT = re.compile(r"租户|租客|承租|租住|租赁人|房客")
FACTS_OF_A_TENANT = 5  # of whom so many facts are asked, the list is about
NUMBERED_GROUP = re.compile(r"^(.{2,}?)[一二三四五六七八九十\d]+$")  # 家庭成员1
FACTS_OF_A_MEMBER = 3
NEAR = 6  # the column that names the record stands among the first
AREA_HEAD = re.compile(
    r"^(单位|地区|地区名称|单位名称|社区|村|村名|村别|社区名称|村（社区）|村\(社区\)|乡镇|街道|镇街|镇名|所属行政区划|行政区划|村（居）|村\(居\)|村居|填报单位|县区|县市区|区县|区域|网格|网格名称|组别|村民小组|小组|街道名称|乡镇名称|派出所|辖区)$"
)


@dataclass(frozen=True, slots=True)
class Sort:
    """Kind of the table and entity of its rows; `measured` says how many columns look like figures.

    `own_group` is a label over some columns that only says that the rows are members of the household named before it.
    """

    kind: Kind
    entity: str
    measured: int
    own_group: str = ""


def sort_of(
    paths: Sequence[tuple[str, ...]], title: str, row_labels: int, data_rows: int, words: Lexicon, totals: int = 0
) -> Sort:
    """Tell a roster from a cross-tab and find the entity of its rows: 户主姓名 beside the facts of its 家庭成员 is a list of these."""
    found = _sort_of(paths, title, row_labels, data_rows, words, totals)
    group = _members_down(paths, words) if found.kind is Kind.ROSTER and found.entity == "household" else ""
    return replace(found, entity="person", own_group=group) if group else found


def _members_down(paths: Sequence[tuple[str, ...]], words: Lexicon) -> str:
    """家庭成员 over 姓名, 身份证号, 与户主关系, not 家庭成员1: the members stand below one another, a row each."""
    leaves: dict[str, list[str]] = {}
    for path in paths:
        if len(path) == 2 and any(role.name == "member" for role in words.vocabulary.by_role.get(_plain_group(path[0]), ())):
            leaves.setdefault(path[0], []).append(read_label(path[1]).core)
    for group, cores in leaves.items():
        named = sum(core in ("姓名", "成员姓名") for core in cores)
        if len(leaves) == 1 and named == 1 and len(cores) >= FACTS_OF_A_MEMBER:
            return group
    return ""


def _plain_group(text: str) -> str:
    return GROUP_TAIL.sub("", read_label(text).core)


def _sort_of(paths: Sequence[tuple[str, ...]], title: str, row_labels: int, data_rows: int, words: Lexicon, totals: int) -> Sort:
    """The sort as the columns say it, members of a household aside.

    Figures in most columns, or printed row labels, make a cross-tab; a column that names one record (姓名, 房屋编号)
    beside facts about it makes a roster. The title only decides where the columns do not. `totals` are total rows.
    """
    leaves = [read_label(path[-1]) if path else read_label("") for path in paths]
    heads = ["/".join(read_label(p).core for p in path) for path in paths]
    measured = sum(1 for leaf, path in zip(leaves, paths, strict=True) if _is_measure(leaf.plain, path, words))
    facts = sum(
        1
        for leaf, path in zip(leaves, paths, strict=True)
        if _is_fact(leaf.core, words) and not _is_measure(leaf.plain, path, words)
    )
    plain = fold(title)
    entity, first = "", len(leaves)
    person = next(
        (i for i, leaf in enumerate(leaves) if _names_person(leaf.core, paths[i], words) and not _passing(paths, i)), None
    )
    if person is not None and (person <= NEAR or not _names_other(leaves[:NEAR])):
        entity, first = "person", person
    if entity == "person" and _of_stranger(paths, first, words) and any(KEYS[0][1].search(leaf.core) for leaf in leaves[:first]):
        entity, first = "", len(leaves)  # 需特别帮扶人员／姓名 behind 户主: a row is a household
    keys: dict[str, int] = {}
    for name, pattern in KEYS:
        at = next((i for i, leaf in enumerate(leaves) if pattern.search(leaf.core) or pattern.search(heads[i])), None)
        if at is None or at >= NEAR:
            continue
        keys[name] = at
        if name == "grid" and entity not in ("", "estate", "building"):
            continue  # 网格 in front of 商铺名称 says where the shop is
        if at < first and not (entity == "person" and (name != "organisation" or _about_people(paths, words))):
            entity, first = name, at
    if entity == "dwelling" and "household" in keys and _household_first(leaves, words):
        entity = "household"  # 门牌号 in front of 户主姓名 is where the household lives
    if entity in PARTS:  # 小区 楼栋 房号 in front: a row is the smallest of them
        entity = next(name for name in PARTS if name in keys)
    if not entity and any(OWN_HOUSEHOLD.search(head) for head in heads):
        return Sort(Kind.ROSTER, "household", measured)
    entity = entity or _entity_of_title(plain, words)
    if entity in ("person", "household") and _names_record(leaves, heads):
        return Sort(Kind.ROSTER, entity, measured)
    flags = sum(1 for leaf in leaves if _is_flag(leaf.core, words))
    if entity in ("organisation", "grid", "estate") and (measured > facts or totals and measured + flags > facts - flags):
        return Sort(Kind.CROSSTAB, entity if entity == "organisation" else "area", measured)
    if entity and facts >= 1 and (facts >= measured or entity in ("person", "household") and facts >= 2):
        return Sort(Kind.ROSTER, entity, measured)
    if entity in ("dwelling", "building") and facts >= 1 and not CROSSTAB_TITLE.search(plain):
        return Sort(Kind.ROSTER, entity, measured)
    if any(THINGS.search(head) for head in heads):
        return Sort(Kind.ROSTER, "", measured)
    labelled = row_labels >= max(1, 0.5 * data_rows)
    if not labelled and any(ID_NUMBER.search(leaf.core) for leaf in leaves):
        return Sort(
            Kind.ROSTER, entity or ("household" if any(_is_head(leaf.core, words) for leaf in leaves) else "person"), measured
        )
    if labelled or measured > 0.4 * len(paths) or any(AREA_HEAD.match(leaf.core) for leaf in leaves[:3]):
        return Sort(Kind.CROSSTAB, "area", measured)
    if ROSTER_TITLE.search(plain) and not CROSSTAB_TITLE.search(plain):
        return Sort(Kind.ROSTER, entity or "person", measured)
    if CROSSTAB_TITLE.search(plain):
        return Sort(Kind.CROSSTAB, "area", measured)
    return Sort(Kind.ROSTER if facts > measured or not measured else Kind.CROSSTAB, entity or _owner(leaves, words), measured)


def _names_other(leaves: Sequence[Label]) -> bool:
    """户主姓名 or 单位名称 in front: then a name far to the right is somebody else's. A place in front says nothing."""
    return any(pattern.search(leaf.core) for leaf in leaves for name, pattern in KEYS if name in ("household", "organisation"))


def _names_person(core: str, path: tuple[str, ...], words: Lexicon) -> bool:
    """A column with the name of the person that the row is about, not of somebody with a part (法定代表人／姓名)."""
    if len(path) > 1 and _other_person(path, words):
        return False
    fields = words.vocabulary.by_label.get(core, ())
    return names_subject(core, words.subject) or (bool(fields) and fields[0].path == "person.name" and "户主" not in core)


def _of_stranger(paths: Sequence[tuple[str, ...]], at: int, words: Lexicon) -> bool:
    """A name under a label of which nobody knows whom it means, and nothing else is asked of that person."""
    if len(paths[at]) < 2 or not parse_phrase(read_label(paths[at][0]).core).residue:
        return False
    beside = [read_label(path[-1]).core for path in paths if path[:1] == paths[at][:1]]
    return not any(fields[0].path in OF_PEOPLE for core in beside if (fields := words.vocabulary.by_label.get(core, ())))


def _about_people(paths: Sequence[tuple[str, ...]], words: Lexicon) -> bool:
    """学校名称 in front of 学生姓名 性别 民族: the list is of the pupils."""
    own = [path[-1] for path in paths if len(path) == 1]
    firsts = [fields[0].path for text in own if (fields := words.vocabulary.by_label.get(read_label(text).core, ()))]
    return sum(path in OF_PEOPLE for path in firsts) >= 2


def _household_first(leaves: Sequence[Label], words: Lexicon) -> bool:
    """Whether more is asked of the household and its head than of the dwelling."""
    owners = [fields[0].entity for leaf in leaves if (fields := words.vocabulary.by_label.get(leaf.core, ()))]
    return sum(o in ("household", "person") for o in owners) > sum(o in ("dwelling", "building") for o in owners)


def _passing(paths: Sequence[tuple[str, ...]], at: int) -> bool:
    """租户信息／姓名 电话 behind the owner's: a tenant of whom hardly more than that is asked; the rows are dwellings."""
    group = paths[at][:-1]
    if not group or not TENANT.search(group[-1]):
        return False
    return sum(path[:-1] == group for path in paths) < FACTS_OF_A_TENANT


def _entity_of_title(plain: str, words: Lexicon) -> str:
    """商户信息台账, 娱乐场所登记表, 房屋登记表: the entity that the words of a roster's title belong to, when it is not people."""
    if not ROSTER_TITLE.search(plain):
        return ""
    parsed = parse_phrase(plain, title=True)
    owners = [sense.entity for token in parsed.tokens for sense in token.senses[:1]] + [
        token.name for token in parsed.of("counted")
    ]
    for name in ("facility", "organisation", "dwelling", "building", "estate"):
        if name in owners or any(
            label in plain for label in words.vocabulary.entities[name].labels if len(label) > 1 and not label.endswith("数")
        ):
            return name
    return ""


def _names_record(leaves: Sequence[Label], heads: Sequence[str]) -> bool:
    """A name or an ID number beside it: nobody prints these over figures."""
    return any(re.search(r"姓名|户名|^户主$|身份证|身份号码|户码|户号", leaf.core) for leaf in leaves) and len(heads) > 1


def _is_measure(plain: str, path: tuple[str, ...], words: Lexicon) -> bool:
    if MEASURES.search(plain) or plain in ("%", "计"):
        return True
    if len(path) > 1 and MEASURES.search(read_label(path[0]).plain):
        return True
    core = read_label(plain).core
    if core in words.vocabulary.by_label:
        return False
    parsed = parse_phrase(core)
    counts = parsed.of("counted") or parsed.of("band") or parsed.of("total") or parsed.of("cond")
    return bool(parsed.tokens) and not parsed.residue and bool(counts)


def _is_fact(core: str, words: Lexicon) -> bool:
    return any(f.entity not in ("area", "report", "row") for f in words.vocabulary.by_label.get(core, ()))


def _is_head(core: str, words: Lexicon) -> bool:
    fields = words.vocabulary.by_label.get(core, ())
    return bool(fields) and fields[0].path == "household.head.name"


def _is_flag(core: str, words: Lexicon) -> bool:
    """残疾人, 退役军人: a yes or no of a person, and over a total row a number of such people."""
    fields = words.vocabulary.by_label.get(core, ())
    return bool(fields) and fields[0].entity == "person" and fields[0].type == "boolean" and not core.startswith("是否")


def _other_person(path: tuple[str, ...], words: Lexicon) -> bool:
    """The name stands under a label that names somebody else: 法定代表人／姓名."""
    cores = [NUMBERED_GROUP.sub(r"\1", read_label(text).core) for text in path[:-1]]
    cores += [bracket for text in path[:-1] for bracket in read_label(text).brackets]
    return any(words.vocabulary.by_role.get(core) or words.vocabulary.by_role.get(GROUP_TAIL.sub("", core)) for core in cores)


def _owner(leaves: Sequence[Label], words: Lexicon) -> str:
    """The entity that most labels belong to."""
    votes: dict[str, int] = {}
    for leaf in leaves:
        for field in words.vocabulary.by_label.get(leaf.core, ())[:1]:
            if field.entity not in ("report", "row", "area", "grid"):
                votes[field.entity] = votes.get(field.entity, 0) + 1
    return max(votes, key=lambda e: votes[e]) if votes else "person"
