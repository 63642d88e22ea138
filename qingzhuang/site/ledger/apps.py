from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "qingzhuang.site.ledger"
    label = "ledger"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.kit import each_day
        from qingzhuang.site.ledger.actions import carry_on_all
        from qingzhuang.site.ledger.logic.own import answers_from
        from qingzhuang.site.ledger.queries.own import own_field
        from qingzhuang.site.ledger.queries.shredding import differing, register_matter
        from qingzhuang.site.ledger.wording import entity_words, ground_words, purpose_words, source_words
        from qingzhuang.site.ui import rooms

        answers_from(own_field)
        register_matter(_("two values wait for a decision"), differing)
        each_day.register("ledger.taking_out", carry_on_all)
        rooms.register(app="ledger", url="ledger:find", right="see_facts", label=_("People and places"), place=15)
        deeds.register(
            {
                "facts.recorded": _("recorded %(facts)s facts of %(records)s records (%(source)s)"),
                "facts.undone": _("took back what was recorded of %(records)s records"),
                "conflict.settled": _("settled which of two values holds (%(field)s)"),
                "facts.shown": _("looked at the facts of a record (%(entity)s)"),
                "facts.revealed": _("had covered numbers of a record shown, for: %(purpose)s"),
                "records.time_over": _("had the values of %(records)s records taken out whose time is over (%(basis)s)"),
                "records.swept": _("went through all files for %(records)s records that were taken out: %(files)s files changed"),
                "record.shredded": _("took the values of %(records)s records out for good (%(entity)s), because: %(ground)s"),
                "field.defined": _("defined the field “%(label)s” for %(area_name)s"),
                "field.revised": _("changed the reasons, term or values of the field “%(label)s” of %(area_name)s"),
                "field.retired": _("retired the field “%(label)s” of %(area_name)s"),
                "records.found": _("searched the ledger and saw %(count)s records"),
            },
            words={"purpose": purpose_words, "entity": entity_words, "source": source_words, "ground": ground_words},
        )
