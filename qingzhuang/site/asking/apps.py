from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AskingConfig(AppConfig):
    name = "qingzhuang.site.asking"
    label = "asking"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.ui import rooms

        rooms.register(app="asking", url="asking:page", right="ask_questions", label=_("Ask"), place=35)
        deeds.register({
            "question.answered": _("asked for a number and got its answer"),
            "question.listed": _("asked for a list and saw %(count)s records, covered"),
        })  # fmt: skip
