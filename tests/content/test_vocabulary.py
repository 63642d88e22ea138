"""The words that ship: complete, without contradictions, and in step with the question language and the reference page."""

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from qingzhuang.tally import question as q
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.resolve import condition_of, resolve
from qingzhuang.tally.syntax import parse, parse_population
from qingzhuang.vocabulary import UnknownName, fold, load
from qingzhuang.vocabulary.reference import reference_page

FORMS = Path(os.environ.get("QINGZHUANG_FORMS") or "../shared/forms/dev")
NOT_FACTS = ("outside", "row", "report", "label", "note", "subtitle")

# Words that two fields of one entity may share: the heading over them or their neighbours decide.
SHARED = {"与本人关系", "与申请人关系", "职务", "房屋类型", "住房类别", "统计时间"}


@pytest.fixture(scope="module")
def words():
    return load()


# ---------------------------------------------------------------- definitions and codes
@pytest.mark.parametrize("definition", load().definitions, ids=lambda d: f"{d.name}-{d.version}")
def test_a_definition_is_a_condition_on_known_facts(definition, words):
    resolve(condition_of(definition), definition.entity, words)
    assert definition.source
    assert definition.condition or (definition.period.value and definition.text), "it narrows nothing"


def test_each_definition_has_one_default(words):
    defaults = Counter((d.name, d.default) for d in words.definitions)
    assert {name for name, _ in defaults} == {name for name, default in defaults if default}
    assert not [name for (name, default), n in defaults.items() if default and n > 1]


def test_the_conflicting_words_have_both_meanings(words):
    for word in ("留守儿童", "留守妇女", "留守老人", "独居老人", "空巢老人", "流动人口", "高龄老人", "老年人", "儿童"):
        versions = words.by_definition[word]
        assert len(versions) >= 2, word
        assert versions[0].default and not versions[1].default


def test_a_word_names_one_value_of_its_list(words):
    twice = [
        f"{codes.name}: {word}"
        for codes in words.codes.values()
        for word, n in Counter(w for v in codes.values for w in v.words).items()
        if n > 1
    ]
    assert not twice


def test_national_codes_are_those_of_the_standards(words):
    coded = {
        name: {v.code: v.name for v in words.codes[name].values} for name in ("sex", "marital_status", "ethnicity", "education")
    }
    assert coded["sex"] == {"0": "unknown", "1": "male", "2": "female", "9": "unstated"}
    assert [coded["marital_status"][c] for c in ("10", "20", "21", "22", "23", "30", "40")] == [
        "unmarried", "married", "first_marriage", "remarried", "restored_marriage", "widowed", "divorced",
    ]  # fmt: skip
    assert len([c for c in coded["ethnicity"] if c.isdigit() and 1 <= int(c) <= 56]) == 56
    assert [coded["education"][c] for c in ("10", "20", "30", "60", "70", "80")] == [
        "postgraduate", "bachelor", "college", "senior_secondary", "junior_secondary", "primary",
    ]  # fmt: skip


def test_education_rises_from_illiterate_to_postgraduate(words):
    education = words.codes["education"]
    order = ["illiterate", "primary", "junior_secondary", "senior_secondary", "college", "bachelor", "postgraduate"]
    assert sorted(order, key=education.rank) == order
    assert education.rank("secondary_vocational") == education.rank("senior_secondary")


# ---------------------------------------------------------------- headings
def test_no_heading_means_two_facts_of_one_record(words):
    found = []
    for label, fields in words.by_label.items():
        entities = Counter(field.entity for field in fields if not field.extra)
        if max(entities.values(), default=0) > 1 and label not in SHARED:
            found.append(f"{label}: {', '.join(field.path for field in fields)}")
    assert not found


def test_no_english_label_stands_for_two_fields_of_one_entity(words):
    for entity in words.entities.values():
        twice = [label for label, n in Counter(f.label["en"] for f in entity.fields.values()).items() if n > 1]
        assert not twice, entity.name


GB_31000 = """公民身份号码 姓名 曾用名 性别 出生日期 民族 籍贯 婚姻状况 政治面貌 学历 宗教信仰 职业类别 职业 服务处所 联系方式 户籍地
户籍门（楼）详址 现住地 现住门（楼）详址 户号 户主公民身份号码 户主姓名 与户主关系 户主联系方式 流入原因 登记日期 证件到期日期
住所类型 是否重点关注人员 健康状况 个人年收入 留守人员类型 家庭主要成员姓名 家庭主要成员联系方式 家庭年收入 外文姓 外文名 中文姓名 国籍（地区）
证件代码 证件号码 证件有效期 来华目的 抵达日期 预计离开日期 房屋编号 房屋地址 建筑用途 建筑面积 房主姓名 房主联系方式 房主现居详址 出租用途
承租人公民身份号码 承租人姓名 承租人联系方式 经度 纬度 网格名称 网格长姓名 网格员姓名 网格员数量 网格户数 楼栋名称 单元数 楼栋户数 楼栋人数
楼栋长姓名 企业名称 统一社会信用代码 组织机构代码 登记证号 法定代表人 住所 员工数"""


@pytest.mark.parametrize("heading", GB_31000.split())
def test_items_of_the_national_standard_are_understood(heading, words):
    assert fold(heading) in words.by_label


