from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DefinitionsConfig(AppConfig):
    name = "qingzhuang.site.definitions"
    label = "definitions"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.definitions.sweeping import sweep_words
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.ui import rooms

        rooms.register(app="definitions", url="definitions:index", right="ask_questions", label=_("Definitions"), place=40)
        ledger.also_sweep("words", sweep_words)
        deeds.register(
            {
                "definition.chosen": _("chose the definition %(version)s for %(area_name)s"),
                "definition.left": _("took back the choice of the definition %(version)s for %(area_name)s"),
                "word.taught": _("chose for the office that a word means %(population)s"),
                "word.forgotten": _("took back that a word means %(population)s"),
                "definitions.compared": _("compared %(a)s with %(b)s and saw %(count)s records"),
            }
        )
