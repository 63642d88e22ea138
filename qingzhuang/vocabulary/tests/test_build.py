"""Making a vocabulary from files, shown on a tennis club."""

import pytest

from qingzhuang.vocabulary import VocabularyError, load, load_from

CLUB = """
entity: player
label: [球员, player]
borrows: match
relations:
  coach: {entity: player, label: [教练, coach]}
  match: {entity: match, many: true, label: [比赛, match]}
  mascot: {entity: player, embedded: true, label: [吉祥物, mascot], labels: [吉祥 物]}
groups:
  racket: [球拍, 球拍情况]
fields:
  name: {label: [姓名, name], labels: [選手姓名, 姓 名]}
  level: {codes: level, label: [水平, level]}
  left_handed: {type: boolean, absent: "no", label: [是否左手, left-handed], holds: [左手]}
  racket.weight: {type: number, unit: g, label: [球拍重量, weight of the racket], under: [重量]}
  coach.name: {label: [教练姓名, name of the coach]}
  mascot.name: {label: [吉祥物名称, name of the mascot]}
---
entity: match
label: [比赛, match]
fields:
  won: {type: boolean, label: [胜负, won], holds: [获胜]}
---
codes:
  level:
    ordered: true
    values:
      novice: [新手, 初学者]
      amateur: {code: "2", words: [业余]}
      weekend: {words: [周末], within: amateur}
      pro: {code: "3", words: [职业], label: [职业, professional]}
      other: {words: [其他], vague: true}
      anybody: {words: [大家], coarse: true}
    foreign: {菜鸟: novice}
---
definitions:
  - {name: hopeful, words: [新秀, 希望之星], entity: player, condition: level=novice and left_handed}
"""


@pytest.fixture
def club(tmp_path):
    (tmp_path / "club.yaml").write_text(CLUB, "utf-8")
    return load_from(tmp_path)


def refused(tmp_path, text: str) -> str:
    (tmp_path / "club.yaml").write_text(text, "utf-8")
    with pytest.raises(VocabularyError) as refusal:
        load_from(tmp_path)
    return str(refusal.value)


def test_labels_are_folded_and_the_first_is_the_own_one(club):
    assert club.entities["player"].fields["name"].labels == ("姓名", "选手姓名")
    assert [field.path for field in club.by_label["选手姓名"]] == ["player.name"]


def test_words_lead_to_values_and_yes_comes_first(club):
    assert club.by_word["左手"] == (("player.left_handed", True),)
    assert club.by_word["业余"] == (("player.level", "amateur"),)
    assert "大家" not in club.by_word


def test_code_lists_know_order_kinds_and_foreign_words(club):
    level = club.codes["level"]
    assert level.rank("novice") < level.rank("weekend") == level.rank("amateur") < level.rank("pro")
    assert level.kinds_of("amateur") == ("amateur", "weekend")
    assert level.find("菜鸟").name == "novice" and level.find("3").name == "pro" and level.find("网红") is None
    assert level.value("pro").label["en"] == "professional" and level.value("novice").label["zh-Hans"] == "新手"


def test_a_step_over_takes_all_but_its_words_from_the_end(club):
    coach = club.entities["player"].fields["coach.name"]
    assert (coach.via, coach.embedded, coach.labels) == ("coach", False, ("教练姓名",))
    assert club.entities["player"].fields["mascot.name"].embedded
    assert club.resolve("player.won").steps[0].any


def test_groups_and_roles_have_words(club):
    assert [field.path for field in club.under("球拍", "重量")] == ["player.racket.weight"]
    assert [role.name for role in club.by_role["吉祥物"]] == ["mascot"]
    assert [d.name for d in club.by_definition["希望之星"]] == ["hopeful"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("entity: player\nlabel: [球员, player]\nfields:\n  name: {label: 姓名}", "player.name"),
        ("entity: player\nlabel: [球员, player]\nfields:\n  name: {label: [姓名, name], colour: red}", "colour"),
        ("entity: player\nlabel: [球员, player]\nfields:\n  name: {label: [姓名, name], codes: colours}", "colours"),
        ("entity: player\nlabel: [球员, player]\nfields:\n  name: {label: [姓名, name], type: picture}", "picture"),
        ("entity: player\nlabel: [球员, player]\nfields:\n  name: {label: [姓名, name], holds: [左手]}", "player.name"),
        ("entity: player\nlabel: [球员, player]\nfields:\n  no: {label: [编号, number], labels: [No, 号]}", "quotes"),
        ("entity: player\nlabel: [球员, player]\nfields:\n  a.b: {label: [甲, a]}\n---\nentity: player\nfields:\n  a.b: {label: [乙, b]}", "player.a.b"),
        ("entity: player\nlabel: [球员, player]\ngroups: {racket: [球拍]}\nfields:\n  name: {label: [姓名, name]}", "racket"),
        ("entity: player\nlabel: [球员, player]\nrelations: {coach: player}\nfields:\n  coach.shoe: {label: [鞋, shoe]}", "coach.shoe"),
        ("codes:\n  level:\n    values:\n      pro: {words: [职业], within: star}", "star"),
        ("codes:\n  level:\n    values:\n      pro: {words: []}", "pro"),
        ("rules: []", "rules"),
        ("- 1\n- 2", "list"),
        ("entity: [", "YAML"),
    ],
)  # fmt: skip
def test_says_where_the_files_are_wrong(tmp_path, text, said):
    assert said in refused(tmp_path, text)


def test_is_read_once_per_process():
    assert load() is load()
