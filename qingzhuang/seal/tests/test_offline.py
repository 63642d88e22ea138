"""The page that checks without a network, as a file: whole, with its own policy, and nothing that could break out of it."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from qingzhuang.seal import KeyFault, offline
from qingzhuang.seal.authority import add_issuer, ceremony
from qingzhuang.seal.tests.district import NOW, district
from qingzhuang.seal.trust import bundle
from qingzhuang.seal.verdict import Code, Note
from qingzhuang.seal.verdict_words import NOTES, SENTENCES

pytestmark = pytest.mark.xdist_group("certificates")
built = pytest.mark.skipif(not offline.can_be_built(), reason="no browser libraries here: make setup, with a network")
HOSTILE = "</script><script>alert(1)</script> {{LICENCES}} <!-- \u2028"


@built
def test_its_policy_names_its_own_script_and_asks_nobody():
    page = offline.page(bundle(district().authority.token()))
    (script,), (style,) = re.findall(r"<script>(.*?)</script>", page, re.S), re.findall(r"<style>(.*?)</style>", page, re.S)
    for text in (script, style):
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in page
    assert "connect-src 'none'" in page and "default-src 'none'" in page
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)
    assert "Copyright" in page.rsplit("</script>", 1)[1], "the licences of the libraries"


@built
def test_a_name_cannot_break_out_of_the_script():
    _, authority = add_issuer(ceremony(HOSTILE, NOW), "420102001009", HOSTILE, NOW)
    page = offline.page(bundle(authority.token()))
    assert page.count("<script") == 1 and page.count("</script") == 1 and "alert(1)" in page


def test_says_what_to_do_without_its_libraries(monkeypatch):
    monkeypatch.setattr(offline, "LIBRARIES", ("nothing.js",))
    with pytest.raises(KeyFault, match="make setup"):
        offline.page(bundle(district().authority.token()))


@built
def test_refuses_a_trust_file_that_was_changed():
    data = bundle(district().authority.token())
    with pytest.raises(KeyFault):
        offline.page(data.replace(b"trust", b"thrust"))


def test_every_verdict_and_note_has_its_sentence_in_three_languages():
    assert set(SENTENCES) == {code.value for code in Code} | {"valid_code"} and set(NOTES) == {note.value for note in Note}
    assert all(len(set(texts)) == 3 and all(texts) for texts in (*SENTENCES.values(), *NOTES.values()))
