"""What sealing refuses."""


class SealError(Exception):
    """A key file cannot be used, or a sealed value does not open with any key that it holds."""


class BadCertificate(SealError):
    """What a certificate says cannot stand on a paper; `code` names the rule, `what` the text or sign that broke it.

    Codes: empty, language, name, validity, status_index, too_long, sign, layout, glyph (a sign that the font does not have).
    """

    SENTENCES = {
        "empty": "the certificate has no {what}",
        "language": "no words for the language “{what}”; there are zh-hans, zh-hant and en",
        "name": "a name has 1 to 40 signs, not “{what}”",
        "validity": "the certificate would end ({what}) before it begins",
        "status_index": "{what} is no place in a status list",
        "too_long": "a certificate has at most {what} signs",
        "sign": "the invisible sign {what} cannot be printed; please type the text again",
        "layout": "there is no layout “{what}”, or it cannot be set",
        "glyph": "the font has no sign “{what}”; install a font that has it (apt-get install fonts-noto-cjk-extra fonts-hanazono) "
        "and name its folder with QINGZHUANG_FONTS, or write the name as it stands on the ID card by hand",
    }

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(self.SENTENCES[code].format(what=what))
        self.code, self.what = code, what


class FontMissing(SealError):
    """No font with Chinese signs was found; the sentence names the package to install."""


class KeyFault(SealError):
    """A signing key or a trust file cannot be opened, was changed, or does not fit what it is used for."""


class TokenSilent(KeyFault):
    """The token in which a key lies does not answer: it is not plugged in, its driver is missing, or the PIN is another one."""


class NoTimestamp(SealError):
    """The timestamp service did not answer, refused, or answered about something else; nothing was signed."""


class NoSeal(SealError):
    """The seal service did not seal the page; nothing was signed."""
