"""Everybody of the cast at every address of the site; the table says who gets what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from tests.site import papers
from tests.site.figures import unexplained
from tests.site.table import PEOPLE, Line, lines

BACKEND = "django.contrib.auth.backends.ModelBackend"
SCOPE = {"area": "990101001001", "as_of": "2026-06-30"}
LIST = "姓名,电话\n苏晓梅,13900000001\n".encode()
OWN = {
    "entity": "person",
    "label": "文艺特长",
    "kind": "text",
    "purpose": "组织活动",
    "basis": "社区工作条例",
    "sensitivity": "personal",
    "months": 12,
}
NUMBERS = ("page", "part", "blank", "before", "person", "number", "table")
NEW_POST = {"area": "990101001001", "role": "reader", "begins": "2026-06-30"}


class EveryPage(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        from qingzhuang.site.events.models import Proposal
        from qingzhuang.site.exchange import actions as exchange
        from qingzhuang.site.imports import actions as imports
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.publishing import actions as publishing
        from qingzhuang.site.quality.actions import questions
        from qingzhuang.site.quality.models import OpenQuestion
        from qingzhuang.site.reports import actions, logic
        from qingzhuang.site.requests import actions as requests
        from qingzhuang.site.testing import forms
        from qingzhuang.site.testing.cast import make_cast
        from qingzhuang.site.testing.facts import write_facts

        write_facts(settings.FACTS_FOLDER)
        cls.cast = make_cast()
        cls.review = actions.bring_form(cls.cast.alice, name="名册.xlsx", data=forms.roster())
        actions.decide(cls.cast.alice, review=cls.review, number=1, verb=logic.Verb.NOT_OURS)
        cls.filled = actions.fill(cls.cast.alice, review=cls.review)
        cls.roster, cls.wide = forms.roster(), forms.wide()
        cls.token = exchange.make_token(
            cls.cast.hana, name="县平台", sender="county", purpose="数据回流", scopes=(), ends=timezone.localdate()
        ).token
        cls.person = ledger.add_record(cls.cast.alice, entity="person", area=cls.cast.community, facts={"name": "苏晓梅"})
        cls.proposal = Proposal.objects.create(record=cls.person, kind="joins", listing="elderly@1", day=date(2026, 6, 30))
        cls.field = ledger.define_field(
            cls.cast.hana, area=cls.cast.community, entity="household", label="燃气报警器", kind="boolean", months=24,
            purpose="上门检查燃气安全", basis="城镇燃气管理条例第四章",
        )  # fmt: skip
        questions.ask(area=cls.cast.community, unknown=[(cls.person.pk, "nickname")], title="名册")
        cls.question = OpenQuestion.objects.get()
        cls.papers = papers.make_papers(cls.cast)
        cls.demand = requests.register_request(cls.cast.alice, told=requests.Told(), name="名册.xlsx", data=forms.roster())
        cls.kind = requests.enter_kind(cls.cast.tina, request=cls.demand)
        cls.form = requests.propose_form(
            cls.cast.alice, request=cls.demand, name="统计.xlsx", data=forms.statistics(), reason="改为只要数字"
        )
        cls.given = requests.give_answer(cls.cast.tina, request=cls.demand)
        cls.notice = publishing.check_file(cls.cast.alice, name="名册.csv", data=LIST, place="公告栏", take_down=None)
        cls.list, _ = imports.bring_roster(cls.cast.alice, name="名册.csv", data=LIST)
        imports.carry_on(cls.list.pk)
        cls.returns()

    @classmethod
    def returns(cls) -> None:
        """Two rounds of a form: alice has signed the first, and looks at the second."""
        from qingzhuang.site.requests import actions as requests
        from qingzhuang.site.requests.logic import Verdict
        from qingzhuang.site.returns import actions
        from qingzhuang.site.testing import forms

        blank = forms.workbook([["人口统计表", ""], ["单位", "总人数"], ["", ""]], ("A1:B1",), 2)
        for day in (date(2026, 10, 31), timezone.localdate()):
            told = requests.Told(title="人口统计表", asker="民政科", as_of=day)
            cls.asked = requests.register_request(cls.cast.dan, told=told, name="人口.xlsx", data=blank)
            requests.decide_request(cls.cast.tina, request=cls.asked, verdict=Verdict.SEND)
            cls.round = actions.begin_round(cls.cast.tina, request=cls.asked)
            actions.fill_round(cls.round.pk)
            cls.owed = cls.round.returns.get(area=cls.cast.community)
            if day == date(2026, 10, 31):
                cls.version = actions.sign(cls.cast.alice, owed=cls.owed, stamp=cls.owed.stamp)

    def of_returns(self, name: str) -> list[Any]:
        """The round under way, its open return, or what alice has signed in the one before."""
        version = [self.version.owed_id, 1]
        of_version = {
            "version": version,
            "file": version,
            "manifest": version,
            "cell": [*version, "B3"],
            "records": [*version, "B3"],
        }
        if name in of_version:
            return of_version[name]
        if name == "use_form":
            return [self.demand.pk, self.form.number]
        if name in ("owed", "newer", "verify", "rounds"):
            return []
        if name in ("begin", "of_request", "view"):
            return [self.asked.pk]
        if name == "confirm":
            return [self.owed.pk, 1]
        if name in ("hand_back", "correct"):
            return [self.version.owed_id]
        return [self.owed.pk] if name in ("show", "sign", "explain", "answer") else [self.round.pk]

    def arguments(self, line: Line) -> list[Any]:
        """What the address names; alice's things, since everybody's relation to her is in the table."""
        from qingzhuang.site.reports.models import Lesson

        alice, review = self.cast.alice, self.review.pk
        named: dict[str, list[Any]] = {
            "accounts:areas": [], "accounts:area": [self.cast.community.code], "accounts:rename_area": [self.cast.community.code],
            "accounts:end_post": [alice.pk], "reports:history": [], "reports:bring": [], "reports:explain": [review, "html"],
            "reports:download": [review, self.filled.pk], "reports:forget": [review, Lesson.objects.get().pk],
            **{f"reports:{name}": [review, 1] for name in ("blank", "meanings", "records", "versions")},
            "imports:history": [], "imports:bring": [], "imports:column": [self.list.pk, 0, 1], "imports:report": [self.list.pk, "csv"],
            **{f"reports:{name}": [review, 0] for name in ("populations", "who")},
        }  # fmt: skip
        if line.name.startswith(("certificates:", "portal:")):
            return papers.arguments(self.papers, line.name, self.person.pk, self.cast.community.code)
        if line.name == "exchange:end_token":
            return [self.token.pk]
        if line.name.startswith("returns:"):
            return self.of_returns(line.name.removeprefix("returns:"))
        if line.name.startswith("ledger:"):
            return self.of_the_ledger(line.name.removeprefix("ledger:"))
        if line.name.startswith("publishing:"):
            return [] if line.name == "publishing:notices" else [self.notice.pk]
        if line.name == "events:event":
            return [self.person.pk, "death"]
        if line.name == "events:answer":
            return [self.proposal.pk]
        if line.name.startswith("quality:"):
            bare = ("quality:fields", "quality:new_field", "quality:troubles", "quality:mend", "quality:questions")
            if line.name == "quality:answer":
                return [self.question.pk]
            return [] if line.name in bare else ["no_household"] if line.name == "quality:kind" else [self.field.name]
        if line.name.startswith("requests:"):
            return self.of_requests(line.name.removeprefix("requests:"))
        if line.name in named:
            return named[line.name]
        if line.name.startswith(("reports:", "imports:")):
            return [review if line.name.startswith("reports:") else self.list.pk]
        of_a_person = {"person", "reset_password", "close_account", "reopen_account", "end_sessions", "remove_second_factor",
                       "link_subject", "shred_name"}  # fmt: skip
        return [alice.person_id] if line.name.removeprefix("accounts:") in of_a_person else []

    def of_requests(self, name: str) -> list[Any]:
        if name.startswith("kind"):
            return [self.kind.pk] if name != "kinds" else []
        bare = {
            "index": [],
            "register": [],
            "overlap": [],
            "papers": [],
            "retire": [],
            "export": ["csv"],
            "given": [self.demand.pk, self.given.pk],
            "form_version": [self.demand.pk, self.form.number],
            "calendar": [],
            "feed": ["x"],
        }
        return bare.get(name, [self.demand.pk])

    def of_the_ledger(self, name: str) -> list[Any]:
        if name == "undo":
            return [self.person.statements.get().pk]
        return {
            "fact": [self.person.pk, "nickname"],
            "confirm": [self.person.pk, "name"],
            "find": [],
            "add": [],
            "facilities": [],
            "add_facility": [],
            "conflicts": [],
            "time_over": [],
        }.get(name, [self.person.pk])

    def sent(self, line: Line, person: str) -> dict[str, Any]:
        made: dict[str, Callable[[], dict[str, Any]]] = {
            "reports:bring": lambda: (
                SCOPE | {"area": getattr(self.cast, person).area.code, "file": SimpleUploadedFile("名册.xlsx", self.roster)}
            ),
            "publishing:notices": lambda: {"file": SimpleUploadedFile("名册.csv", LIST)},
            "imports:bring": lambda: {"file": SimpleUploadedFile("另一份.csv", LIST + b"\n")},
            "imports:decide": lambda: {"kind": "column", "subject": "0:2", "value": ""},
            "imports:day": lambda: {"day": "2026-06-30"},
            "requests:register": lambda: {"fields": "姓名\n身份证号"},
            "requests:amend": lambda: {"title": "新名称", "frequency": "once", "as_of": "2026-06-30"},
            "requests:decide": lambda: {"verdict": "send"},
            "requests:forms": lambda: {"reason": "x", "file": SimpleUploadedFile("新.xlsx", self.wide)},
            "requests:object": lambda: {"reason": "x"},
            "requests:retire": lambda: {"kind": str(self.kind.pk), "reason": "x"},
            "reports:scope": lambda: SCOPE,
            "reports:decide": lambda: {"blank": "1", "verb": "not_ours"},
            "reports:list": lambda: {"say-1": "not_ours"},
            "reports:who": lambda: {"population": ""},
            "demo:use": lambda: {"sample": "sc_resident.xlsx"},
            "asking:keep": lambda: {"q": "独居老人", "area": self.cast.community.code, "word": "独居老人"},
            "definitions:choose": lambda: {"area": self.cast.community.code, "key": "childbearing_age_women@1", "reason": "x"},
            "events:answer": lambda: {"answer": "later"},
            "events:event": lambda: {"day": "2020-06-30", "record": "1"},
            "quality:answer": lambda: {"value": "梅子", "source": "visit"},
            "quality:mend": lambda: {
                "area": self.cast.community.code,
                "record": self.person.pk,
                "sign": "no_household:household:0:",
                "do": "aside",
                "reason": "x",
            },
            "quality:new_field": lambda: OWN | {"area": self.cast.community.code},
            "quality:field": lambda: {"purpose": "x", "basis": "y", "months": 12},
            "exchange:give": lambda: {"area": self.cast.community.code, "kind": "covered", "purpose": "x"},
            "returns:lock": lambda: {"reason": "已报"},
            "returns:reopen": lambda: {"reason": "补报"},
            "returns:regroup": lambda: {"gone": "", "into": [self.cast.community.code], "reason": "并入"},
            "returns:explain": lambda: {"subject": "x", "reason": "y"},
            "returns:hand_back": lambda: {"cell": "B3", "reason": "少了"},
            "returns:correct": lambda: {"reason": "漏了"},
            "ledger:reveal": lambda: {"purpose": "service"},
            "ledger:take_out": lambda: {"ground": "request", "basis": "〔2026〕12号"},
            "ledger:add_fact": lambda: {"field": "nickname"},
            "ledger:fact": lambda: {"value": "x", "valid_from": "2026-06-30", "source": "entry"},
            "accounts:choose_post": lambda: {"post": self.cast.hana.pk},
            "accounts:change_second_factor": lambda: {"code": "123456"},
            "accounts:new_person": lambda: NEW_POST | {"name": "新人", "username": "xin"},
            "accounts:person": lambda: NEW_POST,
            "accounts:area": lambda: {"name": "临江二网格", "code": "990101001001002", "level": "grid"},
            "accounts:rename_area": lambda: {"name": "临江新社区"},
        }
        if line.method == "POST" and line.name.startswith(("certificates:", "portal:")):
            return papers.sent(line.name)
        if line.name.startswith("figures:"):
            return {"question": "count(person where age>=60)", "area": self.cast.community.code, "day": "2026-06-30"}
        return made[line.name]() if line.name in made and line.method == "POST" and person != "stranger" else {}

    def got(self, client: Client, line: Line, person: str) -> str:
        """What comes back, without leaving a trace."""
        cookies = client.cookies.copy()
        with transaction.atomic():
            address = reverse(line.name, args=self.arguments(line))
            response = getattr(client, line.method.lower())(address, self.sent(line, person))
            transaction.set_rollback(True)
        client.cookies = cookies
        if response.status_code == 200 and line.method == "GET" and response.headers["Content-Type"].startswith("text/html"):
            self.silent += [f"{line.name}: {one}" for one in unexplained(response.content)]
        if response.status_code != 302:
            return str(response.status_code)
        return "in" if response.headers["Location"].startswith("/sign-in/?next=") else "to"

    def wrong(self, person: str) -> list[str]:
        client = Client(raise_request_exception=True)
        if person != "stranger":
            client.force_login(getattr(self.cast, person).person, backend=BACKEND)
        self.silent: list[str] = []
        told = [(line, self.got(client, line, person), line.expected[person]) for line in lines()]
        return [
            f"{line.method} {line.name}: {person} gets {got}, not {expected}" for line, got, expected in told if got != expected
        ]

    def test_numbers_that_are_none_break_no_page(self) -> None:
        client = Client(raise_request_exception=True)
        client.force_login(self.cast.alice.person, backend=BACKEND)
        for line in lines():
            if line.method == "GET":
                for number in ("²", "9" * 30):
                    with transaction.atomic():
                        client.get(reverse(line.name, args=self.arguments(line)), dict.fromkeys(NUMBERS, number))
                        transaction.set_rollback(True)
                args = [10**25 if isinstance(one, int) else one for one in self.arguments(line)]
                if args != self.arguments(line):
                    assert client.get(reverse(line.name, args=args)).status_code < 500, line.name


def _at_every_page(person: str) -> Callable[[EveryPage], None]:
    def test(self: EveryPage) -> None:
        assert self.wrong(person) == []
        assert not self.silent, "figures without a word of where they come from:\n" + "\n".join(self.silent)

    return test


for _person in PEOPLE:
    setattr(EveryPage, f"test_{_person}_gets_what_the_table_says", _at_every_page(_person))
