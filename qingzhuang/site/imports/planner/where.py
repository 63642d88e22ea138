"""Where the rows of a list live: the area that their columns or the title over them name, within the area of the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qingzhuang.site.accounts.queries import Area, Level
from qingzhuang.site.imports.logic.states import Outcome
from qingzhuang.site.imports.planner.work import Work
from qingzhuang.vocabulary import fold

FINEST = (("grid", "name"), ("grid", "code"), ("area", "community"), ("area", "village"), ("area", "name"), ("area", "code"))
ENDS = ("社区居委会", "居委会", "村委会", "社区", "村")


def place_rows(work: Work, sections: Sequence[str]) -> None:
    """Set the area of each row (`laid.facts[("area",)]` becomes {"pk": number}); a row of another community is refused."""
    cells = {(cell.entity, cell.name): cell for cell in work.shape.of("area")}
    told = work.laid.facts.setdefault(("area",), [{} for _ in work.rows])
    names = _names(work)
    outside: dict[str, bool] = {}
    for row, facts in enumerate(told):
        pk = 0
        for entity, name in FINEST:
            text = facts.get(name) if (entity, name) in cells else None
            if not text or pk:
                continue
            pk = names.get(_plain(str(text)), 0)
            if not pk and entity == "area":
                if outside.setdefault(str(text), _is_elsewhere(str(text))):
                    work.stop(row, Outcome.REFUSED, "other_area", place=str(text))
                else:
                    work.note(row, "area_unknown", cells[entity, name].place)
            elif not pk:
                work.note(row, "grid_unknown", cells[entity, name].place)
        told[row] = {"pk": pk or names.get(_plain(sections[row]), 0) if sections[row] else pk}


def area_of(work: Work, row: int) -> int:
    """The number of the row's area: a grid where it is known, else the area of the import."""
    return work.laid.facts[("area",)][row]["pk"] or work.book.area.pk


def facts_of_area(work: Work, row: int) -> Mapping[str, Any]:
    """The fact that moves a known record into a finer area; nothing where the list does not say."""
    pk = work.laid.facts[("area",)][row]["pk"]
    return {"area": work.book.areas[pk].code} if pk and pk != work.book.area.pk else {}


def _names(work: Work) -> dict[str, int]:
    """Names and codes of the areas at hand → their numbers; a name that several bear says nothing."""
    found: dict[str, int] = {}
    for pk, area in work.book.areas.items():
        short = area.name.removeprefix(work.book.area.name)
        for word in {_plain(area.name), _plain(short), _plain(area.code)} - {""}:
            found[word] = 0 if word in found and found[word] != pk else pk
    return found


def _plain(text: str) -> str:
    plain = fold(text).strip()
    return next((plain.removesuffix(end) for end in ENDS if plain.endswith(end) and len(plain) > len(end) + 1), plain)


def _is_elsewhere(text: str) -> bool:
    """Whether it is the name of another community of this installation."""
    levels = [Level.COMMUNITY.value, Level.TOWN.value]
    return any(_plain(name) == _plain(text) for name in Area.objects.filter(level__in=levels).values_list("name", flat=True))
