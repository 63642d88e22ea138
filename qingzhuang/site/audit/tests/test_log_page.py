"""Who may read the log, which lines are shown, and taking them away as a file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404

from qingzhuang.site.audit import actions, queries
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.audit.queries import Asked

LOG = "/log/"


@pytest.fixture
def deed(cast):
    return actions.record(cast.alice.person, deed="form.uploaded", area=cast.community.code, name="低保表.xls")


def test_the_head_reads_it(cast, sign_in, deed):
    assert "低保表.xls" in sign_in(cast.hana).get(LOG).content.decode()


def test_the_town_above_and_the_auditor_read_it(cast, sign_in, deed):
    assert "低保表.xls" in sign_in(cast.tina).get(LOG).content.decode()
    assert "低保表.xls" in sign_in(cast.ada).get(LOG).content.decode()


def test_the_worker_and_the_operator_get_404(cast, sign_in, deed):
    assert sign_in(cast.alice).get(LOG).status_code == 404
    assert sign_in(cast.otto).get(LOG).status_code == 404


def test_the_head_next_door_sees_nothing_of_it(cast, sign_in, deed):
    cast.charlie.role = "head"
    cast.charlie.save()
    assert "低保表.xls" not in sign_in(cast.charlie).get(LOG).content.decode()


def test_only_those_who_may_read_it_are_shown_the_way(cast, sign_in):
    assert f'href="{LOG}"' in sign_in(cast.hana).get("/").content.decode()
    assert f'href="{LOG}"' not in sign_in(cast.alice).get("/").content.decode()


def test_sentences_name_whom_it_was_done_to_and_the_role_in_words(cast, sign_in):
    page = sign_in(cast.hana).get(LOG, {"deed": "post.given"}).content.decode()
    assert "给周敏设了临江社区的“社区工作者”岗位" in page


# ---------------------------------------------------------------- which lines
def lines(actor, **asked):
    return [line.sentence for line in queries.lines_for(actor, Asked(**asked))]


def test_shows_the_deeds_of_one_person(cast, deed):
    assert lines(cast.hana, who="alice") == ["带来表“低保表.xls”"] and lines(cast.hana, who="bob") == []
    assert lines(cast.hana, who="ALICE' OR 1=1") == []


def test_shows_one_kind_of_deed(cast, deed):
    assert lines(cast.hana, deed="form.uploaded") == ["带来表“低保表.xls”"]


def test_shows_whole_days_by_the_clock_on_the_wall(cast, deed):
    """23:30 in Shanghai is 15:30 in London; both ends belong to the days asked for."""
    Entry.objects.filter(pk=deed.pk).update(at=datetime(2026, 6, 30, 15, 30, tzinfo=UTC))
    day = datetime(2026, 6, 30).date()
    one = timedelta(days=1)
    found = [
        lines(cast.hana, deed="form.uploaded", begins=a, ends=b) for a, b in ((day, day), (day + one, None), (None, day - one))
    ]
    assert [len(those) for those in found] == [1, 0, 0]


def test_a_filter_that_cannot_be_meant_is_said_beside_it_and_left_out(cast, sign_in, deed):
    page = sign_in(cast.hana).get(LOG, {"begins": "gestern", "deed": "form.sneezed"}).content.decode()
    assert "低保表.xls" in page and page.count('class="error"') == 2


def test_older_lines_stand_on_the_next_page_with_the_same_filter(cast, sign_in):
    for number in range(60):
        actions.record(cast.alice.person, deed="form.uploaded", area=cast.community.code, name=f"{number:02}.xls")
    client = sign_in(cast.hana)
    first = client.get(LOG, {"who": "alice"}).content.decode()
    before = Entry.objects.order_by("-number")[49].number
    assert "59.xls" in first and "09.xls" not in first and f"?who=alice&amp;before={before}" in first
    second = client.get(LOG, {"who": "alice", "before": before}).content.decode()
    assert "09.xls" in second and "10.xls" not in second


# ---------------------------------------------------------------- as a file
def test_is_taken_away_as_a_file_and_that_is_an_entry(cast, sign_in, deed):
    response = sign_in(cast.hana).post("/log/export/", {"deed": "form.uploaded"})
    assert response.content.startswith(b"\xef\xbb\xbf") and "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 2 and rows[1][2:] == ["周敏", "alice", "form.uploaded", "带来表“低保表.xls”"]
    entry = Entry.objects.get(deed="log.exported")
    assert (entry.actor, entry.detail, entry.area) == (cast.hana.person, {"count": 1}, cast.community.code)


def test_nothing_in_the_file_runs_as_a_formula(cast, sign_in):
    cast.alice.person.name = "=HYPERLINK(1)"
    cast.alice.person.save()
    actions.record(cast.alice.person, deed="form.uploaded", area=cast.community.code, name="a.xls")
    assert ",'=HYPERLINK(1)," in sign_in(cast.hana).post("/log/export/", {"who": "alice"}).content.decode()


def test_the_file_holds_the_reach_of_the_reader_and_no_more(cast, sign_in, deed):
    actions.record(cast.charlie.person, deed="form.uploaded", area=cast.neighbour.code, name="隔壁.xls")
    assert "隔壁" not in sign_in(cast.hana).post("/log/export/").content.decode()
    assert "隔壁" in sign_in(cast.ada).post("/log/export/").content.decode()


def test_whoever_may_not_read_it_takes_nothing_away(cast, deed):
    for actor in (cast.alice, cast.bob, cast.charlie, cast.otto):
        with pytest.raises(Http404):
            actions.export_log(actor, asked=Asked())
    assert not Entry.objects.filter(deed="log.exported").exists()
