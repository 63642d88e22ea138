"""Who may do what with rounds and returns: predicates over the tree of areas."""

from __future__ import annotations

from typing import Any

import rules

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area


@rules.predicate
def meets(actor: Actor, thing: Any) -> bool:
    """One of the two areas lies in the other: a community sees the round of its town, a department of the town too."""
    return bool(actor.area.contains(thing.area) or thing.area.contains(actor.area))


@rules.predicate
def is_own(actor: Actor, thing: Any) -> bool:
    """The return is that of the actor's very place: nobody signs for those below."""
    return bool(actor.area.pk == thing.area.pk)


@rules.predicate
def is_below(actor: Actor, thing: Any) -> bool:
    return bool(actor.area.pk != thing.area.pk and actor.area.contains(thing.area))


@rules.predicate
def is_whole(_actor: Actor, thing: Any) -> bool:
    """A round, or the return of the whole of it: what a department is given, never the papers of single communities."""
    found = getattr(thing, "round", None)
    return found is None or bool(found.area_id == thing.area_id)


rules.add_rule("returns.see", in_area & has_right("see_return"))
rules.add_rule("returns.see_round", meets & (has_right("see_return") | has_right("collect_return")))
rules.add_rule("returns.run_round", in_area & has_right("run_round"))
rules.add_rule("returns.sign", is_own & has_right("sign_return"))
rules.add_rule("returns.hand_back", is_below & has_right("run_round"))
rules.add_rule("returns.correct", (is_own & has_right("sign_return")) | (is_below & has_right("run_round")))
rules.add_rule("returns.take", in_area & (has_right("see_form") | (has_right("collect_return") & is_whole)))
rules.add_rule("returns.take_files", meets & (has_right("see_form") | has_right("run_round")))
rules.add_rule("returns.see_numbers", in_area & (has_right("see_return") | has_right("collect_return")))
rules.add_rule("returns.see_people", in_area & has_right("see_facts"))


_rights = RightsOf("returns")
may, check = _rights.may, _rights.check
