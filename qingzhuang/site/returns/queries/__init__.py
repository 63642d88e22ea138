"""Guarded reads of rounds, returns and versions: each answers "not found" to somebody who may not see the thing."""

from qingzhuang.site.returns.queries.explain import Behind, Explained, GivenTold, explained_for, records_for, sheets_for
from qingzhuang.site.returns.queries.merged import View, view_for
from qingzhuang.site.returns.queries.returns import (
    SHOWN,
    Owed,
    last_of,
    moved_parts,
    newest_of,
    owed_for,
    place_of,
    return_for,
    signed_of,
    superseded_for,
    version_for,
    whole_of,
)
from qingzhuang.site.returns.queries.rounds import (
    Progress,
    collected_for,
    files_for,
    new_places_for,
    newest_round_of,
    open_readings_of,
    progress_of,
    round_for,
    rounds_at_work,
    rounds_for,
    shorts_of,
    to_begin_for,
    wholes_waiting,
)
from qingzhuang.site.returns.queries.settled import settled_for
from qingzhuang.site.returns.queries.verify import Verdict, condition_of, marks_of, may_verify, public_key, verdict_for

__all__ = [
    "SHOWN", "Behind", "Explained", "GivenTold", "Owed", "Progress", "Verdict", "View", "collected_for", "condition_of", "explained_for",
    "files_for", "last_of", "marks_of", "may_verify", "moved_parts", "new_places_for", "newest_of", "newest_round_of",
    "open_readings_of", "owed_for", "place_of", "progress_of", "public_key", "records_for", "return_for", "round_for",
    "rounds_at_work", "rounds_for", "settled_for", "sheets_for", "shorts_of", "signed_of", "superseded_for", "to_begin_for",
    "verdict_for", "version_for", "view_for", "whole_of", "wholes_waiting",
]  # fmt: skip
