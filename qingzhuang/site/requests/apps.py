from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequestsConfig(AppConfig):
    name = "qingzhuang.site.requests"
    label = "requests"

    def ready(self) -> None:
        from qingzhuang.site.audit import deeds
        from qingzhuang.site.kit import each_day
        from qingzhuang.site.ledger import actions as ledger
        from qingzhuang.site.requests.actions import count_each_day, prepare_due
        from qingzhuang.site.requests.sweeping import sweep_requests
        from qingzhuang.site.requests.wording import verdict_words
        from qingzhuang.site.ui import rooms

        each_day.register("requests.prepare", prepare_due)
        each_day.register("requests.count", count_each_day)
        rooms.register(app="requests", url="requests:index", right="see_requests", label=_("Requests"), place=25)
        ledger.also_sweep("requests", sweep_requests)
        deeds.register(
            {
                "request.registered": _("registered the request “%(title)s” of %(asker)s"),
                "request.amended": _("mended the passport of the request “%(title)s”"),
                "request.decided": _("decided of the request “%(title)s”: %(decision)s"),
                "request.answered": _("answered “%(title)s” of %(asker)s from the ledger: %(records)s records, for: %(purpose)s"),
                "request.taken": _("took the answer “%(name)s”"),
                "request.objected": _("objected to the request “%(title)s”"),
                "request.closed": _("closed the request “%(title)s”"),
                "request.form_replaced": _("replaced the form of “%(title)s” by version %(number)s: %(reason)s"),
                "request.settled": _("settled %(count)s readings of the form of “%(title)s” for all communities"),
                "request.prepared": _("a recurring report prepared itself: “%(title)s”"),
                "calendar.opened": _("made a secret address for the own calendar"),
                "calendar.ended": _("ended the address of the own calendar"),
                "kind.entered": _("entered the kind of report “%(title)s” in the catalogue"),
                "kind.widened": _("merged a request of %(asker)s into the report “%(title)s”"),
                "kind.retired": _("retired the kind of report “%(title)s”"),
            },
            words={"decision": verdict_words},
        )
