"""Nothing in tally knows about residents: the same questions of a tennis club, with words of its own."""

from __future__ import annotations

from datetime import date

from qingzhuang.tally import Dataset, Scope, answer, answer_split, in_words, parse, parse_asked, people_behind
from qingzhuang.vocabulary.build import build

CLUB = build({
    "codes": {"hand": {"values": {"left": ["左手"], "right": ["右手"]}}, "skill": {"ordered": True, "values": {"novice": ["新手"], "master": ["高手"]}}},
    "definitions": [{"name": "stars", "words": ["明星"], "entity": "player", "condition": "skill=master and wins>=10"}],
    "entities": {
        "player": {
            "label": ["球员", "player"],
            "relations": {"team": "team", "rival": "player"},
            "fields": {
                "name": {"label": ["姓名", "name"]},
                "hand": {"codes": "hand", "label": ["持拍手", "hand"]},
                "skill": {"codes": "skill", "label": ["水平", "skill"]},
                "wins": {"type": "integer", "label": ["胜场", "wins"], "absent": "no"},
                "joined": {"type": "date", "label": ["入会日期", "joined on"]},
            },
        },
        "team": {
            "label": ["球队", "team"],
            "borrows": "member",
            "relations": {"member": {"entity": "player", "many": True, "label": ["队员", "member"]}},
            "fields": {"name": {"label": ["队名", "name of the team"]}, "has_bus": {"type": "boolean", "label": ["是否有大巴", "has a bus"]}},
        },
    },
})  # fmt: skip
FACTS = Dataset.of(
    {
        "player": {
            "id": ["ann", "bob", "cid", "dot"],
            "name": ["安", "博", "西", "多"],
            "team": ["red", "red", "blue", None],
            "rival": ["bob", "ann", "dot", "cid"],
            "hand": ["左手", "右手", None, "left"],
            "skill": ["master", "novice", "master", None],
            "wins": [12, None, 9, 30],
            "joined": ["2020-05-01", "2024-01-01", "2025-01-01", "2019-03-03"],
        },
        "team": {"id": ["red", "blue"], "name": ["红队", "蓝队"], "has_bus": [True, None]},
    },
    CLUB,
)
TODAY = Scope("", date(2025, 6, 1))


def value(text: str) -> object:
    return answer(parse(text), FACTS, TODAY).value


def test_counts_what_a_club_wants_to_know() -> None:
    assert value("count(player where hand=left)") == 2
    assert value("count(player where stars)") == 1
    assert value("count(player where rival.hand=left)") == 2
    assert value("count(player where team.has_bus and wins>=1)") == 1
    assert value("count(team where skill=master and hand=left)") == 1
    assert value("sum(player.wins)") == 51
    assert value("count(distinct player.team)") == 2
    assert value("max(player.rival.wins where skill>=master)") == 30


def test_says_it_in_the_words_of_the_club() -> None:
    assert (
        in_words(parse("count(player where hand=left and wins>=10)"), vocabulary=CLUB) == "持拍手为左手、胜场不少于 10 的球员数"
    )
    assert in_words(parse("count(team where has_bus)"), "en", CLUB) == "number of teams (has a bus)"


def test_splits_and_names_players() -> None:
    split = answer_split(parse_asked("count(player) by hand"), FACTS, TODAY)
    assert {name: one.value for name, one in split.items()} == {"": 4, "left": 2, "right": 1}
    behind = people_behind(parse("count(player where team.name=红队)"), FACTS, TODAY, ("name", "team.has_bus"))
    assert (behind.keys, behind.unsure, behind.rows[0]) == (("ann", "bob"), ("dot",), ("安", True))