HEADINGS = {
    "person.id_number": "身份证号 居民身份证号码 公民身份证号 證件號碼 二代证号 身份证件号",
    "person.phone": "联系电话 手机号码 联系方式（手机） 移动电话 本人联系方式 联系手机",
    "person.education": "文化程度 学历 受教育程度 最高学历 文化水平",
    "person.residence_address": "现住址 家庭住址 实际居住地址 现居住地 常住地址 目前住址 住所",
    "person.registered_address": "户籍地址 户口所在地 户口簿住址 户籍所在地 身份证地址",
    "person.employer.name": "工作单位 就业单位 服务处所 现工作单位 用人单位",
    "person.marital_status": "婚姻状况 婚否 婚姻情况",
    "person.self_care": "生活自理能力 自理能力 是否失能 能力评估",
    "person.labour_capacity": "劳动能力 劳动力状况 有无劳动能力",
    "person.bank.account_number": "银行账号 银行卡号 一卡通账号 惠农卡号 存折账号",
    "person.disability.certificate_number": "残疾证号 残疾人证号 残疾证编号",
    "person.welfare.subsistence_allowance": "是否低保 是否享受低保待遇 低保户 是否低保对象",
    "person.guardian[1].name": "监护人姓名 监护人 家长/监护人姓名 委托监护人姓名",
    "household.head.name": "户主姓名 户主 户名",
    "household.member_count": "家庭人口数 家庭人口 家庭人数 人口",
    "household.helper.name": "帮扶责任人 帮扶人姓名 包户干部 结对帮扶人",
    "dwelling.owner.name": "房主姓名 业主姓名 房东姓名 产权人",
    "building.leader.name": "楼栋长 楼长 单元长",
    "organisation.code": "统一社会信用代码 组织机构代码",
    "area.community": "所属社区 社区 居委会 村（居） 村（社区）",
    "area.township": "乡镇 乡（镇）",
    "grid.name": "所属网格 网格编号",
    "report.unit": "填报单位 填报单位（盖章） 填表单位 上报单位",
    "report.preparer": "填表人 制表人 填报人 经办人",
    "row.number": "序号 序 No.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "heading"), [(path, heading) for path, listed in HEADINGS.items() for heading in listed.split()]
)
def test_a_usual_heading_is_first_of_all_this_fact(path, heading, words):
    first_of_entity = {field.entity: field.path for field in reversed(words.by_label.get(fold(heading), ()))}
    assert first_of_entity.get(path.partition(".")[0]) == path


# ---------------------------------------------------------------- other pages
def test_the_reference_page_is_current(words):
    page = Path("docs/reference/vocabulary.md").read_text("utf-8")
    assert page == reference_page(words), "run: python -m qingzhuang.vocabulary.reference > docs/reference/vocabulary.md"


# ---------------------------------------------------------------- real forms, where they are at hand
def meanings():
    for path in sorted(FORMS.glob("*.truth.json")):
        yield from ((path.name, key, text) for key, text in _texts(json.loads(path.read_text("utf-8"))))


def _texts(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("concept", "population") and isinstance(value, str):
                yield key, value
            elif key in ("either", "population_either") and value:
                for text in value if isinstance(value, list) else [value]:
                    if isinstance(text, str):
                        yield ("population" if key == "population_either" else "concept"), text
            else:
                yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)


def test_every_meaning_of_the_real_forms_can_be_said(words):
    if not FORMS.is_dir():
        pytest.skip(f"no forms at {FORMS}")
    unsaid = []
    for name, key, text in meanings():
        if text.startswith(NOT_FACTS) or "(coefficient" in text:
            continue
        try:
            if text.startswith("dimension:"):
                for path in re.findall(r"[a-z_]+\.[a-z_.]+", text):
                    words.field(path)
            elif key == "population":
                count = parse_population(text)
                resolve(count.where, count.entity, words)
            else:
                known(parse(text), words)
        except (UnknownName, QuestionError) as error:
            unsaid.append(f"{name}: {text}: {error}")
    assert not unsaid


def known(question, words):
    match question:
        case q.Value(path=path):
            words.field(path)
        case q.Values(paths=paths):
            for path in paths:
                words.field(path)
        case q.Count(entity=entity, where=where):
            resolve(where, entity, words)
        case q.CountDistinct(path=path, where=where) | q.Aggregate(path=path, where=where):
            words.field(path)
            resolve(where, path.partition(".")[0], words)
        case q.Percent(part=part, whole=whole):
            known(part, words)
            known(whole, words)


def test_every_gathered_concept_is_known(words):
    page = FORMS.parent / "CONCEPTS.md"
    if not page.is_file():
        pytest.skip(f"no {page}")
    rows = [line.strip("|").split("|") for line in page.read_text("utf-8").splitlines() if line.startswith("| `")]
    unknown = []
    for cells in rows:
        paths = re.findall(r"`([a-z_]+\.[a-z_.0-9\[\]n]+)", cells[0])
        for path in paths:
            try:
                if path.partition(".")[0] in words.entities:
                    words.field(path.replace("[n]", "[1]").rstrip("."))
            except UnknownName as error:
                unknown.append(str(error))
    assert len(rows) > 150 and not unknown
