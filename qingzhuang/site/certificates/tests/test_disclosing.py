"""One fact by itself: only that, for a few days, void with its paper."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.certificates import actions, queries
from qingzhuang.site.kit.errors import Refusal


@pytest.fixture
def paper(ask, cast, woman, signing):
    from qingzhuang.site.ledger import actions as ledger

    ledger.record_facts(cast.alice, record=woman, facts={"lives_alone": True})
    made = ask("living-alone")
    return actions.issue(cast.alice, application=actions.agree(cast.hana, application=made) if made.stage == "waiting" else made)


def test_only_that_fact_is_said_and_not_of_whom(paper, cast):
    text = actions.disclose(cast.alice, paper=paper, fact="age_over_60")
    found = queries.check_text(text)
    assert (found.state, found.facts, found.holder, found.number) == ("valid", ("年满60周岁",), "", "")
    assert "苏晓梅" not in repr(found) and len(found.facts) == 1


def test_it_lives_for_a_week_and_ends_with_its_paper(paper, cast, today):
    text = actions.disclose(cast.alice, paper=paper, fact="lives_here")
    today(date(2026, 7, 8))
    assert queries.check_text(text).state == "expired"
    today(date(2026, 7, 1))
    actions.revoke(cast.hana, paper=paper, reason="changed")
    assert queries.check_text(text).state == "revoked"
    with pytest.raises(Refusal):
        actions.disclose(cast.alice, paper=queries.certificate_for(cast.alice, paper.pk), fact="lives_here")


def test_refuses_what_the_paper_does_not_say_and_whoever_may_not(paper, cast):
    with pytest.raises(Refusal) as refused:
        actions.disclose(cast.alice, paper=paper, fact="income")
    assert refused.value.code == "certificates.says_not"
    with pytest.raises(Refusal):
        actions.disclose(cast.bob, paper=paper, fact="lives_here")


@pytest.mark.parametrize("text", ["~", "a~b~", "x" * 30 + "~", "eyJ~" * 50])
def test_nonsense_is_no_statement(signing, text):
    assert queries.check_text(text).state == "unknown"


def test_a_changed_statement_is_caught(paper, cast):
    text = actions.disclose(cast.alice, paper=paper, fact="lives_here")
    head, body, rest = text.split(".", 2)
    assert queries.check_text(f"{head}.{body[:-3]}AAA.{rest}").state in ("altered", "unknown")
