"""A meaning picked on the page is kept for the office, said on the page, and taken back there; forms and questions share it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.definitions.models import Meaning
from qingzhuang.site.reports import actions as reports
from qingzhuang.site.reports import logic
from qingzhuang.site.testing import forms

PAGE, KEEP = reverse("asking:page"), reverse("asking:keep")
ASKED = {"q": "独居老人", "day": "2025-12-31"}


def meanings(client) -> list[str]:
    words = client.get(PAGE, ASKED).context["found"].words
    return [choice.population for choice in next(word for word in words if word.text == "独居老人").choices]


def keep(client, meaning: str):
    return client.post(KEEP, {**ASKED, "word": "独居老人", "meaning": meaning})


def test_what_alice_picks_holds_for_her_office_and_not_next_door(town, cast, sign_in):
    client = sign_in(cast.alice)
    assert not client.get(PAGE, ASKED).context["found"].asking.sure
    back = keep(client, meanings(client)[-1])
    assert back.status_code == 302 and back.url.startswith(f"{PAGE}?q=")
    page = client.get(back.url)
    (word,) = page.context["found"].words
    assert page.context["found"].asking.sure and word.office.population == meanings(client)[-1]
    assert "因为您的单位" in page.content.decode() and "收回这个意思" in page.content.decode()
    assert sign_in(cast.bob).get(PAGE, ASKED).context["found"].asking.sure
    assert "收回这个意思" not in sign_in(cast.bob).get(PAGE, ASKED).content.decode()
    assert not sign_in(cast.charlie).get(PAGE, ASKED).context["found"].asking.sure


def test_a_later_choice_counts_and_is_taken_back(town, cast, sign_in):
    client = sign_in(cast.alice)
    first, last = meanings(client)[0], meanings(client)[-1]
    for meaning in (first, last):
        keep(client, meaning)
    assert list(Meaning.objects.values_list("word", "population")) == [("独居老人", last)]
    client.post(KEEP, {**ASKED, "word": "独居老人"})
    assert not Meaning.objects.exists() and not client.get(PAGE, ASKED).context["found"].asking.sure
    deeds = list(Entry.objects.filter(deed__startswith="word.").order_by("number").values_list("deed", "detail"))
    assert deeds[-1] == ("word.forgotten", {"population": last}) and "独居老人" not in str(deeds)


def test_the_towns_choice_holds_below_until_the_community_has_its_own(town, cast, sign_in):
    told = meanings(sign_in(cast.tina))
    keep(sign_in(cast.tina), told[0])
    page = sign_in(cast.alice).get(PAGE, ASKED)
    assert page.context["found"].asking.sure and f"因为{cast.town.name}" in page.content.decode()
    assert "收回这个意思" not in page.content.decode()
    keep(sign_in(cast.alice), told[-1])
    (word,) = sign_in(cast.alice).get(PAGE, ASKED).context["found"].words
    assert word.office.population == told[-1]


@pytest.mark.parametrize("who", ["bob", "dan"])
def test_who_fills_no_forms_picks_for_one_question_only(who, town, cast, sign_in):
    client = sign_in(getattr(cast, who))
    assert keep(client, meanings(client)[-1]).status_code == 403 and not Meaning.objects.exists()
    assert client.get(PAGE, {**ASKED, "mean": f"独居老人={meanings(client)[-1]}"}).context["found"].asking.sure


def test_refuses_a_meaning_that_is_not_offered(town, cast, sign_in):
    refused = keep(sign_in(cast.alice), "person where name='张小明'")
    assert refused.status_code == 400 and not Meaning.objects.exists()


def test_of_the_neighbours_area_nothing_is_kept(town, cast, sign_in):
    sent = {**ASKED, "area": cast.community.code, "word": "独居老人", "meaning": "person where lives_alone"}
    assert sign_in(cast.charlie).post(KEEP, sent).status_code == 404


def said_on_a_form(cast, heading: str, concept: str, title: str = "人口情况统计表"):
    data = forms.workbook([[title, "", ""], ["单位", heading, "总人数"], *[["", "", ""]] * 2], ("A1:C1",), 2)
    review = reports.bring_form(cast.alice, name="人口.xlsx", data=data)
    reports.decide(cast.alice, review=review, number=1, verb=logic.Verb.MEANS, concept=concept)
    return review


def test_a_correction_on_a_form_answers_the_question(town, cast, sign_in):
    said_on_a_form(cast, "独居老人数", "count(person where lives_alone)")
    found = sign_in(cast.alice).get(PAGE, ASKED).context["found"]
    assert found.asking.sure and "本单位在表上这样说过" in found.words[0].means
    assert not sign_in(cast.charlie).get(PAGE, ASKED).context["found"].asking.sure


def test_a_correction_that_names_one_person_is_no_word(town, cast, sign_in):
    said_on_a_form(cast, "小明人数", "count(person where name='张小明')")
    assert not sign_in(cast.alice).get(PAGE, {"q": "小明", "day": "2025-12-31"}).context["found"].asking.sure


def test_a_meaning_picked_in_a_question_is_proposed_on_a_form(town, cast, sign_in):
    keep(sign_in(cast.alice), "person where lives_alone")
    data = forms.workbook([["人口表", "", ""], ["单位", "独居老人数", "总人数"], *[["", "", ""]] * 2], ("A1:C1",), 2)
    review = reports.bring_form(cast.alice, name="人口.xlsx", data=data)
    blank = review.understanding["tables"][0]["columns"][1]
    assert blank["concept"] == "count(person where lives_alone)" and "问一个数" in blank["reason"]


def test_a_word_that_was_somebodys_name_goes_with_the_values_taken_out(cast):
    from datetime import date

    from qingzhuang.site.definitions.sweeping import sweep_words
    from qingzhuang.site.ledger.actions import Sweep

    class Traces:
        def in_text(self, text: str) -> bool:
            return "张小明" in text

    for word in ("张小明", "独居老人"):
        Meaning.objects.create(area=cast.community, word=word, population="person where age>=80", chosen_at="2025-01-01T00:00Z")
    assert sweep_words(Sweep(Traces(), (cast.community.pk,), date(2025, 1, 2), "request", "1")) == 1
    assert [row.word for row in Meaning.objects.all()] == ["独居老人"]
