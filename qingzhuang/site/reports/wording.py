"""A concept in the reader's words: questions through the engine, words of the report through the catalogue."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from qingzhuang.site.ledger.queries import whole_vocabulary
from qingzhuang.tally import QuestionError, condition_in_words, in_words, parse, parse_population
from qingzhuang.vocabulary import UnknownName, label_in, load

# languages of the site → languages of the engine
ENGINE_LANGUAGE = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}


@lru_cache(maxsize=8192)
def concept_in_words(concept: str, language: str) -> str:
    """`count(person where age>=60)` → 年龄 ≥ 60 的人数; a word of the report in the reader's language."""
    with override(language):
        own = _report_words().get(concept)
        if own:
            return own
        if concept.startswith("outside"):
            return _("not a fact of the ledger")
        if concept.startswith("dimension"):
            return _("the label of the row")
    try:
        return in_words(parse(concept), ENGINE_LANGUAGE.get(language, "zh-Hans"), whole_vocabulary())
    except (QuestionError, UnknownName):
        return concept


@lru_cache(maxsize=1024)
def population_in_words(population: str | None, language: str) -> str:
    """`person where age>=80` → 80 周岁及以上的人; everybody where nothing narrows."""
    with override(language):
        if not population:
            return _("everybody on record")
        named, told = parse_population(population), ENGINE_LANGUAGE.get(language, "zh-Hans")
        entity = label_in(load().entities[named.entity].label, told)
        return _("%(entity)s: %(condition)s") % {
            "entity": entity,
            "condition": condition_in_words(named.where, named.entity, told, whole_vocabulary()),
        }


def _report_words() -> dict[str, str]:
    return {
        "report.unit": _("the body that reports"),
        "report.date": _("the day the form is filled in"),
        "report.period": _("the time that the figures are about"),
        "report.year": _("the year that the figures are about"),
        "report.month": _("the month that the figures are about"),
        "report.preparer": _("who fills in the form"),
        "report.reviewer": _("who checks the form"),
        "report.responsible_person": _("the head of the body that reports"),
        "report.reviewing_unit": _("the body that checks the form"),
        "report.phone": _("the telephone of who fills in the form"),
        "report.signature": _("a signature or seal"),
        "report.unit_of_measure": _("the unit of all figures"),
        "report.form_number": _("the number of the form"),
        "report.issuing_body": _("the body that issues the form"),
        "report.approving_body": _("the body that approves the form"),
        "report.approval_number": _("the number of the approval"),
        "report.valid_until": _("the day until which the form is valid"),
        "row.number": _("the number of the row"),
        "row.remarks": _("remarks"),
    }
