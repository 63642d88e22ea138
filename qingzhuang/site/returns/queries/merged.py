"""What the asker of a merged request is given: its columns of the report that it was merged into, as they were signed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from qingzhuang.formfill.as_json import from_json
from qingzhuang.formfill.union import Given, given
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.ledger.queries import vocabulary_of
from qingzhuang.site.requests import queries as requests
from qingzhuang.site.returns import errors, kept
from qingzhuang.site.returns.models import Return, Version


@dataclass(frozen=True, slots=True)
class View:
    """The asker's columns of a signed version, and the title of what was asked."""

    title: str
    version: Version
    given: Given


def view_for(actor: Actor, pk: UUID) -> View:
    """The newest signed report of the kind that a request was merged into, of the place that it asks about, in the asker's columns.

    For whoever may have it, see `requests.merged_for`; raises Refusal where nothing is signed yet.
    """
    request = requests.merged_for(actor, pk)
    of_kind = Return.objects.filter(round__request__kind=request.kind, state=Return.State.SIGNED)
    here = of_kind.filter(area=requests.place_of(request)).order_by("-round__as_of", "-round__created_at").first()
    if here is None:
        raise errors.nothing_signed()
    version = here.versions.select_related("owed__round", "owed__area").order_by("-number")[0]
    values = {(cell.grid, cell.row, cell.column): cell.value for cell in kept.load(version.content).edits.cells}
    form, theirs = from_json(version.owed.round.understanding), from_json(request.understanding)
    return View(request.title, version, given(form, values, theirs, vocabulary_of(version.owed.area)))
