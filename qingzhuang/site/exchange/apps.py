from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "qingzhuang.site.exchange"
    label = "exchange"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.exchange.actions.shredding import forget_keys
        from qingzhuang.site.exchange.wording import call_words
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.ui import rooms

        ledger.also_shred(forget_keys)
        rooms.register(app="exchange", url="exchange:tokens", right="use_api", label=_("Exchange"), place=60)
        deeds.register(
            {
                "token.made": _("made the token “%(token)s” for a program, until %(day)s"),
                "token.ended": _("ended the token “%(token)s”"),
                "exchange.called": _("the program “%(token)s” asked for: %(call)s; %(count)s were given"),
                "exchange.written": _(
                    "the program “%(token)s” sent %(rows)s rows; %(recorded)s were recorded, %(refused)s refused"
                ),
                "exchange.snapshot": _("the program “%(token)s” took the tables of %(area_name)s away"),
                "file.given": _("took %(count)s records of %(area_name)s away as a file (GB/T 31000), for: %(purpose)s"),
                "file.taken": _("brought a file (GB/T 31000) with %(rows)s rows; %(refused)s were refused"),
                "everything.given": _("took everything of %(area_name)s away as a file, for: %(purpose)s"),
                "everything.taken": _("filled the empty ledger with %(count)s records of another"),
                "exchange.refused": _("the program “%(token)s” was refused (%(code)s)"),
            },
            words={"call": call_words},
        )
