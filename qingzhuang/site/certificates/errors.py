"""What certificates refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def unknown_kind(name: str) -> Refusal:
    return Refusal(
        "certificates.unknown_kind",
        _("There is no certificate “%(name)s” here.") % {"name": name[:60]},
        _("It stands neither among what may be issued nor among what must not."),
        _("Choose one of the list, or let the head of the community draw a kind of your own."),
        status=404,
    )


def no_body() -> Refusal:
    return Refusal(
        "certificates.no_body",
        _("It was not said who asks for the paper."),
        _("The register shows who still asks for paper, so that it can be made needless."),
        _("Choose the body; its name may be added."),
    )


def nobody() -> Refusal:
    return Refusal(
        "certificates.nobody",
        _("It was not said whom the paper is for."),
        _("A certificate states facts of one resident."),
        _("Look the resident up first."),
    )


def is_dead() -> Refusal:
    return Refusal(
        "certificates.is_dead",
        _("The ledger has this resident as deceased."),
        _("Nothing is certified of somebody who died; heirs need other papers."),
        _("Look at the history of the record. If it is a mistake, take it back there first."),
        status=409,
    )


def is_gone() -> Refusal:
    return Refusal(
        "certificates.is_gone",
        _("The ledger has this resident as no longer here."),
        _("The community where somebody lives now can say what holds now."),
        _("If that is a mistake, mend the record first."),
        status=409,
    )


def two_people() -> Refusal:
    return Refusal(
        "certificates.two_people",
        _("Two records have this ID number."),
        _("A paper could state the facts of the wrong one."),
        _("Look both up by the end of the number and merge them, or mend the number; nothing was issued."),
        status=409,
    )


def not_typed(label: str) -> Refusal:
    return Refusal(
        "certificates.not_typed",
        _("“%(label)s” is not filled in, or not as it should be.") % {"label": label[:60]},
        _("The paper says so, and somebody must have verified it."),
        _("Fill it in after you have seen it yourself."),
    )


def not_verified() -> Refusal:
    return Refusal(
        "certificates.not_verified",
        _("Nobody has said that this was verified."),
        _("What the ledger does not know is certified only on the word of a named person."),
        _("Tick that you have verified it."),
    )


def not_ready() -> Refusal:
    return Refusal(
        "certificates.not_ready",
        _("This paper cannot be issued now."),
        _("A fact is missing, a second person has not agreed, or the application has ended."),
        _("Open the application: it says what is next."),
        status=409,
    )


def same_eyes() -> Refusal:
    return Refusal(
        "certificates.same_eyes",
        _("A second person has to agree to this paper."),
        _("Whoever verified it cannot be the second pair of eyes."),
        _("Ask a colleague of the community to open it and agree."),
        status=403,
    )


def clock_back() -> Refusal:
    return Refusal(
        "certificates.clock_back",
        _("The clock of this machine stands before the day of the last paper."),
        _("Numbers and dates of papers must not run backwards."),
        _("Set the date of the machine right, then try again; no number was drawn."),
        status=409,
    )


def no_room(number: str = "") -> Refusal:
    return Refusal(
        "certificates.no_room",
        _("The paper could not be written: the disk is full or cannot be written to."),
        _("Its number %(number)s is kept for it.") % {"number": number} if number else _("No number was drawn."),
        _("Make room on the disk and press the button again; it will be the same paper."),
        status=507,
    )


def no_key() -> Refusal:
    return Refusal(
        "certificates.no_key",
        _("The community has no key to sign with."),
        _("It was not made yet, was withdrawn, or has run out."),
        _("Let the operator make one (qingzhuang keys) and bring it here (qingzhuang site key)."),
        status=409,
    )


def no_token(what: str) -> Refusal:
    return Refusal(
        "certificates.no_token",
        _("The token that holds the key does not answer: %(what)s.") % {"what": what[:160]},
        _("The key never leaves its token, so nothing can be signed without it."),
        _("Plug it in, or let the operator look at its driver and PIN, then press the button again; it will be the same paper."),
        status=503,
    )


def no_seal(what: str) -> Refusal:
    return Refusal(
        "certificates.no_seal",
        _("The seal service gave no seal: %(what)s.") % {"what": what[:160]},
        _("This place issues papers with an electronic seal; without it the paper is not signed."),
        _("Try again in a while; it will be the same paper. If it lasts, let the operator look at the service."),
        status=503,
    )


def no_font(signs: str) -> Refusal:
    return Refusal(
        "certificates.no_font",
        _("The fonts of this machine have no sign for “%(signs)s”.") % {"signs": signs[:20]},
        _("A name must not stand on a paper with a box in it."),
        _("Install a font for rare characters and press the button again; it will be the same paper."),
        status=409,
    )


def revoked() -> Refusal:
    return Refusal(
        "certificates.revoked",
        _("This paper was revoked."),
        _("A revoked paper is not handed out again."),
        _("Issue a new one if it is needed."),
        status=409,
    )


def no_reason() -> Refusal:
    return Refusal(
        "certificates.no_reason",
        _("It was not said why."),
        _("The register keeps the reason."),
        _("Give the reason in a few words."),
    )


def gone() -> Refusal:
    return Refusal(
        "certificates.gone",
        _("The content of this paper was removed when its time was over."),
        _("Papers are kept only as long as the rule says; number and day remain."),
        _("Issue a new one if it is needed."),
        status=410,
    )


def bad_kind(what: str) -> Refusal:
    return Refusal(
        "certificates.bad_kind",
        _("This kind cannot be used: %(what)s.") % {"what": what[:120]},
        _("It must say what it is for and on what basis, and name facts or things that somebody verifies."),
        _("Mend it and send it again."),
    )


def on_the_list(name: str) -> Refusal:
    return Refusal(
        "certificates.on_the_list",
        _("“%(name)s” must not be issued, so no kind of one's own can be drawn for it.") % {"name": name[:60]},
        _("It stands on the list of papers that a committee must not issue."),
        _("Hand out the slip that says where to go instead."),
        status=409,
    )


def too_many(most: int) -> Refusal:
    return Refusal(
        "certificates.too_many",
        _("The list has too many lines."),
        _("At most %(most)s papers are made at once.") % {"most": most},
        _("Split the list."),
    )


def no_lines() -> Refusal:
    return Refusal(
        "certificates.no_lines",
        _("The list is empty."),
        _("Each line is the ID number or the name of one resident."),
        _("Paste the column of a list."),
    )


def too_often() -> Refusal:
    return Refusal(
        "certificates.too_often",
        _("Too many attempts from your address."),
        _("This page is for single papers."),
        _("Wait a minute and try again."),
        status=429,
    )


def bad_paper(what: str) -> Refusal:
    return Refusal(
        "certificates.bad_paper",
        _("The paper cannot be set: %(what)s.") % {"what": what[:160]},
        _("Something in its words or its layout does not go on a page."),
        _("Mend the words or the kind and press the button again; it will be the same number."),
        status=409,
    )


def bad_key(what: str) -> Refusal:
    return Refusal(
        "certificates.bad_key",
        _("This key cannot be used: %(what)s.") % {"what": what[:160]},
        _("A committee signs only with the key that was made for it at the ceremony."),
        _("Look at the how-to on keys; nothing was changed."),
    )


def no_consent() -> Refusal:
    return Refusal(
        "certificates.no_consent",
        _("Consent was not given."),
        _("Your facts are looked up only if you agree to it."),
        _("Tick the box, or come to the desk."),
    )


def one_by_one() -> Refusal:
    return Refusal(
        "certificates.one_by_one",
        _("This paper cannot be made for many at once."),
        _("Something has to be verified and typed for each resident."),
        _("Send a list with a column for each of these values, or issue it one by one."),
    )


def bad_list(what: str) -> Refusal:
    return Refusal(
        "certificates.bad_list",
        _("The list is not understood: %(what)s.") % {"what": what[:160]}
        if what
        else _("There is no list of residents in this file."),
        _("Its headings must name the ID number or the name, and whatever the paper asks besides."),
        _("Take the empty list for this paper from the page, fill it in and send it."),
    )


def another_name() -> Refusal:
    return Refusal(
        "certificates.another_name",
        _("The ID number and the name of this line belong to two people."),
        _("A paper could go to the wrong one."),
        _("Mend the line, then issue this paper one by one."),
        status=409,
    )


def not_one(found: int) -> Refusal:
    return Refusal(
        "certificates.not_one",
        _("Nobody is found by this line.") if not found else _("Several residents are found by this line."),
        _("A line must mean exactly one resident of your area."),
        _("Write the whole ID number."),
    )


def says_not() -> Refusal:
    return Refusal(
        "certificates.says_not",
        _("This paper does not say that."),
        _("Only what a paper says, and what is so, can be shown by itself."),
        _("Show the whole paper, or choose another fact."),
        status=404,
    )
