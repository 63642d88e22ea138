"""Guarded reads of requests and of the catalogue: each answers "not found" to somebody who may not see the thing."""

from qingzhuang.site.requests.drawn import as_table, draw
from qingzhuang.site.requests.queries.calendar import calendar_for, due_for, holder_of
from qingzhuang.site.requests.queries.kinds import form_of, kind_for, kinds_for
from qingzhuang.site.requests.queries.papers import PaperAsked, paper_title, papers_asked_for
from qingzhuang.site.requests.queries.requests import (
    communities_of,
    form_version_for,
    lists_people,
    merged_for,
    place_of,
    places_for,
    prepared_until,
    request_for,
    requests_for,
)
from qingzhuang.site.requests.readings import readings_of, settled_of, settled_words, with_found, with_settled

__all__ = [
    "PaperAsked",
    "as_table",
    "calendar_for",
    "communities_of",
    "draw",
    "due_for",
    "form_of",
    "form_version_for",
    "holder_of",
    "kind_for",
    "kinds_for",
    "lists_people",
    "merged_for",
    "paper_title",
    "papers_asked_for",
    "place_of",
    "places_for",
    "prepared_until",
    "readings_of",
    "request_for",
    "requests_for",
    "settled_of",
    "settled_words",
    "with_found",
    "with_settled",
]
