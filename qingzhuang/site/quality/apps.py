from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "qingzhuang.site.quality"
    label = "quality"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.quality.actions.shredding import forget_what_was_said
        from qingzhuang.site.quality.wording import kind_words
        from qingzhuang.site.ui import rooms

        ledger.also_shred(forget_what_was_said)
        rooms.register(app="quality", url="quality:troubles", right="see_facts", label=_("To mend"), place=17)
        deeds.register(
            {
                "troubles.shown": _("looked at %(count)s records to be mended (%(kind)s)"),
                "questions.shown": _("looked at the open questions of %(count)s households"),
                "question.closed": _("closed the question for a fact that is not known (%(field)s)"),
                "trouble.mended": _("mended %(count)s facts (%(kind)s)"),
                "trouble.set_aside": _("left a fact as it is (%(kind)s)"),
            },
            words={"kind": kind_words},
        )
        rooms.register(app="quality_fields", url="quality:fields", right="define_fields", label=_("Own fields"), place=45)
