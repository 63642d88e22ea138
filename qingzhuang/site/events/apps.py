from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "qingzhuang.site.events"
    label = "events"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.events.actions.shredding import forget_what_was_due
        from qingzhuang.site.events.wording import OFFERS, answer_words, event_words, kind_words
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.ui import offers, rooms

        ledger.also_shred(forget_what_was_due)
        rooms.register(app="events", url="events:due", right="see_facts", label=_("Coming due"), place=17)
        for entity, names in OFFERS.items():
            for place, name in enumerate(names):
                offers.register(
                    entity=entity, url="events:event", argument=name, right="record_facts", label=event_words(name), place=place
                )
        deeds.register(
            {
                "event.recorded": _("recorded a life event (%(event)s): %(records)s records changed"),
                "event.moved_record": _("a record of this area went to another area with its person"),
                "due.seen": _("looked at what is due of %(count)s people"),
                "due.answered": _("answered what was due (%(kind)s): %(answer)s"),
            },
            words={"event": event_words, "answer": answer_words, "kind": kind_words},
        )
