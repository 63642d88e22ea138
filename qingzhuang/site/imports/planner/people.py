"""Who a row is: known by its number, by two other keys, perhaps known, or new. Never by name alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingzhuang.intake.match import Known, Person, Verdict, decide
from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.imports.logic.laying import DROP, OUT, TAKE
from qingzhuang.site.imports.logic.states import Outcome
from qingzhuang.site.imports.planner.met import Met
from qingzhuang.site.imports.planner.work import Work
from qingzhuang.site.ledger.actions import State
from qingzhuang.site.ledger.queries import known as ledger


@dataclass(slots=True)
class Who:
    """A person found: the record (0 for nobody yet), as the ledger knows it, or as the list met it before."""

    record: int = 0
    known: ledger.Known | None = None
    met: Met | None = None


class People:
    """Finds the people of a batch, all questions to the ledger at once."""

    def __init__(self, work: Work, facts: Iterable[Mapping[str, Any]]) -> None:
        self.work, self.book = work, work.book
        told = [one for one in facts if one]
        numbers = {one["id_number"] for one in told if one.get("id_number")}
        self.by_number = ledger.known_by_identity("person", (one for one in numbers if one not in self.book.met))
        names = {one["name"] for one in told if one.get("name") and one.get("id_number") not in self.by_number}
        self.by_name = ledger.known_by_name("person", self.book.area, names) if self.book.has_people else {}
        chosen = {value for (table, _), value in self.book.who.items() if table == work.table and isinstance(value, int)}
        self.chosen = ledger.known_records(chosen)
        work.has_read((*self.by_number.values(), *self.chosen.values()))

    def find(self, row: int, facts: Mapping[str, Any], number_place: int = 0) -> Who | None:
        """Who it is; None where the row stops at the question (it then says why). A new person gets the next number."""
        work, number = self.work, facts.get("id_number")
        choice = self.book.who.get((work.table, work.rows[row].row))
        if choice == OUT:
            work.stop(row, Outcome.REFUSED, "left_out")
            return None
        met = self.book.met.get(number) if number else None
        if met is not None:
            return Who(met.record, None, met)
        if isinstance(choice, int) and choice in self.chosen:
            return self._known(row, self.chosen[choice], facts, True)
        known = self.by_number.get(number) if number else None
        if known is None or known.name != facts.get("name"):
            known = self._alike(row, facts, known, choice == "new")
        if known is not None:
            return self._known(row, known, facts, False)
        return self._new(row, facts, number_place, choice == "new") if work.is_open(row) else None

    def _alike(self, row: int, facts: Mapping[str, Any], by_number: ledger.Known | None, is_new: bool) -> ledger.Known | None:
        """The one known person whom two keys name, by the rules of the engine; else the row may stop, with whom it may be."""
        near = {one.pk: one for one in self.by_name.get(facts.get("name", ""), ())}
        if by_number is not None:
            near[by_number.pk] = by_number
        if not near or (is_new and by_number is None):
            return None
        match = decide(_person(facts), [_candidate(one) for one in near.values()])
        if match.verdict is Verdict.NEW:
            return None
        said = self.work.said("maybe_known" if match.verdict is Verdict.PROPOSAL else "other_name", row)
        if match.verdict is Verdict.SAME or said == TAKE:
            return near[int(match.key)]
        if match.verdict is Verdict.CONFLICT:
            self.work.stop(row, Outcome.LOOK, "other_name")
        elif said == DROP:
            return None
        else:
            self.work.stop(row, Outcome.LOOK, "maybe_known", count=1 + len(match.others))
        reasons = [[reason.code, reason.known] for reason in match.reasons]
        others = [(int(key), score, []) for key, score in match.others]
        here = [(int(match.key), match.score, reasons), *others]
        self.work.rows[row].offers = here
        return None

    def _known(self, row: int, known: ledger.Known, facts: Mapping[str, Any], chosen: bool) -> Who | None:
        work = self.work
        if known.area not in self.book.areas:
            if not chosen and work.said("known_elsewhere", row) != TAKE:
                place = Area.objects.filter(pk=known.area).values_list("name", flat=True).first() or ""
                work.rows[row].offers = [(known.pk, 1.0, [["id_equal", ""]])]
                work.stop(row, Outcome.LOOK, "known_elsewhere", place=place)
                return None
            work.moving.add(known.pk)
        if known.state == State.DEAD.value and work.said("known_dead", row) != TAKE:
            work.stop(row, Outcome.LOOK, "known_dead")
            return None
        if known.state == State.MOVED_OUT.value:
            if not chosen and work.said("known_gone", row) != TAKE:
                work.stop(row, Outcome.LOOK, "known_gone")
                return None
            work.moving.add(known.pk)
        key = facts.get("id_number") or ("record", known.pk)
        met = self.book.met.get(key)
        return Who(known.pk, known, met) if met is None else Who(known.pk, None, met)

    def _new(self, row: int, facts: Mapping[str, Any], number_place: int, chosen: bool) -> Who | None:
        work, number = self.work, facts.get("id_number")
        if not facts.get("name"):
            work.stop(row, Outcome.REFUSED, "no_name")
            return None
        if not number and not chosen:
            if (row, number_place) in work.laid.unsure and work.said("number_unsure", row) != TAKE:
                work.stop(row, Outcome.LOOK, "number_unsure")
                return None
            if not has_second_key(facts) and work.said("name_only", row) != TAKE:
                work.stop(row, Outcome.LOOK, "name_only")
                return None
        met = None if chosen else self.book.met.get(key_of(facts))
        if met is not None:
            return Who(met.record, None, met)
        if not number:
            work.note(row, "no_number", number_place)
        return Who(self.book.next_new())


def _person(facts: Mapping[str, Any]) -> Person:
    birth = born(facts)
    return Person(
        facts.get("name", ""), facts.get("id_number", ""), date.fromisoformat(birth) if birth else None, facts.get("sex", ""),
        facts.get("phone", ""), facts.get("residence_address", ""),
    )  # fmt: skip


def _candidate(one: ledger.Known) -> Known:
    facts = one.plain()
    return Known(
        str(one.pk), one.name, facts.get("id_number") or "", one.born, facts.get("sex") or "", facts.get("phone") or "",
        facts.get("residence_address") or "",
    )  # fmt: skip


def born(facts: Mapping[str, Any]) -> str:
    """The day of birth, recorded or in the ID number; empty where neither is known."""
    number = facts.get("id_number") or ""
    return facts.get("birth_date") or (f"{number[6:10]}-{number[10:12]}-{number[12:14]}" if len(number) == 18 else "")


def has_second_key(facts: Mapping[str, Any]) -> bool:
    return bool(born(facts) or facts.get("phone") or facts.get("residence_address"))


def key_of(facts: Mapping[str, Any]) -> Any:
    """What tells a person of a list from all others of it."""
    return facts.get("id_number") or (facts.get("name"), born(facts), facts.get("phone"), facts.get("residence_address"))
