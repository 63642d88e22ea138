"""The signed paper: checked by everybody's means, handed out, void, removed; the register and who still asks."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pypdfium2
import pytest
from django.http import Http404

from qingzhuang.seal.trust import opened
from qingzhuang.seal.verify import verify
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.certificates import actions, queries, signing, told
from qingzhuang.site.kit import each_day, files
from qingzhuang.site.kit.errors import Refusal


@pytest.fixture
def paper(ask, cast, signing):
    return actions.issue(cast.alice, application=ask(body_name="和风市商业银行"))


@pytest.fixture
def pdf(paper, cast):
    return actions.hand_out(cast.alice, paper=paper)


def test_the_file_says_what_was_previewed_and_is_addressed_to_the_body(paper, pdf):
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().replace("\r", "").replace("\n", "").replace(" ", "")
    for words in (
        "临江社区居民委员会",
        "居住证明",
        "和风市商业银行",
        "苏晓梅",
        "990101195003020044",
        "特此证明",
        "临江社区证〔2026〕1号",
        paper.code,
    ):
        assert words in text


def test_it_is_kept_sealed(paper):
    assert not files.load(paper.kept_as, "certificates").startswith(b"%PDF") and b"990101195003020044" not in bytes(paper.letter)


def test_number_and_code_together_open_it_however_they_are_typed(paper):
    for text in (
        f"{paper.number} {paper.code}",
        f"臨江社區證[2026]1號{paper.code.lower()}",
        f"临江社区证 (2026) 1号  {paper.code}",
    ):
        found = queries.check_text(text)
        assert (found.state, found.holder, found.title, found.issued_on) == ("valid", "苏**", "居住证明", date(2026, 6, 30))


def test_a_wrong_code_a_wrong_number_and_no_such_paper_have_the_same_answer(paper):
    other = "ABCDEFGH" if paper.code != "ABCDEFGH" else "HGFEDCBA"
    answers = {
        queries.check_text(text)
        for text in (f"{paper.number} {other}", f"临江社区证〔2026〕2号 {paper.code}", paper.number, paper.code)
    }
    assert answers == {queries.check_text("x")} and answers.pop().title == ""


def test_nothing_leaves_the_check_but_what_may_be_said(pdf):
    found = queries.check_file(pdf)
    assert (found.state, found.issuer, found.holder) == ("valid", "临江社区居民委员会", "苏**")
    assert "苏晓梅" not in repr(found) and "1栋101" not in repr(found) and "990101195003020044" not in repr(found)


def test_a_changed_letter_is_caught(pdf):
    at = pdf.index(b"/Contents") - 40
    changed = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
    assert queries.check_file(changed).state == "altered"
    assert queries.check_file(pdf + b"\n%%more").state == "appended"
    assert queries.check_file(b"%PDF-1.7 nothing").state in ("truncated", "unreadable", "unsigned")


def test_void_is_known_here_and_by_the_status_list_that_others_carry(paper, pdf, cast):
    with pytest.raises(Refusal):
        actions.revoke(cast.alice, paper=paper, reason="wrong")
    actions.revoke(cast.hana, paper=paper, reason="wrong")
    actions.revoke(cast.hana, paper=paper, reason="lost")
    assert queries.check_file(pdf).state == "revoked" and queries.certificate_for(cast.hana, paper.pk).revoked_why == "wrong"
    from django.utils import timezone

    elsewhere = opened(signing.trust_file(timezone.now()))
    assert verify(pdf, elsewhere, timezone.now()).code.value == "revoked"
    with pytest.raises(Refusal) as refused:
        actions.hand_out(cast.alice, paper=queries.certificate_for(cast.alice, paper.pk))
    assert refused.value.code == "certificates.revoked"


def test_it_expires(paper, pdf, today):
    today(paper.valid_until + timedelta(days=1))
    assert queries.check_file(pdf).state == "expired"


def test_a_valid_paper_serves_again_until_a_fact_changes(paper, ask, woman, cast):
    from qingzhuang.site.ledger import actions as ledger

    again = ask()
    assert again.outcome == "not_needed" and paper.number in again.reasons[0]["words"]["zh-Hans"]
    ledger.record_facts(cast.alice, record=woman, facts={"residence_address": "临江社区2栋202"})
    assert ask().outcome == "listed"


def test_its_content_is_removed_when_its_time_is_over_and_the_number_stays(paper, cast, today):
    kept = paper.kept_as
    assert actions.shred_due(day=paper.kept_until) == 0
    assert actions.shred_due(day=paper.kept_until + timedelta(days=1)) == 1
    paper.refresh_from_db()
    paper.application.refresh_from_db()
    assert (paper.letter, paper.holder, paper.number) == (b"", "", "临江社区证〔2026〕1号")
    assert paper.application.record is None and told.told(paper.application.told).paragraphs == []
    assert Entry.objects.filter(deed="certificate.shredded").count() == 1
    with pytest.raises(Refusal) as refused:
        actions.hand_out(cast.alice, paper=paper)
    assert refused.value.code == "certificates.gone" and kept


def test_the_daily_run_removes_what_is_due(paper):
    assert "certificates.shred" in each_day.run(paper.kept_until + timedelta(days=1))
    paper.refresh_from_db()
    assert paper.letter == b"" and not paper.kept_as


def test_an_ended_key_signs_no_more(ask, cast, signing, authority):
    from django.utils import timezone

    from qingzhuang.seal.authority import end
    from qingzhuang.seal.trust import Ended

    made, _packed, key = authority
    ended = end(made, key.kid, timezone.localdate(), Ended.LOST, timezone.now())
    actions.bring_trust(None, token=ended.token())
    with pytest.raises(Refusal) as refused:
        actions.issue(cast.alice, application=ask())
    assert refused.value.code == "certificates.no_key"


def test_refuses_a_trust_file_of_another_root_and_a_key_of_another_place(cast, signing):
    from django.utils import timezone

    from qingzhuang.seal.authority import ceremony

    with pytest.raises(Refusal) as refused:
        actions.bring_trust(None, token=ceremony("别处", timezone.now()).token())
    assert refused.value.code == "certificates.bad_key"
    with pytest.raises(Refusal):
        actions.bring_trust(None, token="x.y.z")


def test_a_sign_that_no_font_has_is_refused_by_name_and_the_number_kept(ask, make, cast, signing):
    someone = make("person", name="张\U000323af", sex="male", id_number="990101198001010014", residence_type="permanent",
                   residence_address="临江社区")  # fmt: skip
    made = ask(record=someone)
    with pytest.raises(Refusal) as refused:
        actions.issue(cast.alice, application=made)
    assert refused.value.code in ("certificates.no_font", "certificates.bad_paper")
    assert made.certificate.number.endswith("1号") and not made.certificate.sha256


@pytest.mark.parametrize("name", ["𬍛㛃", "阿依古丽·买买提", "长" * 40])
def test_rare_and_long_names_are_signed(ask, make, cast, signing, name):
    someone = make("person", name=name, sex="male", id_number="990101198001010014", residence_type="permanent",
                   residence_address="临江社区")  # fmt: skip
    try:
        assert actions.issue(cast.alice, application=ask(record=someone)).sha256
    except Refusal as refusal:  # a machine whose fonts lack the sign says so
        assert refusal.code == "certificates.no_font" and name == "𬍛㛃"


# ---------------------------------------------------------------- the register
def test_the_register_shows_which_bank_still_asks_and_how_much_is_needless(ask, cast):
    for what, name in (("marriage", "农信社"), ("marriage", "农信社"), ("residence", "城东支行")):
        ask(what, body="bank", body_name=name)
    first = queries.askers_for(cast.alice, queries.Asked())[0]
    assert (first.name, first.item, first.asked, first.issued, first.needless) == ("农信社", "marriage", 2, 0, 2)
    assert queries.askers_for(cast.charlie, queries.Asked()) == []


def test_the_register_can_be_narrowed_and_ends_at_the_area(ask, cast):
    ask("marriage")
    ask(body="school")
    assert len(queries.register_for(cast.alice, queries.Asked(body="school"), "1")) == 1
    assert len(queries.register_for(cast.alice, queries.Asked(begins=date(2026, 7, 1)), "1")) == 0
    assert len(queries.register_for(cast.charlie, queries.Asked(), "1")) == 0
    with pytest.raises(Http404):
        queries.register_for(cast.dan, queries.Asked(), "1")


def test_a_resident_can_be_shown_her_own_papers(ask, cast, woman):
    ask()
    assert [one.kind for one in actions.show_papers(cast.alice, record=woman)] == ["residence"]
    with pytest.raises(Http404):
        actions.show_papers(cast.charlie, record=woman)


def test_an_application_without_a_paper_is_forgotten_as_long_after_as_papers_are_kept(ask, cast, today):
    made = ask("marriage")
    assert actions.shred_due() == 0
    today(date(2029, 7, 1))
    assert actions.shred_due() == 1
    made.refresh_from_db()
    assert made.record is None and made.item == "marriage" and queries.askers_for(cast.alice, queries.Asked())[0].needless == 1


def test_the_key_comes_locked_from_the_ceremony(cast, authority):
    from qingzhuang.seal.key_file import locked
    from qingzhuang.seal.trust import bundle

    made, _packed, key = authority
    file, trust = locked(key, "vier worte und mehr"), bundle(made.token())
    with pytest.raises(Refusal) as refused:
        actions.bring_locked_key(None, locked=file, passphrase="a wrong one", trust=trust)
    assert refused.value.code == "certificates.bad_key"
    assert actions.bring_locked_key(None, locked=file, passphrase="vier worte und mehr", trust=trust) == "临江社区居民委员会"
    assert signing.key_for(cast.community).kid == key.kid


def test_the_register_is_taken_along_marked_and_logged(ask, cast, signing, sign_in):
    paper = actions.issue(cast.alice, application=ask(body_name="=城东支行", use="补办 990101195003020044"))
    file = sign_in(cast.hana).get("/certificates/register/register.csv?body=bank")
    mark, head, line = csv.reader(io.StringIO(file.content.decode("utf-8-sig")))
    entry = Entry.objects.get(deed="certificates.exported")
    assert "个人信息" in mark[0] and cast.hana.person.name in mark[0] and str(entry.number) in mark[0]
    assert "苏晓梅" in line and paper.number in line and len(line) == len(head) and "苏晓梅" not in str(entry.detail)
    assert "990101195003020044" not in file.content.decode(), "numbers stay covered, also typed ones"
    assert sign_in(cast.hana).get("/certificates/register/register.xlsx").content.startswith(b"PK")
    with pytest.raises(Refusal):
        actions.export_register(cast.alice, asked=queries.Asked())


def test_the_figures_of_who_still_asks_name_nobody(ask, sign_in, cast):
    ask("marriage", body_name="=农信社")
    file = sign_in(cast.alice).get("/certificates/askers/askers.csv").content.decode("utf-8-sig")
    assert (
        "'=农信社" in file
        and ",1,0,1" in file
        and "苏晓梅" not in file
        and not Entry.objects.filter(deed="certificates.exported")
    )


# ---------------------------------------------------------------- what else is brought to the pages
def test_a_code_of_another_issuer_a_long_text_and_an_unknown_font_are_answered(ask, cast, signing, sign_in, monkeypatch):
    from django.utils import timezone

    from qingzhuang.seal import FontMissing, credential
    from qingzhuang.seal.authority import add_issuer, ceremony
    from qingzhuang.seal.tests.district import OURS, RESIDENCE

    stranger, _ = add_issuer(ceremony("别处", timezone.now()), OURS.id, OURS.name, timezone.now())
    found = queries.check_text(credential.issue(RESIDENCE, stranger.key))
    assert found.state == "unknown_issuer" and found.title == "" and "信任名单" in found.message
    assert queries.check_text("A" * 5_000_000) == queries.check_text("x")
    assert sign_in(cast.alice).post("/check/", {"text": "A" * 5_000_000}).status_code in (200, 400, 413)

    def no_font(*_args, **_named):
        raise FontMissing("no Chinese font here")

    made = ask()
    monkeypatch.setattr("qingzhuang.seal.paper.render", no_font)
    with pytest.raises(Refusal) as refused:
        actions.issue(cast.alice, application=made)
    assert refused.value.code == "certificates.no_font"
    monkeypatch.undo()
    assert actions.issue(cast.alice, application=made).serial == 1
