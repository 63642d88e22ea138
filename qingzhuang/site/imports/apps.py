from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "qingzhuang.site.imports"
    label = "imports"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.imports.sweeping import sweep_lists
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.ui import rooms

        rooms.register(app="imports", url="imports:history", right="see_facts", label=_("Take over lists"), place=30)
        ledger.also_sweep("lists", sweep_lists)
        deeds.register(
            {
                "import.brought": _("brought the list “%(name)s”"),
                "import.decided": _("decided something about a list (%(kind)s)"),
                "import.shown": _("looked at %(rows)s rows of a list"),
                "import.ordered": _("had the list “%(name)s” taken over"),
                "import.done": _("“%(name)s” was taken over: %(new)s new, %(changed)s changed, %(same)s as known"),
                "import.taken_back": _("had what was taken over from “%(name)s” taken back"),
                "import.discarded": _("threw the list “%(name)s” away"),
                "import.reported": _("downloaded the report of “%(name)s” with %(rows)s rows"),
            }
        )
