"""The page: a letter whose text and code are read back from the drawn page, with signs that few fonts have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qingzhuang.seal import BadCertificate, FontMissing
from qingzhuang.seal.certificate import Certificate, Holder, bare
from qingzhuang.seal.credential import read
from qingzhuang.seal.fonts import Fonts, fonts
from qingzhuang.seal.paper import issue
from qingzhuang.seal.pdf_page import read_page
from qingzhuang.seal.tests.district import ADDRESS, NOW, OURS, RESIDENCE, district, residence, with_name
from qingzhuang.seal.typeset import render
from qingzhuang.seal.verify import verify
from qingzhuang.seal.words import LANGUAGES, said

pytestmark = pytest.mark.xdist_group("certificates")
LONG = "买买提江·阿卜杜热西提·吐尔逊尼亚孜·艾合买提江·卡迪尔江·玉山江阿吉·某某"
ENGLISH = replace(
    RESIDENCE,
    language="en",
    title="Certificate of Residence",
    body=("This is to certify that Zhang San (张三) lives at 12 Sample Road, and has done so since 1 March 2011.",),
    purpose="enrolment",
    recipient="Sample School",
)
PAPERS = {
    "plain": RESIDENCE,
    "rare signs": with_name("𬍛㛃·阿依古丽"),
    "forty signs": with_name(LONG[:40].ljust(40, "长")),
    "traditional": replace(RESIDENCE, language="zh-hant", title="居住證明", body=("茲證明張三現居住在樣板路。",)),
    "english": ENGLISH,
    "one time": replace(RESIDENCE, one_time=True, valid_until=None, recipient="", fields=(), purpose=""),
    "two pages": replace(RESIDENCE, body=RESIDENCE.body[:1] * 14),
}


def checked(certificate: Certificate) -> str:
    """The paper issued, verified, its code read back from the drawn page; gives the text of the page."""
    paper = issue(certificate, district().key, ADDRESS)
    text, codes = read_page(paper.pdf)
    assert (
        codes == [paper.code]
        and verify(paper.pdf, district().trust(), NOW).valid
        and verify(codes[0], district().trust(), NOW).valid
    )
    assert read(codes[0])[0].number == certificate.number
    return bare(text)


@pytest.mark.parametrize("name", PAPERS)
def test_prints_the_canonical_text_and_a_code_that_reads_back(name):
    certificate = PAPERS[name]
    canonical = certificate.canonical().decode()
    text = checked(certificate)
    assert text.startswith(canonical)
    assert text.removeprefix(canonical).startswith(bare(said(certificate.language)["check"]))


def test_says_that_code_and_signature_are_no_seal():
    assert "不是电子印章" in checked(RESIDENCE) and "not an electronic seal" in said("en")["no_seal"].replace("they are ", "")


def test_is_the_same_for_the_same_input():
    assert render(RESIDENCE, "QZ1:A") == render(RESIDENCE, "QZ1:A")


def test_is_pdf_a_with_its_fonts_inside():
    pdf = residence().pdf
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf and b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"/FontFile" in pdf and b"GTS_PDFA1" in pdf


@pytest.mark.parametrize("sign", ["\U00031350", "\U0001f600"])
def test_names_the_sign_that_the_font_does_not_have(sign):
    with pytest.raises(BadCertificate, match="font has no sign") as refused:
        render(with_name("张" + sign), "QZ1:A")
    assert refused.value.code == "glyph" and sign in refused.value.what


def test_names_the_package_where_there_is_no_font(tmp_path):
    with pytest.raises(FontMissing, match="fonts-noto-cjk"):
        Fonts((str(tmp_path),))
    assert fonts().of("zh-hans")[0]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "empty"),
        ({"number": ""}, "empty"),
        ({"language": "fr"}, "language"),
        ({"holder": Holder("")}, "name"),
        ({"holder": Holder("长" * 41)}, "name"),
        ({"valid_until": date(2026, 11, 28)}, "validity"),
        ({"body": ("甲\u202e乙",)}, "sign"),
        ({"title": "居住\x07证明"}, "sign"),
        ({"body": ("长" * 20_001,)}, "too_long"),
        ({"status_index": -1}, "status_index"),
    ],
)
def test_refuses_what_cannot_stand_on_a_paper(change, code):
    with pytest.raises(BadCertificate) as refused:
        replace(RESIDENCE, **change)
    assert refused.value.code == code and str(refused.value)


@pytest.mark.parametrize("layout", ["nothing", "../letter", b'#import "@preview/cetz:0.3.0"', b"#" + b"x" * 70_000, b"#panic()"])
def test_refuses_a_layout_that_it_may_not_or_cannot_set(layout):
    with pytest.raises(BadCertificate) as refused:
        render(RESIDENCE, "QZ1:A", layout)
    assert refused.value.code == "layout"


def test_a_layout_of_ones_own_sees_no_file():
    with pytest.raises(BadCertificate):
        render(RESIDENCE, "QZ1:A", b'#read("/etc/hostname")')
    own = b"#let d = json(bytes(sys.inputs.data))\n#set text(font: d.fonts, fallback: false)\n= #d.title\n#d.issuer"
    assert read_page(render(RESIDENCE, "QZ1:A", own))[0].split() == [RESIDENCE.title, OURS.name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_has_all_words_in_each_language(language):
    assert said(language).keys() == said("zh-hans").keys() and all(said(language).values())
